package org.argonaut.node.bench;

import java.util.List;
import java.util.concurrent.Callable;
import org.argonaut.node.bench.load.LoadPlan;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all benchmarks have in common: exit status 0 when all went well, 1 when sessions or requests failed. */
abstract class Benchmark implements Callable<Integer> {
  /** The generator's serial numbers. */
  static final String PREFIX = "BENCH";

  static final String BOOTSTRAP = "0 BOOTSTRAP";
  static final String BOOT = "1 BOOT";
  static final String PERIODIC = "2 PERIODIC";

  /** A generator busier than this, for each of its threads, may hold the server up. */
  private static final double BUSY = 0.9;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public final Integer call() {
    try (var testbed = Testbed.open(spec.commandLine().getErr())) {
      var report = measure(testbed);
      var out = spec.commandLine().getOut();
      out.print(json ? report.json() + System.lineSeparator() : report.text());
      out.flush();
      return report.errors() == 0 ? 0 : 1;
    } catch (BenchFailed e) {
      spec.commandLine().getErr().println("argonaut: " + e.getMessage());
      return 1;
    }
  }

  abstract BenchReport measure(Testbed testbed);

  /** Each of the first {@code count} devices once. */
  static LoadPlan once(LoadOptions load, ServerUnderTest server, String event, int first, int count) {
    return load.plan(server.devicePort(), event, PREFIX, first, count, 0);
  }

  /** Round and round the devices. */
  static LoadPlan steady(LoadOptions load, ServerUnderTest server, int first, int count, int seconds) {
    return load.plan(server.devicePort(), PERIODIC, PREFIX, first, count, seconds);
  }

  /** Makes devices known; all of them, or it is no use to go on. */
  static Measurement register(Testbed testbed, NodeProcess node, LoadProcess generator, LoadOptions load, int first, int count) {
    testbed.say("registering %,d devices ...", count);
    var measured = testbed.measure(node, generator, once(load, node, BOOTSTRAP, first, count));
    if (measured.load().errors() > 0) {
      throw new BenchFailed("registering devices failed: " + measured.load().failures());
    }
    return measured;
  }

  static List<String> warnings(LoadOptions load, List<Measurement.Row> rows) {
    return rows.stream()
        .filter(row -> row.generatorCores() > BUSY * load.threads())
        .map(row -> "the generator was the bottleneck in " + row.name() + ": raise --generator-threads")
        .toList();
  }
}
