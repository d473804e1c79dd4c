package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What callers and devices get wrong: each is told, and the device is as it was. */
class BadInputTest {
  private static final String RADIO = "\"path\":\"Device.WiFi.Radio.2.\"";
  private static final String SSID = "\"ssid_path\":\"Device.WiFi.SSID.1.\"";
  private static ProfileWorld world;
  private static VirtualCpe cpe;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    cpe = world.cpe("BADIN", Model.TR181);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String resource(String name) {
    return "/api/v1/devices/" + cpe.serial() + "/resources/" + name;
  }

  /** The resource, what follows its item's path in the body, the field that is told, and a word of why. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "radio | R,'channel':7 | [0].channel | possible",
        "radio | R,'channel':'x' | [0].channel | must be a number",
        "radio | R,'channel':{'value':true} | [0].channel | must be a number",
        "radio | R,'enable':'on' | [0].enable | must be a boolean",
        "radio | R,'operating_standards':'n' | [0].operating_standards | must be a list",
        "radio | R,'operating_standards':['q'] | [0].operating_standards | standards supported",
        "radio | R,'name':'wl9' | [0].name | read-only",
        "radio | R,'transmit_power':'7%' | [0].transmit_power | powers supported",
        "radio | 'path':'Device.WiFi.Radio.9.','channel':36 | [0] | there is no Device.WiFi.Radio.9.",
        "radio | 'channel':36 | [0] | needs the path",
        "ssid | S,'ssid':'' | [0].ssid | 1 to 32",
        "ssid | S,'security':{'password':'short'} | [0].security.password | 8 to 63",
        "ssid | S,'security':{'security_mode_enabled':'Magic'} | [0].security.security_mode_enabled | modes supported",
        "ssid | S,'mac_address':'00:00:00:00:00:01' | [0].mac_address | read-only",
        "ssid | S,'ap_path':'Device.WiFi.AccessPoint.9.' | [0].ap_path | which item",
        "bridge | 'bridge_path':'Device.Bridging.Bridge.1.','max_mtu_size':10 | [0].max_mtu_size | between",
        "cellular | 'path':'Device.Cellular.Interface.1.','status':'Up','name':'x' | [0].name | read-only",
      })
  void aMistakeIsToldAtItsPlaceAndNothingIsSent(String resource, String item, String field, String why) throws Exception {
    String body = "[{" + item.replace('\'', '"').replaceFirst("^R,", RADIO + ",").replaceFirst("^S,", SSID + ",") + "}]";
    Map<String, String> before = settings();
    JsonNode problem = world.put(resource(resource), body, 422);
    assertThat(problem.at("/violations/0/field").asText()).as(problem.toString()).isEqualTo(field);
    assertThat(problem.at("/violations/0/detail").asText()).contains(why);
    assertThat(settings()).isEqualTo(before);
  }

  private static Map<String, String> settings() {
    List<String> names = new ArrayList<>();
    for (String parameter : List.of("Enable", "Channel", "OperatingStandards", "TransmitPower")) {
      names.add("Device.WiFi.Radio.2." + parameter);
    }
    names.addAll(List.of("Device.WiFi.SSID.1.SSID", "Device.WiFi.AccessPoint.1.Security.KeyPassphrase", "Device.IP.Interface.2.MaxMTUSize"));
    return names.stream().collect(java.util.stream.Collectors.toMap(name -> name, cpe::value));
  }

  @Test
  void aBodyThatIsNoResourceIsRefused() throws Exception {
    world.put(resource("radio"), "[{", 400);
    world.put(resource("radio"), "\"x\"", 422);
    world.put(resource("radio"), "[7]", 422);
    world.put(resource("port"), "{\"Toaster\":{\"enable\":true}}", 422);
    world.put(resource("toaster"), "{}", 404);
    world.post(resource("ping"), "[]", 400);
    world.post(resource("radio"), "{}", 404);
  }

  @Test
  void fieldsThatNobodyKnowsPassAndChangeNothing() throws Exception {
    JsonNode changed = world.put(resource("radio"), "[{" + RADIO + ",\"toast\":7,\"channel\":null}]", 200);
    assertThat(changed.path("changed")).isEmpty();
    assertThat(changed.path("parameters")).isEmpty();
  }

  @Test
  void builtInProfilesTakeAnswersThatAreEmptyOrLackThisAndThat() throws Exception {
    VirtualCpe older = world.cpe("BADOLD", Model.TR098);
    ProfileSettings settings = ProfileSettings.from(ConfigFactory.load());
    for (VirtualCpe one : List.of(cpe, older)) {
      String root = one == older ? "InternetGatewayDevice." : "Device.";
      List<ParameterValue> all = new ArrayList<>();
      world
          .post("/api/v1/devices/" + one.serial() + "/cwmp", "{\"rpc\":\"GetParameterValues\",\"names\":[\"" + root + "\"]}", 200)
          .path("values")
          .forEach(v -> all.add(new ParameterValue(v.path("name").asText(), v.path("value").asText(), v.path("type").asText())));
      assertThat(all).hasSizeGreaterThan(500);
      String name = one == older ? "tr-098" : "tr-181";
      for (int modulus = 1; modulus <= 7; modulus++) {
        List<ParameterValue> part = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          if (modulus > 1 && i % modulus != 0) {
            part.add(all.get(i));
          }
        }
        String lacking = "without every " + modulus + "th parameter";
        assertThatCode(
                () ->
                    assertThat(ProfileBench.check(name, BuiltIns.source(name), Protocol.CWMP, part, settings))
                        .as(lacking)
                        .noneMatch(finding -> finding.level() == ProfileBench.Level.ERROR))
            .doesNotThrowAnyException();
      }
    }
  }
}
