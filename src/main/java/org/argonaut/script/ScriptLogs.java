package org.argonaut.script;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.Done;
import org.argonaut.store.ScriptLogRow;
import org.argonaut.store.ScriptLogRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the logs of all scripts of this node: one thread, many lines a statement. Whoever logs never waits; what does
 * not fit into the buffer is dropped and counted, and its script's log says so.
 */
public final class ScriptLogs {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptLogs.class);
  private static final int LINES_AT_ONCE = 1000;
  private static final int TRIM_AFTER_LINES = 1000;
  private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int LINE_OVERHEAD = 100;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ScriptLogRows rows;
  private final ScriptSettings.Log settings;
  private final ScriptStats stats;

  // Without locks: actors write here, too, and must never wait for a script's thread.
  private final ConcurrentLinkedQueue<ScriptLogRow> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Map<String, Integer> untrimmed = new HashMap<>();
  private final Thread writer = Thread.ofVirtual().name("script-logs").unstarted(this::write);
  private final CompletableFuture<Done> closed = new CompletableFuture<>();
  private volatile boolean closing;

  ScriptLogs(ScriptLogRows rows, ScriptSettings.Log settings, ScriptStats stats) {
    this.rows = rows;
    this.settings = settings;
    this.stats = stats;
  }

  void start() {
    writer.start();
  }

  /** The log of a script, for one who writes to it: a run, or its actor; each has its own allowance. */
  ScriptLog of(String script) {
    return new RunLog(script, settings, this, stats);
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
      LOG.info("script logs end; {} lines are not written", batch.size() + waiting.size());
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
        stats.logged(batch.size());
        return;
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("{} lines of script logs cannot be written, next try in {}: {}", batch.size(),
            settings.retryInterval(), e.getMessage());
        Thread.sleep(settings.retryInterval());
      }
    }
  }

  private void trim(List<ScriptLogRow> batch) throws InterruptedException {
    batch.forEach(line -> untrimmed.merge(line.name(), 1, Integer::sum));
    List<String> due =
        untrimmed.entrySet().stream().filter(e -> e.getValue() >= TRIM_AFTER_LINES).map(Map.Entry::getKey).toList();
    for (String script : due) {
      untrimmed.remove(script);
      try {
        await(rows.trim(script));
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("the log of script {} cannot be trimmed now: {}", script, e.getMessage());
      }
    }
  }

  private static <T> T await(CompletionStage<T> stage)
      throws InterruptedException, ExecutionException, TimeoutException {
    return stage.toCompletableFuture().get(STATEMENT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Writes what waits, within a limit. */
  CompletionStage<Done> close() {
    closing = true;
    LockSupport.unpark(writer);
    return closed
        .copy()
        .completeOnTimeout(Done.getInstance(), CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((done, error) -> writer.interrupt());
  }

  /** One writer's log: splits, shortens, and holds back a flood. */
  private static final class RunLog implements ScriptLog {
    private final String script;
    private final ScriptSettings.Log settings;
    private final ScriptLogs logs;
    private final ScriptStats stats;
    private double room;
    private long lastNanos = System.nanoTime();
    private long dropped;

    RunLog(String script, ScriptSettings.Log settings, ScriptLogs logs, ScriptStats stats) {
      this.script = script;
      this.settings = settings;
      this.logs = logs;
      this.stats = stats;
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
      if (dropped > 0 && logs.offer(row(Level.WARN, dropped + " lines dropped here: the script writes too fast"))) {
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
      stats.dropped(1);
    }

    private ScriptLogRow row(Level level, String text) {
      return new ScriptLogRow(0, script, Instant.now(), level.code(), text);
    }

    private String shortened(String line) {
      return line.length() <= settings.maxLine()
          ? line
          : line.substring(0, settings.maxLine()) + "... (" + line.length() + " characters)";
    }
  }
}
