package org.argonaut.store;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.argonaut.store.embedded.DataDirectoryInUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database reachable, on one thread of its own: starts the embedded server, prepares the schema, opens the
 * pool, then asks again and again whether it serves; and begins anew when it does not.
 */
final class DatabaseMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseMonitor.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final StoreSettings settings;
  private final Database database;
  private final DatabaseSource source;
  private final Consumer<Schema> onReady;
  private final Consumer<RuntimeException> onHopeless;
  private final ArrayBlockingQueue<String> wake = new ArrayBlockingQueue<>(1);
  private final Thread thread;
  private volatile boolean stopped;
  private volatile boolean serverEnded;

  // Used by the monitor's own thread only.
  private Duration pause = FIRST_PAUSE;
  private Schema schema;
  private PostgresqlConnection probe;

  /**
   * @param onReady called once, when the schema is prepared and the database serves
   * @param onHopeless called when waiting cannot help
   */
  DatabaseMonitor(
      StoreSettings settings,
      Database database,
      Consumer<Schema> onReady,
      Consumer<RuntimeException> onHopeless) {
    this.settings = settings;
    this.database = database;
    this.source = DatabaseSource.of(settings, this::serverEnded);
    this.onReady = onReady;
    this.onHopeless = onHopeless;
    database.onSuspicion(() -> wake.offer("a statement failed"));
    this.thread = Thread.ofVirtual().name("store-monitor").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  long restarts() {
    return source.restarts();
  }

  private void serverEnded() {
    serverEnded = true;
    wake.offer("the embedded server ended");
  }

  private void run() {
    while (!stopped) {
      try {
        serveUntilDown();
      } catch (InterruptedException e) {
        return; // stopped
      } catch (DataDirectoryInUse e) {
        database.close(e.getMessage());
        onHopeless.accept(e);
        return;
      } catch (Exception e) {
        report(e);
      }
      try {
        wake.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return; // stopped
      }
      pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }
  }

  private void serveUntilDown() throws Exception {
    serverEnded = false;
    DatabaseUrl url = source.locate();
    if (schema == null) {
      schema = prepare(url);
    }
    connect(url, settings.connectTimeout().plus(settings.healthTimeout()));
    try {
      check();
      LOG.info("database {} serves", url);
      database.open(url, "serving since " + Instant.now());
      pause = FIRST_PAUSE;
      onReady.accept(schema);
      watch(url);
    } finally {
      disconnect();
    }
  }

  private Schema prepare(DatabaseUrl url) throws Exception {
    long began = System.nanoTime();
    Schema prepared = Schema.prepare(url, settings.connectTimeout(), settings.migrationTimeout());
    LOG.info("schema of {} is up to date after {} ms", url, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    if (!prepared.trigrams()) {
      LOG.warn("database {} has no extension pg_trgm: searching finds beginnings of serial numbers only", url);
    }
    return prepared;
  }

  /** Returns never normally: ends with the error that says why the database is down. */
  private void watch(DatabaseUrl url) throws Exception {
    int unanswered = 0;
    while (true) {
      wake.poll(settings.healthInterval().toMillis(), TimeUnit.MILLISECONDS);
      if (serverEnded) {
        throw new IOException("the embedded server ended");
      }
      try {
        check();
        unanswered = 0;
      } catch (StoreUnavailable slow) {
        unanswered++;
        if (unanswered > 1 && !database.succeededWithin(settings.healthTimeout())) {
          throw slow;
        }
        reconnect(url);
      }
    }
  }

  /** A connection that owes an answer is no good for the next question. */
  private void reconnect(DatabaseUrl url) {
    disconnect();
    try {
      connect(url, settings.healthTimeout());
    } catch (StoreUnavailable slow) {
      if (!database.succeededWithin(settings.healthTimeout())) {
        throw slow;
      }
      connect(url, settings.connectTimeout().plus(settings.healthTimeout()));
    }
  }

  private void connect(DatabaseUrl url, Duration timeout) {
    try {
      probe = database.connect(url).block(timeout);
    } catch (IllegalStateException late) { // what block() throws
      throw new StoreUnavailable("no connection within " + timeout.toMillis() + " ms", late);
    }
  }

  /** Fails with {@link StoreUnavailable} when there is no answer in time, with the driver's error when it is worse. */
  private void check() {
    Boolean readOnly;
    try {
      readOnly =
          Sql.query(probe, "SELECT pg_is_in_recovery()", row -> row.get(0, Boolean.class))
              .map(java.util.List::getFirst)
              .block(settings.healthTimeout());
    } catch (IllegalStateException timeout) { // what block() throws
      throw new StoreUnavailable("no answer within " + settings.healthTimeout().toMillis() + " ms", timeout);
    }
    if (Boolean.TRUE.equals(readOnly)) {
      throw new IllegalArgumentException("the server is a read-only standby");
    }
  }

  private void disconnect() {
    probe.close().timeout(CLOSE_TIMEOUT).subscribe(null, error -> LOG.debug("closing: {}", error.toString()));
  }

  private void report(Exception error) {
    if (stopped) {
      return;
    }
    String why = Failures.text(error);
    boolean news = database.up() || !database.detail().equals(why);
    database.close(why);
    if (news) { // once for each reason, not for each attempt
      LOG.warn("the database does not serve: {}; trying again until it does", why);
    }
  }

  /** Ends watching, closes the pool, stops the embedded server. Blocks. */
  void stop() throws IOException, InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join(CLOSE_TIMEOUT);
    database.shutDown();
    source.close();
  }
}
