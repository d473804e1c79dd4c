package org.argonaut.store;

import io.r2dbc.spi.Connection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Natural batching: an item goes to the database at once while no statement is under way, else it waits and goes with
 * all others that wait; a further statement starts beside the first, up to the permitted number, when many wait or the
 * first takes long. So an idle system adds no delay and a busy one forms large statements.
 *
 * <p>Items with the same key never share a statement nor overtake one another. When a statement is refused for one bad
 * row, it is repeated in halves until only that row fails.
 */
final class Batcher<I, O> {

  /** Runs one statement; results are in the order of the items. */
  interface Work<I, O> {
    Mono<List<O>> run(Connection connection, List<I> items);
  }

  private static final long CONFLICT_RETRIES = 3;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String name;
  private final Database database;
  private final BatchLimits limits;
  private final WhenFull whenFull;
  private final long maxWaitNanos;
  private final Function<I, Object> key;
  private final ToIntFunction<I> rows;
  private final Work<I, O> work;

  private final Object lock = new Object();
  private final ArrayDeque<Item> waiting = new ArrayDeque<>();
  private final Map<Object, ArrayDeque<Item>> busyKeys = new HashMap<>();
  private int waitingRows;
  private int inFlight;
  private final QueueCounters counters = new QueueCounters();

  private final class Item {
    final I value;
    final int rowCount;
    final long since = System.nanoTime();
    final CompletableFuture<O> result = new CompletableFuture<>();

    Item(I value) {
      this.value = value;
      this.rowCount = rows.applyAsInt(value);
    }
  }

  /** What a full queue does. */
  enum WhenFull {
    REFUSE_NEW,
    DROP_OLDEST
  }

  /**
   * @param name for error messages
   * @param key of an item; null when order does not matter
   * @param rows how many rows an item has
   */
  Batcher(
      String name,
      Database database,
      StoreSettings settings,
      BatchLimits limits,
      WhenFull whenFull,
      Function<I, Object> key,
      ToIntFunction<I> rows,
      Work<I, O> work) {
    this.name = name;
    this.database = database;
    this.limits = limits;
    this.whenFull = whenFull;
    this.maxWaitNanos = settings.statementTimeout().toNanos();
    this.key = key;
    this.rows = rows;
    this.work = work;
    database.onDown(this::failWaiting);
  }

  /** Queues an item; fails at once when the database is away or too much waits. */
  CompletionStage<O> submit(I value) {
    Item item = new Item(value);
    List<Item> refused = database.up() ? enqueue(item) : List.of(item);
    if (!refused.isEmpty()) {
      refuse(refused);
    }
    startBatches();
    return item.result;
  }

  /** Returns what there is no room for: the item itself, or older ones that made room for it. */
  private List<Item> enqueue(Item item) {
    synchronized (lock) {
      List<Item> evicted = new ArrayList<>(0);
      while (waitingRows > 0 && waitingRows + item.rowCount > limits.queue()) {
        if (whenFull == WhenFull.REFUSE_NEW || waiting.isEmpty()) {
          return List.of(item);
        }
        remove(evicted);
      }
      waitingRows += item.rowCount;
      waiting.addLast(item);
      return evicted;
    }
  }

  private void refuse(List<Item> items) {
    StoreUnavailable why =
        database.up() ? new StoreUnavailable("too much waits for the database (" + name + ")") : database.unavailable();
    for (Item item : items) {
      counters.refused.add(item.rowCount);
      item.result.completeExceptionally(why);
    }
  }

  private void startBatches() {
    for (List<Item> batch = next(); batch != null; batch = next()) {
      start(batch);
    }
  }

  /** Takes what may go now; null when nothing may. */
  private List<Item> next() {
    List<Item> late = new ArrayList<>();
    List<Item> batch = new ArrayList<>();
    synchronized (lock) {
      long now = System.nanoTime();
      if (inFlight >= limits.inFlight() || !worthAnother(now)) {
        return null;
      }
      int batchRows = 0;
      while (!waiting.isEmpty()) {
        Item item = waiting.peekFirst();
        if (now - item.since > maxWaitNanos) {
          remove(late);
        } else if (batchRows > 0 && batchRows + item.rowCount > limits.rows()) {
          break;
        } else if (isBusy(item)) {
          waiting.pollFirst(); // it waits in its key's own line
        } else {
          batchRows += item.rowCount;
          remove(batch);
        }
      }
      if (!batch.isEmpty()) {
        inFlight++;
      }
    }
    fail(late, new StoreUnavailable("the database is too slow (" + name + ")"));
    return batch.isEmpty() ? null : batch;
  }

