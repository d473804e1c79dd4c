package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.script.functions.ScriptWorld.Ran;
import org.argonaut.store.BulkReportRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code send_usp_message} against a virtual agent that is connected to a real node. */
class UspMessagingTest {
  /** Sends a request, given as a table, and prints what comes of it: values by path, then failures, in order. */
  private static final String SEND =
      """
      local function show(title, values, name)
        local paths = {}
        for path in pairs(values) do paths[#paths + 1] = path end
        table.sort(paths)
        for _, path in ipairs(paths) do print(title .. path .. " = " .. name(values[path])) end
      end
      local function send(kind, request, options)
        local message = {header = {msg_id = "script", msg_type = kind:upper()}, body = {request = {[kind] = request}}}
        local values, failures = send_usp_message("proto::US000001", json_encode(message), options)
        show("", values, function(value) return value end)
        if failures then show("failed ", failures, function(f) return f.error_code end) end
        return values, failures
      end
      """;

  private static ScriptWorld world;
  private static UspFleet fleet;

  @BeforeAll
  static void start() throws Exception {
    world = ScriptWorld.start(Map.of("argonaut.usp.auth", "none"));
    var hurried = ConfigFactory.parseString("argonaut.cpe { retry-scale = 0.05, diagnostics-time = 20ms }");
    fleet =
        UspFleet.start(
            UspFleetSettings.to("ws://127.0.0.1:" + world.node().deviceUrl().getPort() + "/usp")
                .serialPrefix("US")
                .settings(CpeSettings.from(hurried.withFallback(ConfigFactory.load())))
                .build());
    assertThat(fleet.awaitOnBoarded(Duration.ofMinutes(1))).as("" + fleet.stats().failures()).isTrue();
  }

  @AfterAll
  static void stop() {
    if (fleet != null) {
      fleet.close();
    }
    if (world != null) {
      world.close();
    }
  }

  private static Ran run(String lua) throws Exception {
    return world.run(SEND, lua);
  }

  private static String onAgent(String path) {
    return fleet.all().iterator().next().value(path);
  }

  @Test
  void whatDoesNotFitTheDataModelIsSentAndTheScriptsLogSaysSo() throws Exception {
    Ran ran = run("pcall(send, 'set', {update_objs = {{obj_path = 'Device.Time.', param_settings = {{param = 'Enable', value = 'perhaps'}}}}})");
    assertThat(ran.printed())
        .anyMatch(line -> line.startsWith("warn: proto::US000001: SET does not fit the device's data model: Device.Time.Enable must be one of"));
  }

  @Test
  void aGetGivesValuesByPathAndNoSecondResult() throws Exception {
    Ran ran =
        run(
            """
            local values, failures = send("get", {param_paths = {"Device.DeviceInfo.SerialNumber"}})
            return failures == nil
            """);
    assertThat(ran.printed()).containsExactly("Device.DeviceInfo.SerialNumber = US000001");
    assertThat(ran.result()).isEqualTo(true);
  }

  @Test
  void aGetOfWhichOnePathIsUnknownGivesTheOtherAndNamesThatOne() throws Exception {
    Ran ran = run("send('get', {param_paths = {'Device.DeviceInfo.SerialNumber', 'Device.Nonsense.'}})");
    assertThat(ran.printed())
        .containsExactly("Device.DeviceInfo.SerialNumber = US000001", "failed Device.Nonsense. = 7026");
  }

  @Test
  void aSetChangesTheAgentAndGivesWhatWasSet() throws Exception {
    Ran ran =
        run(
            """
            send("set", {allow_partial = false, update_objs = {{obj_path = "Device.WiFi.SSID.1.",
              param_settings = {{param = "SSID", value = "from a script", required = true}}}}})
            """);
    assertThat(ran.printed()).containsExactly("Device.WiFi.SSID.1.SSID = from a script");
    assertThat(onAgent("Device.WiFi.SSID.1.SSID")).isEqualTo("from a script");
  }

  @Test
  void whatAPartlyDoneSetCouldNotDoIsTheSecondResult() throws Exception {
    Ran ran =
        run(
            """
            send("set", {allow_partial = true, update_objs = {{obj_path = "Device.WiFi.SSID.2.", param_settings = {
              {param = "SSID", value = "partly", required = true}, {param = "Nonsense", value = "x", required = false}}}}})
            """);
    assertThat(ran.printed())
        .containsExactly("Device.WiFi.SSID.2.SSID = partly", "failed Device.WiFi.SSID.2.Nonsense = 7010");
    assertThat(onAgent("Device.WiFi.SSID.2.SSID")).isEqualTo("partly");
  }

