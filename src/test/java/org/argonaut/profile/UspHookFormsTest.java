package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.argonaut.cpe.usp.UspFleet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hooks for USP in every form that they may return, and in some that they may not, against a real virtual agent. */
class UspHookFormsTest {
  private static final String SERIAL = "USPFORM000001";
  private static final String AGENT = "proto::" + SERIAL;
  private static final String PARSE =
      "\nfunction parse_get_hwinfo(response) local t = {} "
          + "for _, p in ipairs(response.list) do t[p.name] = p.value end return t, nil end";

  private static ProfileWorld world;
  private static UspFleet agents;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    agents = world.agents("USPFORM", 1);
    world.modelOf(AGENT, "Forms");
  }

  @AfterAll
  static void stop() {
    agents.close();
    world.close();
  }

  private static String of(String resource) {
    return "/api/v1/devices/" + AGENT + "/resources/" + resource;
  }

  private static String value(String path) {
    return agents.agent(SERIAL).value(path);
  }

  private static JsonNode read(String lua) throws Exception {
    return read(lua, 200);
  }

  private static JsonNode read(String lua, int status) throws Exception {
    world.profile("Forms", Protocol.USP, lua + PARSE);
    return world.get(of("hwinfo"), status);
  }

  // ---- what get hooks return ----

  @Test
  void aGetHookReturnsNamesAndPartialPathsSomeOfWhichAreNotThere() throws Exception {
    JsonNode read =
        read("function get_hwinfo() return {'Device.DeviceInfo.SerialNumber', 'Device.Toaster.', 'Device.WiFi.SSID.99.', 'Device.Time.'} end");
    assertThat(read.path("Device.DeviceInfo.SerialNumber").asText()).isEqualTo(SERIAL);
    assertThat(read.has("Device.Time.NTPServer1")).isTrue();
  }

  @Test
  void aGetHookReturnsASearchPath() throws Exception {
    JsonNode read = read("function get_hwinfo() return {'Device.WiFi.SSID.*.Name', 'Device.Ethernet.Interface.[Name==\"wan\"].Alias'} end");
    assertThat(read.path("Device.WiFi.SSID.2.Name").asText()).isEqualTo("wl1");
    assertThat(read.path("Device.Ethernet.Interface.1.Alias").asText()).isEqualTo("cpe-eth-1");
  }

  @Test
  void aGetHookReturnsAGetAsATableOrAsJson() throws Exception {
    assertThat(read("function get_hwinfo() return {param_paths = {'Device.DeviceInfo.'}, max_depth = 1} end")
            .path("Device.DeviceInfo.SerialNumber").asText())
        .isEqualTo(SERIAL);
    assertThat(read("function get_hwinfo() return {get = {paramPaths = {'Device.DeviceInfo.SerialNumber', 'Device.No.'}}} end"))
        .hasSize(1);
    assertThat(
            read(
                "function get_hwinfo() return [[ {\"header\":{\"msg_id\":\"x\",\"msg_type\":1},\"body\":{\"request\":{\"get\":"
                    + "{\"paramPaths\":[\"Device.DeviceInfo.SerialNumber\"]}}}} ]] end"))
        .hasSize(1);
  }

  @Test
  void aGetHookReturnsSeveralMessages() throws Exception {
    JsonNode read =
        read(
            "function get_hwinfo() return {{param_paths = {'Device.Time.Status'}}, "
                + "'{\"get\":{\"param_paths\":[\"Device.Time.Enable\"]}}'} end");
    assertThat(read).hasSize(2);
  }

  @Test
  void aGetHookReturnsAnEmptyListAndNothingIsRead() throws Exception {
    assertThat(read("function get_hwinfo() return {} end")).isEmpty();
  }

  // ---- what set hooks return ----

  private static JsonNode set(String lua, int channel) throws Exception {
    world.profile("Forms", Protocol.USP, lua);
    JsonNode changed =
        world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":" + channel + "}", 200);
    assertThat(value("Device.WiFi.Radio.1.Channel")).isEqualTo("" + channel);
    return changed.path("parameters");
  }

  @Test
  void aSetHookReturnsAMap() throws Exception {
    set("function set_radio(r) return { [r[1].path .. 'Channel'] = r[1].channel.value } end", 2);
  }

  @Test
  void aSetHookReturnsAListWithTypes() throws Exception {
    set(
        "function set_radio(r) return {{name = r[1].path .. 'Channel', value = r[1].channel.value, type = 'unsignedint'}} end",
        3);
  }

  @Test
  void aSetHookReturnsASetAsATable() throws Exception {
    JsonNode parameters =
        set(
            "function set_radio(r) return {allow_partial = false, update_objs = {{obj_path = r[1].path, param_settings = {"
                + "{param = 'Channel', value = r[1].channel.value, required = true}}}}} end",
            4);
    assertThat(parameters.path("Device.WiFi.Radio.1.Channel").asText()).isEqualTo("4");
  }

  @Test
  void aSetHookReturnsASetAsJson() throws Exception {
    set(
        "function set_radio(r) return '{\"set\":{\"updateObjs\":[{\"objPath\":\"' .. r[1].path .. '\",\"paramSettings\":"
            + "[{\"param\":\"Channel\",\"value\":\"' .. r[1].channel.value .. '\"}]}]}}' end",
        5);
  }

  @Test
  void aSetHookReturnsNilAndTheBuiltInOneSets() throws Exception {
    set("function set_radio(r) return nil end", 6);
  }

  @Test
  void aSetHookAddsAndDeletesObjects() throws Exception {
    world.profile(
        "Forms",
        Protocol.USP,
        "function set_radio(r) return {create_objs = {{obj_path = 'Device.WiFi.SSID.', param_settings = {"
            + "{param = 'SSID', value = 'made', required = true}}}}} end");
    String path = world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":7}", 200).path("added").asText();
    assertThat(value(path + "SSID")).isEqualTo("made");
    world.profile("Forms", Protocol.USP, "function set_radio(r) return {obj_paths = {'" + path + "'}} end");
    world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":7}", 200);
    assertThat(value(path + "SSID")).isNull();
  }

  @Test
  void anAddHookReturnsTheObjectWithItsSettings() throws Exception {
    world.profile(
        "Forms",
        Protocol.USP,
        "function add_line(l) return {create_objs = {{obj_path = 'Device.Services.VoiceService.1.VoiceProfile.1.Line.', "
            + "param_settings = {{param = 'DirectoryNumber', value = l.number, required = true}}}}} end");
    String path = world.post(of("line"), "{\"number\":\"+49301\"}", 201).path("added").asText();
    assertThat(value(path + "DirectoryNumber")).isEqualTo("+49301");
  }

  // ---- diagnostics ----

  @Test
  void aPingIsACommandAndItsParserGetsWhatItGaveBack() throws Exception {
    world.profile(
        "Forms",
        Protocol.USP,
        """
        function set_ping(ping)
          return {command = 'Device.IP.Diagnostics.IPPing()', input_args = {Host = ping.host, NumberOfRepetitions = 2}}
        end
        function get_ping_result() return {'Device.DeviceInfo.SerialNumber'} end
        function parse_get_ping_result(response)
          local t = {}
          for _, p in ipairs(response.list) do t[p.name] = p.value end
          return t
        end
        """);
    JsonNode result = world.post(of("ping") + "?wait=60", "{\"host\":\"127.0.0.1\"}", 200).path("result");
    assertThat(result.path("Device.IP.Diagnostics.IPPing().Status").asText()).as(result.toString()).isEqualTo("Complete");
    assertThat(result.path("Device.IP.Diagnostics.IPPing().NumberOfRepetitions").asText()).isEqualTo("2");
    assertThat(result.path("Device.DeviceInfo.SerialNumber").asText()).isEqualTo(SERIAL);
  }

  @Test
  void aPingIsSetAndPolledWhereTheProfileNamesAState() throws Exception {
    world.profile(
        "Forms",
        Protocol.USP,
        """
        function set_ping(ping)
          return '{"set":{"update_objs":[{"obj_path":"Device.DeviceInfo.","param_settings":[' ..
            '{"param":"ProvisioningCode","value":"Requested","required":true}]}]}}'
        end
        function get_ping_diagnostic_state() return 'Device.DeviceInfo.ProvisioningCode' end
        function get_ping_result() return {'Device.DeviceInfo.ProvisioningCode'} end
        function parse_get_ping_result(response) return {result = response.list[1].value} end
        """);
    JsonNode run = world.post(of("ping"), "{\"host\":\"example.net\"}", 202);
    String one = of("ping") + "/runs/" + run.path("id").asText();
    await().until(() -> "Requested".equals(value("Device.DeviceInfo.ProvisioningCode")));
    agents.agent(SERIAL).setLocally("Device.DeviceInfo.ProvisioningCode", "Complete");
    assertThat(world.get(one + "?wait=60", 200).at("/result/result").asText()).isEqualTo("Complete");
  }

  // ---- what is done in part ----

  @Test
  void whatWasDoneOfAPartlyRefusedSetIsTold() throws Exception {
    world.profile(
        "Forms",
        Protocol.USP,
        """
        function set_radio(r)
          return {allow_partial = true, update_objs = {
            {obj_path = 'Device.Time.', param_settings = {{param = 'NTPServer4', value = 'ntp.example', required = true}}},
            {obj_path = 'Device.Toaster.', param_settings = {{param = 'Heat', value = 1, required = true}}}}}
        end
        """);
    JsonNode problem = world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":8}", 422);
    assertThat(problem.path("detail").asText()).contains("Device.Toaster.");
    assertThat(problem.path("done").toString()).isEqualTo("{\"Device.Time.NTPServer4\":\"ntp.example\"}");
    assertThat(value("Device.Time.NTPServer4")).isEqualTo("ntp.example");
  }

  @Test
  void aMessageThatFailsAfterOthersSaysWhatTheyDid() throws Exception {
    world.profile(
        "Forms",
        Protocol.USP,
        """
        function set_radio(r)
          local function one(object, name, value)
            return {update_objs = {{obj_path = object, param_settings = {{param = name, value = value, required = true}}}}}
          end
          return {one('Device.Time.', 'NTPServer5', 'ntp.example'), one('Device.Toaster.', 'Heat', 1)}
        end
        """);
    JsonNode problem = world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":8}", 422);
    assertThat(problem.path("type").asText()).endsWith("usp-error");
    assertThat(problem.path("done").toString()).isEqualTo("{\"Device.Time.NTPServer5\":\"ntp.example\"}");
  }

  // ---- what hooks may not do ----

  @Test
  void whatNoAgentUnderstandsIsRefusedWithTheReason() throws Exception {
    assertWrong("function get_hwinfo() return cwmp_get_params({'Device.Time.Status'}) end", "XML");
    assertWrong("function get_hwinfo() return {'Device.Time.', cwmp_get_params({'Device.Time.Status'})} end", "XML");
    assertWrong("function get_hwinfo() return 42 end", "number");
    assertWrong("function get_hwinfo() return '{broken' end", "JSON");
    assertWrong("function get_hwinfo() return {command = 'Device.Reboot()'} end", "OPERATE");
    assertWrong("function get_hwinfo() return {param_paths = 'Device.Time.', max_depth = 'deep'} end", "USP request");
    assertWrong("function get_hwinfo() return {body = {response = {}}} end", "message without a request");
    assertWrong("function get_hwinfo() return {{param_paths = {'Device.Time.'}}, 7} end", "item 2");
  }

  private static void assertWrong(String lua, String why) throws Exception {
    JsonNode problem = read(lua, 502);
    assertThat(problem.path("type").asText()).as(lua).endsWith("hook-wrong-return");
    assertThat(problem.path("message").asText()).as(lua).contains(why);
  }

  @Test
  void hooksThatThrowLoopOrRefuseEndWithTheirLine() throws Exception {
    JsonNode thrown = read("\nfunction get_hwinfo() error('boom') end", 502);
    assertThat(thrown.path("type").asText()).endsWith("hook-error");
    assertThat(thrown.path("line").asInt()).isEqualTo(2);
    assertThat(read("function get_hwinfo() while true do end end", 502).path("type").asText()).endsWith("hook-limit");
    assertThat(read("function get_hwinfo() return nil, 'not here' end", 502).path("message").asText()).isEqualTo("not here");
  }
}
