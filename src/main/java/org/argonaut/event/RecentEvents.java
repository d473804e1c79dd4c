package org.argonaut.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.EventRows;
import org.argonaut.store.Page;

/**
 * The newest events in memory, without a gap, so that a thousand followers at the end of the log cost one read and not a
 * thousand. Filled as far as somebody reads; whoever is further behind reads from the database.
 */
final class RecentEvents {
  private final EventRows rows;
  private final int capacity;
  private final int pageSize;
  private final Object lock = new Object();
  private final ArrayDeque<EventRow> events = new ArrayDeque<>();
  private CompletableFuture<Void> filling;

  /** All events above {@code from} up to {@code to} are in {@code events}. */
  private long from = -1;

  private long to = -1;

  RecentEvents(EventRows rows, EventSettings settings) {
    this.rows = rows;
    this.capacity = settings.recent();
    this.pageSize = settings.pageSize();
  }

  /**
   * The events after {@code filter.since}, as {@link EventRows#list} gives them.
   *
   * @param reached all events up to this one are visible to a query that begins now
   */
  CompletionStage<Page<EventRow>> read(EventFilter filter, long reached) {
    CompletableFuture<Void> filled;
    synchronized (lock) {
      long since = filter.since();
      if (to < 0 || reached - to > capacity) {
        begin(Math.max(since, reached - capacity));
      }
      if (since < from) {
        return rows.list(filter, pageSize);
      }
      if (to >= reached) {
        return CompletableFuture.completedFuture(page(filter));
      }
      filled = filling != null ? filling : fill(reached);
    }
    return filled.thenCompose(_ -> read(filter, reached));
  }

  /** After a time when nobody read, or when there is more new than memory for it. */
  private void begin(long at) {
    events.clear();
    from = at;
    to = at;
  }

  private CompletableFuture<Void> fill(long reached) {
    long after = to;
    CompletableFuture<Void> filled = new CompletableFuture<>();
    filling = filled;
    rows.list(EventFilter.ALL.after(after), pageSize)
        .whenComplete(
            (page, failure) -> {
              synchronized (lock) {
                filling = null;
                if (failure == null && to == after) {
                  take(page, reached);
                }
              }
              if (failure == null) {
                filled.completeAsync(() -> null); // not on the network's thread
              } else {
                filled.completeExceptionally(failure);
              }
            });
    return filled;
  }

  private void take(Page<EventRow> page, long reached) {
    events.addAll(page.items());
    long last = page.items().isEmpty() ? to : page.items().getLast().id();
    to = page.next() != null ? last : Math.max(last, reached);
    while (events.size() > capacity) {
      from = events.removeFirst().id();
    }
  }

  private Page<EventRow> page(EventFilter filter) {
    List<EventRow> found = new ArrayList<>();
    Iterator<EventRow> newestFirst = events.descendingIterator();
    while (newestFirst.hasNext()) {
      EventRow event = newestFirst.next();
      if (event.id() <= filter.since()) {
        break;
      }
      if (filter.matches(event)) {
        found.add(event);
      }
    }
    List<EventRow> oldestFirst = found.reversed();
    return oldestFirst.size() <= pageSize
        ? new Page<>(oldestFirst, null)
        : new Page<>(oldestFirst.subList(0, pageSize), Long.toString(oldestFirst.get(pageSize - 1).id()));
  }
}
