package org.argonaut.store;

import static org.argonaut.store.Batcher.WhenFull.REFUSE_NEW;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import reactor.core.publisher.Mono;

/** Bulk data reports of devices. Of each device the newest are kept, as many as the settings say. */
public final class BulkReportRows {
  /** What counts as one row of a statement, in characters: a large report fills one by itself. */
  private static final int ROW_SIZE = 16 * 1024;

  private static final String INSERT =
      """
      INSERT INTO bulk_report (sn, profile, transport, format, collected, received, count, parameters)
      SELECT n.sn, n.profile, n.transport, n.format, n.collected, n.received, n.count, n.parameters
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::int[], $8::text[])
        WITH ORDINALITY AS n (sn, profile, transport, format, collected, received, count, parameters, place)
      ORDER BY n.place
      RETURNING id
      """;
  private static final String TRIM =
      """
      DELETE FROM bulk_report b USING (
        SELECT s.sn, (SELECT r.id FROM bulk_report r WHERE r.sn = s.sn ORDER BY r.id DESC OFFSET $2 LIMIT 1) AS last
        FROM unnest($1::text[]) AS s (sn)) AS surplus
      WHERE b.sn = surplus.sn AND b.id <= surplus.last
      """;
  private static final String LISTED = "id, sn, profile, transport, format, collected, received, count, NULL::text";
  private static final String WHOLE = "id, sn, profile, transport, format, collected, received, count, parameters";

  private final Database database;
  private final long kept;
  private final Batcher<List<BulkReportRow>, List<BulkReportRow>> inserts;

  BulkReportRows(Database database, StoreSettings settings) {
    this.database = database;
    this.kept = settings.bulkReports();
    this.inserts =
        new Batcher<>(
            "bulkdata", database, settings, settings.batch().bulkdata(), REFUSE_NEW, reports -> reports.getFirst().sn(),
            BulkReportRows::size, this::insertAll);
  }

  private static int size(List<BulkReportRow> reports) {
    return reports.stream().mapToInt(report -> 1 + report.parametersJson().length() / ROW_SIZE).sum();
  }

  /**
   * Stores what came in one piece from one device, all or nothing.
   *
   * @param reports at least one, all of the same device
   * @return the same with their ids; fails at once with {@link StoreUnavailable} when too much waits
   */
  public CompletionStage<List<BulkReportRow>> add(List<BulkReportRow> reports) {
    return inserts.submit(List.copyOf(reports));
  }

  /**
   * Reports of a device without their parameters, newest first.
   *
   * @param profile only of this one; null: of all
   * @param since only those received then or later; null: all
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   * @throws IllegalArgumentException for a cursor that is none
   */
  public CompletionStage<Page<BulkReportRow>> list(String sn, String profile, Instant since, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("sn = ?", sn);
    if (profile != null) {
      where.and("profile = ?", profile);
    }
    if (since != null) {
      where.and("received >= ?", since);
    }
    if (cursor != null) {
      where.and("id < ?", Long.parseLong(cursor));
    }
    String sql = "SELECT " + LISTED + " FROM bulk_report" + where + " ORDER BY id DESC LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, BulkReportRows::report, where.parameters())
                .map(rows -> Sql.page(rows, limit, report -> Long.toString(report.id()))));
  }

  /** One report of a device with its parameters; null when there is none. */
  public CompletionStage<BulkReportRow> get(String sn, long id) {
    return database.run(
        connection ->
            Sql.query(
                    connection, "SELECT " + WHOLE + " FROM bulk_report WHERE sn = $1 AND id = $2", BulkReportRows::report,
                    sn, id)
                .flatMap(Sql::firstOrNothing));
  }

  /** Forgets all reports of a device. */
  public CompletionStage<Done> deleteAll(String sn) {
    return database
        .run(connection -> Sql.update(connection, "DELETE FROM bulk_report WHERE sn = $1", sn))
        .thenApply(_ -> Done.getInstance());
  }

  StoreStats.Queue stats() {
    return inserts.stats();
  }

  private Mono<List<List<BulkReportRow>>> insertAll(Connection connection, List<List<BulkReportRow>> batch) {
    List<BulkReportRow> rows = batch.stream().flatMap(List::stream).toList();
    Column devices = Column.text(batch.size());
    batch.stream().map(reports -> reports.getFirst().sn()).sorted().forEach(devices::add);
    return Sql.transaction(
        connection,
        insert(connection, rows)
            .flatMap(ids -> Sql.update(connection, TRIM, devices, kept).thenReturn(inOrder(batch, ids))));
  }

  private static Mono<List<Long>> insert(Connection connection, List<BulkReportRow> rows) {
    int n = rows.size();
    Column sn = Column.text(n);
    Column profile = Column.text(n);
    Column transport = Column.text(n);
    Column format = Column.text(n);
    Column collected = Column.time(n);
    Column received = Column.time(n);
    Column count = Column.int4(n);
    Column parameters = Column.text(n);
    for (BulkReportRow row : rows) {
      sn.add(row.sn());
      profile.add(row.profile());
      transport.add(row.transport());
      format.add(row.format());
      collected.add(row.collected());
      received.add(row.received());
      count.add(row.count());
      parameters.add(row.parametersJson());
    }
    return Sql.query(
        connection, INSERT, row -> Sql.int8(row, 0), sn, profile, transport, format, collected, received, count, parameters);
  }

  /** Ids are drawn in the order of the rows. */
  private static List<List<BulkReportRow>> inOrder(List<List<BulkReportRow>> batch, List<Long> ids) {
    List<Long> ascending = ids.stream().sorted(Comparator.naturalOrder()).toList();
    List<List<BulkReportRow>> stored = new ArrayList<>(batch.size());
    int next = 0;
    for (List<BulkReportRow> reports : batch) {
      List<BulkReportRow> withIds = new ArrayList<>(reports.size());
      for (BulkReportRow report : reports) {
        withIds.add(report.stored(ascending.get(next++)));
      }
      stored.add(withIds);
    }
    return stored;
  }

  private static BulkReportRow report(Readable row) {
    return new BulkReportRow(
        Sql.int8(row, 0),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, String.class),
        row.get(4, String.class),
        Sql.instant(row, 5),
        Sql.instant(row, 6),
        row.get(7, Integer.class),
        row.get(8, String.class));
  }
}
