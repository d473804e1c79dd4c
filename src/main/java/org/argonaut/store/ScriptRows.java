package org.argonaut.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** Scripts and their versions. */
public final class ScriptRows {
  private static final String COLUMNS =
      "name, description, version, active, deleted, origin, revision, ended_revision, problem,"
          + " created, created_by, changed, changed_by";
  private static final String TURN = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 3))) AS turn";
  private static final String WRITE =
      """
      INSERT INTO script (name, description, version, active, deleted, origin, revision, ended_revision, problem,
        created, created_by, changed, changed_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
      ON CONFLICT (name) DO UPDATE SET description = excluded.description, version = excluded.version,
        active = excluded.active, deleted = excluded.deleted, origin = excluded.origin, revision = excluded.revision,
        ended_revision = script.ended_revision, problem = excluded.problem, created = excluded.created,
        created_by = excluded.created_by, changed = excluded.changed, changed_by = excluded.changed_by
      """;
  private static final String ADD_VERSION =
      "INSERT INTO script_version (name, version, content, note, at, by) VALUES ($1, $2, $3, $4, $5, $6)";
  private static final String TRIM_VERSIONS = "DELETE FROM script_version WHERE name = $1 AND version <= $2";
  private static final String ENDED =
      """
      UPDATE script SET ended_revision = $2, problem = CASE WHEN revision = $2 THEN $3 ELSE problem END
      WHERE name = $1 AND ended_revision < $2
      """;

  private final Database database;
  private final int keptVersions;

  ScriptRows(Database database, StoreSettings settings) {
    this.database = database;
    this.keptVersions = settings.scripts().versions();
  }

  /**
   * What came of a change.
   *
   * @param row after it; null when there is no such script
   */
  public record Saved(ScriptRow row, Result result) {}

  /** What a change did. */
  public enum Result {
    CREATED,
    CHANGED,
    /** All was so already. */
    UNCHANGED,
    /** It is not the version the change was made from. */
    CONFLICT,
    /** There is no such script, and the change brings no content. */
    UNKNOWN
  }

  /** One script, also a deleted one; null when there was never one of this name. */
  public CompletionStage<ScriptRow> get(String name) {
    return database.run(connection -> find(connection, name));
  }

  /**
   * Scripts by name, without deleted ones.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ScriptRow>> list(int limit, String cursor) {
    return page(new Where().and("NOT deleted"), limit, cursor);
  }

  /** Scripts whose homes have yet to act on a change, or run them; deleted ones too. As {@link #list}. */
  public CompletionStage<Page<ScriptRow>> pending(int limit, String cursor) {
    return page(new Where().and("ended_revision < revision"), limit, cursor);
  }

  /** Scripts that a folder keeps. As {@link #list}. */
  public CompletionStage<Page<ScriptRow>> ofOrigin(String origin, int limit, String cursor) {
    return page(new Where().and("NOT deleted").and("origin = ?", origin), limit, cursor);
  }

  private CompletionStage<Page<ScriptRow>> page(Where where, int limit, String cursor) {
    Sql.checkedLimit(limit);
    if (cursor != null) {
      where.and("name > ?", cursor);
    }
    String sql = "SELECT " + COLUMNS + " FROM script" + where + " ORDER BY name LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, ScriptRows::script, where.parameters())
                .map(rows -> Sql.page(rows, limit, ScriptRow::name)));
  }

  /** Creates or changes a script. Changes of one script take turns. */
  public CompletionStage<Saved> change(ScriptChange change) {
    return database.run(
        connection ->
            Sql.transaction(
                connection,
                Sql.query(connection, TURN, turn -> 1, change.name())
                    .then(current(connection, change.name()))
                    .flatMap(current -> apply(connection, change, current))));
  }

  /** Deletes a script and what it remembers; its versions stay. {@link Result#UNKNOWN} when there is none. */
  public CompletionStage<Saved> delete(String name, String by) {
    return database.run(
        connection ->
            Sql.transaction(
                connection,
                Sql.query(connection, TURN, turn -> 1, name)
                    .then(current(connection, name))
                    .flatMap(current -> delete(connection, current.row(), by))));
  }

  /** A run is over for good, or there is none to be: its home has nothing more to do. */
  public CompletionStage<Boolean> ended(String name, long revision, String problem) {
    return database
        .run(connection -> Sql.update(connection, ENDED, name, revision, Sql.text(problem)))
        .thenApply(count -> count > 0);
  }

  /** One version with its content; null when unknown. */
  public CompletionStage<ScriptVersionRow> version(String name, long version) {
    String sql = "SELECT name, version, content, note, at, by FROM script_version WHERE name = $1 AND version = $2";
    return database.run(
        connection ->
            Sql.query(connection, sql, row -> version(row, row.get(2, String.class)), name, version)
                .flatMap(Sql::firstOrNothing));
  }

  /**
   * Versions without their content, newest first.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ScriptVersionRow>> versions(String name, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("name = ?", name);
    if (cursor != null) {
      where.and("version < ?", Long.parseLong(cursor));
    }
    String sql =
        "SELECT name, version, NULL, note, at, by FROM script_version" + where + " ORDER BY version DESC LIMIT "
            + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, row -> version(row, null), where.parameters())
                .map(rows -> Sql.page(rows, limit, row -> Long.toString(row.version()))));
  }

  // ---- changing, under the script's lock ----

  /**
   * @param row null when there is none
   * @param content of its version
   */
  private record Current(ScriptRow row, String content) {
    boolean exists() {
      return row != null && !row.deleted();
    }
  }

  private static Mono<ScriptRow> find(Connection connection, String name) {
    return Sql.query(connection, "SELECT " + COLUMNS + " FROM script WHERE name = $1", ScriptRows::script, name)
        .flatMap(Sql::firstOrNothing);
  }

  private static Mono<Current> current(Connection connection, String name) {
    String content =
        "SELECT v.content FROM script s JOIN script_version v ON v.name = s.name AND v.version = s.version"
            + " WHERE s.name = $1";
    return find(connection, name)
        .flatMap(
            row ->
                Sql.query(connection, content, text -> text.get(0, String.class), name)
                    .map(found -> new Current(row, found.isEmpty() ? "" : found.getFirst())))
        .defaultIfEmpty(new Current(null, null));
  }

  private Mono<Saved> apply(Connection connection, ScriptChange change, Current now) {
    if (change.expectedVersion() != null && change.expectedVersion() != (now.exists() ? now.row().version() : 0)) {
      return Mono.just(new Saved(now.exists() ? now.row() : null, Result.CONFLICT));
    }
    if (!now.exists() && change.content() == null) {
      return Mono.just(new Saved(null, Result.UNKNOWN));
    }
    ScriptRow next = next(change, now);
    if (next.equals(now.row())) {
      return Mono.just(new Saved(next, Result.UNCHANGED));
    }
    boolean newVersion = now.row() == null || next.version() != now.row().version();
    Mono<Long> version = newVersion ? addVersion(connection, change, next) : Mono.just(0L);
    return write(connection, next)
        .then(version)
        .thenReturn(new Saved(next, now.exists() ? Result.CHANGED : Result.CREATED));
  }

  /** The row after the change; the same row when it changes nothing. */
  private static ScriptRow next(ScriptChange change, Current now) {
    Instant at = Instant.now();
    ScriptRow old = now.row();
    boolean exists = now.exists();
    boolean otherContent =
        change.content() != null && (!exists || !Sql.storable(change.content()).equals(now.content()));
    boolean active = change.active() != null ? change.active() : !exists || old.active();
    boolean otherRun = !exists || otherContent || active != old.active() || change.again();
    String description = change.description() != null ? change.description() : exists ? old.description() : "";
    if (exists && !otherRun && description.equals(old.description()) && change.origin().equals(old.origin())) {
      return old;
    }
    return new ScriptRow(
        change.name(),
        description,
        (old == null ? 0 : old.version()) + (otherContent ? 1 : 0),
        active,
        false,
        change.origin(),
        (old == null ? 0 : old.revision()) + (otherRun ? 1 : 0),
        old == null ? 0 : old.endedRevision(),
        otherRun ? null : old.problem(),
        exists ? old.created() : at,
        exists ? old.createdBy() : change.by(),
        at,
        change.by());
  }

  private Mono<Long> addVersion(Connection connection, ScriptChange change, ScriptRow row) {
    return Sql.update(
            connection, ADD_VERSION, row.name(), row.version(), change.content(), change.note(), row.changed(), row.changedBy())
        .then(Sql.update(connection, TRIM_VERSIONS, row.name(), row.version() - keptVersions));
  }

  private static Mono<Saved> delete(Connection connection, ScriptRow old, String by) {
    if (old == null || old.deleted()) {
      return Mono.just(new Saved(null, Result.UNKNOWN));
    }
    ScriptRow gone =
        new ScriptRow(
            old.name(), old.description(), old.version(), false, true, old.origin(), old.revision() + 1,
            old.endedRevision(), null, old.created(), old.createdBy(), Instant.now(), by);
    return write(connection, gone)
        .then(Sql.update(connection, "DELETE FROM script_value WHERE name = $1", old.name()))
        .thenReturn(new Saved(gone, Result.CHANGED));
  }

  private static Mono<Long> write(Connection connection, ScriptRow row) {
    return Sql.update(
        connection,
        WRITE,
        row.name(),
        row.description(),
        row.version(),
        row.active(),
        row.deleted(),
        row.origin(),
        row.revision(),
        row.endedRevision(),
        row.problem() == null ? new Sql.Null(R2dbcType.VARCHAR) : row.problem(),
        row.created(),
        row.createdBy(),
        row.changed(),
        row.changedBy());
  }

  private static ScriptRow script(Readable row) {
    return new ScriptRow(
        row.get(0, String.class),
        row.get(1, String.class),
        Sql.int8(row, 2),
        Objects.requireNonNull(row.get(3, Boolean.class)),
        Objects.requireNonNull(row.get(4, Boolean.class)),
        row.get(5, String.class),
        Sql.int8(row, 6),
        Sql.int8(row, 7),
        row.get(8, String.class),
        Sql.instant(row, 9),
        row.get(10, String.class),
        Sql.instant(row, 11),
        row.get(12, String.class));
  }

  private static ScriptVersionRow version(Readable row, String content) {
    return new ScriptVersionRow(
        row.get(0, String.class),
        Sql.int8(row, 1),
        content,
        row.get(3, String.class),
        Sql.instant(row, 4),
        row.get(5, String.class));
  }
}
