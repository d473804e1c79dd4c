package org.argonaut.node.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.argonaut.node.bench.load.LatencyHistogram;
import org.argonaut.node.bench.load.LoadResult;

/** Callers that read parameters of CPEs, each one waiting for its answer before the next; device after device. */
final class RequestLoad {
  private final Call call;
  private final int cpes;
  private final AtomicInteger turn = new AtomicInteger();

  /** One read; blocks. */
  @FunctionalInterface
  interface Call {
    /**
     * @param cpe its number, from 0
     * @throws IOException the read failed; the message says why
     */
    void run(int cpe) throws IOException, InterruptedException;
  }

  RequestLoad(int cpes, Call call) {
    this.cpes = cpes;
    this.call = call;
  }

  /** Runs {@code callers} at once. */
  LoadResult run(int callers, Duration duration) {
    var start = System.nanoTime();
    var counts = new Counts();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        threads.execute(() -> callUntil(start + duration.toNanos(), counts));
      }
    }
    return counts.result((System.nanoTime() - start) / 1e9);
  }

  /**
   * Begins so many calls a second, evenly spread. What a call takes is counted from when it was due: one that waits because
   * all callers are busy is late.
   */
  LoadResult paced(int perSecond, int callers, Duration duration) {
    var start = System.nanoTime();
    var counts = new Counts();
    var slots = new AtomicLong();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        threads.execute(() -> callInTurn(start, perSecond, duration, slots, counts));
      }
    }
    return counts.result((System.nanoTime() - start) / 1e9);
  }

  private void callInTurn(long start, int perSecond, Duration duration, AtomicLong slots, Counts counts) {
    long calls = (long) (duration.toNanos() / 1e9 * perSecond);
    for (long n = slots.getAndIncrement(); n < calls && !Thread.currentThread().isInterrupted(); n = slots.getAndIncrement()) {
      long due = start + (long) (n * 1e9 / perSecond);
      for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      call(due, counts);
    }
  }

  private void callUntil(long end, Counts counts) {
    while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
      call(System.nanoTime(), counts);
    }
  }

  private void call(long began, Counts counts) {
    try {
      call.run(Math.floorMod(turn.getAndIncrement(), cpes));
      counts.succeeded((System.nanoTime() - began) / 1000);
    } catch (IOException e) {
      counts.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Counts {
    private final LatencyHistogram latency = new LatencyHistogram();
    private final Map<String, Long> failures = new TreeMap<>();

    synchronized void succeeded(long micros) {
      latency.record(micros);
    }

    synchronized void failed(String what) {
      failures.merge(what, 1L, Long::sum);
    }

    synchronized LoadResult result(double seconds) {
      long errors = failures.values().stream().mapToLong(Long::longValue).sum();
      return new LoadResult(latency.total(), errors, Map.copyOf(failures), seconds, latency.counts());
    }
  }
}
