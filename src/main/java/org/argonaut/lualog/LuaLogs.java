package org.argonaut.lualog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.store.ScriptLogRow;
import org.argonaut.store.ScriptLogRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logs of all scripts, or all profiles, of this node. One thread writes many lines a statement. Whoever logs never
 * waits; what does not fit into the buffer is dropped and counted, and the log in question says so.
 */
public final class LuaLogs {
  private static final Logger LOG = LoggerFactory.getLogger(LuaLogs.class);
  private static final int LINES_AT_ONCE = 1000;
  private static final int TRIM_AFTER_LINES = 1000;
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int LINE_OVERHEAD = 100;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int PAGE = 1000;

  private final String what;
  private final ScriptLogRows rows;
  private final LuaLogSettings settings;
  private final Counts counts;

  // Without locks: actors write here, too, and must never wait for a script's thread.
  private final ConcurrentLinkedQueue<ScriptLogRow> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Map<String, Integer> untrimmed = new HashMap<>();
  private final Thread writer;
  private final CompletableFuture<Done> closed = new CompletableFuture<>();
  private volatile boolean closing;

  /** What was written and what was given up, for metrics. */
  public interface Counts {
    void logged(long lines);

    void dropped(long lines);
  }

  /**
   * @param what they are logs of, for people: {@code script}, {@code profile}
   */
  public LuaLogs(String what, ScriptLogRows rows, LuaLogSettings settings, Counts counts) {
    this.what = what;
    this.writer = Thread.ofVirtual().name(what + "-logs").unstarted(this::write);
    this.rows = rows;
    this.settings = settings;
    this.counts = counts;
  }

  /** Begins to write. */
  public void start() {
    writer.start();
  }

  /** The log of a program, for one who writes to it: a run, or its actor; each has its own allowance. */
  public LuaLog of(String name) {
    return new RunLog(name, settings, this, counts);
  }

  /**
   * The newest lines of a log, oldest first.
   *
   * @param from only lines from this time on; null: all
   * @param limit 1 to 1000
   */
  public CompletionStage<List<ScriptLogRow>> last(String name, Instant from, int limit) {
    return rows.last(name, from, limit);
  }

  /** The log after a line, and what comes, from whichever node; never ends, and rides out an unavailable database. */
  public Source<ScriptLogRow, NotUsed> follow(String name, long afterId) {
    return Source.unfoldAsync(afterId, id -> linesAfter(name, id)).mapConcat(lines -> lines);
  }

  private CompletionStage<Optional<Pair<Long, List<ScriptLogRow>>>> linesAfter(String name, long id) {
    return rows
        .after(name, id, null, PAGE)
        .exceptionally(error -> List.of())
        .thenCompose(
            lines -> {
              long last = lines.isEmpty() ? id : lines.getLast().id();
              var next = Optional.of(Pair.create(last, lines));
              return lines.isEmpty()
                  ? new CompletableFuture<Optional<Pair<Long, List<ScriptLogRow>>>>()
                      .completeOnTimeout(next, settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS)
                  : CompletableFuture.completedFuture(next);
            });
  }

  /** Queues a line; false when there is no room. */
  boolean offer(ScriptLogRow line) {
    long size = size(line);
    if (waitingBytes.addAndGet(size) > settings.bufferBytes()) {
      waitingBytes.addAndGet(-size);
      return false;
    }
    waiting.add(line);
    LockSupport.unpark(writer);
    return true;
  }

  private static long size(ScriptLogRow line) {
    return LINE_OVERHEAD + 2L * line.text().length();
  }

  private void write() {
    List<ScriptLogRow> batch = new ArrayList<>();
    try {
      while (!closing || !waiting.isEmpty()) {
        take(batch);
        if (batch.isEmpty()) {
          LockSupport.parkNanos(IDLE_NANOS);
        } else {
          append(batch);
          batch.forEach(line -> waitingBytes.addAndGet(-size(line)));
          trim(batch);
          batch.clear();
        }
        if (Thread.interrupted()) {
          throw new InterruptedException("closed");
        }
      }
    } catch (InterruptedException e) {
      LOG.info("{} logs end; {} lines are not written", what, batch.size() + waiting.size());
    } finally {
      closed.complete(Done.getInstance());
    }
  }

  private void take(List<ScriptLogRow> batch) {
    for (ScriptLogRow line = waiting.poll(); line != null; line = waiting.poll()) {
      batch.add(line);
      if (batch.size() == LINES_AT_ONCE) {
        return;
      }
    }
  }

  /** Tries until it is done: what comes meanwhile waits, as long as there is room. */
  private void append(List<ScriptLogRow> batch) throws InterruptedException {
    while (true) {
      try {
        await(rows.append(List.copyOf(batch)));
        counts.logged(batch.size());
        return;
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("{} lines of {} logs cannot be written, next try in {}: {}", batch.size(), what,
            settings.retryInterval(), e.getMessage());
        Thread.sleep(settings.retryInterval());
      }
    }
  }

  private void trim(List<ScriptLogRow> batch) throws InterruptedException {
    batch.forEach(line -> untrimmed.merge(line.name(), 1, Integer::sum));
    List<String> due =
        untrimmed.entrySet().stream().filter(e -> e.getValue() >= TRIM_AFTER_LINES).map(Map.Entry::getKey).toList();
    for (String name : due) {
      untrimmed.remove(name);
      try {
        await(rows.trim(name));
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("the log of {} {} cannot be trimmed now: {}", what, name, e.getMessage());
      }
    }
  }

  private static <T> T await(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(STATEMENT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Writes what waits, within a limit. */
  public CompletionStage<Done> close() {
    closing = true;
    LockSupport.unpark(writer);
    return closed
        .copy()
        .completeOnTimeout(Done.getInstance(), CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, error) -> writer.interrupt());
  }

  /** One writer's log: splits, shortens, and holds back a flood. */
  private static final class RunLog implements LuaLog {
    private final String name;
    private final LuaLogSettings settings;
    private final LuaLogs logs;
    private final Counts counts;
    private double room;
    private long lastNanos = System.nanoTime();
    private long dropped;

    RunLog(String name, LuaLogSettings settings, LuaLogs logs, Counts counts) {
      this.name = name;
      this.settings = settings;
      this.logs = logs;
      this.counts = counts;
      this.room = settings.burst();
    }

    @Override
    public synchronized void line(Level level, String text) {
      text.lines().forEach(line -> one(level, line));
      if (text.isEmpty()) {
        one(level, text);
      }
    }

    private void one(Level level, String line) {
      // Its own flood never hides what the life cycle has to tell.
      if (level != Level.SYSTEM && !hasRoom()) {
        drop();
        return;
      }
      if (dropped > 0 && logs.offer(row(Level.WARN, dropped + " lines dropped here: the " + logs.what + " writes too fast"))) {
        dropped = 0;
      }
      if (!logs.offer(row(level, shortened(line)))) {
        drop();
      }
    }

    private boolean hasRoom() {
      long now = System.nanoTime();
      room = Math.min(settings.burst(), room + (now - lastNanos) / 1e9 * settings.linesPerSecond());
      lastNanos = now;
      if (room < 1) {
        return false;
      }
      room -= 1;
      return true;
    }

    private void drop() {
      dropped++;
      counts.dropped(1);
    }

    private ScriptLogRow row(Level level, String text) {
      return new ScriptLogRow(0, name, Instant.now(), level.code(), text);
    }

    private String shortened(String line) {
      return line.length() <= settings.maxLine()
          ? line
          : line.substring(0, settings.maxLine()) + "... (" + line.length() + " characters)";
    }
  }
}
