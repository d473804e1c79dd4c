package org.argonaut.node.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Virtual CPEs in a process of their own. */
final class FleetProcess implements AutoCloseable {
  private static final String HEAP = "1g";
  private static final Duration REGISTERED_LIMIT = Duration.ofMinutes(5);

  private final ChildProcess process;

  /**
   * Starts them; they register in the background.
   *
   * @param port of their ACS on loopback
   */
  FleetProcess(Testbed testbed, String name, int port, int cpes) {
    process =
        ChildProcess.start(
            name,
            testbed.folder(),
            HEAP,
            Map.of(),
            List.of(ChildMain.FLEET, "http://127.0.0.1:" + port + "/", Integer.toString(cpes)));
  }

  /** Waits until each has had its first session. */
  void awaitRegistered() {
    if (!process.ask(ChildMain.REGISTERED, Boolean.class, REGISTERED_LIMIT)) {
      throw new BenchFailed("the virtual CPEs did not register within " + REGISTERED_LIMIT.toSeconds() + " s");
    }
  }

  Duration cpu() {
    return Cpu.of(process.handle());
  }

  @Override
  public void close() {
    process.close();
  }
}
