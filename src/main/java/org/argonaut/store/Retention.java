package org.argonaut.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what is older than it should become, in small statements that hold nobody up; nodes do not disturb each other. */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  // The oldest ids only: an old event behind a young one (a clock was wrong) waits for its turn.
  private static final String EVENTS =
      """
      DELETE FROM event WHERE id IN (
        SELECT id FROM (SELECT id, at FROM event ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED) AS oldest
        WHERE at < $1)
      """;
  private static final String COMMANDS =
      """
      DELETE FROM command WHERE (sn, id) IN (
        SELECT sn, id FROM command WHERE ended_at < $1 ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED)
      """;
  private static final String LOGS =
      """
      DELETE FROM %1$s WHERE id IN (
        SELECT id FROM (SELECT id, at FROM %1$s ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED) AS oldest
        WHERE at < $1)
      """;
  private static final String SCRIPT_LOGS = LOGS.formatted("script_log");
  private static final String PROFILE_LOGS = LOGS.formatted("profile_log");
  private static final String DIAGNOSTICS =
      """
      DELETE FROM diagnostic WHERE id IN (
        SELECT id FROM diagnostic WHERE started < $1 ORDER BY started LIMIT $2 FOR UPDATE SKIP LOCKED)
      """;
  private static final String BULK_REPORTS =
      """
      DELETE FROM bulk_report WHERE id IN (
        SELECT id FROM (SELECT id, received FROM bulk_report ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED) AS oldest
        WHERE received < $1)
      """;
  private static final String FILES =
      """
      DELETE FROM file_content WHERE id IN (
        SELECT id FROM file_content WHERE garbage_since < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
      """;
  private static final int FILES_AT_ONCE = 1;

  private final Database database;
  private final StoreSettings.Retention settings;
  private final Duration fileGrace;
  private final Duration deadline;
  private final Thread thread;

  Retention(Database database, StoreSettings settings) {
    this.database = database;
    this.settings = settings.retention();
    this.fileGrace = settings.fileGrace();
    this.deadline = settings.statementTimeout().multipliedBy(2);
    this.thread = Thread.ofVirtual().name("store-retention").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(settings.interval());
        try {
          sweep();
        } catch (ExecutionException | TimeoutException e) {
          LOG.warn("old rows could not be deleted, next try in {}: {}", settings.interval(), Failures.text(e));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("retention ends");
    }
  }

  /** Deletes all that is due. Blocks. */
  void sweep() throws InterruptedException, ExecutionException, TimeoutException {
    if (!database.up()) {
      return;
    }
    Instant now = Instant.now();
    long events = delete(EVENTS, now.minus(settings.event()), settings.chunk());
    long commands = delete(COMMANDS, now.minus(settings.command()), settings.chunk());
    long logLines = delete(SCRIPT_LOGS, now.minus(settings.scriptLog()), settings.chunk());
    logLines += delete(PROFILE_LOGS, now.minus(settings.scriptLog()), settings.chunk());
    long diagnostics = delete(DIAGNOSTICS, now.minus(settings.command()), settings.chunk());
    long bulkReports = delete(BULK_REPORTS, now.minus(settings.bulkdata()), settings.chunk());
    long contents = delete(FILES, now.minus(fileGrace), FILES_AT_ONCE);
    if (events + commands + logLines + diagnostics + bulkReports + contents > 0) {
      LOG.info(
          "deleted {} old events, {} old commands, {} old lines of logs, {} old diagnostics, {} old bulk data reports,"
              + " {} unused file contents",
          events,
          commands,
          logLines,
          diagnostics,
          bulkReports,
          contents);
    }
  }

  private long delete(String sql, Instant before, int chunk)
      throws InterruptedException, ExecutionException, TimeoutException {
    long total = 0;
    while (true) {
      long deleted =
          database
              .run(connection -> Sql.update(connection, sql, before, (long) chunk))
              .toCompletableFuture()
              .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      total += deleted;
      if (deleted < chunk) {
        return total;
      }
    }
  }
}
