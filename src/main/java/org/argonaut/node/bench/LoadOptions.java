package org.argonaut.node.bench;

import java.time.Duration;
import org.argonaut.node.bench.load.LoadPlan;
import picocli.CommandLine.Option;

/** How the generator puts its load. */
final class LoadOptions {
  private static final String LOOPBACK = "127.0.0.1";

  /** The generator needs about a quarter of the CPU time of what it loads. */
  private static final int PROCESSORS_PER_THREAD = 4;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Sessions at the same time, each on its own connection (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--sessions-per-connection",
      paramLabel = "N",
      defaultValue = "0",
      description = "Close a connection after N sessions; 1 is what most CPEs do, 0 (default) never.")
  private int sessionsPerConnection;

  @Option(
      names = "--generator-threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of the load generator (default: one for four processors).")
  private int threads;

  int threads() {
    return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / PROCESSORS_PER_THREAD);
  }

  int connections() {
    return connections;
  }

  LoadPlan plan(int port, String event, String prefix, int first, int count, int seconds) {
    return new LoadPlan(
        LOOPBACK,
        port,
        event,
        prefix,
        first,
        count,
        Duration.ofSeconds(seconds),
        connections,
        threads(),
        sessionsPerConnection,
        0);
  }

  /** For people. */
  String describe() {
    return connections
        + " connections"
        + (sessionsPerConnection == 0 ? " kept open" : ", each for " + sessionsPerConnection + " sessions");
  }
}
