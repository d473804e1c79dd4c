package org.argonaut.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import reactor.core.publisher.Mono;

/** JSON plugins of data models. Every change raises {@link #revision}, by which nodes see that they hold old ones. */
public final class PluginRows {
  /** As many as devices load. */
  public static final int MOST = 256;

  private static final String RAISE = "UPDATE datamodel_revision SET revision = revision + 1 RETURNING revision";
  private static final String PUT =
      """
      INSERT INTO datamodel_plugin (file, content, models, revision, updated)
      SELECT $1, $2, $3, $4, $5
      WHERE EXISTS (SELECT FROM datamodel_plugin WHERE file = $1) OR (SELECT count(*) FROM datamodel_plugin) < $6
      ON CONFLICT (file) DO UPDATE SET content = excluded.content, models = excluded.models,
        revision = excluded.revision, updated = excluded.updated
      RETURNING xmax = 0
      """;

  private final Database database;

  PluginRows(Database database) {
    this.database = database;
  }

  /** What became of a change. */
  public enum Result {
    CREATED,
    CHANGED,
    /** Not taken: there are {@value #MOST} already. */
    FULL
  }

  /** How often plugins were changed, ever. */
  public CompletionStage<Long> revision() {
    return database.run(
        connection ->
            Sql.query(connection, "SELECT revision FROM datamodel_revision", row -> Sql.int8(row, 0))
                .map(List::getFirst));
  }

  /** All of them, in the order in which devices load them: by the bytes of their names. */
  public CompletionStage<List<PluginRow>> all() {
    return database.run(
        connection ->
            Sql.query(
                connection,
                "SELECT file, content, models, revision, updated FROM datamodel_plugin ORDER BY file",
                PluginRows::plugin));
  }

  /** Creates or replaces. */
  public CompletionStage<Result> put(String file, String content, List<String> models) {
    return database.run(
        connection ->
            Sql.transaction(connection, raised(connection).flatMap(revision -> put(connection, file, content, models, revision))));
  }

  private static Mono<Result> put(Connection connection, String file, String content, List<String> models, long revision) {
    return Sql.query(
            connection, PUT, row -> row.get(0, Boolean.class), file, content, models.toArray(String[]::new), revision,
            Instant.now(), (long) MOST)
        .map(created -> created.isEmpty() ? Result.FULL : created.getFirst() ? Result.CREATED : Result.CHANGED);
  }

  /** False when it was unknown. */
  public CompletionStage<Boolean> delete(String file) {
    return database.run(
        connection ->
            Sql.transaction(
                connection,
                raised(connection)
                    .flatMap(_ -> Sql.update(connection, "DELETE FROM datamodel_plugin WHERE file = $1", file))
                    .map(count -> count > 0)));
  }

  /** The row is locked until the transaction ends, so changes come one after the other. */
  private static Mono<Long> raised(Connection connection) {
    return Sql.query(connection, RAISE, row -> Sql.int8(row, 0)).map(List::getFirst);
  }

  private static PluginRow plugin(Readable row) {
    return new PluginRow(
        row.get(0, String.class),
        row.get(1, String.class),
        List.of(row.get(2, String[].class)),
        Sql.int8(row, 3),
        Sql.instant(row, 4));
  }
}
