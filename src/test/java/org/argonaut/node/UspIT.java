package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.usp.UspAgent;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** USP agents of two real nodes on one database. */
class UspIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int EACH = 20;
  private static final String GET_SERIAL = "{\"get\":{\"param_paths\":[\"Device.DeviceInfo.SerialNumber\"]}}";
  private static final String PING =
      """
      {"operate":{"command":"Device.IP.Diagnostics.IPPing()","command_key":"ping","send_resp":true,
        "input_args":{"Host":"127.0.0.1","NumberOfRepetitions":"2"}}}
      """;

  @TempDir Path folder;
  private NodeProcess first;
  private NodeProcess second;

  @BeforeEach
  void startBoth() {
    var settings = Map.of("ARGONAUT_DB_URL", TestDatabase.url(), "ARGONAUT_USP_AUTH", "none");
    first = NodeProcess.of(folder.resolve("first"), settings, "up");
    second = NodeProcess.of(folder.resolve("second"), settings, "up");
    var seeds = "127.0.0.1:" + first.remotePort() + ",127.0.0.1:" + second.remotePort();
    first.with("ARGONAUT_SEEDS", seeds).launch();
    second.with("ARGONAUT_SEEDS", seeds).launch();
    first.awaitReady();
    second.awaitReady();
  }

  @AfterEach
  void stopBoth() {
    second.close();
    first.close();
  }

  @Test
  void agentsAnswerThroughEveryNodeAndOutliveTheNodeTheyWereConnectedTo() throws Exception {
    try (var balancer = Balancer.preferring(first, second);
        var ofFirst = agents(balancer.url(), 1);
        var ofSecond = agents(second.deviceUrl(), EACH + 1)) {
      assertThat(ofFirst.awaitOnBoarded(PATIENCE)).as("" + ofFirst.stats().failures()).isTrue();
      assertThat(ofSecond.awaitOnBoarded(PATIENCE)).as("" + ofSecond.stats().failures()).isTrue();
      assertThat(connections(first)).isEqualTo(EACH);
      assertThat(connections(second)).isEqualTo(EACH);
      var all = Stream.of(ofFirst, ofSecond).flatMap(fleet -> fleet.all().stream()).map(UspAgent::endpointId);
      var everyone = all.collect(Collectors.toCollection(TreeSet::new));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(online(second)).isEqualTo(2 * EACH));
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(booted(first)).isEqualTo(everyone));

      assertThat(serials(second, ofFirst, 30)).isEqualTo(expected(ofFirst));
      assertThat(serials(first, ofSecond, 30)).isEqualTo(expected(ofSecond));
      pings(second, ofFirst.all().iterator().next());

      first.kill();

      var answers = new ConcurrentHashMap<String, String>();
      var both = expected(ofFirst);
      both.putAll(expected(ofSecond));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                answers.putAll(serials(second, ofSecond, 2));
                answers.putAll(serials(second, ofFirst, 2));
                assertThat(answers).isEqualTo(both);
              });
      assertThat(connections(second)).isEqualTo(2 * EACH);
      pings(second, ofFirst.all().iterator().next());
    }
  }

  /** Quick where the standard's waits would only make the test slow. */
  private static UspFleet agents(URI url, int firstNumber) throws IOException {
    var quick = ConfigFactory.parseString("argonaut.cpe { retry-scale = 0.1, diagnostics-time = 100ms }");
    return UspFleet.start(
        UspFleetSettings.to("ws://127.0.0.1:" + url.getPort() + "/usp")
            .serialPrefix("USPIT")
            .firstNumber(firstNumber)
            .count(EACH)
            .rampPerSecond(EACH)
            .settings(CpeSettings.from(Configuration.load(null, Map.of(), quick)))
            .build());
  }

  /** Endpoint id to serial number, as it must be. */
  private static Map<String, String> expected(UspFleet fleet) {
    return new HashMap<>(fleet.all().stream().collect(Collectors.toMap(UspAgent::endpointId, UspAgent::serial)));
  }

  /** Asks every agent for its serial number, all at once; those that do not answer in time are left out. */
  private static Map<String, String> serials(NodeProcess through, UspFleet fleet, int seconds) {
    var serials = new ConcurrentHashMap<String, String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var agent : fleet.all()) {
        threads.execute(
            () -> {
              var answer = through.send("POST", usp(agent) + "?timeout=" + seconds, GET_SERIAL);
              if (answer.statusCode() == 200) {
                var value = json(answer.body()).findValue("SerialNumber");
                serials.put(agent.endpointId(), value == null ? answer.body() : value.asText());
              }
            });
      }
    }
    return serials;
  }

  private static void pings(NodeProcess through, UspAgent agent) {
    var answer = through.send("POST", usp(agent) + "?complete=true", PING);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var complete = json(answer.body()).at("/body/request/notify/oper_complete");
    assertThat(complete.path("command_key").asText()).as(answer.body()).isEqualTo("ping");
    assertThat(complete.at("/req_output_args/output_args/Status").asText()).as(answer.body()).isEqualTo("Complete");
  }

  private static String usp(UspAgent agent) {
    return "/api/v1/devices/" + URLEncoder.encode(agent.endpointId(), StandardCharsets.UTF_8) + "/usp";
  }

  private static int online(NodeProcess node) {
    return json(node.get("/api/v1/devices/count?status=2&q=USPIT").body()).path("count").asInt();
  }

  /** Who told a Boot!. */
  private static Set<String> booted(NodeProcess node) {
    var booted = new TreeSet<String>();
    json(node.get("/api/v1/events?type=Boot!&limit=1000").body())
        .path("items")
        .forEach(event -> booted.add(event.path("sn").asText()));
    return booted;
  }

  /** WebSockets that the node holds. */
  private static int connections(NodeProcess node) {
    return node.get("/metrics").body().lines()
        .filter(line -> line.startsWith("argonaut_usp_connections_websocket "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
