package org.argonaut.node.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.argonaut.node.bench.UspController.Events;
import org.argonaut.node.bench.load.LoadResult;

/** Notifications of all agents at a steady rate, counted where they end up. */
final class UspNotifyLoad {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);
  private static final Duration DRAIN_LOOK = Duration.ofSeconds(1);

  /** So many looks without a change: nothing comes any more. */
  private static final int STILL_LOOKS = 5;

  private final NodeProcess node;
  private final UspAgentsProcess fleet;
  private final int perSecond;
  private final int seconds;

  UspNotifyLoad(NodeProcess node, UspAgentsProcess fleet, int perSecond, int seconds) {
    this.node = node;
    this.fleet = fleet;
    this.perSecond = perSecond;
    this.seconds = seconds;
  }

  /**
   * What came of a flood.
   *
   * @param sentPerSecond by the agents at the same time; below what they were told to, when they or their connections are busy
   */
  record Notified(Measurement handled, double sentPerSecond) {}

  /** Each notification that was sent and is in the end neither in the event log nor answered, where it should be, is an error. */
  Notified measure(boolean sendResp) {
    long writtenBefore = events().written();
    long lostBefore = events().lost();
    long answersBefore = fleet.flood(new UspAgents.FloodPlan(perSecond, sendResp)).notifyResponses();
    pause(WARM_UP);
    var cpuBefore = UspBench.cpu(node, fleet);
    long start = System.nanoTime();
    long sentFrom = fleet.counts().notifications();
    long from = handled(sendResp);
    pause(Duration.ofSeconds(seconds));
    long handled = handled(sendResp) - from;
    long sentMeanwhile = fleet.counts().notifications() - sentFrom;
    double took = (System.nanoTime() - start) / 1e9;
    var cpu = UspBench.cpu(node, fleet).minus(cpuBefore);
    long sent = fleet.endFlood();
    drain(sendResp);
    long arrived = sendResp ? fleet.counts().notifyResponses() - answersBefore : events().written() - writtenBefore;
    var result = result(handled, took, sent - arrived, events().lost() - lostBefore);
    return new Notified(new Measurement(result, cpu), sentMeanwhile / took);
  }

  private static LoadResult result(long handled, double took, long missing, long lost) {
    if (missing <= 0 && lost == 0) {
      return new LoadResult(handled, 0, Map.of(), took, new long[0]);
    }
    var failures = Map.of("sent and never handled; the event log could not take " + lost, Math.max(missing, 0));
    return new LoadResult(handled, Math.max(missing, 0), failures, took, new long[0]);
  }

  private long handled(boolean sendResp) {
    return sendResp ? fleet.counts().notifyResponses() : events().written();
  }

  private Events events() {
    return node.ask(UspController.EVENTS, Events.class, ANSWER_LIMIT);
  }

  private void drain(boolean sendResp) {
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    long last = -1;
    for (int still = 0; still < STILL_LOOKS && System.nanoTime() < deadline; ) {
      pause(DRAIN_LOOK);
      long now = handled(sendResp);
      still = now == last ? still + 1 : 0;
      last = now;
    }
  }

  private static void pause(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
