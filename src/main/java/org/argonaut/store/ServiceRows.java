package org.argonaut.store;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.Done;

/** Service definitions and their instances. */
public final class ServiceRows {
  private static final String DEFINITION = "id, description, script, variables, events, active, timeout_seconds, updated";
  /** A run whose node went away without a word has failed. */
  private static final String INSTANCE =
      """
      id, service, sn, variables,
      CASE WHEN status = 'provisioning' AND run_until < now() THEN 'failed' ELSE status END,
      CASE WHEN status = 'provisioning' AND run_until < now() THEN 'the node that applied it went away' ELSE detail END,
      log, created, updated, applied""";
  private static final String PUT =
      """
      INSERT INTO service (id, description, script, variables, events, active, timeout_seconds, updated)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (id) DO UPDATE SET description = excluded.description, script = excluded.script,
        variables = excluded.variables, events = excluded.events, active = excluded.active,
        timeout_seconds = excluded.timeout_seconds, updated = excluded.updated
      """;
  private static final String CLAIM =
      """
      UPDATE service_instance SET status = 'provisioning', detail = NULL, run = $2, run_until = $3
      WHERE id = $1 AND (run IS NULL OR run_until < now())
      """;
  private static final String RENEW = "UPDATE service_instance SET run_until = $3 WHERE id = $1 AND run = $2";
  private static final String FINISH =
      """
      UPDATE service_instance SET status = $3, detail = $4, log = $5, applied = $6, run = NULL, run_until = NULL
      WHERE id = $1 AND run = $2
      """;
  private static final String TRIGGERED =
      """
      SELECT i.id FROM service_instance i JOIN service s ON s.id = i.service
      WHERE i.sn = $1 AND s.active AND $2 = ANY(s.events) ORDER BY i.id
      """;

  private final Database database;

  ServiceRows(Database database) {
    this.database = database;
  }

  // ---- definitions ----

  /** Creates or replaces. */
  public CompletionStage<Done> put(ServiceRow row) {
    return database.run(
        connection ->
            Sql.update(
                    connection, PUT, row.id(), row.description(), row.script(), row.variablesJson(),
                    row.events().toArray(String[]::new), row.active(), row.timeoutSeconds(), row.updated())
                .thenReturn(Done.getInstance()));
  }

  /** One definition; null when unknown. */
  public CompletionStage<ServiceRow> get(String id) {
    return database.run(
        connection ->
            Sql.query(connection, "SELECT " + DEFINITION + " FROM service WHERE id = $1", ServiceRows::definition, id)
                .flatMap(Sql::firstOrNothing));
  }

  /**
   * Definitions by id.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ServiceRow>> list(int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where();
    if (cursor != null) {
      where.and("id > ?", cursor);
    }
    String sql = "SELECT " + DEFINITION + " FROM service" + where + " ORDER BY id LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, ServiceRows::definition, where.parameters())
                .map(rows -> Sql.page(rows, limit, ServiceRow::id)));
  }

  /** Forgets a definition that has no instances; false when it is unknown or has some. */
  public CompletionStage<Boolean> delete(String id) {
    String sql =
        "DELETE FROM service WHERE id = $1 AND NOT EXISTS (SELECT FROM service_instance WHERE service = $1)";
    return database.run(connection -> Sql.update(connection, sql, id)).thenApply(count -> count > 0);
  }

  /** Codes of the events that active definitions want. */
  public CompletionStage<Set<String>> wantedEvents() {
    return database.run(
        connection ->
            Sql.query(
                    connection, "SELECT DISTINCT unnest(events) FROM service WHERE active", row -> row.get(0, String.class))
                .map(codes -> codes.stream().collect(Collectors.toUnmodifiableSet())));
  }

  // ---- instances ----

  /** Adds an instance of a definition that is there; false when it is not. */
  public CompletionStage<Boolean> add(ServiceInstanceRow row) {
    String sql =
        "INSERT INTO service_instance (id, service, sn, variables, status, created, updated)"
            + " SELECT $1, $2, $3, $4, $5, $6, $7 WHERE EXISTS (SELECT FROM service WHERE id = $2)";
    return database
        .run(
            connection ->
                Sql.update(
                    connection, sql, row.id(), row.service(), row.sn(), row.variables(), row.status(), row.created(),
                    row.updated()))
        .thenApply(count -> count > 0);
  }

  /** One instance; null when unknown. */
  public CompletionStage<ServiceInstanceRow> instance(String id) {
    return database.run(
        connection ->
            Sql.query(
                    connection, "SELECT " + INSTANCE + " FROM service_instance WHERE id = $1", ServiceRows::instance, id)
                .flatMap(Sql::firstOrNothing));
  }

  /**
   * Instances of a device by id.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ServiceInstanceRow>> instances(String sn, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("sn = ?", sn);
    if (cursor != null) {
      where.and("id > ?", cursor);
    }
    String sql = "SELECT " + INSTANCE + " FROM service_instance" + where + " ORDER BY id LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, ServiceRows::instance, where.parameters())
                .map(rows -> Sql.page(rows, limit, ServiceInstanceRow::id)));
  }

  /** Gives an instance other variables; false when it is unknown. */
  public CompletionStage<Boolean> setVariables(String id, String variables, Instant now) {
    String sql = "UPDATE service_instance SET variables = $2, updated = $3 WHERE id = $1";
    return database.run(connection -> Sql.update(connection, sql, id, variables, now)).thenApply(count -> count > 0);
  }

  /** Forgets an instance; false when it was unknown. */
  public CompletionStage<Boolean> deleteInstance(String id) {
    return database
        .run(connection -> Sql.update(connection, "DELETE FROM service_instance WHERE id = $1", id))
        .thenApply(count -> count > 0);
  }

  /** Instances of a device that an event applies. */
  public CompletionStage<List<String>> triggered(String sn, String event) {
    return database.run(
        connection -> Sql.query(connection, TRIGGERED, row -> row.get(0, String.class), sn, event));
  }

  /**
   * Marks an instance as being applied; false when it is unknown, or another run has it.
   *
   * @param run whose it is
   * @param until when the run is taken for dead
   */
  public CompletionStage<Boolean> claim(String id, String run, Instant until) {
    return database.run(connection -> Sql.update(connection, CLAIM, id, run, until)).thenApply(count -> count > 0);
  }

  /** Holds an instance on; false when the run holds it no more. */
  public CompletionStage<Boolean> renew(String id, String run, Instant until) {
    return database.run(connection -> Sql.update(connection, RENEW, id, run, until)).thenApply(count -> count > 0);
  }

  /** Ends the run that holds an instance; does nothing when it holds it no more. */
  public CompletionStage<Done> finish(String id, String run, String status, String detail, String log, Instant now) {
    return database.run(
        connection ->
            Sql.update(connection, FINISH, id, run, status, Sql.text(detail), Sql.text(log), now)
                .thenReturn(Done.getInstance()));
  }

  private static ServiceRow definition(Readable row) {
    return new ServiceRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, String.class),
        List.of(row.get(4, String[].class)),
        row.get(5, Boolean.class),
        row.get(6, Integer.class),
        Sql.instant(row, 7));
  }

  private static ServiceInstanceRow instance(Readable row) {
    return new ServiceInstanceRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, String.class),
        row.get(4, String.class),
        row.get(5, String.class),
        row.get(6, String.class),
        Sql.instant(row, 7),
        Sql.instant(row, 8),
        Sql.instant(row, 9));
  }
}
