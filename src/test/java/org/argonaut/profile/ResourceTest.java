package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Resources through the API, from real virtual CPEs, made by the built-in profiles. */
class ResourceTest {
  private static final List<String> BOTH =
      List.of(
          "radio", "ssid", "connected-devices", "statistics", "interface-wan", "interface-lan", "interface-wlan",
          "wan-options", "port", "bridge", "hwinfo", "voice", "line", "ping", "traceroute");

  private static ProfileWorld world;
  private static VirtualCpe fibre;
  private static VirtualCpe dsl;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    fibre = world.cpe("FIBRE", Model.TR181);
    dsl = world.cpe("DSL", Model.TR098);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String of(VirtualCpe cpe, String resource) {
    return "/api/v1/devices/" + cpe.serial() + "/resources/" + resource;
  }

  @Test
  void everyResourceOfBothDataModelsIsFilled() throws Exception {
    for (VirtualCpe cpe : List.of(fibre, dsl)) {
      for (String resource : BOTH) {
        JsonNode value = world.get(of(cpe, resource), 200);
        assertThat(value).as(cpe.serial() + " " + resource).isNotEmpty();
      }
    }
    assertThat(world.get(of(fibre, "pon"), 200).path("rx_dbm").asDouble()).isBetween(-22.0, -18.0);
    for (String resource : List.of("xdsl", "cellular")) {
      assertThat(world.get(of(fibre, resource), 200)).as(resource).isNotEmpty();
    }
    assertThat(world.get(of(dsl, "xdsl"), 200).at("/0/modulation_type").asText()).isEqualTo("VDSL");
  }

  @Test
  void whatADeviceDoesNotHaveIsSaidSo() throws Exception {
    world.profile(world.modelOf(dsl, "Modemless"), "function get_cellular() return {} end\nfunction parse_get_cellular() return nil end");
    assertThat(world.get(of(dsl, "cellular"), 404).path("detail").asText()).contains("the device has none");
    assertThat(world.get(of(fibre, "interface-wlan") + "?protocol=usp", 409).path("reason").asText()).isEqualTo("wrong-protocol");
    assertThat(world.get(of(dsl, "pon"), 404).path("detail").asText()).contains("get_pon");
    world.get(of(fibre, "toaster"), 404);
    world.get("/api/v1/devices/NOBODY/resources/radio", 404);
  }

  @Test
  void theRadiosTellTheirChannels() throws Exception {
    JsonNode radios = world.get(of(fibre, "radio"), 200);
    assertThat(radios).hasSize(2);
    assertThat(radios.at("/0/path").asText()).isEqualTo("Device.WiFi.Radio.1.");
    assertThat(radios.at("/0/possible_channels/value")).hasSize(13);
    assertThat(radios.at("/1/operating_frequency_band/value").asText()).isEqualTo("5GHz");
    assertThat(radios.at("/1/operating_standards/value").toString()).isEqualTo("[\"n\",\"ac\",\"ax\"]");
    assertThat(radios.at("/0/channel/writable").asBoolean()).isTrue();
    assertThat(radios.at("/0/transmit_power/value").asText()).isEqualTo("100%");
    JsonNode older = world.get(of(dsl, "radio"), 200);
    assertThat(older.findValuesAsText("path"))
        .containsExactly(
            "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.",
            "InternetGatewayDevice.LANDevice.1.WLANConfiguration.3.");
  }

  @Test
  void theWanIsAStackOfInterfaces() throws Exception {
    JsonNode optical = world.get(of(fibre, "interface-wan"), 200).path("Optical 1");
    assertThat(optical.at("/ip/0/path").asText()).isEqualTo("Device.IP.Interface.1.");
    assertThat(optical.at("/ip/0/vlan/id/value").asInt()).isEqualTo(7);
    assertThat(optical.at("/ip/0/vlan/priority/writable").asBoolean()).isTrue();
    assertThat(optical.at("/ip/0/pppoe/username/value").asText()).endsWith("@isp.example");
    assertThat(optical.at("/ip/0/ipv4/origin/value").asText()).isEqualTo("PPPoE");
    assertThat(optical.at("/ip/0/ipv4/dns_servers/dns_servers/value").asText()).contains("198.51.100.53");
    JsonNode lan = world.get(of(fibre, "interface-lan"), 200);
    assertThat(lan.at("/LAN 1/ip/0/path").asText()).isEqualTo("Device.IP.Interface.2.");
    JsonNode wan = world.get(of(dsl, "interface-wan"), 200).path("WAN");
    assertThat(wan.at("/service/value").asText()).isEqualTo("DSL");
    assertThat(wan.at("/ip")).hasSize(2);
  }

