package org.argonaut.cpe;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.cpe.http.HttpConnection;
import org.argonaut.cpe.tree.Skeleton;

/** What the CPEs of a fleet share: options, one timer thread, the count of open connections, statistics. */
final class Surroundings implements AutoCloseable {
  private final FleetOptions options;
  private final Skeleton skeleton;
  private final FleetStats stats = new FleetStats();
  private final Clock clock = Clock.systemUTC();
  private final HttpConnection.Terms terms;
  private final Semaphore open;
  private final ScheduledThreadPoolExecutor timer;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean closed;

  Surroundings(FleetOptions options) {
    this.options = options;
    Skeleton shipped = options.tree() == null ? Skeleton.of(options.model()) : options.tree().skeleton();
    this.skeleton = options.mapped() == null ? shipped : options.mapped().into(shipped);
    CpeSettings settings = options.settings();
    this.terms = new HttpConnection.Terms(settings.connectTimeout(), settings.readTimeout(), options.tls());
    this.open = new Semaphore(settings.maxOpen());
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("cpe-timer").unstarted(task));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  FleetOptions options() {
    return options;
  }

  /** The tree as shipped, the same for all of them. */
  Skeleton skeleton() {
    return skeleton;
  }

  CpeSettings settings() {
    return options.settings();
  }

  FleetStats stats() {
    return stats;
  }

  Clock clock() {
    return clock;
  }

  HttpConnection.Terms terms() {
    return terms;
  }

  boolean closed() {
    return closed;
  }

  /** Runs the task later on a virtual thread; a done future when the fleet has stopped. */
  Future<?> after(Duration delay, Runnable task) {
    if (closed) {
      return CompletableFuture.completedFuture(null);
    }
    return timer.schedule(() -> run(task), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Runs the task on a virtual thread. */
  void run(Runnable task) {
    if (!closed) {
      running.incrementAndGet();
      Thread.ofVirtual()
          .name("cpe")
          .start(
              () -> {
                try {
                  task.run();
                } finally {
                  running.decrementAndGet();
                }
              });
    }
  }

  /** Tasks that run now. */
  int running() {
    return running.get();
  }

  /** Runs the task on a virtual thread when fewer than the allowed number of connections are open. */
  void runConnected(Runnable task) {
    run(
        () -> {
          open.acquireUninterruptibly();
          try {
            task.run();
          } finally {
            open.release();
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }
}
