package org.argonaut.node.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.node.bench.BenchReport.Result;
import org.argonaut.node.bench.UspController.GetPlan;
import org.argonaut.node.bench.UspNotifyLoad.Notified;
import org.argonaut.node.bench.load.LoadResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code argonaut bench usp}. */
@Command(
    name = "usp",
    mixinStandardHelpOptions = true,
    description = {
      "A USP controller and its agents, each side in a process of its own: Gets per second and what they take at half that "
          + "rate, notifications per second, and the controller's heap for a connected agent.",
      "Callers run in the controller's process (no HTTP), so its CPU time is theirs, too. Notifications are ValueChange "
          + "events; they count when they are in the event log, and those to be answered when the agent has the answer."
    })
final class UspBench extends Benchmark {
  /** What is read. */
  static final String PARAMETER = "Device.DeviceInfo.SoftwareVersion";

  private static final double TARGET_GETS = 5_000;
  private static final double TARGET_NOTIFIES = 10_000;
  private static final double TARGET_P99_MILLIS = 20;
  private static final int TARGET_AGENTS = 10_000;
  private static final double TARGET_HEAP_MB = 1_500;

  /** Connected before the heap is first measured, so that what a first agent brings along is not counted. */
  private static final int WARM_AGENTS = 100;

  private static final Duration SLACK = Duration.ofMinutes(2);

