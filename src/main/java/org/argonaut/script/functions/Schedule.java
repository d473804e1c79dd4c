package org.argonaut.script.functions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.argonaut.lua.LuaFunction;
import org.argonaut.script.ListenerView;
import org.argonaut.script.ScriptRun;

/** Calls back at times. One call at a time; times that pass meanwhile are left out. */
final class Schedule implements ScriptRun.Attachment {
  private final String what;
  private final UnaryOperator<Instant> next;
  private final Clock clock;
  private final ScriptRun run;
  private final LuaFunction callback;
  private final Thread thread;
  private final AtomicLong handled = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile String lastError;
  private volatile boolean calling;
  private volatile boolean closed;

  /**
   * @param what the schedule as the script gave it
   * @param next the first time after one
   */
  Schedule(String what, UnaryOperator<Instant> next, Clock clock, ScriptRun run, LuaFunction callback) {
    this.what = what;
    this.next = next;
    this.clock = clock;
    this.run = run;
    this.callback = callback;
    this.thread = Thread.ofVirtual().name("schedule").unstarted(this::keepCalling);
  }

  /** Every so often, from {@code begin} on. */
  static UnaryOperator<Instant> every(Duration interval, Instant begin) {
    return after -> {
      long passed = Math.max(0, Duration.between(begin, after).toMillis()) / interval.toMillis();
      return begin.plusMillis((passed + 1) * interval.toMillis());
    };
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public CompletionStage<Done> close() {
    closed = true;
    thread.interrupt();
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  private void keepCalling() {
    try {
      while (!closed) {
        Instant due = next.apply(clock.instant());
        Thread.sleep(Duration.between(clock.instant(), due));
        call();
      }
    } catch (InterruptedException e) {
      closed = true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call never ends exceptionally", e);
    }
  }

  private void call() throws InterruptedException, ExecutionException {
    calling = true;
    switch (run.call("schedule " + what, callback).toCompletableFuture().get()) {
      case ScriptRun.CallEnd.Returned returned -> handled.incrementAndGet();
      case ScriptRun.CallEnd.Failed(String message) -> {
        failed.incrementAndGet();
        lastError = message;
      }
      case ScriptRun.CallEnd.Stopped stopped -> closed = true;
    }
    calling = false;
  }

  @Override
  public CompletionStage<ListenerView> view() {
    return CompletableFuture.completedFuture(
        new ListenerView(
            "schedule", what, what, "*", 1, false, calling ? 1 : 0, 0, 0, handled.get(), failed.get(), 0, 0, lastError));
  }
}
