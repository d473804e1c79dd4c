package org.argonaut.store;

import static org.argonaut.store.Batcher.WhenFull.DROP_OLDEST;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The parameter cache: everything ever read from each device, patched by changes.
 *
 * <p>A cache, not a record: patches wait in a bounded queue and the oldest are dropped, and counted, when it is full.
 */
public final class ParameterRows {
  // What is equal is left out before the upsert, which would lock the row even if it changed nothing.
  private static final String PATCH =
      """
      INSERT INTO parameter AS p (sn, name, value, type, writable, updated)
      SELECT n.sn, n.name, n.value, n.type, n.writable, n.updated
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::timestamptz[])
        AS n (sn, name, value, type, writable, updated)
      LEFT JOIN parameter o ON o.sn = n.sn AND o.name = n.name
      WHERE o.sn IS NULL
        OR coalesce(n.value, o.value) IS DISTINCT FROM o.value
        OR coalesce(n.type, o.type) IS DISTINCT FROM o.type
        OR coalesce(n.writable, o.writable) IS DISTINCT FROM o.writable
      ON CONFLICT (sn, name) DO UPDATE SET
        value = coalesce(excluded.value, p.value),
        type = coalesce(excluded.type, p.type),
        writable = coalesce(excluded.writable, p.writable),
        updated = excluded.updated
      """;
  private static final String DELETE =
      """
      DELETE FROM parameter p USING unnest($1::text[], $2::text[], $3::text[]) AS n (sn, first, after)
      WHERE p.sn = n.sn AND p.name >= n.first AND p.name < n.after
      """;
  private static final String SHAPES =
      """
      SELECT path, coalesce(array_agg(DISTINCT type) FILTER (WHERE type IS NOT NULL), '{}'), bool_or(writable)
      FROM (
        SELECT regexp_replace(name, '[.][0-9]+(?=[.])', '.{i}', 'g') COLLATE "C" AS path, type, writable
        FROM parameter WHERE sn = $1 AND name NOT LIKE '%().%') AS shaped
      GROUP BY path ORDER BY path LIMIT $2
      """;
  private static final String AFTER_ALL = Character.toString(Character.MAX_CODE_POINT);

  private final Database database;
  private final int chunk;
  private final Batcher<Change, Done> changes;

  private sealed interface Change {
    String sn();

    record Patch(String sn, List<ParameterRow> rows) implements Change {}

    record Delete(String sn, String prefix) implements Change {}

    default int size() {
      return this instanceof Patch patch ? patch.rows().size() : 1;
    }
  }

  ParameterRows(Database database, StoreSettings settings) {
    BatchLimits limits = settings.batch().parameter();
    this.database = database;
    this.chunk = limits.rows();
    this.changes =
        new Batcher<>(
            "parameter", database, settings, limits, DROP_OLDEST, Change::sn, Change::size, ParameterRows::applyAll);
  }

  /**
   * Writes what differs. Patches of one device are applied in order.
   *
   * @return completes once written, or with {@link StoreUnavailable} when it was dropped
   */
  public CompletionStage<Done> patch(String sn, List<ParameterRow> changed) {
    List<ParameterRow> rows = new ArrayList<>(merged(changed));
    if (rows.size() <= chunk) {
      return rows.isEmpty()
          ? CompletableFuture.completedFuture(Done.getInstance())
          : changes.submit(new Change.Patch(sn, rows));
    }
    List<CompletableFuture<Done>> parts = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += chunk) {
      List<ParameterRow> part = rows.subList(i, Math.min(rows.size(), i + chunk));
      parts.add(changes.submit(new Change.Patch(sn, part)).toCompletableFuture());
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(all -> Done.getInstance());
  }

  /** One row a name, in order of names; what comes later wins. */
  private static Collection<ParameterRow> merged(List<ParameterRow> changed) {
    TreeMap<String, ParameterRow> byName = new TreeMap<>();
    for (ParameterRow row : changed) {
      byName.merge(row.name(), row, ParameterRows::merge);
    }
    return byName.values();
  }

  private static ParameterRow merge(ParameterRow old, ParameterRow row) {
    return new ParameterRow(
        row.name(),
        row.value() != null ? row.value() : old.value(),
        row.type() != null ? row.type() : old.type(),
        row.writable() != null ? row.writable() : old.writable(),
        row.updated());
  }

