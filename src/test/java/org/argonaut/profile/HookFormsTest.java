package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hooks in every form that profiles in the field return, through the API, against a real virtual CPE. */
class HookFormsTest {
  private static final String RADIO = "Device.WiFi.Radio.1.";
  private static ProfileWorld world;
  private static VirtualCpe cpe;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    cpe = world.cpe("FORM", Model.TR181);
    world.modelOf(cpe, "Forms");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String resource(String name) {
    return "/api/v1/devices/" + cpe.serial() + "/resources/" + name;
  }

  private static JsonNode read(String lua) throws Exception {
    world.profile("Forms", lua);
    return world.get(resource("hwinfo"), 200);
  }

  private static JsonNode failed(String lua, int status) throws Exception {
    world.profile("Forms", lua);
    return world.get(resource("hwinfo"), status);
  }

  private static final String PARSE =
      "\nfunction parse_get_hwinfo(response) local t = {} "
          + "for _, p in ipairs(response.list) do t[p.name] = p.value end return t, nil end";

  // ---- what get hooks return ----

  @Test
  void aGetHookReturnsAnEnvelope() throws Exception {
    JsonNode read =
        read(
            "function get_hwinfo() return [[\n   <?xml version='1.0'?>"
                + "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/' xmlns:cwmp='urn:dslforum-org:cwmp-1-0'>"
                + "<soap:Header/><soap:Body><cwmp:GetParameterValues><ParameterNames>"
                + "<string>Device.DeviceInfo.SerialNumber</string></ParameterNames></cwmp:GetParameterValues>"
                + "</soap:Body></soap:Envelope>]], nil end"
                + PARSE);
    assertThat(read.path("Device.DeviceInfo.SerialNumber").asText()).isEqualTo(cpe.serial());
  }

  @Test
  void aGetHookReturnsWhatCwmpGetParamsMakes() throws Exception {
    JsonNode read =
        read("function get_hwinfo() return cwmp_get_params({'Device.DeviceInfo.SerialNumber', 'Device.Time.Status'}) end" + PARSE);
    assertThat(read).hasSize(2);
  }

  @Test
  void aGetHookReturnsAListOfNamesAndPartialPathsSomeOfWhichAreNotThere() throws Exception {
    JsonNode read = read("function get_hwinfo() return {'Device.DeviceInfo.SerialNumber', 'Device.Toaster.', 'Device.Time.'} end" + PARSE);
    assertThat(read.path("Device.DeviceInfo.SerialNumber").asText()).isEqualTo(cpe.serial());
    assertThat(read.has("Device.Time.NTPServer1")).isTrue();
  }

  @Test
  void aGetHookReturnsSeveralEnvelopesThatAreSentOneAfterTheOther() throws Exception {
    JsonNode read =
        read(
            "function get_hwinfo() return {cwmp_get_params({'Device.Time.Status'}), cwmp_get_params({'Device.Time.Enable'})} end"
                + PARSE);
    assertThat(read).hasSize(2);
  }

  @Test
  void aGetHookReturnsAnEmptyListAndNothingIsRead() throws Exception {
    assertThat(read("function get_hwinfo() return {} end function parse_get_hwinfo(r) return {n = #r.list} end").path("n").asInt())
        .isZero();
  }

  @Test
  void nilAndMissingHooksFallBackOneByOne() throws Exception {
    String mine = "function parse_get_hwinfo(r) return {mine = #r.list > 0, sn = sn, model = model, datamodel = datamodel} end";
    JsonNode read = read("function get_hwinfo() return nil, nil end " + mine);
    assertThat(read.path("mine").asBoolean()).isTrue();
    assertThat(read.path("sn").asText()).isEqualTo(cpe.serial());
    assertThat(read.path("model").asText()).isEqualTo("Forms");
    assertThat(read.path("datamodel").asText()).isEqualTo("TR-181");
    assertThat(read("function parse_get_hwinfo(r) return nil end").path("uptime_seconds").isNumber()).isTrue();
    JsonNode told = world.get("/api/v1/devices/" + cpe.serial() + "/capabilities", 200);
    assertThat(told.at("/profile/model").asText()).isEqualTo("Forms");
    assertThat(told.at("/hooks/parse_get_hwinfo").asText()).isEqualTo("profile");
    assertThat(told.at("/hooks/get_hwinfo").asText()).isEqualTo("built-in");
  }

  // ---- what parse hooks return ----

  @Test
  void aParseHookReturnsJsonAsText() throws Exception {
    world.profile("Forms", "function get_cellular() return {} end function parse_get_cellular(r) return '[]' end");
    assertThat(world.get(resource("cellular"), 200).toString()).isEqualTo("[]");
  }

