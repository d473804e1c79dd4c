package org.argonaut.node.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.usp.UspFleetStats;

/** Virtual USP agents in a process of their own. */
final class UspAgentsProcess implements AutoCloseable {
  private static final String HEAP = "2g";
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final ChildProcess process;

  /**
   * Starts them; they connect in the background.
   *
   * @param first number of the first
   */
  UspAgentsProcess(Testbed testbed, String name, String url, int count, int first) {
    var arguments = List.of(ChildMain.AGENTS, url, Integer.toString(count), Integer.toString(first));
    process = ChildProcess.start(name, testbed.folder(), HEAP, Map.of(), arguments);
  }

  void awaitOnBoarded() {
    if (!process.ask(UspAgents.ON_BOARDED, Boolean.class, UspAgents.ON_BOARD_LIMIT.plus(ANSWER_LIMIT))) {
      throw new BenchFailed("the virtual agents are not connected after " + UspAgents.ON_BOARD_LIMIT.toSeconds() + " s");
    }
  }

  UspFleetStats.Counts flood(UspAgents.FloodPlan plan) {
    try {
      var request = UspAgents.FLOOD + " " + BenchJson.mapper().writeValueAsString(plan);
      return process.ask(request, UspFleetStats.Counts.class, ANSWER_LIMIT);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that cannot be written", e);
    }
  }

  UspFleetStats.Counts counts() {
    return process.ask(UspAgents.COUNTS, UspFleetStats.Counts.class, ANSWER_LIMIT);
  }

  /** How many notifications the flood sent. */
  long endFlood() {
    return process.ask(UspAgents.END_FLOOD, Long.class, ANSWER_LIMIT);
  }

  Duration cpu() {
    return Cpu.of(process.handle());
  }

  @Override
  public void close() {
    process.close();
  }
}
