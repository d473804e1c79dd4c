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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.usp.UspAgent;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.mtp.mqtt.Mosquitto;
import org.argonaut.mtp.stomp.ActiveMq;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** USP agents of two real nodes on one database. */
class UspIT {
  private static final Logger LOG = LoggerFactory.getLogger(UspIT.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  /** Between kill -9 and the last answer; half of it on a machine that does nothing else. */
  private static final Duration FAILOVER = Duration.ofSeconds(20);
  /** Agents over each transport. */
  private static final int EACH = Integer.getInteger("argonaut.fleet", 20);
  private static final int AT_ONCE = 100;
  private static final String GET_SERIAL = "{\"get\":{\"param_paths\":[\"Device.DeviceInfo.SerialNumber\"]}}";
  private static final String PING =
      """
      {"operate":{"command":"Device.IP.Diagnostics.IPPing()","command_key":"ping","send_resp":true,
        "input_args":{"Host":"127.0.0.1","NumberOfRepetitions":"2"}}}
      """;

  private static final String TELLS_WHEN_ALL_BOOTED =
      """
      local booted, count = {}, 0
      listen_to_usp_event("Boot!", "*", function(ev)
        if not booted[ev.serial_number] then
          booted[ev.serial_number] = true
          count = count + 1
          if count == %d then print("all booted") end
        end
      end, 10)
      """
          .formatted(4 * EACH);

  @TempDir Path folder;
  private Mosquitto mosquitto;
  private ActiveMq activeMq;
  private NodeProcess first;
  private NodeProcess second;

  @BeforeEach
  void startBoth() throws Exception {
    mosquitto = Mosquitto.start(Files.createDirectory(folder.resolve("mosquitto")));
    activeMq = ActiveMq.start();
    var settings =
        Map.of(
            "ARGONAUT_DB_URL", TestDatabase.url(), "ARGONAUT_USP_AUTH", "none", "ARGONAUT_MQTT_URL", mosquitto.url(),
            "ARGONAUT_STOMP_URL", activeMq.url());
    first = NodeProcess.of(folder.resolve("first"), settings, "up");
    second = NodeProcess.of(folder.resolve("second"), settings, "up");
    second.with("ARGONAUT_USP_UDS_PATH", socket().toString());
    second.with("ARGONAUT_JAVA_OPTS", "-Xmx512m -Dargonaut.usp.uds.max-connections=" + (EACH + 1));
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
    activeMq.close();
    mosquitto.close();
  }

  private Path socket() {
    return folder.resolve("usp.sock");
  }

  /** Agents of a socket live on the machine of their node and die with it: here they are those of the node that lives. */
  @Test
  void agentsOfEveryTransportAnswerThroughEveryNodeAndOutliveTheNodeTheyWereConnectedTo() throws Exception {
    put(second, "tells", TELLS_WHEN_ALL_BOOTED);
    await().atMost(PATIENCE).until(() -> second.get("/api/v1/scripts/tells").body().contains("Boot!"));
    try (var balancer = Balancer.preferring(first, second);
        var webSocket = agents("ws://127.0.0.1:" + balancer.url().getPort() + "/usp", 0);
        var mqtt = agents(mosquitto.url(), 1);
        var stomp = agents(activeMq.url(), 2);
        var uds = agents("uds:" + socket(), 3)) {
      var fleets = List.of(webSocket, mqtt, stomp, uds);
      for (var fleet : fleets) {
        assertThat(fleet.awaitOnBoarded(PATIENCE)).as("" + fleet.stats().failures()).isTrue();
      }
      assertThat(connections(first)).isEqualTo(EACH);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(online(second)).isEqualTo(4 * EACH));
      await().atMost(PATIENCE).until(() -> second.get("/api/v1/scripts/tells/log").body().contains("all booted"));
      var everyone = fleets.stream().flatMap(fleet -> fleet.all().stream()).toList();
      assertThat(serials(first, everyone, 30)).isEqualTo(expected(everyone));
      assertThat(serials(second, everyone, 30)).isEqualTo(expected(everyone));
      for (var fleet : fleets) {
        pings(first, fleet.all().iterator().next());
      }

      first.kill();

      long killed = System.nanoTime();
      var answers = new ConcurrentHashMap<String, String>();
      await()
          .atMost(FAILOVER)
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(
              () -> {
                var silent = everyone.stream().filter(agent -> !answers.containsKey(agent.endpointId())).toList();
                answers.putAll(serials(second, silent, 2));
                assertThat(answers).isEqualTo(expected(everyone));
              });
      LOG.info("all {} agents answered {} ms after the kill", everyone.size(), (System.nanoTime() - killed) / 1_000_000);
      assertThat(connections(second)).isEqualTo(EACH);
      for (var fleet : fleets) {
        pings(second, fleet.all().iterator().next());
      }
    }
  }

  /** Quick where the standard's waits would only make the test slow. */
  private static UspFleet agents(String url, int fleet) throws IOException {
    var quick = ConfigFactory.parseString("argonaut.cpe { retry-scale = 0.1, diagnostics-time = 100ms }");
    var user = URI.create(url).getUserInfo() == null ? "" : ActiveMq.USER;
    return UspFleet.start(
        UspFleetSettings.to(url)
            .serialPrefix("USPIT")
            .firstNumber(1 + fleet * EACH)
            .count(EACH)
            .rampPerSecond(AT_ONCE)
            .credentials(user, user.isEmpty() ? "" : ActiveMq.PASSWORD)
            .settings(CpeSettings.from(Configuration.load(null, Map.of(), quick)))
            .build());
  }

  private static void put(NodeProcess node, String name, String source) {
    var answer = node.send("PUT", "/api/v1/scripts/" + name, source, "text/x-lua");
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  /** Endpoint id to serial number, as it must be. */
  private static Map<String, String> expected(List<UspAgent> agents) {
    return agents.stream().collect(Collectors.toMap(UspAgent::endpointId, UspAgent::serial));
  }

  /** Asks every agent for its serial number, all at once; those that do not answer in time are left out. */
  private static Map<String, String> serials(NodeProcess through, List<UspAgent> agents, int seconds) {
    var serials = new ConcurrentHashMap<String, String>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      for (var agent : agents) {
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
