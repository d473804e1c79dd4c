package org.argonaut.node.bench;

import java.time.Duration;

/** What a benchmark puts under load. */
interface ServerUnderTest extends AutoCloseable {
  /** Where CPEs go, on loopback. */
  int devicePort();

  /** The CPU time its JVM has used. */
  Duration serverCpu();

  /** The CPU time its database has used. */
  Duration databaseCpu();

  @Override
  void close();
}