  @Test
  void whatAResourceDoesNotKnowPassesThrough() throws Exception {
    JsonNode read = read("function parse_get_hwinfo(r) return {manufacturer = 'ACME', noise = {[1] = -90, [36] = -95.5}, x = {}} end");
    assertThat(read.toString()).isEqualTo("{\"manufacturer\":\"ACME\",\"noise\":{\"1\":-90,\"36\":-95.5},\"x\":{}}");
  }

  @Test
  void theWrapperOfConnectedDevicesIsTakenOff() throws Exception {
    world.profile(
        "Forms",
        "function get_connected_devices() return {} end\n"
            + "function parse_get_connected_devices(r) return {model = 'x', connected_devices = {ethernet = {{mac = 'a'}}}} end");
    assertThat(world.get(resource("connected-devices"), 200).toString()).isEqualTo("{\"ethernet\":[{\"mac\":\"a\"}]}");
  }

  @Test
  void wanOptionsAreDataAndNotAPayload() throws Exception {
    world.profile("Forms", "function get_wan_options() return {{path = 'P', type = '3G'}} end");
    assertThat(world.get(resource("wan-options"), 200).at("/0/type").asText()).isEqualTo("3G");
  }

  // ---- what set hooks return ----

  private static void set(String lua, String channel) throws Exception {
    world.profile("Forms", lua);
    world.put(resource("radio"), "[{\"path\":\"" + RADIO + "\",\"channel\":{\"value\":" + channel + "}}]", 200);
    assertThat(cpe.value(RADIO + "Channel")).isEqualTo(channel);
  }

  @Test
  void aSetHookReturnsAMap() throws Exception {
    set("function set_radio(r) return { [r[1].path .. 'Channel'] = r[1].channel.value } end", "2");
  }

  @Test
  void aSetHookReturnsAListWithTypes() throws Exception {
    set(
        "function set_radio(r) return {{name = r[1].path .. 'Channel', value = r[1].channel.value, type = 'unsignedint'},"
            + "{name = r[1].path .. 'Enable', value = true, type = 'boolean'}} end",
        "3");
  }

  @Test
  void aSetHookReturnsAnEnvelope() throws Exception {
    set(
        "function set_radio(r) return '<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" "
            + "xmlns:cwmp=\"urn:dslforum-org:cwmp-1-0\"><soap:Body><cwmp:SetParameterValues><ParameterList>"
            + "<ParameterValueStruct><Name>' .. r[1].path .. 'Channel</Name><Value>' .. r[1].channel.value .. '</Value>"
            + "</ParameterValueStruct></ParameterList></cwmp:SetParameterValues></soap:Body></soap:Envelope>' end",
        "4");
  }

  @Test
  void aSetHookReturnsNilAndTheBuiltInOneSets() throws Exception {
    set("function set_radio(r) return nil end", "5");
  }

  @Test
  void aSetHookRefusesWithAMessage() throws Exception {
    world.profile("Forms", "function set_radio(r) return nil, 'not on this box' end");
    JsonNode problem = world.put(resource("radio"), "[{\"path\":\"" + RADIO + "\",\"channel\":7}]", 502);
    assertThat(problem.path("type").asText()).endsWith("hook-refused");
    assertThat(problem.path("message").asText()).isEqualTo("not on this box");
  }

  @Test
  void aStepThatFailsAfterOthersSaysWhatWasDone() throws Exception {
    String spv =
        "local function spv(path, value) return '<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" "
            + "xmlns:cwmp=\"urn:dslforum-org:cwmp-1-0\"><soap:Body><cwmp:SetParameterValues><ParameterList>"
            + "<ParameterValueStruct><Name>' .. path .. '</Name><Value>' .. value .. '</Value></ParameterValueStruct>"
            + "</ParameterList></cwmp:SetParameterValues></soap:Body></soap:Envelope>' end\n";
    world.profile(
        "Forms",
        spv + "function set_radio(r) return { spv('Device.Time.NTPServer5', 'ntp.example'), spv('Device.Toaster.Heat', 1) } end");
    JsonNode problem = world.put(resource("radio"), "[{\"path\":\"" + RADIO + "\",\"channel\":8}]", 422);
    assertThat(problem.at("/fault/code").asInt()).isEqualTo(9003);
    assertThat(problem.path("done").toString()).isEqualTo("{\"Device.Time.NTPServer5\":\"ntp.example\"}");
  }

  @Test
  void anAddHookNamesATableAndTheRestIsSetThere() throws Exception {
    world.profile("Forms", "function get_vendor() return 'ACME' end");
    JsonNode added =
        world.call("POST", resource("line"), "application/json", "{\"number\":\"+491\",\"enable\":\"Enabled\"}", 201);
    assertThat(cpe.value(added.path("added").asText() + "DirectoryNumber")).isEqualTo("+491");
    assertThat(world.get("/api/v1/devices/" + cpe.serial() + "/capabilities", 200).path("vendor").asText()).isEqualTo("ACME");
  }

  // ---- what goes wrong ----

