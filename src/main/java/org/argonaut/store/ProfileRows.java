package org.argonaut.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** Device profiles and their versions. */
public final class ProfileRows {
  private static final String SELECT =
      "SELECT model, protocol, description, version, active, deleted, created, created_by, changed, changed_by"
          + " FROM profile";
  private static final String TURN = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 7))) AS turn";
  private static final String WRITE =
      """
      INSERT INTO profile (model, protocol, description, version, active, deleted, created, created_by, changed,
        changed_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      ON CONFLICT (model, protocol) DO UPDATE SET description = excluded.description, version = excluded.version,
        active = excluded.active, deleted = excluded.deleted, created = excluded.created,
        created_by = excluded.created_by, changed = excluded.changed, changed_by = excluded.changed_by
      """;
  private static final String ADD_VERSION =
      """
      INSERT INTO profile_version (model, protocol, version, content, note, at, by)
      VALUES ($1, $2, $3, $4, $5, $6, $7)
      """;
  private static final String TRIM_VERSIONS =
      "DELETE FROM profile_version WHERE model = $1 AND protocol = $2 AND version <= $3";

  private final Database database;
  private final int keptVersions;

  ProfileRows(Database database, StoreSettings settings) {
    this.database = database;
    this.keptVersions = settings.scripts().versions();
  }

  /**
   * What came of a change.
   *
   * @param row after it; null when there is no such profile
   */
  public record Saved(ProfileRow row, ScriptRows.Result result) {}

  /** One profile, also a deleted one; null when there was never one. */
  public CompletionStage<ProfileRow> get(String model, String protocol) {
    return database.run(connection -> find(connection, model, protocol));
  }

  /**
   * Profiles by model and protocol, without deleted ones.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ProfileRow>> list(int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("NOT deleted");
    if (cursor != null) {
      int cut = cursor.lastIndexOf('/');
      if (cut < 0) {
        throw new IllegalArgumentException("cursor " + cursor + " is none of this list");
      }
      // A model may hold any character, and so may what comes after it: no row comparison, which takes two parameters.
      where.and("(model || '/' || protocol) > ?", cursor);
    }
    String sql = SELECT + where + " ORDER BY (model || '/' || protocol) LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, ProfileRows::profile, where.parameters())
                .map(rows -> Sql.page(rows, limit, row -> row.model() + "/" + row.protocol())));
  }

  /** Creates or changes a profile. Changes of one profile take turns. */
  public CompletionStage<Saved> change(ProfileChange change) {
    return database.run(
        connection ->
            Sql.transaction(
                connection,
                turn(connection, change.model(), change.protocol())
                    .then(current(connection, change.model(), change.protocol()))
                    .flatMap(current -> apply(connection, change, current))));
  }

  /** Deletes a profile; its versions stay. UNKNOWN when there is none. */
  public CompletionStage<Saved> delete(String model, String protocol, String by) {
    return database.run(
        connection ->
            Sql.transaction(
                connection,
                turn(connection, model, protocol)
                    .then(current(connection, model, protocol))
                    .flatMap(current -> delete(connection, current, by))));
  }

  /** One version with its content; null when unknown. */
  public CompletionStage<ProfileVersionRow> version(String model, String protocol, long version) {
    String sql =
        "SELECT model, protocol, version, content, note, at, by FROM profile_version"
            + " WHERE model = $1 AND protocol = $2 AND version = $3";
    return database.run(
        connection ->
            Sql.query(connection, sql, ProfileRows::version, model, protocol, version).flatMap(Sql::firstOrNothing));
  }

  /**
   * Versions without their content, newest first.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ProfileVersionRow>> versions(String model, String protocol, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = new Where().and("model = ?", model).and("protocol = ?", protocol);
    if (cursor != null) {
      where.and("version < ?", Long.parseLong(cursor));
    }
    String sql =
        "SELECT model, protocol, version, NULL::text, note, at, by FROM profile_version" + where
            + " ORDER BY version DESC LIMIT " + (limit + 1);
    return database.run(
        connection ->
            Sql.query(connection, sql, ProfileRows::version, where.parameters())
                .map(rows -> Sql.page(rows, limit, row -> Long.toString(row.version()))));
  }

  // ---- changing, under the profile's lock ----

  /**
   * @param row null when there is none
   * @param content of its version
   */
  private record Current(ProfileRow row, String content) {
    boolean exists() {
      return row != null && !row.deleted();
    }
  }

  private static Mono<?> turn(Connection connection, String model, String protocol) {
    return Sql.query(connection, TURN, turn -> 1, model + "/" + protocol);
  }

  private static Mono<ProfileRow> find(Connection connection, String model, String protocol) {
    String sql = SELECT + " WHERE model = $1 AND protocol = $2";
    return Sql.query(connection, sql, ProfileRows::profile, model, protocol).flatMap(Sql::firstOrNothing);
  }

  private static Mono<Current> current(Connection connection, String model, String protocol) {
    String content =
        "SELECT v.content FROM profile p JOIN profile_version v USING (model, protocol, version)"
            + " WHERE p.model = $1 AND p.protocol = $2";
    return find(connection, model, protocol)
        .flatMap(
            row ->
                Sql.query(connection, content, text -> text.get(0, String.class), model, protocol)
                    .map(found -> new Current(row, found.isEmpty() ? "" : found.getFirst())))
        .defaultIfEmpty(new Current(null, null));
  }

  private Mono<Saved> apply(Connection connection, ProfileChange change, Current now) {
    if (change.expectedVersion() != null && change.expectedVersion() != (now.exists() ? now.row().version() : 0)) {
      return Mono.just(new Saved(now.exists() ? now.row() : null, ScriptRows.Result.CONFLICT));
    }
    if (!now.exists() && change.content() == null) {
      return Mono.just(new Saved(null, ScriptRows.Result.UNKNOWN));
    }
    ProfileRow next = next(change, now);
    if (next.equals(now.row())) {
      return Mono.just(new Saved(next, ScriptRows.Result.UNCHANGED));
    }
    boolean newVersion = now.row() == null || next.version() != now.row().version();
    Mono<Long> version = newVersion ? addVersion(connection, change, next) : Mono.just(0L);
    return write(connection, next)
        .then(version)
        .thenReturn(new Saved(next, now.exists() ? ScriptRows.Result.CHANGED : ScriptRows.Result.CREATED));
  }

  /** The row after the change; the same row when it changes nothing. */
  private static ProfileRow next(ProfileChange change, Current now) {
    Instant at = Instant.now();
    ProfileRow old = now.row();
    boolean exists = now.exists();
    boolean otherContent =
        change.content() != null && (!exists || !Sql.storable(change.content()).equals(now.content()));
    boolean active = change.active() != null ? change.active() : !exists || old.active();
    String description = change.description() != null ? change.description() : exists ? old.description() : "";
    if (exists && !otherContent && active == old.active() && description.equals(old.description())) {
      return old;
    }
    return new ProfileRow(
        change.model(),
        change.protocol(),
        description,
        (old == null ? 0 : old.version()) + (otherContent ? 1 : 0),
        active,
        false,
        exists ? old.created() : at,
        exists ? old.createdBy() : change.by(),
        at,
        change.by());
  }

  private Mono<Long> addVersion(Connection connection, ProfileChange change, ProfileRow row) {
    return Sql.update(
            connection, ADD_VERSION, row.model(), row.protocol(), row.version(), change.content(), change.note(),
            row.changed(), row.changedBy())
        .then(Sql.update(connection, TRIM_VERSIONS, row.model(), row.protocol(), row.version() - keptVersions));
  }

  private static Mono<Saved> delete(Connection connection, Current now, String by) {
    if (!now.exists()) {
      return Mono.just(new Saved(null, ScriptRows.Result.UNKNOWN));
    }
    ProfileRow old = now.row();
    ProfileRow gone =
        new ProfileRow(
            old.model(), old.protocol(), old.description(), old.version(), false, true, old.created(),
            old.createdBy(), Instant.now(), by);
    return write(connection, gone).thenReturn(new Saved(gone, ScriptRows.Result.CHANGED));
  }

  private static Mono<Long> write(Connection connection, ProfileRow row) {
    return Sql.update(
        connection,
        WRITE,
        row.model(),
        row.protocol(),
        row.description(),
        row.version(),
        row.active(),
        row.deleted(),
        row.created(),
        row.createdBy(),
        row.changed(),
        row.changedBy());
  }

  private static ProfileRow profile(Readable row) {
    return new ProfileRow(
        row.get(0, String.class),
        row.get(1, String.class),
        row.get(2, String.class),
        Sql.int8(row, 3),
        Objects.requireNonNull(row.get(4, Boolean.class)),
        Objects.requireNonNull(row.get(5, Boolean.class)),
        Sql.instant(row, 6),
        row.get(7, String.class),
        Sql.instant(row, 8),
        row.get(9, String.class));
  }

  private static ProfileVersionRow version(Readable row) {
    return new ProfileVersionRow(
        row.get(0, String.class),
        row.get(1, String.class),
        Sql.int8(row, 2),
        row.get(3, String.class),
        row.get(4, String.class),
        Sql.instant(row, 5),
        row.get(6, String.class));
  }
}
