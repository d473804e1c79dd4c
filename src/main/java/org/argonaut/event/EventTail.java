package org.argonaut.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.EventRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the event log for any number of takers. One small query a poll interval, and only while somebody waits, learns
 * how far the log goes; appends of this node are known at once. Each taker then reads its own pages at its own pace, from
 * the newest events in memory when it is that near, else from the database: no buffer of its own, so nobody can fall out
 * of one.
 */
final class EventTail {
  private static final Logger LOG = LoggerFactory.getLogger(EventTail.class);

  /** A taker that went away is forgotten after this long. */
  private static final long WAIT_SECONDS = 10;

  private final EventRows rows;
  private final EventSettings settings;
  private final RecentEvents recent;
  private final Executor afterRetryInterval;
  private final Object lock = new Object();
  private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
  private boolean polling;
  private long newest;
  private boolean stopped;

  EventTail(EventRows rows, EventSettings settings) {
    this.rows = rows;
    this.settings = settings;
    this.recent = new RecentEvents(rows, settings);
    this.afterRetryInterval =
        CompletableFuture.delayedExecutor(settings.retryInterval().toMillis(), TimeUnit.MILLISECONDS);
    rows.whenAppended(this::reached);
  }

  /** See {@link EventLog#follow}. */
  Source<EventRow, NotUsed> follow(EventFilter filter) {
    return Source.lazyCompletionStage(() -> beginning(filter))
        .flatMapConcat(begin -> Source.unfoldAsync(begin, since -> step(filter, since)))
        .mapConcat(page -> page)
        .mapMaterializedValue(value -> NotUsed.getInstance());
  }

  private CompletionStage<Long> beginning(EventFilter filter) {
    return filter.since() != null
        ? CompletableFuture.completedFuture(filter.since())
        : rows.latest().exceptionallyCompose(error -> later(error, () -> beginning(filter)));
  }

  /** The next events after {@code since}, perhaps none, and where to go on; empty when the node stops. */
  private CompletionStage<Optional<Pair<Long, List<EventRow>>>> step(EventFilter filter, long since) {
    return awaitBeyond(since)
        .thenCompose(
            reached -> {
              if (isStopped()) {
                return CompletableFuture.completedFuture(Optional.empty());
              }
              return reached <= since
                  ? CompletableFuture.completedFuture(Optional.of(Pair.create(since, List.of())))
                  : read(filter, since, reached);
            });
  }

  private CompletionStage<Optional<Pair<Long, List<EventRow>>>> read(EventFilter filter, long since, long reached) {
    return recent
        .read(filter.after(since), reached)
        .thenApply(
            page -> {
              // Without a next page all that matches up to what was reached has been read.
              long last = page.items().isEmpty() ? since : page.items().getLast().id();
              return Optional.of(Pair.create(page.next() != null ? last : Math.max(last, reached), page.items()));
            })
        .exceptionallyCompose(error -> later(error, () -> step(filter, since)));
  }

  private <T> CompletionStage<T> later(Throwable error, java.util.function.Supplier<CompletionStage<T>> action) {
    LOG.debug("events cannot be read, trying again: {}", error.toString());
    return isStopped()
        ? CompletableFuture.failedFuture(error)
        : CompletableFuture.supplyAsync(action, afterRetryInterval).thenCompose(stage -> stage);
  }

  /** How far the log goes: at once when that is beyond {@code since}, else when it grew, or after a while. */
  private CompletionStage<Long> awaitBeyond(long since) {
    CompletableFuture<Void> grown = new CompletableFuture<>();
    synchronized (lock) {
      if (newest > since || stopped) {
        return CompletableFuture.completedFuture(newest);
      }
      waiting.add(grown);
      if (!polling) {
        polling = true;
        Thread.ofVirtual().name("event-tail").start(this::poll);
      }
    }
    return grown.completeOnTimeout(null, WAIT_SECONDS, TimeUnit.SECONDS).thenApply(nothing -> newest());
  }

  private void poll() {
    try {
      while (somebodyWaits()) {
        rows.latest()
            .whenComplete(
                (id, error) -> {
                  if (error == null) {
                    reached(id);
                  }
                });
        Thread.sleep(settings.pollInterval());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.debug("event tail ends");
    }
  }

  private boolean somebodyWaits() {
    synchronized (lock) {
      waiting.removeIf(CompletableFuture::isDone);
      polling = !waiting.isEmpty() && !stopped;
      return polling;
    }
  }

  /** All events up to this one are visible to every query that begins now. */
  void reached(long id) {
    List<CompletableFuture<Void>> wake;
    synchronized (lock) {
      if (id <= newest) {
        return;
      }
      newest = id;
      wake = List.copyOf(waiting);
      waiting.clear();
    }
    wake.forEach(grown -> grown.completeAsync(() -> null)); // not on the network's thread
  }

  private long newest() {
    synchronized (lock) {
      return newest;
    }
  }

  private boolean isStopped() {
    synchronized (lock) {
      return stopped;
    }
  }

  /** Ends all streams. */
  void stop() {
    List<CompletableFuture<Void>> wake;
    synchronized (lock) {
      stopped = true;
      wake = List.copyOf(waiting);
      waiting.clear();
    }
    wake.forEach(grown -> grown.completeAsync(() -> null));
  }
}