  @Test
  void anObjectIsAddedUnderAPathThatTheScriptLearnsAndDeletedByIt() throws Exception {
    Ran ran =
        run(
            """
            local made = next(send("add", {allow_partial = false, create_objs = {{obj_path = "Device.WiFi.SSID.",
              param_settings = {{param = "SSID", value = "guest", required = true}}}}}))
            send("get", {param_paths = {made .. "SSID"}})
            send("delete", {allow_partial = false, obj_paths = {made}})
            return made, send("get", {param_paths = {made .. "SSID"}}).error_code
            """);
    String made = (String) ran.result();
    assertThat(made).matches("Device\\.WiFi\\.SSID\\.\\d+\\.");
    assertThat(ran.printed()).startsWith(made + " = ", made + "SSID = guest", made + " = ");
    assertThat(ran.returned().get(1)).isEqualTo("7016");
  }

  @Test
  void anOperateThatIsWaitedForGivesItsOutputs() throws Exception {
    Ran ran =
        run(
            """
            local values = send("operate", {command = "Device.IP.Diagnostics.IPPing()", command_key = "k", send_resp = true,
              input_args = {Host = "127.0.0.1", NumberOfRepetitions = "2"}}, {complete = true, timeout = 30})
            return values.Status
            """);
    assertThat(ran.result()).as(ran.text()).isEqualTo("Complete");
  }

  @Test
  void bulkDataProfilesThatAScriptRollsOutBringReportsOverHttpAndAsEvents() throws Exception {
    Ran ran =
        run(
            "local url = '" + world.node().deviceUrl() + "bulkdata/rollout'\n"
                + """
            local function add(path, settings)
              local list = {}
              for name, value in pairs(settings) do list[#list + 1] = {param = name, value = value, required = true} end
              return next(send("add", {allow_partial = false, create_objs = {{obj_path = path, param_settings = list}}}))
            end
            local pushing
            for _, protocol in ipairs({"HTTP", "USPEventNotif"}) do
              local profile = add("Device.BulkData.Profile.", {Protocol = protocol, ReportingInterval = "1", ["HTTP.URL"] = url})
              add(profile .. "Parameter.", {Reference = "Device.WiFi.SSID.*.SSID"})
              if protocol == "HTTP" then
                add(profile .. "HTTP.RequestURIParameter.", {Name = "eid", Reference = "Device.LocalAgent.EndpointID"})
              else
                add("Device.LocalAgent.Subscription.",
                  {Enable = "true", ID = "bulk", NotifType = "Event", ReferenceList = profile .. "Push!"})
                pushing = profile
              end
              send("set", {allow_partial = false, update_objs = {{obj_path = profile,
                param_settings = {{param = "Enable", value = "true", required = true}}}}})
            end
            return pushing
            """);
    String pushing = (String) ran.result();
    assertThat(pushing).as(ran.text()).matches("Device\\.BulkData\\.Profile\\.\\d+\\.");
    String instance = pushing.replaceAll("[^0-9]", "");
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(transports("rollout")).contains("http"));
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(transports(instance)).contains("usp"));
    run("send('delete', {allow_partial = false, obj_paths = {'Device.BulkData.Profile.*.'}})");
  }

  private static List<String> transports(String profile) {
    return world.node().store().bulkReports().list("proto::US000001", profile, null, 10, null)
        .toCompletableFuture().join().items().stream().map(BulkReportRow::transport).toList();
  }

  @Test
  void anErrorOfTheAgentIsAnErrorTable() throws Exception {
    Ran ran =
        run(
            """
            local r = send("set", {allow_partial = false, update_objs = {{obj_path = "Device.WiFi.SSID.1.",
              param_settings = {{param = "Enable", value = "maybe", required = true}}}}})
            return r.error_code, r.error_message ~= ""
            """);
    assertThat(ran.returned()).containsExactly("7004", true);
  }

  @Test
  void anAgentThatNobodyKnowsIsA404() throws Exception {
    Ran ran =
        run(
            """
            return send_usp_message("proto::NOBODY",
              '{"header":{"msg_id":"1","msg_type":1},"body":{"request":{"get":{"param_paths":["Device."]}}}}').error_code
            """);
    assertThat(ran.result()).isEqualTo("404");
  }
}
