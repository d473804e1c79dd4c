package org.argonaut.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import reactor.core.publisher.Mono;

/** Where listeners are in the event log, and the events they could not handle. */
public final class ListenerRows {
  private static final String SAVE =
      """
      INSERT INTO listener (owner, name, position, done, updated) VALUES ($1, $2, $3, $4::bigint[], now())
      ON CONFLICT (owner, name) DO UPDATE SET position = excluded.position, done = excluded.done, updated = now()
        WHERE listener.position <= excluded.position
      """;
  private static final String PARK =
      """
      INSERT INTO parked_event (owner, listener, event, sn, type, at, data, error, attempts, parked)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (owner, listener, event) DO UPDATE
        SET error = excluded.error, attempts = excluded.attempts, parked = excluded.parked
      """;
  private static final String PARKED = "owner, listener, event, sn, type, at, data, error, attempts, parked";

  private final Database database;

  ListenerRows(Database database) {
    this.database = database;
  }

  /** Where the listener was; empty when it never began. */
  public CompletionStage<Optional<ListenerPosition>> position(String owner, String name) {
    String sql = "SELECT position, done FROM listener WHERE owner = $1 AND name = $2";
    return database.run(
        connection ->
            Sql.query(connection, sql, ListenerRows::positionOf, owner, name).map(rows -> rows.stream().findFirst()));
  }

  /** Remembers where the listener is. An older position than the one known is ignored. */
  public CompletionStage<Done> save(String owner, String name, ListenerPosition position) {
    Column done = Column.int8(position.done().size());
    position.done().forEach(done::add);
    return database
        .run(connection -> Sql.update(connection, SAVE, owner, name, position.cursor(), done))
        .thenApply(count -> Done.getInstance());
  }

  /** Forgets where the owner's listeners were, so that they begin with what comes; parked events stay. */
  public CompletionStage<Done> forget(String owner) {
    return database
        .run(connection -> Sql.update(connection, "DELETE FROM listener WHERE owner = $1", owner))
        .thenApply(count -> Done.getInstance());
  }

  /** Keeps an event that the callback failed on; once more for the same event replaces the error. */
  public CompletionStage<Done> park(ParkedEvent parked) {
    return database.run(connection -> park(connection, parked)).thenApply(count -> Done.getInstance());
  }

  private static Mono<Long> park(Connection connection, ParkedEvent parked) {
    EventRow event = parked.event();
    return Sql.update(
        connection,
        PARK,
        parked.owner(),
        parked.listener(),
        event.id(),
        event.sn(),
        event.type(),
        event.at(),
        Sql.text(event.dataJson()),
        parked.error(),
        parked.attempts(),
        parked.parked());
  }

  /**
   * Parked events of an owner, oldest first.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ParkedEvent>> parked(String owner, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("owner = ?", owner);
    if (cursor != null) {
      int slash = cursor.indexOf('/');
      where.and("(event, listener) > (?, ?)", Long.parseLong(cursor.substring(0, slash)), cursor.substring(slash + 1));
    }
    String sql = "SELECT " + PARKED + " FROM parked_event" + where + " ORDER BY event, listener LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, ListenerRows::parkedEvent, where.parameters())
                .map(rows -> Sql.page(rows, limit, row -> row.event().id() + "/" + row.listener())));
  }

  /** The listeners of an owner that have the event parked. */
  public CompletionStage<List<ParkedEvent>> parked(String owner, long event) {
    String sql = "SELECT " + PARKED + " FROM parked_event WHERE owner = $1 AND event = $2 ORDER BY listener";
    return database.run(connection -> Sql.query(connection, sql, ListenerRows::parkedEvent, owner, event));
  }

  /** Drops a parked event: it was handled after all, or nobody wants it; false when it is not there. */
  public CompletionStage<Boolean> unpark(String owner, String listener, long event) {
    String sql = "DELETE FROM parked_event WHERE owner = $1 AND listener = $2 AND event = $3";
    return database
        .run(connection -> Sql.update(connection, sql, owner, listener, event))
        .thenApply(count -> count > 0);
  }

  /** Forgets an owner that is gone, its parked events included. */
  public CompletionStage<Done> delete(String owner) {
    String parked = "DELETE FROM parked_event WHERE owner = $1";
    return forget(owner)
        .thenCompose(done -> database.run(connection -> Sql.update(connection, parked, owner)))
        .thenApply(count -> Done.getInstance());
  }

  private static ListenerPosition positionOf(Readable row) {
    Long[] done = row.get(1, Long[].class);
    return new ListenerPosition(Sql.int8(row, 0), done == null ? List.of() : List.of(done));
  }

  private static ParkedEvent parkedEvent(Readable row) {
    Instant at = Sql.instant(row, 5);
    EventRow event =
        new EventRow(
            Sql.int8(row, 2), row.get(3, String.class), row.get(4, String.class), at, row.get(6, String.class));
    Integer attempts = row.get(8, Integer.class);
    return new ParkedEvent(
        row.get(0, String.class),
        row.get(1, String.class),
        event,
        row.get(7, String.class),
        attempts == null ? 0 : attempts,
        Sql.instant(row, 9));
  }
}