  @Test
  void anErrorIsToldWithHookAndLineAndInTheProfilesLog() throws Exception {
    JsonNode problem = failed("print('loaded')\nfunction get_hwinfo()\n  return nothing.at.all\nend", 502);
    assertThat(problem.path("profile").asText()).isEqualTo("Forms/cwmp");
    assertThat(problem.path("hook").asText()).isEqualTo("get_hwinfo");
    assertThat(problem.path("line").asInt()).isEqualTo(3);
    assertThat(problem.path("message").asText()).contains("nothing");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(world.text("/api/v1/profiles/Forms/cwmp/log"))
                    .contains("loaded")
                    .contains("error: " + cpe.serial() + ": get_hwinfo: line 3: "));
  }

  @Test
  void aHookThatLoopsOrEatsMemoryIsStopped() throws Exception {
    assertThat(failed("function get_hwinfo() while true do end end", 502).path("type").asText()).endsWith("hook-limit");
    String eats = "function get_hwinfo() local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end end";
    assertThat(failed(eats, 502).path("type").asText()).endsWith("hook-limit");
  }

  @Test
  void wrongReturnsAreToldWithWhatMayBeReturned() throws Exception {
    assertThat(failed("function get_hwinfo() return 7 end", 502).path("message").asText())
        .startsWith("it returned a number; it may return");
    failed("function get_hwinfo() return 'no envelope at all' end", 502);
    failed("function get_hwinfo() return '<html>' end", 502);
    failed("function get_hwinfo() return {{}} end", 502);
    failed("function parse_get_hwinfo() return true end", 502);
    failed("function parse_get_hwinfo() return '{broken' end", 502);
    failed("function parse_get_hwinfo() local t = {} t.t = t return t end", 502);
    String reboot =
        "function get_hwinfo() return '<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:cwmp="
            + "\"urn:dslforum-org:cwmp-1-0\"><s:Body><cwmp:Reboot><CommandKey>x</CommandKey></cwmp:Reboot></s:Body></s:Envelope>' end";
    assertThat(failed(reboot, 502).path("message").asText()).contains("it returned a Reboot");
    world.profile("Forms", "function set_radio() return { ['no path'] = 1 } end");
    world.put(resource("radio"), "[{\"path\":\"" + RADIO + "\",\"channel\":9}]", 502);
    world.profile("Forms", "function set_radio(r) return {{name = r[1].path .. 'Channel', value = 1, type = 'float'}} end");
    world.put(resource("radio"), "[{\"path\":\"" + RADIO + "\",\"channel\":9}]", 502);
  }

  // ---- profiles themselves ----

  @Test
  void aProfileThatCannotBeLoadedIsRefused() throws Exception {
    String path = "/api/v1/profiles/Broken/cwmp";
    assertThat(world.call("PUT", path, "text/x-lua", "function get_radio(\n", 422).path("line").asInt()).isPositive();
    assertThat(world.call("PUT", path, "text/x-lua", "\nerror('at start')", 422).path("line").asInt()).isEqualTo(2);
    world.call("PUT", path, "text/x-lua", "local x = 1", 422);
    world.call("PUT", path, "text/x-lua", "-- model: Other\nfunction get_radio() end", 422);
    world.call("PUT", path, "text/x-lua", "-- protocol: usp\nfunction get_radio() end", 422);
    world.call("PUT", path, "text/x-lua", "-- model:Broken\n-- protocol:CWMP\nfunction get_radio() end", 201);
    world.call("PUT", "/api/v1/profiles/Broken/smoke", "text/x-lua", "function get_radio() end", 400);
  }

  @Test
  void anInactiveOrDeletedProfileIsNotBoundAndAnOlderVersionComesBack() throws Exception {
    String path = "/api/v1/profiles/Turns/cwmp";
    VirtualCpe box = world.cpe("TURN", Model.TR181);
    world.modelOf(box, "Turns");
    String hwinfo = "/api/v1/devices/" + box.serial() + "/resources/hwinfo";
    world.profile("Turns", "function parse_get_hwinfo() return {v = 1} end");
    world.profile("Turns", "function parse_get_hwinfo() return {v = 2} end");
    assertThat(world.get(hwinfo, 200).path("v").asInt()).isEqualTo(2);
    world.post(path + "/rollback?version=1", null, 200);
    assertThat(world.get(hwinfo, 200).path("v").asInt()).isEqualTo(1);
    world.call("PUT", path + "?active=false", "text/x-lua", "function parse_get_hwinfo() return {v = 4} end", 200);
    assertThat(world.get(hwinfo, 200).has("uptime_seconds")).isTrue();
    assertThat(world.get("/api/v1/devices/" + box.serial() + "/capabilities", 200).path("why").asText()).contains("not active");
    world.call("DELETE", path, null, null, 204);
    world.call("DELETE", path, null, null, 404);
    assertThat(world.get("/api/v1/devices/" + box.serial() + "/capabilities", 200).path("why").asText()).contains("no such profile");
  }
}
