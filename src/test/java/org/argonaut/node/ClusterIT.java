package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.FleetOptions;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real nodes on one database. */
class ClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TAKEOVER = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(60);
  private static final int CPES = 40;

  @TempDir Path folder;
  private NodeProcess first;
  private NodeProcess second;

  @BeforeEach
  void startBoth() {
    var database = Map.of("ARGONAUT_DB_URL", TestDatabase.url(), "ARGONAUT_DRAIN_DELAY", "2s");
    first = NodeProcess.of(folder.resolve("first"), database, "up");
    second = NodeProcess.of(folder.resolve("second"), database, "up");
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
  void aSessionBegunOnOneNodeGoesOnThroughTheOther() {
    first.send("PUT", "/api/v1/devices/RAW1", "{}");
    var queued =
        second.send(
            "POST",
            "/api/v1/devices/RAW1/cwmp?when=next",
            "{\"rpc\":\"GetParameterValues\",\"names\":[\"Device.DeviceInfo.UpTime\"]}");
    assertThat(queued.statusCode()).as(queued.body()).isEqualTo(202);

    var informed = post(first.deviceUrl(), RawCpe.inform("RAW1"), null);
    var cookie = RawCpe.cookie(informed);
    assertThat(informed.body()).contains("InformResponse");
    var asked = post(second.deviceUrl(), "", cookie);
    assertThat(asked.body()).contains("GetParameterValues", "Device.DeviceInfo.UpTime");
    var ended = post(first.deviceUrl(), RawCpe.upTime(asked.body(), 4711), cookie);
    assertThat(ended.statusCode()).isEqualTo(204);

    var command = second.get("/api/v1/devices/RAW1/commands/" + json(queued.body()).get("id").asText());
    assertThat(json(command.body()).get("state").asText()).as(command.body()).isEqualTo("done");
    assertThat(command.body()).contains("4711");
  }

  @Test
  void aNodeKilledUnderLoadLosesNoDurableCommandThatWasAccepted() throws Exception {
    try (var balancer = Balancer.before(first, second);
        var fleet = fleet(balancer)) {
      assertThat(fleet.awaitRegistered(TAKEOVER)).as("registered: " + fleet.stats().failures()).isTrue();
      var accepted = new LinkedHashMap<String, String>();
      for (var cpe : fleet.all()) {
        accepted.put(cpe.serial(), enqueue(second, cpe.serial(), "before"));
      }
      first.kill();
      for (var cpe : fleet.all()) {
        enqueueIfTaken(second, cpe.serial()).ifPresent(id -> accepted.put(cpe.serial() + " after", id));
      }
      await().atMost(TAKEOVER).until(() -> open(second, accepted).isEmpty());
      assertThat(states(second, accepted)).doesNotContainKeys("failed", "expired", "unknown").containsKey("done");
    }
  }

  @Test
  void aNodeThatIsStoppedHandsOverWithoutAFailedSession() throws Exception {
    try (var balancer = Balancer.before(first, second);
        var fleet = fleet(balancer)) {
      assertThat(fleet.awaitRegistered(TAKEOVER)).as("registered: " + fleet.stats().failures()).isTrue();
      long failedBefore = fleet.stats().counts().failedSessions();
      long sessionsBefore = fleet.stats().counts().sessions();
      first.terminate();
      first.awaitEnd(STOP);
      await().atMost(TAKEOVER).until(() -> fleet.stats().counts().sessions() > sessionsBefore + 2 * CPES);
      assertThat(fleet.stats().counts().failedSessions()).as("" + fleet.stats().failures()).isEqualTo(failedBefore);
      await().atMost(TAKEOVER).untilAsserted(() -> assertThat(online(second)).isEqualTo(CPES));
    }
  }

  /** CPEs that call every second. */
  private static Fleet fleet(Balancer balancer) throws IOException {
    return Fleet.start(
        FleetOptions.to(balancer.url().toString())
            .serialPrefix("CL")
            .count(CPES)
            .intervalSeconds(1)
            .rampPerSecond(CPES)
            .connectionRequestBind("127.0.0.1", 0)
            .settings(CpeSettings.from(Configuration.load(null, Map.of())))
            .build());
  }

  private static String enqueue(NodeProcess node, String sn, String label) {
    var answer = node.send("POST", "/api/v1/devices/" + sn + "/cwmp?when=next", setInterval());
    assertThat(answer.statusCode()).as(label + " " + sn + ": " + answer.body()).isEqualTo(202);
    return json(answer.body()).get("id").asText();
  }

  /** While the dead node's devices have no new home yet, a command may be refused; only accepted ones count. */
  private static Optional<String> enqueueIfTaken(NodeProcess node, String sn) {
    var answer = node.send("POST", "/api/v1/devices/" + sn + "/cwmp?when=next&timeout=120", setInterval());
    return answer.statusCode() == 202
        ? Optional.of(json(answer.body()).get("id").asText())
        : Optional.empty();
  }

  private static String setInterval() {
    return "{\"rpc\":\"SetParameterValues\",\"values\":{\"Device.ManagementServer.PeriodicInformInterval\":2}}";
  }

  private static List<String> open(NodeProcess node, Map<String, String> commands) {
    var open = new ArrayList<String>();
    commands.forEach(
        (key, id) -> {
          var state = state(node, key.split(" ", 2)[0], id);
          if (state.equals("queued") || state.equals("sent") || state.startsWith("?")) {
            open.add(key);
          }
        });
    return open;
  }

  private static Map<String, Integer> states(NodeProcess node, Map<String, String> commands) {
    var states = new LinkedHashMap<String, Integer>();
    commands.forEach((key, id) -> states.merge(state(node, key.split(" ", 2)[0], id), 1, Integer::sum));
    return states;
  }

  private static String state(NodeProcess node, String sn, String id) {
    var answer = node.get("/api/v1/devices/" + sn + "/commands/" + id);
    return answer.statusCode() == 200 ? json(answer.body()).get("state").asText() : "?" + answer.statusCode();
  }

  private static int online(NodeProcess node) {
    return json(node.get("/api/v1/devices/count?status=2&q=CL").body()).get("count").asInt();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> post(URI url, String body, String cookie) {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "text/xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
