package org.argonaut.node.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code argonaut bench memory}. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "Heap that a device takes that is in memory and idle: creates N of them through real sessions, collects all garbage, "
          + "and divides what came."
    })
final class MemoryBench extends Benchmark {
  private static final double TARGET_BYTES = 4096;

  /** So many devices beforehand, so that what a first device brings along is not counted. */
  private static final int WARM_DEVICES = 5000;

  /** Planned for the node's own and for what is not yet collected. */
  private static final long HEAP_BESIDE_DEVICES = 1L << 30;

  private static final long HEAP_PER_DEVICE = 6 * 1024;

  /** Contacts wait to be written, connections to be closed, buffers to shrink: measure until nothing changes. */
  private static final Duration REST = Duration.ofSeconds(10);

  private static final int MAX_RESTS = 12;
  private static final double STEADY = 0.002;

  @Mixin private LoadOptions load;

  @Option(
      names = "--devices",
      paramLabel = "N",
      defaultValue = "200000",
      description = "Devices to create (default: ${DEFAULT-VALUE}).")
  private int devices;

  @Option(names = "--heap", paramLabel = "SIZE", description = "Of the node (default: 1 GB and 6 KB for each device).")
  private String heap;

  @Override
  BenchReport measure(Testbed testbed) {
    var generator = testbed.with(new LoadProcess(testbed));
    testbed.say("starting the node ...");
    var settings = Map.of("ARGONAUT_RESIDENT_DEVICES", Integer.toString(2 * (devices + WARM_DEVICES)));
    var node = testbed.with(new NodeProcess(testbed, "node", heapSize(), settings));
    register(testbed, node, generator, load, 0, WARM_DEVICES);
    testbed.measure(node, generator, once(load, node, PERIODIC, 0, WARM_DEVICES));
    long before = heapAtRest(testbed, node);
    var histogramBefore = node.histogram();
    var registered = register(testbed, node, generator, load, WARM_DEVICES, devices);
    long after = heapAtRest(testbed, node);
    var grown = node.histogram().since(histogramBefore);
    var rows = List.of(registered.as("registering"));
    return new BenchReport(
        "memory",
        BenchReport.thisMachine(),
        "%,d devices beside %,d".formatted(devices, WARM_DEVICES),
        rows,
        results(before, after),
        grown.rows(),
        warnings(load, rows));
  }

  private List<BenchReport.Result> results(long before, long after) {
    var results = new ArrayList<BenchReport.Result>();
    double each = (double) (after - before) / devices;
    results.add(BenchReport.Result.atMost(TARGET_BYTES, "heap of a resident idle device", each, "bytes"));
    results.add(BenchReport.Result.plain("heap with %,d devices".formatted(WARM_DEVICES), before / 1e6, "MB"));
    results.add(BenchReport.Result.plain("heap with %,d more".formatted(devices), after / 1e6, "MB"));
    return results;
  }

  private String heapSize() {
    return heap != null ? heap : (HEAP_BESIDE_DEVICES + HEAP_PER_DEVICE * devices) / (1 << 20) + "m";
  }

  /** Bytes in use once they hardly change any more. */
  static long heapAtRest(Testbed testbed, NodeProcess node) {
    testbed.say("waiting until the heap is at rest ...");
    long last = node.heapInUse();
    for (int i = 0; i < MAX_RESTS; i++) {
      LockSupport.parkNanos(REST.toNanos());
      long now = node.heapInUse();
      if (Math.abs(now - last) <= STEADY * last) {
        return now;
      }
      last = now;
    }
    return last;
  }
}