  /**
   * Whether a statement beside those under way pays: a statement costs far more than a row, so small groups wait for the
   * one before them, unless that takes its time.
   */
  private boolean worthAnother(long now) {
    return inFlight == 0
        || waitingRows >= limits.rows() / 4
        || (!waiting.isEmpty() && now - waiting.peekFirst().since > PATIENCE_NANOS);
  }

  private void remove(List<Item> to) {
    Item item = waiting.pollFirst();
    waitingRows -= item.rowCount;
    to.add(item);
  }

  /** Claims the item's key for the batch, or puts the item behind those that came first. */
  private boolean isBusy(Item item) {
    if (key == null) {
      return false;
    }
    Object itemKey = key.apply(item.value);
    ArrayDeque<Item> line = busyKeys.get(itemKey);
    if (line == null) {
      busyKeys.put(itemKey, new ArrayDeque<>(0));
      return false;
    }
    line.addLast(item);
    return true;
  }

  private void start(List<Item> batch) {
    long began = System.nanoTime();
    attempt(batch)
        .subscribe(
            done -> {},
            error -> finish(batch, began, error),
            () -> finish(batch, began, null));
  }

  /** Completes every item of the batch; errors only when the database is away. */
  private Mono<Void> attempt(List<Item> batch) {
    List<I> values = new ArrayList<>(batch.size());
    for (Item item : batch) {
      values.add(item.value);
    }
    return database
        .with(connection -> work.run(connection, values))
        .retryWhen(Retry.max(CONFLICT_RETRIES).filter(Failures::isConflict).onRetryExhaustedThrow((spec, last) -> last.failure()))
        .switchIfEmpty(Mono.error(() -> new IllegalStateException(name + ": no results")))
        .doOnNext(results -> complete(batch, results))
        .then()
        .onErrorResume(
            error -> {
              if (error instanceof StoreUnavailable) {
                return Mono.error(error);
              }
              if (Failures.isConflict(error)) {
                return Mono.error(new StoreUnavailable("the database was busy with the same rows", error));
              }
              if (batch.size() == 1) {
                fail(batch, error);
                return Mono.empty();
              }
              int half = batch.size() / 2;
              return Flux.just(batch.subList(0, half), batch.subList(half, batch.size()))
                  .concatMap(this::attempt)
                  .then();
            });
  }

  private void complete(List<Item> batch, List<O> results) {
    if (results.size() != batch.size()) {
      throw new IllegalStateException(name + ": " + results.size() + " results for " + batch.size() + " items");
    }
    for (int i = 0; i < results.size(); i++) {
      batch.get(i).result.complete(results.get(i));
    }
  }

  private void finish(List<Item> batch, long began, Throwable error) {
    if (error != null) {
      fail(batch, error); // those that are complete stay so
    }
    counters.batches.increment();
    counters.busyNanos.add(System.nanoTime() - began);
    synchronized (lock) {
      inFlight--;
      for (Item item : batch) {
        counters.rows.add(item.rowCount);
        release(item);
      }
    }
    startBatches();
  }

  /** Lets the next item of the same key go. */
  private void release(Item item) {
    if (key == null) {
      return;
    }
    ArrayDeque<Item> line = busyKeys.remove(key.apply(item.value));
    while (line != null && !line.isEmpty()) {
      waiting.addFirst(line.pollLast()); // it came before all that wait without a key's turn
    }
  }

  private void failWaiting() {
    List<Item> all = new ArrayList<>();
    synchronized (lock) {
      while (!waiting.isEmpty()) {
        remove(all);
      }
      for (ArrayDeque<Item> line : busyKeys.values()) {
        while (!line.isEmpty()) {
          Item item = line.pollFirst();
          waitingRows -= item.rowCount;
          all.add(item);
        }
      }
    }
    fail(all, database.unavailable());
  }

  private void fail(List<Item> items, Throwable error) {
    for (Item item : items) {
      if (item.result.completeExceptionally(error)) {
        counters.failed.add(item.rowCount);
      }
    }
  }

  StoreStats.Queue stats() {
    synchronized (lock) {
      return counters.snapshot(waitingRows);
    }
  }
}