  @Test
  void whoIsBehindAMeshNodeIsShownWithinIt() throws Exception {
    JsonNode wired = world.get(of(fibre, "connected-devices"), 200).path("LAN 1");
    JsonNode node = null;
    for (JsonNode host : wired) {
      node = host.path("router_mesh").asBoolean() ? host : node;
    }
    assertThat(node).isNotNull();
    assertThat(node.path("hostname").asText()).isEqualTo("extender");
    assertThat(node.at("/connected_devices/0/hostname").asText()).isEqualTo("phone");
  }

  @Test
  void bothDataModelsTellOfTheirHardware() throws Exception {
    for (VirtualCpe cpe : List.of(fibre, dsl)) {
      JsonNode hwinfo = world.get(of(cpe, "hwinfo"), 200);
      assertThat(hwinfo.path("temperature_celsius")).as(cpe.serial()).isNotEmpty();
      assertThat(hwinfo.path("memory_usage_percentage").isNumber()).as(cpe.serial()).isTrue();
      assertThat(hwinfo.path("architecture").asText()).as(cpe.serial()).isNotEmpty();
    }
  }

  @Test
  void ssidPasswordAndChannelAreSetOnTr181() throws Exception {
    JsonNode changed =
        world.put(
            of(fibre, "ssid"),
            """
            [{"ssid_path":"Device.WiFi.SSID.1.","ssid":{"value":"Caf\u00e9"},"security":{"password":"correct horse"}}]
            """,
            200);
    assertThat(changed.path("parameters").path("Device.WiFi.SSID.1.SSID").asText()).isEqualTo("Caf\u00e9");
    assertThat(changed.toString()).doesNotContain("horse");
    assertThat(changed.path("changed").findValuesAsText("field")).containsExactly("[0].ssid", "[0].security.password");
    assertThat(world.raw(fibre.serial(), "Device.WiFi.SSID.1.SSID")).isEqualTo("Caf\u00e9");
    assertThat(fibre.value("Device.WiFi.AccessPoint.1.Security.KeyPassphrase")).isEqualTo("correct horse");

    world.put(of(fibre, "radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":11}", 200);
    assertThat(world.raw(fibre.serial(), "Device.WiFi.Radio.1.Channel")).isEqualTo("11");
    assertThat(world.raw(fibre.serial(), "Device.WiFi.Radio.1.AutoChannelEnable")).isIn("0", "false");
  }

  @Test
  void ssidPasswordAndChannelAreSetOnTr098() throws Exception {
    String wlan = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.";
    world.put(
        of(dsl, "ssid"),
        "[{\"ssid_path\":\"" + wlan + "\",\"ssid\":\"Home\",\"security\":{\"password\":\"12345678\","
            + "\"security_mode_enabled\":\"WPA-WPA2-Personal\"}}]",
        200);
    assertThat(world.raw(dsl.serial(), wlan + "SSID")).isEqualTo("Home");
    assertThat(world.raw(dsl.serial(), wlan + "BeaconType")).isEqualTo("WPAand11i");
    assertThat(dsl.value(wlan + "PreSharedKey.1.KeyPassphrase")).isEqualTo("12345678");
    world.put(of(dsl, "radio"), "[{\"path\":\"" + wlan + "\",\"channel\":{\"value\":3}}]", 200);
    assertThat(world.raw(dsl.serial(), wlan + "Channel")).isEqualTo("3");
  }

  @Test
  void whatWasReadCanBeSentBackAndChangesNothing() throws Exception {
    for (VirtualCpe cpe : List.of(fibre, dsl)) {
      for (String resource : List.of("radio", "ssid", "port", "bridge", "voice", "line")) {
        JsonNode read = world.get(of(cpe, resource), 200);
        JsonNode changed = world.put(of(cpe, resource), read.toString(), 200);
        assertThat(changed.path("parameters")).as(cpe.serial() + " " + resource).isEmpty();
      }
    }
  }

  @Test
  void whatTheDeviceCannotTakeIsRefusedWithAllThatIsWrong() throws Exception {
    String radio = "\"path\":\"Device.WiFi.Radio.2.\"";
    JsonNode problem =
        world.put(
            of(fibre, "radio"),
            "[{" + radio + ",\"channel\":7,\"operating_channel_bandwidth\":\"320MHz\",\"name\":\"x\",\"enable\":\"on\"}]",
            422);
    assertThat(problem.path("violations").findValuesAsText("field"))
        .containsExactlyInAnyOrder("[0].channel", "[0].operating_channel_bandwidth", "[0].name", "[0].enable");
    assertThat(world.put(of(fibre, "radio"), "[{\"path\":\"Device.WiFi.Radio.9.\",\"channel\":7}]", 422).toString())
        .contains("there are Device.WiFi.Radio.1., Device.WiFi.Radio.2.");
    String ssid = "\"ssid_path\":\"Device.WiFi.SSID.2.\"";
    world.put(of(fibre, "ssid"), "[{" + ssid + ",\"ssid\":\"" + "x".repeat(33) + "\"}]", 422);
    world.put(of(fibre, "ssid"), "[{" + ssid + ",\"security\":{\"password\":\"short\"}}]", 422);
    world.put(of(fibre, "ssid"), "[{" + ssid + ",\"security\":{\"security_mode_enabled\":\"Magic\"}}]", 422);
    world.put(of(fibre, "ssid"), "7", 422);
    world.put(of(fibre, "hwinfo"), "{}", 404);
    assertThat(fibre.value("Device.WiFi.Radio.2.Channel")).isEqualTo("36");
  }

  @Test
  void whatTheDataModelForbidsIsRefusedAndNothingIsSent() throws Exception {
    String user = fibre.value("Device.PPP.Interface.1.Username");
    JsonNode port = world.get(of(fibre, "port"), 200);
    String key = port.properties().stream().filter(e -> e.getValue().at("/ip/0/pppoe").isObject()).findFirst().orElseThrow().getKey();
    String body =
        "{\"%s\":{\"ip\":[{\"path\":\"%s\",\"enable\":false,\"pppoe\":{\"username\":\"%s\"}}]}}"
            .formatted(key, port.path(key).at("/ip/0/path").asText(), "u".repeat(65));
    JsonNode problem = world.put(of(fibre, "port"), body, 422);
    assertThat(problem.path("type").asText()).endsWith("invalid-resource");
    assertThat(problem.path("violations").findValuesAsText("field")).containsExactly("Device.PPP.Interface.1.Username");
    assertThat(fibre.value("Device.PPP.Interface.1.Username")).isEqualTo(user);
    assertThat(fibre.value("Device.IP.Interface.1.Enable")).isIn("1", "true");

    world.call("PATCH", "/api/v1/devices/" + fibre.serial(), "application/json", "{\"validation\":\"off\"}", 200);
    assertThat(world.put(of(fibre, "port"), body, 422).path("type").asText()).endsWith("cpe-fault");
    world.call("PATCH", "/api/v1/devices/" + fibre.serial(), "application/json", "{\"validation\":null}", 200);
  }

  @Test
  void aRowWhoseValuesTheDataModelForbidsIsNotAdded() throws Exception {
    VirtualCpe box = world.cpe("ROWS", Model.TR181);
    world.profile(
        world.modelOf(box, "Rows"),
        """
        function add_port(port) return "Device.PPP.Interface." end
        function set_port(ports)
          local values = {}
          for path, port in pairs(ports) do values[path .. "Username"] = port.username end
          return values
        end""");
    JsonNode problem = world.post(of(box, "port"), "{\"username\":\"" + "u".repeat(65) + "\"}", 422);
    assertThat(problem.at("/violations/0/detail").asText()).contains("64");
    assertThat(box.value("Device.PPP.InterfaceNumberOfEntries")).isEqualTo("1");
    assertThat(world.post(of(box, "port"), "{\"username\":\"u\"}", 201).path("added").asText()).isEqualTo("Device.PPP.Interface.2.");
    assertThat(box.value("Device.PPP.Interface.2.Username")).isEqualTo("u");
  }

  @Test
  void aRowThatTheDeviceDoesNotLetBeFilledIsTakenAwayAgain() throws Exception {
    int lines = world.get(of(dsl, "line"), 200).size();
    world.post(of(dsl, "line"), "{\"number\":\"" + "9".repeat(33) + "\"}", 422);
    assertThat(world.get(of(dsl, "line"), 200)).hasSize(lines);
    assertThat(world.post(of(dsl, "line"), "{\"number\":\"+49\"}", 201).path("added").asText()).contains(".Line.");
    assertThat(world.get(of(dsl, "line"), 200)).hasSize(lines + 1);
  }

  @Test
  void linesOfVoiceAreSetByThemselves() throws Exception {
    JsonNode lines = world.get(of(fibre, "line"), 200);
    String path = lines.at("/1/path").asText();
    world.put(of(fibre, "line"), "[{\"path\":\"" + path + "\",\"enable\":\"Enabled\",\"number\":\"+4930999\"}]", 200);
    assertThat(fibre.value(path + "DirectoryNumber")).isEqualTo("+4930999");
  }

  @Test
  void capabilitiesAreThoseOfTheDeviceItself() throws Exception {
    JsonNode told = world.get("/api/v1/devices/" + dsl.serial() + "/capabilities", 200);
    assertThat(told.at("/capabilities/XDSL").asBoolean()).isTrue();
    assertThat(told.at("/capabilities/Voice").asBoolean()).isTrue();
    assertThat(told.at("/capabilities/Ping").asBoolean()).isTrue();
    assertThat(told.at("/capabilities_from/Ping").asText()).isEqualTo("the device has InternetGatewayDevice.IPPingDiagnostics.");
    for (String absent : List.of("Pon", "Cellular", "SiteSurvey")) {
      assertThat(told.path("capabilities").path(absent)).as(absent).isEqualTo(BooleanNode.FALSE);
      assertThat(told.path("capabilities_from").path(absent).asText()).as(absent).isEqualTo("the device has none");
    }
    assertThat(told.at("/capabilities/Reboot").asBoolean()).isTrue();
  }

  @Test
  void whatAProfileSaysOfCapabilitiesCounts() throws Exception {
    VirtualCpe box = world.cpe("CAPABLE", Model.TR098);
    world.profile(world.modelOf(box, "Capable"), "function get_device_capabilities() return {Pon = true, Voice = false, Toaster = 2} end");
    JsonNode told = world.get("/api/v1/devices/" + box.serial() + "/capabilities", 200);
    assertThat(told.at("/capabilities/Pon").asBoolean()).isTrue();
    assertThat(told.at("/capabilities/Voice").asBoolean()).isFalse();
    assertThat(told.at("/capabilities/Toaster").asInt()).isEqualTo(2);
    assertThat(told.at("/capabilities_from/Pon").asText()).isEqualTo("profile");
    assertThat(told.at("/capabilities/XDSL").asBoolean()).isTrue();
  }

  @Test
  void capabilitiesSayWhichProfileAndWhy() throws Exception {
    JsonNode told = world.get("/api/v1/devices/" + fibre.serial() + "/capabilities", 200);
    assertThat(told.path("profile").isNull()).isTrue();
    assertThat(told.path("fallback").asText()).isEqualTo("tr-181");
    assertThat(told.path("why").asText()).contains("product class");
    assertThat(told.at("/hooks/get_radio").asText()).isEqualTo("built-in");
    assertThat(told.at("/hooks/get_vendor").isNull()).isTrue();
    assertThat(told.at("/capabilities/Radio").asBoolean()).isTrue();
    assertThat(told.path("data_model").asText()).isEqualTo("TR-181");
  }
}
