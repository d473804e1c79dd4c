package org.argonaut.node.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.argonaut.cpe.Fleet;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.device.Request;
import org.argonaut.node.Configuration;
import org.argonaut.node.Node;
import org.argonaut.node.bench.load.LoadResult;
import org.argonaut.usp.proto.UspMsg;

/** A node in this process, and callers beside it in the same process: {@code Devices.execute} without HTTP. */
final class UspController {
  /** Request, followed by a {@link GetPlan}: carry it out; answers a {@link LoadResult}. */
  static final String GETS = "gets";

  /** Request: the {@link Events} so far. */
  static final String EVENTS = "events";

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String ORIGIN = "bench";
  private static final UspMsg.Request GET =
      UspMsg.Request.newBuilder()
          .setGet(UspMsg.Get.newBuilder().addParamPaths(UspBench.PARAMETER))
          .build();

  private final Node node;

  /**
   * Gets of agent after agent.
   *
   * @param perSecond begun, evenly spread; 0: as many as the callers get answered
   */
  record GetPlan(int agents, int callers, int perSecond, int seconds) {}

  /**
   * The event log's queue.
   *
   * @param written events that are in the database
   * @param lost events that could not be written, or were not taken
   * @param waiting events on their way
   */
  record Events(long written, long lost, long waiting) {}

  private UspController(Node node) {
    this.node = node;
  }

  /** Starts the node with the settings of the environment; blocks until it serves. */
  static UspController start() {
    return new UspController(Node.start(Configuration.load(null, System.getenv())));
  }

  void awaitEnd() {
    node.awaitEnd();
  }

  Events events() {
    var queue = node.store().stats().events();
    return new Events(queue.rows() - queue.failed(), queue.failed() + queue.refused(), queue.waiting());
  }

  LoadResult gets(GetPlan plan) {
    var load = new RequestLoad(plan.agents, agent -> get(node.devices(), UspAgents.endpoint(Fleet.serial(Benchmark.PREFIX, agent + 1))));
    var duration = Duration.ofSeconds(plan.seconds);
    return plan.perSecond > 0
        ? load.paced(plan.perSecond, plan.callers, duration)
        : load.run(plan.callers, duration);
  }

  private static void get(Devices devices, String sn) throws IOException, InterruptedException {
    var now = Instant.now();
    var command =
        new Command(
            CommandId.next(),
            new Request.Message(GET, false),
            Command.Priority.INTERACTIVE,
            now,
            now.plus(DEADLINE),
            false,
            false,
            true,
            ORIGIN);
    try {
      var outcome =
          devices.execute(sn, command).toCompletableFuture().get(2 * DEADLINE.toSeconds(), TimeUnit.SECONDS);
      if (!(outcome instanceof Outcome.Replied(UspMsg.Response response)) || !isRight(response)) {
        throw new IOException(outcome.getClass().getSimpleName() + ": " + outcome);
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("no outcome within " + 2 * DEADLINE.toSeconds() + " s", e);
    }
  }

  /** One path was asked for, one value must be there. */
  private static boolean isRight(UspMsg.Response response) {
    var results = response.getGetResp().getReqPathResultsList();
    return results.size() == 1
        && results.getFirst().getErrCode() == 0
        && results.getFirst().getResolvedPathResultsCount() == 1
        && results.getFirst().getResolvedPathResults(0).getResultParamsCount() == 1;
  }
}
