package org.argonaut.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.argonaut.cpe.usp.UspFleet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Diagnostics through the API, run as commands by real virtual USP agents. */
class UspDiagnosticTest {
  private static final CountDownLatch STOPPED = new CountDownLatch(1);

  private static ProfileWorld world;
  private static UspFleet agents;
  private static HttpServer server;

  @BeforeAll
  static void start() throws Exception {
    world = new ProfileWorld();
    agents = world.agents("USPDIAG", 4);
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
    server.createContext("/endless", UspDiagnosticTest::trickle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** A download that goes on until the tests are over. */
  private static void trickle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      while (!STOPPED.await(50, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write(0);
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String endless() {
    return "{\"url\":\"http://127.0.0.1:" + server.getAddress().getPort() + "/endless\"}";
  }

  @AfterAll
  static void stop() {
    STOPPED.countDown();
    server.stop(0);
    agents.close();
    world.close();
  }

  private static String of(int agent, String resource) {
    return "/api/v1/devices/proto::USPDIAG00000" + agent + "/resources/" + resource;
  }

  private static JsonNode run(String resource, String request) throws Exception {
    JsonNode run = world.post(of(1, resource) + "?wait=60", request, 200);
    assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("done");
    assertThat(run.path("protocol").asText()).isEqualTo("usp");
    return run.path("result");
  }

  @Test
  void aPingRunsToItsResultAndTheResourceTellsOfIt() throws Exception {
    JsonNode result = run("ping", "{\"host\":\"127.0.0.1\",\"number_of_repetitions\":4,\"timeout\":2}");
    assertThat(result.path("result").asText()).isEqualTo("Success");
    assertThat(result.path("success_count").asInt() + result.path("failure_count").asInt()).isEqualTo(4);
    JsonNode ping = world.get(of(1, "ping"), 200);
    assertThat(ping.at("/host/value").asText()).isEqualTo("127.0.0.1");
    assertThat(ping.at("/timeout/value").asInt()).isEqualTo(2);
    assertThat(ping.path("last_result")).isEqualTo(result);
    assertThat(world.get(of(1, "ping") + "/runs", 200).at("/items/0/state").asText()).isEqualTo("done");
  }

  @Test
  void aTracerouteTellsItsHopsAndThoseOfTheOneBeforeAreGone() throws Exception {
    JsonNode result = run("traceroute", "{\"host\":\"127.0.0.1\"}");
    assertThat(result.path("hops")).hasSize(1);
    assertThat(result.at("/hops/0/addr").asText()).isEqualTo("127.0.0.1");
    JsonNode nowhere = run("traceroute", "{\"host\":\"nowhere.invalid\"}");
    assertThat(nowhere.path("result").asText()).isEqualTo("Cannot resolve host name");
    assertThat(world.get(of(1, "traceroute"), 200).at("/last_result/hops")).isEmpty();
  }

  @Test
  void aSpeedTestMeasuresBothWays() throws Exception {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/file";
    JsonNode down = run("speed-test", "{\"url\":\"" + url + "\",\"action\":\"download\"}");
    assertThat(down.path("bytes_received").asLong()).as(down.toString()).isGreaterThanOrEqualTo(200_000);
    assertThat(down.path("rtt").asText()).endsWith("ms");
    JsonNode up = run("speed-test", "{\"url\":\"" + url + "\",\"action\":\"upload\",\"length\":300000}");
    assertThat(up.path("bytes_sent").asLong()).as(up.toString()).isGreaterThanOrEqualTo(300_000);
    assertThat(world.get(of(1, "speed-test") + "?kind=upload", 200)).isEqualTo(up);
    assertThat(run("speed-test", "{\"url\":\"http://nowhere.invalid/x\"}").path("result").asText())
        .isEqualTo("Cannot resolve host name");
    assertThat(world.post(of(1, "speed-test") + "?wait=60", "{\"action\":\"sideways\"}", 200).at("/problem/message").asText())
        .contains("download or upload");
  }

  @Test
  void aSiteSurveyTellsTheNeighboursByBand() throws Exception {
    JsonNode result = run("site-survey", "{}");
    assertThat(result.at("/2.4GHz/0/ssid").asText()).as(result.toString()).startsWith("Neighbour-");
    assertThat(result.at("/noise_2.4GHz").isObject()).isTrue();
    assertThat(world.get(of(1, "site-survey"), 200)).isEqualTo(result);
  }

  @Test
  void aCommandThatTheAgentRefusesIsAFailureThatSaysWhy() throws Exception {
    JsonNode run = world.post(of(1, "ping") + "?wait=60", "{}", 200);
    assertThat(run.path("state").asText()).isEqualTo("failed");
    assertThat(run.path("problem").toString()).contains("7027", "Host");
  }

  @Test
  void anAgentThatBootsEndsWhatItWasAt() throws Exception {
    JsonNode run = world.post(of(2, "speed-test"), endless(), 202);
    String one = of(2, "speed-test") + "/runs/" + run.path("id").asText();
    awaitStep(one, "the device is at it");
    awaitRunning("proto::USPDIAG000002");
    agents.agent("USPDIAG000002").reboot();
    JsonNode ended = world.get(one + "?wait=60", 200);
    assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("failed");
    assertThat(ended.at("/problem/detail").asText()).contains("booted");
  }

  @Test
  void anAgentThatGoesAwayIsNotTakenForASlowOne() throws Exception {
    String one;
    try (UspFleet leaving = world.agents("USPGONE", 1)) {
      assertThat(leaving.all()).hasSize(1);
      String resource = "/api/v1/devices/proto::USPGONE000001/resources/speed-test";
      one = resource + "/runs/" + world.post(resource + "?timeout=8", endless(), 202).path("id").asText();
      awaitRunning("proto::USPGONE000001");
    }
    JsonNode ended = world.get(one + "?wait=60", 200);
    assertThat(ended.path("state").asText()).isEqualTo("failed");
    assertThat(ended.at("/problem/detail").asText()).contains("went away");
  }

  @Test
  void oneOfAKindRunsAtATimeAndCanBeCancelled() throws Exception {
    JsonNode run = world.post(of(3, "speed-test"), endless(), 202);
    String one = of(3, "speed-test") + "/runs/" + run.path("id").asText();
    awaitStep(one, "the device is at it");
    assertThat(world.post(of(3, "speed-test"), "{}", 409).path("id").asText()).isEqualTo(run.path("id").asText());
    world.call("DELETE", one, null, null, 204);
    assertThat(world.get(one + "?wait=30", 200).path("state").asText()).isEqualTo("cancelled");
  }

  @Test
  void oneThatTakesTooLongEndsInTime() throws Exception {
    JsonNode run = world.post(of(4, "speed-test") + "?wait=60&timeout=2", endless(), 200);
    assertThat(run.path("state").asText()).as(run.toString()).isEqualTo("failed");
    assertThat(run.at("/problem/reason").asText()).isEqualTo("expired");
  }

  private static void awaitStep(String run, String step) {
    await().atMost(Duration.ofSeconds(30)).until(() -> world.get(run, 200).path("step").asText().equals(step));
  }

  /** Until the agent has taken the command up. */
  private static void awaitRunning(String agent) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                world
                    .post("/api/v1/devices/" + agent + "/usp",
                        "{\"get\":{\"paramPaths\":[\"Device.LocalAgent.Request.\"]}}", 200)
                    .toString()
                    .contains("DownloadDiagnostics()"));
  }
}
