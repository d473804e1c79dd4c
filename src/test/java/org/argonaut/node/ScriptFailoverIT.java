package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.FleetOptions;
import org.argonaut.cpe.VirtualCpe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script on two real nodes. */
class ScriptFailoverIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TAKEOVER = Duration.ofMinutes(2);
  private static final int CPES = 50;
  private static final long BETWEEN_EVENTS_NANOS = 5_000_000; // 200 a second
  private static final int PARALLEL = 20;

  /** Beside the callbacks that ran: events that were done while the record of it was being written. */
  private static final int UNSAVED = 64;

  /** Notes each event it handles where a crash cannot take it away. */
  private static final String NOTES_EVENTS =
      """
      listen_to_cwmp_event("0", "*", function(ev)
        local ids = store_get(ev.serial_number) or {}
        table.insert(ids, ev.id)
        assert(store_set(ev.serial_number, ids))
      end, %d)
      """
          .formatted(PARALLEL);

  private static final String TELLS_EVENTS =
      """
      for i = 1, %d do
        local sn = string.format("SF%%06d", i)
        print("ids " .. table.concat(store_get(sn) or {}, ","))
      end
      print("told")
      """
          .formatted(CPES);

  @TempDir Path folder;
  private TwoNodes nodes;
  private NodeProcess first;
  private NodeProcess second;

  @BeforeEach
  void startBoth() {
    nodes = TwoNodes.start(folder, Map.of("ARGONAUT_DRAIN_DELAY", "2s"));
    first = nodes.first();
    second = nodes.second();
  }

  @AfterEach
  void stopBoth() {
    nodes.close();
  }

  @Test
  void aScriptWhoseNodeIsKilledGoesOnElsewhereAndMissesNoEvent() throws Exception {
    put(first, "notes", NOTES_EVENTS);
    await().atMost(TAKEOVER).until(() -> !script(first).path("listeners").isEmpty());
    boolean homeIsFirst = script(first).path("node").asText().endsWith(":" + first.remotePort());
    var home = homeIsFirst ? first : second;
    var other = homeIsFirst ? second : first;

    try (var balancer = Balancer.before(first, second);
        var fleet = fleet(balancer);
        var load = new Load(fleet)) {
      assertThat(fleet.awaitRegistered(TAKEOVER)).as("registered: " + fleet.stats().failures()).isTrue();
      load.start();
      await().atMost(TAKEOVER).until(() -> script(other).at("/listeners/0/handled").asLong() > 200);

      home.kill();

      await()
          .atMost(TAKEOVER)
          .until(() -> script(other).path("node").asText().endsWith(":" + other.remotePort()));
      await().atMost(TAKEOVER).until(() -> script(other).at("/listeners/0/handled").asLong() > 200);
    }
    var happened = events(other);
    await()
        .atMost(TAKEOVER)
        .untilAsserted(
            () -> {
              var listener = script(other).at("/listeners/0");
              assertThat(listener.path("running").asInt() + listener.path("waiting").asInt()).isZero();
              assertThat(listener.path("lag_seconds").asDouble()).isZero();
            });

    var handled = handled(other);
    assertThat(new TreeSet<>(handled)).containsAll(happened);
    assertThat(handled.size() - new TreeSet<>(handled).size()).isLessThanOrEqualTo(PARALLEL + UNSAVED);
  }

  /** Every CPE in turn tells that it bootstraps. */
  private static final class Load implements AutoCloseable {
    private final AtomicBoolean on = new AtomicBoolean(true);
    private final List<VirtualCpe> cpes;

    Load(Fleet fleet) {
      cpes = List.copyOf(fleet.all());
    }

    void start() {
      Thread.ofVirtual()
          .start(
              () -> {
                for (int i = 0; on.get(); i++) {
                  cpes.get(i % CPES).informNow("0 BOOTSTRAP");
                  LockSupport.parkNanos(BETWEEN_EVENTS_NANOS);
                }
              });
    }

    @Override
    public void close() {
      on.set(false);
    }
  }

  private static Fleet fleet(Balancer balancer) throws IOException {
    return Fleet.start(
        FleetOptions.to(balancer.url().toString())
            .serialPrefix("SF")
            .count(CPES)
            .intervalSeconds(600)
            .rampPerSecond(CPES)
            .connectionRequestBind("127.0.0.1", 0)
            .settings(CpeSettings.from(Configuration.load(null, Map.of())))
            .build());
  }

  private static JsonNode script(NodeProcess node) {
    var answer = node.get("/api/v1/scripts/notes");
    return json(answer.body());
  }

  private static void put(NodeProcess node, String name, String source) {
    var answer = node.send("PUT", "/api/v1/scripts/" + name, source, "text/x-lua");
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  /** Ids of all events that were acknowledged to CPEs since the script began. */
  private static List<Long> events(NodeProcess node) {
    var ids = new ArrayList<Long>();
    String cursor = "";
    do {
      var page = json(node.get("/api/v1/events?type=0%20BOOTSTRAP&limit=1000" + cursor).body());
      page.path("items").forEach(event -> ids.add(event.path("id").asLong()));
      cursor = page.path("next").isNull() ? null : "&since=" + page.path("next").asText();
    } while (cursor != null);
    return ids;
  }

  private static List<Long> handled(NodeProcess node) {
    put(node, "notes", TELLS_EVENTS);
    await().atMost(TAKEOVER).until(() -> log(node).contains("told"));
    var ids = new ArrayList<Long>();
    log(node)
        .lines()
        .filter(line -> line.contains(" ids "))
        .map(line -> line.substring(line.indexOf(" ids ") + 5))
        .filter(list -> !list.isEmpty())
        .forEach(list -> List.of(list.split(",")).forEach(id -> ids.add(Long.parseLong(id))));
    return ids;
  }

  private static String log(NodeProcess node) {
    return node.get("/api/v1/scripts/notes/log?limit=1000").body();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
