package org.argonaut.store;

import static org.argonaut.store.Batcher.WhenFull.REFUSE_NEW;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.apache.pekko.Done;
import reactor.core.publisher.Mono;

/**
 * The event log. Ids ascend in the order in which events become visible, so a reader that remembers the last id it saw
 * misses nothing.
 *
 * <p>That holds because writers take turns: each statement takes an advisory lock before it draws ids and gives it back
 * when its commit is visible. Group commit makes turns cheap. (Comparing transaction ids with the oldest one still
 * running would do without, but any long transaction of the same server, a dump for instance, would hold all events up.)
 */
public final class EventRows {
  private static final long LOCK = 0x4172676f4576656eL; // "ArgoEven"
  private static final String APPEND =
      """
      WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d)),
      added AS (
        INSERT INTO event (sn, type, at, data)
        SELECT n.sn, n.type, n.at, n.data
        FROM turn, unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
          WITH ORDINALITY AS n (sn, type, at, data, place)
        ORDER BY n.place
        RETURNING id)
      SELECT max(id) FROM added
      """
          .formatted(LOCK);

  private static final String ANNOUNCE =
      """
      WITH gone AS (DELETE FROM event_interest WHERE expires < now() OR (node = $1 AND NOT type = ANY($2::text[]))),
      mine AS (
        INSERT INTO event_interest (node, type, expires)
        SELECT $1, type, now() + make_interval(secs => $3) FROM unnest($2::text[]) AS n (type)
        ON CONFLICT (node, type) DO UPDATE SET expires = excluded.expires)
      SELECT DISTINCT type FROM event_interest WHERE expires >= now() AND node <> $1
      """;

  private final Database database;
  private final Batcher<List<NewEvent>, Done> appends;
  private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

  EventRows(Database database, StoreSettings settings) {
    this.database = database;
    this.appends =
        new Batcher<>(
            "event", database, settings, settings.batch().event(), REFUSE_NEW, null, List::size, this::appendAll);
  }

  /** Completes once the events are on disk; they stay together and in order. */
  public CompletionStage<Done> append(List<NewEvent> events) {
    return events.isEmpty()
        ? CompletableFuture.completedFuture(Done.getInstance())
        : appends.submit(List.copyOf(events));
  }

  /** Tells of each append of this node the highest id, on a thread of the network: do little. */
  public void whenAppended(LongConsumer listener) {
    listeners.add(listener);
  }

  /**
   * Events by ascending id.
   *
   * @param limit 1 to 1000
   * @return {@link Page#next} is the id to go on {@code since}
   */
  public CompletionStage<Page<EventRow>> list(EventFilter filter, int limit) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("id > ?", filter.since() == null ? 0L : filter.since());
    if (filter.type() != null) {
      where.and("type = ?", filter.type());
    }
    if (filter.sn() != null) {
      where.and("sn = ?", filter.sn());
    }
    String sql = "SELECT id, sn, type, at, data FROM event" + where + " ORDER BY id LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, EventRows::event, where.parameters())
                .map(rows -> Sql.page(rows, limit, event -> Long.toString(event.id()))));
  }

  /** The id of the newest event; 0 when there was never one. */
  public CompletionStage<Long> latest() {
    return database.run(
        connection ->
            Sql.query(connection, "SELECT coalesce(max(id), 0) FROM event", row -> Sql.int8(row, 0))
                .map(List::getFirst));
  }

  /**
   * Tells all nodes what this one's followers ask for, and learns what those of the others do.
   *
   * @param node unique in the cluster
   * @param types of this node; replaces what it announced before
   * @param seconds after which the announcement is void unless it is repeated
   * @return types that other nodes announced
   */
  public CompletionStage<Set<String>> announceInterest(String node, Set<String> types, double seconds) {
    Column column = Column.text(types.size());
    types.stream().sorted().forEach(column::add);
    return database.run(
        connection ->
            Sql.query(connection, ANNOUNCE, row -> row.get(0, String.class), node, column, seconds).map(Set::copyOf));
  }

  StoreStats.Queue stats() {
    return appends.stats();
  }

  private static EventRow event(Readable row) {
    return new EventRow(
        Sql.int8(row, 0),
        row.get(1, String.class),
        row.get(2, String.class),
        Sql.instant(row, 3),
        row.get(4, String.class));
  }

  private Mono<List<Done>> appendAll(Connection connection, List<List<NewEvent>> batch) {
    int n = batch.stream().mapToInt(List::size).sum();
    Column sn = Column.text(n);
    Column type = Column.text(n);
    Column at = Column.time(n);
    Column data = Column.text(n);
    for (List<NewEvent> events : batch) {
      for (NewEvent event : events) {
        sn.add(event.sn());
        type.add(event.type());
        at.add(event.at());
        data.add(event.dataJson());
      }
    }
    return Sql.query(connection, APPEND, row -> Sql.int8(row, 0), sn, type, at, data)
        .map(
            newest -> {
              listeners.forEach(listener -> listener.accept(newest.getFirst()));
              return Collections.nCopies(batch.size(), Done.getInstance());
            });
  }
}
