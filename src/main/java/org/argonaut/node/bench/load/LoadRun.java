package org.argonaut.node.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One {@link LoadPlan} being carried out: shares the devices out and gathers what the threads counted. */
public final class LoadRun {
  private final LoadPlan plan;
  private final long start = System.nanoTime();
  private final long stop;

  private LoadRun(LoadPlan plan) {
    this.plan = plan;
    this.stop = start + plan.duration().toNanos();
  }

  /**
   * Blocks until all is done. Sessions that run when the time is over are finished, and counted.
   *
   * @throws UncheckedIOException when not even a socket can be made
   */
  public static LoadResult execute(LoadPlan plan) {
    return new LoadRun(plan).execute();
  }

  private LoadResult execute() {
    var loops = new ArrayList<LoadLoop>();
    var ends = new ArrayList<CompletableFuture<Void>>();
    int firstDevice = plan.first();
    for (int i = 0; i < plan.threads(); i++) {
      int devices = share(plan.count(), i);
      var loop = new LoadLoop(this, share(plan.connections(), i), new DeviceTurns(firstDevice, devices, plan.once()));
      firstDevice += devices;
      loops.add(loop);
      ends.add(onThread("load-" + i, loop));
    }
    try {
      ends.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof UncheckedIOException io ? io : e;
    }
    return result(loops);
  }

  /** What of {@code all} falls to a thread; the first ones get the rest. */
  private int share(int all, int thread) {
    return all / plan.threads() + (thread < all % plan.threads() ? 1 : 0);
  }

  private static CompletableFuture<Void> onThread(String name, LoadLoop loop) {
    var end = new CompletableFuture<Void>();
    Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              try {
                loop.run();
                end.complete(null);
              } catch (IOException e) {
                end.completeExceptionally(new UncheckedIOException(e));
              } catch (RuntimeException e) {
                end.completeExceptionally(e);
              }
            });
    return end;
  }

  private LoadResult result(List<LoadLoop> loops) {
    long sessions = 0;
    long errors = 0;
    long last = start;
    var latency = new LatencyHistogram();
    Map<String, Long> failures = new TreeMap<>();
    for (var loop : loops) {
      latency.add(loop.latency());
      sessions += loop.latency().total();
      errors += loop.failures().values().stream().mapToLong(Long::longValue).sum();
      last = Math.max(last, loop.lastEnd());
      loop.failures().forEach((what, times) -> failures.merge(what, times, Long::sum));
    }
    return new LoadResult(sessions, errors, failures, (last - start) / 1e9, latency.counts());
  }

  LoadPlan plan() {
    return plan;
  }

  /** Whether time is left for another session, where the plan has a duration. */
  boolean goesOn(long now) {
    return now < stop;
  }
}
