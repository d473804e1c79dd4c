package org.argonaut.node.bench;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code argonaut bench powercut}. */
@Command(
    name = "powercut",
    mixinStandardHelpOptions = true,
    description = {
      "A fleet comes back after a power cut: N devices are known, none is in memory, and all of them boot at once. Their "
          + "sessions per second, beside those of the same devices' periodic sessions afterwards."
    })
final class PowercutBench extends Benchmark {
  private static final double TARGET_SHARE = 0.5;
  private static final int STEADY_ROUNDS = 3;

  /** Devices that only warm the new JVM up: a power cut at the CPEs does not restart the ACS. */
  private static final int WARM_DEVICES = 5000;

  @Mixin private LoadOptions load;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Devices that boot (default: ${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description = "Load of other devices on the restarted node before the cut (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "Length of a round of periodic sessions (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "2g", description = "Of the node (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Override
  BenchReport measure(Testbed testbed) {
    var generator = testbed.with(new LoadProcess(testbed));
    testbed.say("starting the node ...");
    var node =
        testbed.with(
            new NodeProcess(
                testbed, "node", heap, Map.of("ARGONAUT_RESIDENT_DEVICES", Integer.toString(2 * (devices + WARM_DEVICES)))));
    register(testbed, node, generator, load, 0, WARM_DEVICES + devices);
    testbed.say("restarting the node ...");
    node.restart();
    testbed.say("warming it up ...");
    testbed.measure(node, generator, steady(load, node, 0, WARM_DEVICES, warmUp));
    testbed.say("%,d devices boot ...", devices);
    var boots = testbed.measure(node, generator, once(load, node, BOOT, WARM_DEVICES, devices));
    testbed.say("%,.0f sessions/s; now their periodic sessions ...", boots.sessionsPerSecond());
    var periodic = Measurement.NOTHING;
    for (int i = 0; i < STEADY_ROUNDS; i++) {
      periodic = periodic.then(testbed.measure(node, generator, steady(load, node, WARM_DEVICES, devices, seconds)));
    }
    var rows = List.of(boots.as("1 BOOT, none in memory"), periodic.as("2 PERIODIC, all in memory"));
    var share = boots.sessionsPerSecond() / periodic.sessionsPerSecond();
    return new BenchReport(
        "powercut",
        BenchReport.thisMachine(),
        "%,d devices, %s".formatted(devices, load.describe()),
        rows,
        List.of(BenchReport.Result.atLeast(TARGET_SHARE, "booting sessions per second, of the periodic", share, "")),
        null,
        warnings(load, rows));
  }
}
