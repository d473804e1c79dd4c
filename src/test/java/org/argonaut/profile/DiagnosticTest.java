package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Diagnostics through the API, run by real virtual CPEs. */
class DiagnosticTest {
  private static ProfileWorld world;
  private static VirtualCpe fibre;
  private static VirtualCpe dsl;
  private static HttpServer server;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    fibre = world.cpe("DIAGF", Model.TR181);
    dsl = world.cpe("DIAGD", Model.TR098);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = new byte[exchange.getRequestMethod().equals("GET") ? 200_000 : 1];
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    world.close();
  }

  private static String of(VirtualCpe cpe, String resource) {
    return "/api/v1/devices/" + cpe.serial() + "/resources/" + resource;
  }

  private static String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/file";
  }

  @Test
  void aPingRunsToItsResult() throws Exception {
    for (VirtualCpe cpe : List.of(fibre, dsl)) {
      JsonNode run =
          world.post(of(cpe, "ping") + "?wait=60", "{\"host\":\"127.0.0.1\",\"number_of_repetitions\":4,\"timeout\":2}", 200);
      assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("done");
      assertThat(run.at("/result/result").asText()).isEqualTo("Success");
      assertThat(run.at("/result/success_count").asInt() + run.at("/result/failure_count").asInt()).isEqualTo(4);
      JsonNode ping = world.get(of(cpe, "ping"), 200);
      assertThat(ping.at("/timeout/value").asInt()).isEqualTo(2);
      assertThat(ping.at("/last_result/average_rtt").asInt(-1)).isNotNegative();
      assertThat(world.get(of(cpe, "ping") + "/runs", 200).path("items").findValuesAsText("id"))
          .contains(run.path("id").asText());
    }
  }

  @Test
  void aHostThatDoesNotExistIsAResultToo() throws Exception {
    JsonNode run = world.post(of(fibre, "ping") + "?wait=60", "{\"host\":\"nowhere.invalid\"}", 200);
    assertThat(run.at("/result/result").asText()).as(run.toString()).isEqualTo("Cannot resolve host name");
  }

  @Test
  void aTracerouteTellsItsHops() throws Exception {
    for (VirtualCpe cpe : List.of(fibre, dsl)) {
      JsonNode run = world.post(of(cpe, "traceroute") + "?wait=60", "{\"host\":\"127.0.0.1\"}", 200);
      assertThat(run.at("/result/hops").size()).as(run.toString()).isEqualTo(1);
      assertThat(run.at("/result/hops/0/addr").asText()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aSpeedTestMeasuresBothWays() throws Exception {
    for (VirtualCpe cpe : List.of(fibre, dsl)) {
      for (String action : List.of("download", "upload")) {
        JsonNode run =
            world.post(of(cpe, "speed-test") + "?wait=60", "{\"url\":\"" + url() + "\",\"action\":\"" + action + "\"}", 200);
        assertThat(run.at("/result/result").asText()).as(run.toString()).isEqualTo("Success");
        String bytes = action.equals("upload") ? "/result/bytes_sent" : "/result/bytes_received";
        assertThat(run.at(bytes).asLong()).as(run.toString()).isGreaterThanOrEqualTo(200_000);
        assertThat(run.at("/result/rtt").asText()).endsWith("ms");
      }
    }
  }

  @Test
  void aSiteSurveyTellsTheNeighboursByBand() throws Exception {
    JsonNode run = world.post(of(fibre, "site-survey") + "?wait=60", "{}", 200);
    assertThat(run.at("/result/2.4GHz/0/ssid").asText()).as(run.toString()).startsWith("Neighbour-");
    assertThat(run.at("/result/noise_2.4GHz").isObject()).isTrue();
    world.post(of(dsl, "site-survey") + "?wait=60", "{}", 200);
    assertThat(world.get(of(dsl, "site-survey") + "/runs", 200).at("/items/0/problem/detail").asText())
        .contains("set_site_survey_diagnostic_state");
  }

  @Test
  void theLastRunsComeAlongWithTheResource() throws Exception {
    VirtualCpe cpe = world.cpe("DIAGH", Model.TR181);
    for (int i = 0; i < 2; i++) {
      world.post(of(cpe, "ping") + "?wait=60", "{\"host\":\"127.0.0.1\",\"number_of_repetitions\":1}", 200);
    }
    JsonNode ping = world.get(of(cpe, "ping") + "?history=10", 200);
    assertThat(ping.path("history")).hasSize(2);
    assertThat(ping.at("/history/0/result/result").asText()).isEqualTo("Success");
    assertThat(ping.path("host").isObject()).isTrue();
    world.get(of(cpe, "radio") + "?history=10", 400);
  }

  @Test
  void aDeviceThatRebootsInTheMiddleEndsItSoon() throws Exception {
    for (Model model : List.of(Model.TR181, Model.TR098)) {
      VirtualCpe cpe = world.cpe("DIAGR" + model, model);
      JsonNode run = world.post(of(cpe, "ping"), "{\"host\":\"192.0.2.1\",\"number_of_repetitions\":100,\"timeout\":5}", 202);
      String one = of(cpe, "ping") + "/runs/" + run.path("id").asText();
      await().atMost(Duration.ofSeconds(30)).until(() -> world.get(one, 200).path("step").asText().equals("the device is at it"));
      cpe.reboot();
      JsonNode ended = world.get(one + "?wait=60", 200);
      assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("failed");
      assertThat(ended.at("/problem/detail").asText()).contains("fell back to None");
    }
  }

  @Test
  void aTracerouteTakesAsLongAsTheProfileSays() throws Exception {
    VirtualCpe cpe = world.cpe("DIAGT", Model.TR181);
    world.profile(
        world.modelOf(cpe, "Brief"),
        """
        function get_device_specs() return { TimeTraceRoute = 2 } end
        function set_traceroute() return { ['Device.DeviceInfo.ProvisioningCode'] = 'Requested' } end
        function get_traceroute_diagnostic_state() return 'Device.DeviceInfo.ProvisioningCode' end
        """);
    assertThat(world.post(of(cpe, "traceroute") + "?wait=60", "{}", 200).at("/problem/detail").asText()).contains("did not end in time");
  }

  @Test
  void oneOfAKindRunsAtATimeAndCanBeCancelled() throws Exception {
    VirtualCpe cpe = world.cpe("DIAGC", Model.TR181);
    // A state that stays Requested: a test that never ends.
    world.profile(
        world.modelOf(cpe, "Endless"),
        """
        function set_ping() return { ['Device.DeviceInfo.ProvisioningCode'] = 'Requested' } end
        function get_ping_diagnostic_state() return 'Device.DeviceInfo.ProvisioningCode' end
        """);
    JsonNode run = world.post(of(cpe, "ping"), "{\"host\":\"example.net\"}", 202);
    String one = of(cpe, "ping") + "/runs/" + run.path("id").asText();
    await().atMost(Duration.ofSeconds(30)).until(() -> world.get(one, 200).path("step").asText().equals("the device is at it"));
    assertThat(world.post(of(cpe, "ping"), "{}", 409).path("id").asText()).isEqualTo(run.path("id").asText());
    world.call("DELETE", one, null, null, 204);
    JsonNode ended = world.get(one + "?wait=30", 200);
    assertThat(ended.path("state").asText()).isEqualTo("cancelled");
    world.call("DELETE", one, null, null, 409);
    world.call("DELETE", one + "0", null, null, 404);
    assertThat(world.post(of(cpe, "ping") + "?wait=60&timeout=3", "{}", 200).at("/problem/detail").asText())
        .contains("did not end in time");
  }
}
