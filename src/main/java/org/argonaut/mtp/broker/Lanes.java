package org.argonaut.mtp.broker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.argonaut.device.LogLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what agents sent: each agent's records in order, some of them under way at once, all agents side by side. A record
 * that could not be delivered is tried again until its time is over, and nothing behind it begins meanwhile; only then, or when
 * it was delivered, is it acknowledged to the broker.
 *
 * <p>MQTT wants acknowledgements in the order of arrival, so one record that is not done holds up all behind it. When others
 * that are done wait for it too long, it is acknowledged early (it goes on being tried): one slow device must not stop a
 * fleet. When nothing at all gets done, nothing is acknowledged, and the broker keeps it.
 *
 * <p>Thread-safe; never blocks.
 */
public final class Lanes {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
  /** Records of one agent at once: one after the other would be as slow as the event log's disk. */
  private static final int UNDER_WAY = 16;

  private final Limits limits;
  private final Executor executor;
  private final BrokerStats stats;
  private final LogLimit logLimit = new LogLimit();
  private final Map<String, Lane> lanes = new HashMap<>();
  private int waiting;
  private boolean stopped;

  /**
   * @param records that may wait here at most; more are dropped
   * @param attempt how long one delivery may take
   * @param giveUp how long after its arrival a record is still tried
   * @param holdUp how long a record that is not done may keep done ones from being acknowledged
   * @param earlyOfOneAgent records of one agent that may wait though acknowledged; those beyond are dropped
   */
  public record Limits(int records, Duration attempt, Duration giveUp, Duration holdUp, int earlyOfOneAgent) {}

  public Lanes(Limits limits, Executor executor, BrokerStats stats) {
    this.limits = limits;
    this.executor = executor;
    this.stats = stats;
  }

  /** What one connection to a broker has not acknowledged yet; a new connection has a new one. */
  public final class Window {
    private final ArrayDeque<Task> arrived = new ArrayDeque<>();
    private int doneBehindHead;
    /** Whom the others wait for, and whose time is being taken. */
    private Task watched;

    private Window() {}

    /**
     * Takes a record.
     *
     * @param work delivers it; called again when what it returns fails
     * @param acknowledge told once, when the broker may forget the record
     * @param givenUp told why, when it is not tried any more
     */
    public void take(
        String agent, Supplier<CompletionStage<Done>> work, Runnable acknowledge, Consumer<Throwable> givenUp) {
      Task task = new Task(this, agent, work, acknowledge, givenUp, System.nanoTime() + limits.giveUp().toNanos());
      Lane lane = null;
      synchronized (Lanes.this) {
        if (waiting < limits.records()) {
          waiting++;
          arrived.add(task);
          lane = lanes.computeIfAbsent(agent, _ -> new Lane());
          lane.waiting.add(task);
        }
      }
      if (lane == null) {
        overflowed(agent, limits.records());
        acknowledge.run();
      } else {
        begin(lane);
      }
    }

    /**
     * Forgets the task at the head and all done ones after it; returns whom to acknowledge early, or null: whose agent is known to
     * be slow, or who has held up others for its time.
     */
    private Task advance(boolean timeIsUp) {
      while (!arrived.isEmpty() && arrived.peek().acknowledged) {
        if (arrived.poll().countedBehindHead) {
          doneBehindHead--;
        }
      }
      Task head = arrived.peek();
      if (head == null || doneBehindHead == 0) {
        watched = null;
        return null;
      }
      Lane lane = lanes.get(head.agent);
      if ((timeIsUp && head == watched) || (lane != null && lane.early > 0)) {
        head.acknowledged = true;
        return head;
      }
      if (head != watched) {
        watched = head;
        CompletableFuture.delayedExecutor(limits.holdUp().toMillis(), TimeUnit.MILLISECONDS, executor)
            .execute(() -> timeIsUp(head));
      }
      return null;
    }

    private void timeIsUp(Task head) {
      Task early;
      synchronized (Lanes.this) {
        early = head == watched && !stopped ? advance(true) : null;
      }
      if (early != null) {
        giveWay(early);
      }
    }
  }

