package org.argonaut.store;

import static org.argonaut.store.Batcher.WhenFull.REFUSE_NEW;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import reactor.core.publisher.Mono;

/** Outcomes of commands, one row a command. The first terminal state wins; later records change nothing. */
public final class CommandRows {
  private static final Set<String> STATES =
      Set.of("queued", "sent", "done", "failed", "expired", "cancelled", "unknown");
  private static final String COLUMNS = "id, sn, rpc, state, origin, request, result, queued_at, ended_at";
  private static final String RECORD =
      """
      INSERT INTO command AS c (id, sn, rpc, state, origin, request, result, queued_at, ended_at)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::timestamptz[], $9::timestamptz[])
      ON CONFLICT (sn, id) DO UPDATE SET
        state = excluded.state,
        origin = coalesce(c.origin, excluded.origin),
        request = coalesce(c.request, excluded.request),
        result = excluded.result,
        ended_at = excluded.ended_at
      WHERE c.state = 'queued' OR (c.state = 'sent' AND excluded.state <> 'queued')
      """;

  private final Database database;
  private final Batcher<CommandRow, Done> records;

  private record Key(String sn, String id) {}

  CommandRows(Database database, StoreSettings settings) {
    this.database = database;
    this.records =
        new Batcher<>(
            "command",
            database,
            settings,
            settings.batch().command(),
            REFUSE_NEW,
            row -> new Key(row.sn(), row.id()),
            row -> 1,
            CommandRows::recordAll);
  }

  /** Inserts or advances a command; completes once written. */
  public CompletionStage<Done> record(CommandRow row) {
    if (!STATES.contains(row.state())) {
      throw new IllegalArgumentException("command state '" + row.state() + "' is none of " + STATES);
    }
    return records.submit(row);
  }

  /** One command; null when unknown. */
  public CompletionStage<CommandRow> get(String sn, String id) {
    return database.run(
        connection ->
            Sql.query(
                    connection,
                    "SELECT " + COLUMNS + " FROM command WHERE sn = $1 AND id = $2",
                    CommandRows::command,
                    sn,
                    id)
                .flatMap(Sql::firstOrNothing));
  }

  /**
   * A device's commands, newest first.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<CommandRow>> list(String sn, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("sn = ?", sn);
    if (cursor != null) {
      Place place = Place.parse(cursor);
      where.and("(queued_at, id) < (?, ?)", place.queuedAt(), place.id());
    }
    String sql =
        "SELECT " + COLUMNS + " FROM command" + where + " ORDER BY queued_at DESC, id DESC LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, CommandRows::command, where.parameters())
                .map(rows -> Sql.page(rows, limit, row -> new Place(row.queuedAt(), row.id()).toString())));
  }

  /** Forgets the commands of a device. */
  public CompletionStage<Done> deleteAll(String sn) {
    return database.run(
        connection ->
            Sql.update(connection, "DELETE FROM command WHERE sn = $1", sn).map(count -> Done.getInstance()));
  }

  StoreStats.Queue stats() {
    return records.stats();
  }

  /** Where a page ends. */
  private record Place(Instant queuedAt, String id) {
    static Place parse(String cursor) {
      String[] parts = cursor.split("/", 2);
      try {
        return new Place(Instant.parse(parts[0]), parts[1]);
      } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException("cursor '" + cursor + "' is not one of ours", e);
      }
    }

    @Override
    public String toString() {
      return queuedAt + "/" + id;
    }
  }

  private static CommandRow command(Readable row) {
    return new CommandRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, String.class),
        row.get(4, String.class),
        row.get(5, String.class),
        row.get(6, String.class),
        Sql.instant(row, 7),
        Sql.instant(row, 8));
  }

  private static Mono<List<Done>> recordAll(Connection connection, List<CommandRow> rows) {
    int n = rows.size();
    Column id = Column.text(n);
    Column sn = Column.text(n);
    Column rpc = Column.text(n);
    Column state = Column.text(n);
    Column origin = Column.text(n);
    Column request = Column.text(n);
    Column result = Column.text(n);
    Column queuedAt = Column.time(n);
    Column endedAt = Column.time(n);
    rows.stream()
        .sorted(Comparator.comparing(CommandRow::sn).thenComparing(CommandRow::id)) // every node locks in this order
        .forEach(
            row -> {
              id.add(row.id());
              sn.add(row.sn());
              rpc.add(row.rpc());
              state.add(row.state());
              origin.add(row.origin());
              request.add(row.requestJson());
              result.add(row.resultJson());
              queuedAt.add(row.queuedAt());
              endedAt.add(row.endedAt());
            });
    return Sql.update(connection, RECORD, id, sn, rpc, state, origin, request, result, queuedAt, endedAt)
        .thenReturn(Collections.nCopies(n, Done.getInstance()));
  }
}
