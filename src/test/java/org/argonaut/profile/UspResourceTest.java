package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspQuirk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Resources through the API, from a real virtual USP agent, made by the built-in profiles. */
class UspResourceTest {
  private static final String AGENT = "proto::USPRES000001";
  private static final List<String> FILLED =
      List.of(
          "radio", "ssid", "connected-devices", "statistics", "interface-wan", "interface-lan", "interface-wlan",
          "wan-options", "port", "bridge", "hwinfo", "pon", "voice", "line", "cellular", "xdsl", "ping", "traceroute",
          "speed-test");

  private static ProfileWorld world;
  private static UspFleet agents;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    agents = world.agents("USPRES", 1);
  }

  @AfterAll
  static void stop() {
    agents.close();
    world.close();
  }

  private static String of(String resource) {
    return "/api/v1/devices/" + AGENT + "/resources/" + resource;
  }

  @Test
  void everyResourceIsFilled() throws Exception {
    for (String resource : FILLED) {
      assertThat(world.get(of(resource), 200)).as(resource).isNotEmpty();
    }
    assertThat(world.get(of("radio"), 200).at("/0/possible_channels/value")).hasSize(13);
    assertThat(world.get(of("ssid"), 200).at("/0/ap_path").asText()).isEqualTo("Device.WiFi.AccessPoint.1.");
    assertThat(world.get(of("pon"), 200).path("rx_dbm").asDouble()).isBetween(-22.0, -18.0);
    assertThat(world.get(of("xdsl"), 200).at("/0/downstream_rate").asLong()).isEqualTo(109_300);
    assertThat(world.get(of("cellular"), 200).at("/0/access_point/0/apn/value").asText()).isEqualTo("internet");
    assertThat(world.get(of("hwinfo"), 200).path("memory_total_kilobytes").asLong()).isPositive();
    assertThat(world.get(of("interface-wan"), 200).at("/Optical 1/ip/0/ipv4/origin/value").asText()).isEqualTo("PPPoE");
    assertThat(world.get(of("ping"), 200).at("/interface_options/0/name").asText()).isEqualTo("wan");
  }

  @Test
  void whatNoTestHasToldYetIsNone() throws Exception {
    assertThat(world.get(of("speed-test") + "?kind=upload", 200).path("result").asText()).isEqualTo("None");
    assertThat(world.get(of("ping"), 200).at("/last_result/result").asText()).isEqualTo("None");
  }

  @Test
  void theProtocolIsTheOneThatTheAgentSpeaksUnlessTheCallerWantsAnother() throws Exception {
    JsonNode told = world.get("/api/v1/devices/" + AGENT + "/capabilities", 200);
    assertThat(told.path("protocol").asText()).isEqualTo("usp");
    assertThat(told.path("fallback").asText()).isEqualTo("usp");
    assertThat(told.at("/hooks/set_ping").asText()).isEqualTo("built-in");
    assertThat(told.at("/capabilities_from/Ping").asText()).contains("Device.IP.Diagnostics.IPPing");
    assertThat(told.at("/capabilities/Radio").asBoolean()).isTrue();
    assertThat(world.get(of("radio") + "?protocol=usp", 200)).hasSize(2);
    assertThat(world.get(of("radio") + "?protocol=cwmp", 409).path("reason").asText()).isEqualTo("wrong-protocol");
  }

  @Test
  void ssidPasswordAndChannelAreSetAndSeenByARawGet() throws Exception {
    JsonNode changed =
        world.put(
            of("ssid"),
            """
            [{"ssid_path":"Device.WiFi.SSID.1.","ssid":{"value":"Caf\u00e9"},"security":{"password":"correct horse"}}]
            """,
            200);
    assertThat(changed.path("changed").findValuesAsText("field")).containsExactly("[0].ssid", "[0].security.password");
    assertThat(changed.at("/parameters/Device.WiFi.SSID.1.SSID").asText()).isEqualTo("Caf\u00e9");
    assertThat(changed.toString()).doesNotContain("horse");
    assertThat(world.rawUsp(AGENT, "Device.WiFi.SSID.1.SSID")).isEqualTo("Caf\u00e9");
    assertThat(agents.agent("USPRES000001").value("Device.WiFi.AccessPoint.1.Security.KeyPassphrase"))
        .isEqualTo("correct horse");

    world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":11}", 200);
    assertThat(world.rawUsp(AGENT, "Device.WiFi.Radio.1.Channel")).isEqualTo("11");
    assertThat(world.rawUsp(AGENT, "Device.WiFi.Radio.1.AutoChannelEnable")).isEqualTo("false");
  }

  @Test
  void whatWasReadCanBeSentBackAndNothingIsSet() throws Exception {
    for (String resource : List.of("radio", "ssid", "port", "bridge", "voice")) {
      JsonNode changed = world.put(of(resource), world.get(of(resource), 200).toString(), 200);
      assertThat(changed.path("changed")).as(resource).isEmpty();
      assertThat(changed.path("parameters")).as(resource + changed).isEmpty();
    }
  }

  @Test
  void aLineIsAddedWithWhatTheCallerGives() throws Exception {
    JsonNode added = world.post(of("line"), "{\"number\":\"+4930555\",\"username\":\"alice\"}", 201);
    String path = added.path("added").asText();
    assertThat(path).matches("Device\\.Services\\.VoiceService\\.1\\.VoiceProfile\\.1\\.Line\\.\\d+\\.");
    assertThat(world.rawUsp(AGENT, path + "DirectoryNumber")).isEqualTo("+4930555");
    assertThat(world.rawUsp(AGENT, path + "SIP.AuthUserName")).isEqualTo("alice");
  }

  @Test
  void anAgentThatFailsAWholeGetForOnePathIsAskedPathByPath() throws Exception {
    try (UspFleet whole = world.agents("USPWHOLE", 1, UspQuirk.WHOLE_GETS)) {
      String agent = "/api/v1/devices/" + whole.all().iterator().next().endpointId();
      JsonNode error = world.post(agent + "/usp", "{\"get\":{\"paramPaths\":[\"Device.Time.Enable\",\"Device.No.\"]}}", 422);
      assertThat(error.at("/error/errCode").asInt()).isEqualTo(7026);
      assertThat(world.get(agent + "/resources/connected-devices", 200)).isNotEmpty();
      assertThat(world.get(agent + "/resources/port", 200).has("WAN")).isTrue();
    }
  }

  @Test
  void aNewLineWhoseValuesTheAgentRefusesIsTakenAwayAgain() throws Exception {
    int lines = world.get(of("voice"), 200).at("/0/lines").size();
    JsonNode problem = world.post(of("line"), "{\"number\":\"+4930556\",\"enable\":\"Perhaps\"}", 422);
    assertThat(problem.path("detail").asText()).contains("Enable: 7012");
    assertThat(problem.has("added")).isFalse();
    assertThat(world.get(of("voice"), 200).at("/0/lines")).hasSize(lines);
  }

  @Test
  void whatTheAgentRefusesIsToldWithThePath() throws Exception {
    world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":64000}", 422);
    world.modelOf(AGENT, "Refused");
    String lua = "function set_radio(r) return { ['Device.WiFi.Radio.1.%s'] = 'long' } end";
    world.profile("Refused", Protocol.USP, lua.formatted("PreambleType")); // of the standard, and none of the agent's
    JsonNode refused = world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":3}", 422);
    assertThat(refused.path("type").asText()).endsWith("usp-error");
    assertThat(refused.path("error").toString()).contains("Device.WiFi.Radio.1.PreambleType", "7010");
    world.profile("Refused", Protocol.USP, lua.formatted("Name"));
    JsonNode unfit = world.put(of("radio"), "{\"path\":\"Device.WiFi.Radio.1.\",\"channel\":3}", 422);
    assertThat(unfit.path("type").asText()).endsWith("invalid-resource");
    world.modelOf(AGENT, "Other");
  }

  @Test
  void anAgentThatIsNotConnectedIsToldSo() throws Exception {
    world.call("PUT", "/api/v1/devices/proto::AWAY", "application/json", "{}", 201);
    JsonNode problem = world.get("/api/v1/devices/proto::AWAY/resources/radio?protocol=usp", 504);
    assertThat(problem.path("reason").asText()).isEqualTo("not-connected");
  }
}
