package org.argonaut.store;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** What devices support, by model and firmware version. The newest {@value #VERSIONS} versions of a model are kept. */
public final class DeviceModelRows {
  private static final int VERSIONS = 50;
  private static final String PUT =
      """
      INSERT INTO model_paths (model, version, paths, count, updated) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (model, version) DO UPDATE SET paths = excluded.paths, count = excluded.count, updated = excluded.updated
      """;
  private static final String FORGET_OLD =
      """
      DELETE FROM model_paths WHERE model = $1 AND version NOT IN (
        SELECT version FROM model_paths WHERE model = $1 ORDER BY updated DESC, version LIMIT $2)
      """;

  private final Database database;

  DeviceModelRows(Database database) {
    this.database = database;
  }

  /** Creates or replaces. */
  public CompletionStage<Done> put(DeviceModelRow row) {
    return database.run(
        connection ->
            Sql.transaction(
                connection,
                Sql.update(connection, PUT, row.model(), row.version(), row.paths(), row.count(), row.updated())
                    .then(Sql.update(connection, FORGET_OLD, row.model(), (long) VERSIONS))
                    .thenReturn(Done.getInstance())));
  }

  /** Null when unknown. */
  public CompletionStage<DeviceModelRow> get(String model, String version) {
    return database.run(
        connection ->
            Sql.query(
                    connection,
                    "SELECT model, version, paths, count, updated FROM model_paths WHERE model = $1 AND version = $2",
                    row -> row(row, row.get(2, byte[].class)),
                    model,
                    version)
                .flatMap(Sql::firstOrNothing));
  }

  /** Those of a model without their paths, the newest first. */
  public CompletionStage<List<DeviceModelRow>> versions(String model) {
    return database.run(
        connection ->
            Sql.query(
                connection,
                "SELECT model, version, NULL, count, updated FROM model_paths WHERE model = $1 ORDER BY updated DESC, version",
                row -> row(row, null),
                model));
  }

  private static DeviceModelRow row(Readable row, byte[] paths) {
    return new DeviceModelRow(
        row.get(0, String.class), row.get(1, String.class), paths, row.get(3, Integer.class), Sql.instant(row, 4));
  }
}