  @Option(
      names = "--agents",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Virtual agents, connected all the time (default: ${DEFAULT-VALUE}).")
  private int agents;

  @Option(
      names = "--mtp",
      paramLabel = "NAME",
      defaultValue = "websocket",
      description = "websocket or mqtt; mqtt needs --mqtt-url (default: ${DEFAULT-VALUE}).")
  private Transport mtp;

  @Option(
      names = "--mqtt-url",
      paramLabel = "URL",
      description = "Broker for both sides: mqtt://[USER:PASSWORD@]HOST:PORT (default: ARGONAUT_MQTT_URL).")
  private String mqttUrl = System.getenv("ARGONAUT_MQTT_URL");

  @Option(
      names = "--callers",
      paramLabel = "N",
      defaultValue = "64",
      description = "Gets at once, each caller waiting for its answer (default: ${DEFAULT-VALUE}).")
  private int callers;

  @Option(
      names = "--notifies",
      paramLabel = "N",
      defaultValue = "12000",
      description = "Notifications a second that the agents together send, as far as the controller takes them "
          + "(default: ${DEFAULT-VALUE}).")
  private int notifies;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of each of the four measurements (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "15",
      description = "Gets before the first measurement (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1500m",
      description = "Of the controller (default: ${DEFAULT-VALUE}).")
  private String heap;

  /** How agents and controller talk. */
  enum Transport {
    WEBSOCKET,
    MQTT
  }

  @Override
  BenchReport measure(Testbed testbed) {
    requireUsable();
    testbed.say("starting the controller ...");
    var node = testbed.with(new NodeProcess(testbed, "controller", heap, settings(), List.of(ChildMain.CONTROLLER)));
    var url = mtp == Transport.MQTT ? mqttUrl : "ws://127.0.0.1:" + node.devicePort() + "/usp";
    testbed.with(new UspAgentsProcess(testbed, "agents-warm", url, WARM_AGENTS, agents + 1)).awaitOnBoarded();
    long before = MemoryBench.heapAtRest(testbed, node);
    testbed.say("connecting %,d agents ...", agents);
    var fleet = testbed.with(new UspAgentsProcess(testbed, "agents", url, agents, 1));
    fleet.awaitOnBoarded();
    long after = MemoryBench.heapAtRest(testbed, node);

    testbed.say("warming up ...");
    gets(node, fleet, callers, 0, warmUp);
    testbed.say("Gets, %d at once ...", callers);
    var fast = gets(node, fleet, callers, 0, seconds);
    int half = (int) Math.max(1, fast.sessionsPerSecond() / 2);
    testbed.say("Gets, %,d a second ...", half);
    var paced = gets(node, fleet, Math.max(callers, half / 10), half, seconds);
    testbed.say("%,d notifications a second, not to be answered ...", notifies);
    var flood = new UspNotifyLoad(node, fleet, notifies, seconds);
    var silent = flood.measure(false);
    testbed.say("%,d notifications a second, to be answered ...", notifies);
    var answered = flood.measure(true);
    var rows =
        List.of(
            fast.as("Get, %d callers".formatted(callers)),
            paced.as("Get, %,d a second".formatted(half)),
            silent.handled().as("Notify, no answer"),
            answered.handled().as("Notify, answered"));
    return new BenchReport(
        "usp",
        BenchReport.thisMachine(),
        "%,d agents over %s, %d s each; heap of the controller at most %s; generator: the agents"
            .formatted(agents, name(), seconds, heap),
        rows,
        results(fast, paced, silent, answered, before, after),
        null,
        warnings(silent, answered));
  }

  private String name() {
    return mtp == Transport.MQTT ? "MQTT" : "WebSocket";
  }

  private void requireUsable() {
    if (mtp == Transport.MQTT && (mqttUrl == null || mqttUrl.isBlank())) {
      throw new BenchFailed("--mtp mqtt needs a broker: say --mqtt-url mqtt://HOST:PORT or set ARGONAUT_MQTT_URL");
    }
    if (agents < 1 || callers < 1 || notifies < 1 || seconds < 1 || warmUp < 1) {
      throw new BenchFailed("agents, callers, notifications and seconds are 1 or more");
    }
  }

  private Map<String, String> settings() {
    var settings = new HashMap<>(Map.of("ARGONAUT_USP_AUTH", "none", "ARGONAUT_BIND", "127.0.0.1"));
    settings.put("ARGONAUT_RESIDENT_DEVICES", Integer.toString(2 * (agents + WARM_AGENTS)));
    if (mtp == Transport.MQTT) {
      settings.put("ARGONAUT_MQTT_URL", mqttUrl);
      // or the broker gives the next benchmark's records to the session of this one
      settings.put("ARGONAUT_MQTT_SESSION_EXPIRY", "0s");
    }
    return settings;
  }

  private Measurement gets(NodeProcess node, UspAgentsProcess fleet, int atOnce, int perSecond, int length) {
    try {
      var plan = BenchJson.mapper().writeValueAsString(new GetPlan(agents, atOnce, perSecond, length));
      var before = cpu(node, fleet);
      var load = node.ask(UspController.GETS + " " + plan, LoadResult.class, SLACK.plusSeconds(length));
      return new Measurement(load, cpu(node, fleet).minus(before));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that cannot be written", e);
    }
  }

  static Cpu cpu(NodeProcess node, UspAgentsProcess fleet) {
    return new Cpu(node.serverCpu(), node.databaseCpu(), fleet.cpu());
  }

  private List<Result> results(
      Measurement fast, Measurement paced, Notified silent, Notified answered, long before, long after) {
    double each = (double) (after - before) / agents;
    double ofMany = before + each * (TARGET_AGENTS - WARM_AGENTS);
    var results = new ArrayList<Result>();
    results.add(Result.atLeast(TARGET_GETS, "Gets per second, %d callers".formatted(callers), fast.sessionsPerSecond(), ""));
    results.add(Result.plain("Get at half that rate, p50", millis(paced, 0.5), "ms"));
    results.add(Result.atMost(TARGET_P99_MILLIS, "Get at half that rate, p99", millis(paced, 0.99), "ms"));
    results.add(Result.atLeast(TARGET_NOTIFIES, "notifications in the event log per second", silent.handled().sessionsPerSecond(), ""));
    results.add(Result.plain("of those sent per second", silent.sentPerSecond(), ""));
    results.add(Result.atLeast(TARGET_NOTIFIES, "notifications answered per second", answered.handled().sessionsPerSecond(), ""));
    results.add(Result.plain("of those sent per second", answered.sentPerSecond(), ""));
    results.add(Result.plain("heap of a connected agent", each, "bytes"));
    results.add(Result.plain("heap with %,d agents".formatted(WARM_AGENTS), before / 1e6, "MB"));
    results.add(Result.plain("heap with %,d agents".formatted(WARM_AGENTS + agents), after / 1e6, "MB"));
    results.add(Result.atMost(TARGET_HEAP_MB, "heap with %,d agents, from those".formatted(TARGET_AGENTS), ofMany / 1e6, "MB"));
    return results;
  }

  private static double millis(Measurement measured, double share) {
    return measured.load().latency().quantileMicros(share) / 1e3;
  }

  /** Where the controller took all that was sent, it may be able to take more. */
  private List<String> warnings(Notified... floods) {
    var warnings = new ArrayList<String>();
    for (var flood : floods) {
      if (flood.handled().sessionsPerSecond() > 0.98 * notifies) {
        warnings.add("the controller took all notifications that were sent: raise --notifies");
        break;
      }
    }
    return warnings;
  }
}
