package org.argonaut.store;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.LeaseTimeoutException;
import org.apache.pekko.coordination.lease.scaladsl.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import scala.Function1;
import scala.Option;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;

/**
 * A lease that is a row with an owner and an expiry by the database's clock. Each operation opens a short connection of
 * its own, so that a busy pool cannot decide which side of a split cluster survives.
 */
public final class PostgresLease extends Lease {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);
  private static final String ACQUIRE =
      """
      INSERT INTO lease AS l (name, owner, expires)
      VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3))
      ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, expires = excluded.expires
      WHERE l.owner = excluded.owner OR l.expires < clock_timestamp()
      """;
  private static final String RENEW =
      """
      UPDATE lease SET expires = clock_timestamp() + make_interval(secs => $3)
      WHERE name = $1 AND owner = $2 AND expires > clock_timestamp()
      """;
  private static final String RELEASE = "DELETE FROM lease WHERE name = $1 AND owner = $2";

  private final ExtendedActorSystem system;
  private final Database database;
  private final Duration timeToLive;
  private final Duration heartbeat;
  private final Duration timeout;
  private final Object lock = new Object();
  private Cancellable renewal;
  private Function1<Option<Throwable>, BoxedUnit> onLost;
  private long heldUntilNanos;
  private boolean held;

  /** Created by Pekko's {@code LeaseProvider}. */
  public PostgresLease(LeaseSettings settings, ExtendedActorSystem system) {
    super(settings);
    this.system = system;
    this.database = Store.get(system).database();
    this.timeToLive = settings.timeoutSettings().getHeartbeatTimeout();
    this.heartbeat = settings.timeoutSettings().getHeartbeatInterval();
    this.timeout = settings.timeoutSettings().getOperationTimeout();
  }

  @Override
  public Future<Object> acquire() {
    return acquire(reason -> BoxedUnit.UNIT);
  }

  @Override
  public Future<Object> acquire(Function1<Option<Throwable>, BoxedUnit> leaseLost) {
    long began = System.nanoTime();
    CompletionStage<Object> acquired =
        run(ACQUIRE, seconds(timeToLive))
            .thenApply(
                got -> {
                  if (got) {
                    hold(began, leaseLost);
                  }
                  LOG.info("lease {}: {} {}", name(), got ? "taken by" : "refused to", owner());
                  return got;
                });
    return FutureConverters.asScala(acquired);
  }

  @Override
  public Future<Object> release() {
    synchronized (lock) {
      stopRenewing();
    }
    return FutureConverters.asScala(run(RELEASE).thenApply(gone -> true));
  }

  @Override
  public boolean checkLease() {
    synchronized (lock) {
      return held && System.nanoTime() - heldUntilNanos < 0;
    }
  }

  private void hold(long sinceNanos, Function1<Option<Throwable>, BoxedUnit> leaseLost) {
    synchronized (lock) {
      held = true;
      heldUntilNanos = sinceNanos + timeToLive.toNanos();
      onLost = leaseLost;
      if (renewal == null || renewal.isCancelled()) {
        renewal = system.scheduler().scheduleWithFixedDelay(heartbeat, heartbeat, this::renew, system.dispatcher());
      }
    }
  }

  /** The lease is lost when somebody else has it, or when it ran out before the database could be asked. */
  private void renew() {
    long began = System.nanoTime();
    run(RENEW, seconds(timeToLive))
        .whenComplete(
            (renewed, error) -> {
              if (Boolean.TRUE.equals(renewed)) {
                synchronized (lock) {
                  heldUntilNanos = began + timeToLive.toNanos();
                }
              } else if (error == null || !checkLease()) {
                lose(error);
              }
            });
  }

  private void lose(Throwable why) {
    Function1<Option<Throwable>, BoxedUnit> callback;
    synchronized (lock) {
      if (!held) {
        return; // released meanwhile
      }
      stopRenewing();
      callback = onLost;
    }
    LOG.warn("lease {}: {} lost it{}", name(), owner(), why == null ? "" : ": " + Failures.text(why));
    callback.apply(Option.apply(why));
  }

  private void stopRenewing() {
    held = false;
    if (renewal != null) {
      renewal.cancel();
      renewal = null;
    }
  }

  /** Runs a statement about this lease and owner on a connection of its own; true when it touched the row. */
  private CompletionStage<Boolean> run(String sql, Object... more) {
    DatabaseUrl url = database.location();
    if (url == null) {
      return CompletableFuture.failedFuture(database.unavailable());
    }
    Object[] parameters = new Object[2 + more.length];
    parameters[0] = name();
    parameters[1] = owner();
    System.arraycopy(more, 0, parameters, 2, more.length);
    Function<PostgresqlConnection, Mono<Long>> statement = connection -> Sql.update(connection, sql, parameters);
    return Mono.usingWhen(database.connect(url), statement, PostgresqlConnection::close)
        .timeout(timeout)
        .onErrorMap(error -> new LeaseTimeoutException("lease " + name() + ": " + Failures.text(error)))
        .map(count -> count > 0)
        .toFuture();
  }

  private String name() {
    return settings().leaseName();
  }

  private String owner() {
    return settings().ownerName();
  }

  private static Double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
