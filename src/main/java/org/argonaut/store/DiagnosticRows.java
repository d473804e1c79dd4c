package org.argonaut.store;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Diagnostics on devices, running and done. One runs at a time for each device and kind. */
public final class DiagnosticRows {
  private static final String COLUMNS =
      "SELECT id, sn, kind, protocol, state, step, request, result, problem, started, ended FROM diagnostic";
  // One whose node is gone makes room for the next.
  private static final String ABANDON =
      """
      UPDATE diagnostic SET state = 'failed', ended = now(),
        problem = '{"title":"The node that ran it is gone","detail":"Run it again"}'
      WHERE sn = $1 AND kind = $2 AND ended IS NULL AND alive_until < now()
      """;
  private static final String BEGIN =
      """
      INSERT INTO diagnostic (id, sn, kind, protocol, state, step, request, started, alive_until)
      VALUES ($1, $2, $3, $4, 'running', $5, $6, $7, $8)
      ON CONFLICT DO NOTHING
      """;
  private static final String ALIVE =
      "UPDATE diagnostic SET step = $2, alive_until = $3 WHERE id = $1 AND ended IS NULL";
  private static final String END =
      """
      UPDATE diagnostic SET state = $2, step = $3, result = $4, problem = $5, ended = now()
      WHERE id = $1 AND ended IS NULL
      """;

  private final Database database;

  DiagnosticRows(Database database) {
    this.database = database;
  }

  /**
   * Begins one.
   *
   * @param aliveUntil when the node counts as gone if it says nothing until then
   * @return false when one of its kind runs on the device
   */
  public CompletionStage<Boolean> begin(DiagnosticRow row, Instant aliveUntil) {
    return database.run(
        connection ->
            Sql.transaction(
                connection,
                Sql.update(connection, ABANDON, row.sn(), row.kind())
                    .then(
                        Sql.update(
                            connection, BEGIN, row.id(), row.sn(), row.kind(), row.protocol(), row.step(),
                            row.request(), row.started(), aliveUntil))
                    .map(count -> count > 0)));
  }

  /** Notes how far it is, and that its node is there; false when it has ended, by a cancel perhaps. */
  public CompletionStage<Boolean> alive(String id, String step, Instant aliveUntil) {
    return database
        .run(connection -> Sql.update(connection, ALIVE, id, step, aliveUntil))
        .thenApply(count -> count > 0);
  }

  /** Ends one; false when it has ended before. */
  public CompletionStage<Boolean> end(String id, String state, String step, String result, String problem) {
    return database
        .run(connection -> Sql.update(connection, END, id, state, step, Sql.text(result), Sql.text(problem)))
        .thenApply(count -> count > 0);
  }

  /** One of a device; null when there is none. */
  public CompletionStage<DiagnosticRow> get(String sn, String id) {
    return database.run(
        connection ->
            Sql.query(connection, COLUMNS + " WHERE id = $1 AND sn = $2", DiagnosticRows::row, id, sn)
                .flatMap(Sql::firstOrNothing));
  }

  /** The newest of a kind, newest first. */
  public CompletionStage<List<DiagnosticRow>> history(String sn, String kind, int limit) {
    String sql = COLUMNS + " WHERE sn = $1 AND kind = $2 ORDER BY started DESC LIMIT " + Sql.checkedLimit(limit);
    return database.run(connection -> Sql.query(connection, sql, DiagnosticRows::row, sn, kind));
  }

  /** The one of a kind that runs on a device; null when none does. */
  public CompletionStage<DiagnosticRow> running(String sn, String kind) {
    String sql = COLUMNS + " WHERE sn = $1 AND kind = $2 AND ended IS NULL AND alive_until >= now()";
    return database.run(
        connection ->
            Sql.query(connection, sql, DiagnosticRows::row, sn, kind).flatMap(Sql::firstOrNothing));
  }


  private static DiagnosticRow row(Readable row) {
    return new DiagnosticRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, String.class),
        row.get(4, String.class),
        row.get(5, String.class),
        row.get(6, String.class),
        row.get(7, String.class),
        row.get(8, String.class),
        Sql.instant(row, 9),
        Sql.instant(row, 10));
  }
}
