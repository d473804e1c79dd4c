package org.argonaut.node.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.Map;
import org.argonaut.node.bench.load.LoadResult;

/** What a load came to and what it cost, over one or more rounds. */
record Measurement(LoadResult load, Cpu cpu) {
  static final Measurement NOTHING = new Measurement(LoadResult.NOTHING, Cpu.NONE);

  Measurement then(Measurement next) {
    return new Measurement(load.then(next.load), cpu.plus(next.cpu));
  }

  double sessionsPerSecond() {
    return load.sessionsPerSecond();
  }

  /** CPU time of server and database for one session, in milliseconds. */
  double serverSideMillis() {
    return perSession(cpu.server().plus(cpu.database()));
  }

  Row as(String name) {
    var latency = load.latency();
    return new Row(
        name,
        sessionsPerSecond(),
        latency.quantileMicros(0.5) / 1e3,
        latency.quantileMicros(0.99) / 1e3,
        perSession(cpu.server()),
        perSession(cpu.database()),
        perSession(cpu.generator()),
        load.seconds() == 0 ? 0 : cpu.generator().toNanos() / 1e9 / load.seconds(),
        load.sessions(),
        load.errors(),
        load.failures());
  }

  private double perSession(Duration time) {
    return load.sessions() == 0 ? 0 : time.toNanos() / 1e6 / load.sessions();
  }

  /**
   * A measurement as it is told: durations in milliseconds, CPU times for one session.
   *
   * @param generatorCores how much of a core the generator used
   */
  @JsonPropertyOrder({"name"})
  record Row(
      String name,
      double sessionsPerSecond,
      double p50Millis,
      double p99Millis,
      double serverCpuMillis,
      double databaseCpuMillis,
      double generatorCpuMillis,
      double generatorCores,
      long sessions,
      long errors,
      Map<String, Long> failures) {}
}
