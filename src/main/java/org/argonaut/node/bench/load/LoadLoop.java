package org.argonaut.node.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** One thread of the generator with its share of the connections. */
final class LoadLoop {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long MILLISECOND = Duration.ofMillis(1).toNanos();
  private static final Duration CATCH_UP = Duration.ofMillis(100);
  private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

  /** A server that is down or refuses: do not spin. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

  /** Different texts of failures kept; the rest is counted together. */
  private static final int MAX_FAILURE_TEXTS = 20;

  private final LoadRun run;
  private final int connectionCount;
  private final DeviceTurns turns;
  private final InetSocketAddress target;
  private final InformTemplate informs;
  private final byte[] emptyRequest;
  private final LatencyHistogram latency = new LatencyHistogram();
  private final Map<String, Long> failures = new TreeMap<>();
  private final PriorityQueue<CpeConnection> paused =
      new PriorityQueue<>(Comparator.comparingLong(CpeConnection::resumeAt));
  private final long interval;
  private Selector selector;
  private int active;
  private long nextStart = System.nanoTime();
  private long lastEnd;

  LoadLoop(LoadRun run, int connectionCount, DeviceTurns turns) {
    var plan = run.plan();
    this.run = run;
    this.connectionCount = connectionCount;
    this.turns = turns;
    this.target = new InetSocketAddress(plan.host(), plan.port());
    this.informs = new InformTemplate(plan.host(), plan.port(), plan.prefix(), plan.event());
    this.emptyRequest = InformTemplate.emptyRequest(plan.host(), plan.port());
    this.interval = plan.sessionsPerSecond() == 0 ? 0 : SECOND * plan.threads() / plan.sessionsPerSecond();
    this.lastEnd = System.nanoTime();
  }

  void run() throws IOException {
    try (var opened = Selector.open()) {
      selector = opened;
      active = connectionCount;
      var all = new ArrayList<CpeConnection>();
      for (int i = 0; i < connectionCount; i++) {
        all.add(new CpeConnection(this));
      }
      all.forEach(CpeConnection::startNext);
      long nextSweep = System.nanoTime() + SWEEP_INTERVAL.toNanos();
      while (active > 0) {
        selector.select(this::ready, untilResume());
        long now = System.nanoTime();
        resumePaused(now);
        if (now >= nextSweep) {
          nextSweep = now + SWEEP_INTERVAL.toNanos();
          all.forEach(connection -> connection.checkDeadline(now));
        }
      }
      all.forEach(CpeConnection::close);
    }
  }

  private void ready(SelectionKey key) {
    ((CpeConnection) key.attachment()).ready(key);
  }

  /** Milliseconds, at least one. */
  private long untilResume() {
    var first = paused.peek();
    long nanos = first == null ? SWEEP_INTERVAL.toNanos() : first.resumeAt() - System.nanoTime();
    return Math.clamp(nanos / MILLISECOND, 1, SWEEP_INTERVAL.toMillis());
  }

  private void resumePaused(long now) {
    while (!paused.isEmpty() && paused.peek().resumeAt() <= now) {
      paused.poll().resume();
    }
  }

  // ---- for the connections of this loop ----

  Selector selector() {
    return selector;
  }

  InetSocketAddress target() {
    return target;
  }

  InformTemplate informs() {
    return informs;
  }

  byte[] emptyRequest() {
    return emptyRequest;
  }

  int sessionsPerConnection() {
    return run.plan().sessionsPerConnection();
  }

  long answerLimitNanos() {
    return ANSWER_LIMIT.toNanos();
  }

  /** When the next session may begin, at the plan's pace; what is late is caught up on for a moment only. */
  long nextTurn(long now) {
    if (interval == 0) {
      return now;
    }
    long turn = Math.max(nextStart, now - CATCH_UP.toNanos());
    nextStart = turn + interval;
    return turn;
  }

  void pause(CpeConnection connection) {
    paused.add(connection);
  }

  /** The number of the next device, or {@link DeviceTurns#NONE}: then the caller has nothing more to do. */
  int nextDevice(long now) {
    int device = run.plan().once() || run.goesOn(now) ? turns.take() : DeviceTurns.NONE;
    if (device == DeviceTurns.NONE) {
      active--;
    }
    return device;
  }

  void completed(int device, long startNanos, long endNanos) {
    turns.done(device);
    latency.record((endNanos - startNanos) / 1000);
    lastEnd = endNanos;
  }

  /** Counts a failed session; says when its connection may go on. */
  long failed(int device, String what) {
    turns.done(device);
    count(what);
    lastEnd = System.nanoTime();
    return lastEnd + PAUSE_AFTER_FAILURE.toNanos();
  }

  void count(String failure) {
    var text = failures.containsKey(failure) || failures.size() < MAX_FAILURE_TEXTS ? failure : "other failures";
    failures.merge(text, 1L, Long::sum);
  }

  // ---- what came of it ----

  LatencyHistogram latency() {
    return latency;
  }

  Map<String, Long> failures() {
    return failures;
  }

  long lastEnd() {
    return lastEnd;
  }
}