  /**
   * Cached parameters by name.
   *
   * @param prefix names must begin with it; null or empty for all
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ParameterRow>> list(String sn, String prefix, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("sn = ?", sn);
    if (prefix != null && !prefix.isEmpty()) {
      where.prefix("name", prefix);
    }
    if (cursor != null) {
      where.and("name > ?", cursor);
    }
    String sql =
        "SELECT name, value, type, writable, updated FROM parameter" + where + " ORDER BY name LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, ParameterRows::parameter, where.parameters())
                .map(rows -> Sql.page(rows, limit, ParameterRow::name)));
  }

  /** What is cached of these very names; those that are not cached are left out. */
  public CompletionStage<List<ParameterRow>> named(String sn, Collection<String> names) {
    if (names.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    String[] wanted = names.stream().map(Sql::storable).toArray(String[]::new);
    return database.run(
        connection ->
            Sql.query(
                connection,
                "SELECT name, value, type, writable, updated FROM parameter WHERE sn = $1 AND name = ANY($2)",
                ParameterRows::parameter,
                sn,
                wanted));
  }

  /**
   * The parameters of a device without their instances, by path; no arguments of commands.
   *
   * @param limit how many at most
   */
  public CompletionStage<List<ParameterShape>> shapes(String sn, int limit) {
    return database.run(connection -> Sql.query(connection, SHAPES, ParameterRows::shape, sn, (long) limit));
  }

  private static ParameterShape shape(Readable row) {
    return new ParameterShape(row.get(0, String.class), List.of(row.get(1, String[].class)), row.get(2, Boolean.class));
  }

  /** Forgets all parameters of a device; patches given before do not come back. */
  public CompletionStage<Done> deleteAll(String sn) {
    return deleteUnder(sn, "");
  }

  /** Forgets the parameters whose names begin with {@code prefix}, as after DeleteObject. */
  public CompletionStage<Done> deleteUnder(String sn, String prefix) {
    return changes.submit(new Change.Delete(sn, prefix));
  }

  StoreStats.Queue stats() {
    return changes.stats();
  }

  private static ParameterRow parameter(Readable row) {
    return new ParameterRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        row.get(3, Boolean.class),
        Sql.instant(row, 4));
  }

  /** Each device is in a batch once at most, so the order of deletes and patches inside is free. */
  private static Mono<List<Done>> applyAll(Connection connection, List<Change> batch) {
    List<Change.Patch> patches = new ArrayList<>();
    List<Change.Delete> deletes = new ArrayList<>();
    batch.stream()
        .sorted(Comparator.comparing(Change::sn)) // rows are locked in the same order by every node
        .forEach(
            change -> {
              switch (change) {
                case Change.Patch patch -> patches.add(patch);
                case Change.Delete delete -> deletes.add(delete);
              }
            });
    List<Mono<Long>> statements = new ArrayList<>(2);
    if (!patches.isEmpty()) {
      statements.add(patch(connection, patches));
    }
    if (!deletes.isEmpty()) {
      statements.add(delete(connection, deletes));
    }
    return Flux.concat(statements).then(Mono.just(Collections.nCopies(batch.size(), Done.getInstance())));
  }

  private static Mono<Long> patch(Connection connection, List<Change.Patch> patches) {
    int n = patches.stream().mapToInt(Change::size).sum();
    Column sn = Column.text(n);
    Column name = Column.text(n);
    Column value = Column.text(n);
    Column type = Column.text(n);
    Column writable = Column.bool(n);
    Column updated = Column.time(n);
    Instant now = Instant.now();
    for (Change.Patch patch : patches) {
      for (ParameterRow row : patch.rows()) {
        sn.add(patch.sn());
        name.add(row.name());
        value.add(row.value());
        type.add(row.type());
        writable.add(row.writable());
        updated.add(row.updated() == null ? now : row.updated());
      }
    }
    return Sql.update(connection, PATCH, sn, name, value, type, writable, updated);
  }

  private static Mono<Long> delete(Connection connection, List<Change.Delete> deletes) {
    Column sn = Column.text(deletes.size());
    Column first = Column.text(deletes.size());
    Column after = Column.text(deletes.size());
    for (Change.Delete delete : deletes) {
      sn.add(delete.sn());
      first.add(delete.prefix());
      after.add(delete.prefix() + AFTER_ALL);
    }
    return Sql.update(connection, DELETE, sn, first, after);
  }
}