  /** One agent's records. */
  private static final class Lane {
    final ArrayDeque<Task> underWay = new ArrayDeque<>(2);
    final ArrayDeque<Task> waiting = new ArrayDeque<>(2);
    /** Of those under way, how many could not be delivered so far. */
    int failed;
    int early;
    /** Somebody is at it: records must begin in order. */
    boolean beginning;
    /** Somebody waited in vain for this lane to move. */
    boolean stuck;
  }

  private static final class Task {
    final Window window;
    final String agent;
    final Supplier<CompletionStage<Done>> work;
    final Runnable acknowledge;
    final Consumer<Throwable> givenUp;
    final long giveUpAt;
    final Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY);
    boolean acknowledged;
    boolean countedBehindHead;
    boolean begun;
    boolean failed;
    boolean early;
    boolean dropped;

    Task(
        Window window,
        String agent,
        Supplier<CompletionStage<Done>> work,
        Runnable acknowledge,
        Consumer<Throwable> givenUp,
        long giveUpAt) {
      this.window = window;
      this.agent = agent;
      this.work = work;
      this.acknowledge = acknowledge;
      this.givenUp = givenUp;
      this.giveUpAt = giveUpAt;
    }
  }

  /** For a new connection. */
  public Window window() {
    return new Window();
  }

  /** Records that are not done. */
  public synchronized int waiting() {
    return waiting;
  }

  /** Lets what is being delivered end; nothing is tried again, and what fails from now on is not acknowledged. */
  public synchronized void stop() {
    stopped = true;
  }

  /**
   * Waits until nothing waits here any more.
   *
   * @param until by {@link System#nanoTime}
   */
  public synchronized void awaitIdle(long until) throws InterruptedException {
    for (long left = until - System.nanoTime(); waiting > 0 && left > 0; left = until - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /**
   * For a transport without acknowledgements: waits until a record of this agent may be taken. It waits for one that does not
   * move only once; until that moves again, its records are dropped.
   *
   * @param ofOneAgent records of one agent that may wait here
   * @param slowAgent how long to wait for one agent
   * @return false: drop the record, that is counted
   */
  public boolean awaitRoom(String agent, int ofOneAgent, Duration slowAgent) throws InterruptedException {
    boolean room;
    synchronized (this) {
      while (waiting >= limits.records()) {
        wait();
      }
      long until = System.nanoTime() + slowAgent.toNanos();
      room = hasRoom(agent, ofOneAgent);
      for (long left = slowAgent.toNanos(); !room && !lanes.get(agent).stuck && left > 0; left = until - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        room = hasRoom(agent, ofOneAgent);
      }
      if (!room) {
        lanes.get(agent).stuck = true;
      }
    }
    if (!room) {
      overflowed(agent, ofOneAgent);
    }
    return room;
  }

  private boolean hasRoom(String agent, int ofOneAgent) {
    Lane lane = lanes.get(agent);
    return lane == null || lane.underWay.size() + lane.waiting.size() < ofOneAgent;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private void begin(Lane lane) {
    synchronized (this) {
      if (lane.beginning) {
        return;
      }
      lane.beginning = true;
    }
    for (Task next = next(lane); next != null; next = next(lane)) {
      attempt(next);
    }
  }

  private synchronized Task next(Lane lane) {
    Task next = null;
    while (next == null && lane.failed == 0 && lane.underWay.size() < UNDER_WAY && !lane.waiting.isEmpty()) {
      Task first = lane.waiting.poll();
      next = first.dropped ? null : first;
    }
    if (next == null) {
      lane.beginning = false;
    } else {
      next.begun = true;
      lane.underWay.add(next);
    }
    return next;
  }

  private void attempt(Task task) {
    CompletionStage<Done> delivered;
    try {
      delivered = task.work.get();
    } catch (RuntimeException e) {
      delivered = CompletableFuture.failedFuture(e);
    }
    delivered
        .toCompletableFuture()
        .copy()
        .orTimeout(limits.attempt().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, failure) -> ended(task, failure));
  }

  private void ended(Task task, Throwable failure) {
    if (failure == null) {
      finish(task, true);
    } else if (isStopped()) {
      finish(task, false);
    } else if (System.nanoTime() - task.giveUpAt < 0) {
      failed(task);
    } else {
      stats.givenUp();
      task.givenUp.accept(failure);
      finish(task, true);
    }
  }

  /** The first of its lane is tried again after a while, those behind it after that one. */
  private void failed(Task task) {
    boolean first;
    synchronized (this) {
      Lane lane = lanes.get(task.agent);
      if (!task.failed) {
        task.failed = true;
        lane.failed++;
      }
      first = lane.underWay.peek() == task;
    }
    if (first) {
      again(task, task.backoff.next());
    }
  }

  private void again(Task task, Duration delay) {
    stats.retried();
    CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, executor).execute(() -> attempt(task));
  }

  private void finish(Task task, boolean mayAcknowledge) {
    boolean acknowledge;
    Task early;
    Task retry;
    Lane lane;
    synchronized (this) {
      waiting--;
      notifyAll();
      lane = lanes.get(task.agent);
      retry = leave(lane, task);
      acknowledge = mayAcknowledge && !task.acknowledged;
      early = acknowledge ? done(task) : null;
    }
    if (acknowledge) {
      task.acknowledge.run();
    }
    if (early != null) {
      giveWay(early);
    }
    if (retry != null) {
      again(retry, Duration.ZERO);
    } else {
      executor.execute(() -> begin(lane)); // not from here: a lane of quick ones would fill the stack
    }
  }

  /** Returns whom to try again now that this one no longer stands before it; null: nobody. */
  private Task leave(Lane lane, Task task) {
    boolean first = lane.underWay.peek() == task;
    lane.underWay.remove(task);
    lane.stuck = false;
    if (task.failed) {
      lane.failed--;
    }
    if (task.early) {
      lane.early--;
    }
    while (!lane.waiting.isEmpty() && lane.waiting.peek().dropped) {
      lane.waiting.poll();
    }
    if (lane.underWay.isEmpty() && lane.waiting.isEmpty()) {
      lanes.remove(task.agent);
    }
    Task next = first ? lane.underWay.peek() : null;
    return next != null && next.failed ? next : null;
  }

  private Task done(Task task) {
    task.acknowledged = true;
    if (task.window.arrived.peek() != task) {
      task.countedBehindHead = true;
      task.window.doneBehindHead++;
    }
    return task.window.advance(false);
  }

  private void giveWay(Task head) {
    for (Task task = head; task != null; ) {
      boolean dropped;
      synchronized (this) {
        dropped = keepOrDrop(task);
      }
      gaveWay(task, dropped);
      task.acknowledge.run();
      synchronized (this) {
        task = task.window.advance(false);
      }
    }
  }

  /** Whether it was dropped: an agent may not fill the memory with what its device does not take. */
  private boolean keepOrDrop(Task task) {
    Lane lane = lanes.get(task.agent);
    if (task.begun || lane.early < limits.earlyOfOneAgent()) {
      if (lane != null) {
        task.early = true;
        lane.early++;
      }
      return false;
    }
    task.dropped = true;
    waiting--;
    return true;
  }

  private void gaveWay(Task task, boolean dropped) {
    if (dropped) {
      stats.overflow();
    } else {
      stats.gaveWay();
    }
    if (logLimit.permit()) {
      LOG.warn(
          "{}: its device does not take a record, which holds up others: {}{}",
          task.agent,
          dropped ? "dropped" : "acknowledged to the broker, still being tried",
          logLimit.note());
    }
  }

  private void overflowed(String agent, int limit) {
    stats.overflow();
    if (logLimit.permit()) {
      LOG.warn("{}: record dropped, {} wait already{}", agent, limit, logLimit.note());
    }
  }
}
