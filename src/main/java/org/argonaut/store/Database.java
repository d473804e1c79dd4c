package org.argonaut.store;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * The connections, and whether they are any good. {@link DatabaseMonitor} opens and closes it as the server comes and
 * goes; while it is closed everything fails at once.
 */
final class Database implements DatabaseHealth {
  private static final int THREADS = 2;

  private final StoreSettings settings;
  private final LoopResources threads = LoopResources.create("store", THREADS, true);
  private final List<Runnable> onDown = new CopyOnWriteArrayList<>();
  private volatile Link link;
  private volatile DatabaseUrl location;
  private volatile String detail = "not reached yet";
  private volatile Runnable onSuspicion = () -> {};
  private volatile long lastSuccessNanos = System.nanoTime();

  private record Link(ConnectionPool pool) {}

  Database(StoreSettings settings) {
    this.settings = settings;
  }

  @Override
  public boolean up() {
    return link != null;
  }

  @Override
  public String detail() {
    return detail;
  }

  /** Runs work on a connection of the pool, within the deadline. */
  <T> CompletionStage<T> run(Function<Connection, Mono<T>> work) {
    return with(work).toFuture();
  }

  /** Like {@link #run}, for composition; errors are {@link StoreUnavailable} or {@link StoreFailure} already. */
  <T> Mono<T> with(Function<Connection, Mono<T>> work) {
    return Mono.defer(
        () -> {
          Link open = link;
          if (open == null) {
            return Mono.error(unavailable());
          }
          return Mono.usingWhen(open.pool.create(), work, Connection::close)
              .timeout(settings.statementTimeout().plus(settings.acquireTimeout()))
              .doOnSuccess(done -> lastSuccessNanos = System.nanoTime())
              .onErrorMap(this::failed);
        });
  }

  private RuntimeException failed(Throwable error) {
    RuntimeException failure = Failures.of(error);
    if (failure instanceof StoreUnavailable) {
      onSuspicion.run();
    }
    return failure;
  }

  StoreUnavailable unavailable() {
    return new StoreUnavailable("the database is not available: " + detail);
  }

  /** Whether a statement went through lately: a busy database may be slow to answer the monitor. */
  boolean succeededWithin(Duration time) {
    return System.nanoTime() - lastSuccessNanos < time.toNanos();
  }

  /** Called when a statement failed as if the database were away. */
  void onSuspicion(Runnable action) {
    onSuspicion = action;
  }

  /** Called when the database went down: what waits for it is to be failed. */
  void onDown(Runnable action) {
    onDown.add(action);
  }

  /** Where the database was last; null before it was reached. For those who need a connection of their own. */
  DatabaseUrl location() {
    return location;
  }

  // ---- for the monitor ----

  /** A connection of its own, outside the pool. */
  Mono<PostgresqlConnection> connect(DatabaseUrl url) {
    return factory(url).create();
  }

  /** From now on operations are let through. */
  void open(DatabaseUrl url, String why) {
    ConnectionPool pool =
        new ConnectionPool(
            ConnectionPoolConfiguration.builder(factory(url))
                .maxSize(settings.maxConnections())
                .initialSize(0)
                .maxIdleTime(Duration.ofMinutes(5))
                .maxAcquireTime(settings.acquireTimeout())
                .acquireRetry(1)
                .build());
    location = url;
    detail = why;
    link = new Link(pool);
  }

  /** From now on operations fail at once; what is under way fails with its connection. */
  void close(String why) {
    Link was = link;
    link = null;
    detail = why;
    if (was != null) {
      was.pool.disposeLater().subscribe(null, error -> {}); // its connections are broken anyway
      onDown.forEach(Runnable::run);
    }
  }

  /** Ends the network threads too. */
  void shutDown() {
    close("the node is stopping");
    location = null;
    threads.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).subscribe();
  }

  private PostgresqlConnectionFactory factory(DatabaseUrl url) {
    PostgresqlConnectionConfiguration configuration =
        url.r2dbc(settings.connectTimeout(), settings.statementTimeout(), threads);
    return new PostgresqlConnectionFactory(configuration);
  }
}
