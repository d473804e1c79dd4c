package org.argonaut.node.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The {@link EchoServer} in a process of its own. */
final class EchoProcess implements ServerUnderTest {
  private final int port = Ports.free();
  private final ChildProcess process;

  EchoProcess(Testbed testbed, String heap) {
    process =
        ChildProcess.start(
            "echo", testbed.folder(), heap, Map.of(), List.of(ChildMain.ECHO, Integer.toString(port)));
    Ports.awaitOpen(port, process);
  }

  @Override
  public int devicePort() {
    return port;
  }

  @Override
  public Duration serverCpu() {
    return Cpu.of(process.handle());
  }

  @Override
  public Duration databaseCpu() {
    return Duration.ZERO;
  }

  @Override
  public void close() {
    process.close();
  }
}
