package org.argonaut.node.bench;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code argonaut bench cwmp}. */
@Command(
    name = "cwmp",
    mixinStandardHelpOptions = true,
    description = {
      "Complete periodic CWMP sessions (Inform, empty request, 204) of known devices per second, beside those of a bare "
          + "Pekko HTTP server that answers the same bytes; rounds of both take turns.",
      "With --growth: a node that knows many devices beside one that knows few."
    })
final class CwmpBench extends Benchmark {
  private static final double TARGET_SHARE = 0.5;
  private static final double TARGET_GROWTH = 1.2;
  private static final int FEW = 1000;

  @Mixin private LoadOptions load;

  @Option(names = "--devices", paramLabel = "N", description = "Known devices (default: 10000; with --growth 100000).")
  private int devices;

  @Option(names = "--growth", description = "Compare the cost of a session with 1,000 known devices and with many.")
  private boolean growth;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of a round for each side (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Load on each side before the first round (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "2g", description = "Of each server (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Override
  BenchReport measure(Testbed testbed) {
    return growth ? fewAndMany(testbed) : echoAndNode(testbed);
  }

  private BenchReport echoAndNode(Testbed testbed) {
    int known = devices > 0 ? devices : 10_000;
    var generator = testbed.with(new LoadProcess(testbed));
    testbed.say("starting the node and the echo ...");
    var node = testbed.with(new NodeProcess(testbed, "node", heap, Map.of()));
    var echo = testbed.with(new EchoProcess(testbed, heap));
    var registered = register(testbed, node, generator, load, 0, known);
    var both = turns(testbed, generator, new Side(echo, known), new Side(node, known));
    var rows =
        List.of(both.first().as("bare Pekko HTTP echo"), both.second().as("Argonaut"), registered.as("registering"));
    var share = both.second().sessionsPerSecond() / both.first().sessionsPerSecond();
    return report(
        "%,d known devices, %s, %d rounds of %d s".formatted(known, load.describe(), rounds, seconds),
        rows,
        List.of(BenchReport.Result.atLeast(TARGET_SHARE, "Argonaut's sessions per second, of the echo's", share, "")));
  }

  private BenchReport fewAndMany(Testbed testbed) {
    int known = devices > 0 ? devices : 100_000;
    var generator = testbed.with(new LoadProcess(testbed));
    testbed.say("starting two nodes ...");
    var small = testbed.with(new NodeProcess(testbed, "node-few", heap, Map.of()));
    var large = testbed.with(new NodeProcess(testbed, "node-many", heap, Map.of()));
    register(testbed, small, generator, load, 0, FEW);
    register(testbed, large, generator, load, 0, known);
    var both = turns(testbed, generator, new Side(small, FEW), new Side(large, known));
    var rows =
        List.of(
            both.first().as("%,d known devices".formatted(FEW)),
            both.second().as("%,d known devices".formatted(known)));
    var cost = both.second().serverSideMillis() / both.first().serverSideMillis();
    return report(
        "%s, %d rounds of %d s".formatted(load.describe(), rounds, seconds),
        rows,
        List.of(
            BenchReport.Result.atMost(
                TARGET_GROWTH, "CPU of server and database for a session, many to few", cost, "")));
  }

  private BenchReport report(String conditions, List<Measurement.Row> rows, List<BenchReport.Result> results) {
    return new BenchReport(
        "cwmp", BenchReport.thisMachine(), conditions, rows, results, null, warnings(load, rows));
  }

  /** A server and how many devices call it. */
  private record Side(ServerUnderTest server, int devices) {}

  private record Both(Measurement first, Measurement second) {}

  /** Warms both sides up, then measures them in turns, so that what drifts on the machine meets both. */
  private Both turns(Testbed testbed, LoadProcess generator, Side first, Side second) {
    testbed.say("warming up ...");
    round(testbed, generator, first, warmUp);
    round(testbed, generator, second, warmUp);
    var one = Measurement.NOTHING;
    var two = Measurement.NOTHING;
    for (int i = 1; i <= rounds; i++) {
      var a = round(testbed, generator, first, seconds);
      var b = round(testbed, generator, second, seconds);
      testbed.say("round %d: %,.0f and %,.0f sessions/s", i, a.sessionsPerSecond(), b.sessionsPerSecond());
      one = one.then(a);
      two = two.then(b);
    }
    return new Both(one, two);
  }

  private Measurement round(Testbed testbed, LoadProcess generator, Side side, int length) {
    return testbed.measure(side.server(), generator, steady(load, side.server(), 0, side.devices(), length));
  }
}
