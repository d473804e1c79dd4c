package org.argonaut.node.bench;

import java.time.Duration;
import java.util.Collection;

/**
 * CPU time, user and system, by who used it.
 *
 * @param server the JVM that answers
 * @param database all processes of its PostgreSQL; zero without one
 * @param generator the JVM that asks
 */
record Cpu(Duration server, Duration database, Duration generator) {
  static final Cpu NONE = new Cpu(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** What these processes have used so far; the ones that are gone count nothing. */
  static Duration of(Collection<ProcessHandle> processes) {
    return processes.stream().map(Cpu::of).reduce(Duration.ZERO, Duration::plus);
  }

  static Duration of(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  Cpu plus(Cpu other) {
    return new Cpu(
        server.plus(other.server), database.plus(other.database), generator.plus(other.generator));
  }

  Cpu minus(Cpu other) {
    return new Cpu(
        server.minus(other.server), database.minus(other.database), generator.minus(other.generator));
  }
}
