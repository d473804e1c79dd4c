package org.argonaut.node.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.argonaut.node.bench.load.LoadPlan;
import org.argonaut.node.bench.load.LoadResult;

/** The load generator in a process of its own. */
final class LoadProcess implements AutoCloseable {
  private static final String HEAP = "512m";

  /** Over what a plan needs itself: the slowest last session, and the devices of a plan without a duration. */
  private static final Duration SLACK = Duration.ofMinutes(30);

  private final ChildProcess process;

  LoadProcess(Testbed testbed) {
    process = ChildProcess.start("generator", testbed.folder(), HEAP, Map.of(), List.of(ChildMain.LOAD));
  }

  LoadResult run(LoadPlan plan) {
    try {
      var request = ChildMain.RUN + " " + BenchJson.mapper().writeValueAsString(plan);
      return process.ask(request, LoadResult.class, plan.duration().plus(SLACK));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that cannot be written", e);
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
