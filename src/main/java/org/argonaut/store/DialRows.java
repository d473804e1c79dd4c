package org.argonaut.store;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Agents that listen for the controller, as people and programs set them on devices. */
public final class DialRows {
  private static final String SET =
      "INSERT INTO dialed_agent (sn, url) VALUES ($1, $2) ON CONFLICT (sn) DO UPDATE SET url = excluded.url";

  private final Database database;

  DialRows(Database database) {
    this.database = database;
  }

  /** Where an agent listens now, in place of what was set before. */
  public CompletionStage<Done> set(String sn, String url) {
    return database.run(connection -> Sql.update(connection, SET, sn, url)).thenApply(_ -> Done.getInstance());
  }

  /** It is not to be connected to any more; nothing happens when it was not. */
  public CompletionStage<Done> remove(String sn) {
    return database
        .run(connection -> Sql.update(connection, "DELETE FROM dialed_agent WHERE sn = $1", sn))
        .thenApply(_ -> Done.getInstance());
  }

  /** Where an agent listens; null: it is not connected to. */
  public CompletionStage<String> get(String sn) {
    return database.run(
        connection ->
            Sql.query(connection, "SELECT url FROM dialed_agent WHERE sn = $1", row -> row.get(0, String.class), sn)
                .flatMap(Sql::firstOrNothing));
  }

  /** All of them by id, the first {@code limit}. */
  public CompletionStage<List<DialRow>> all(int limit) {
    return database.run(
        connection ->
            Sql.query(connection, "SELECT sn, url FROM dialed_agent ORDER BY sn LIMIT $1", DialRows::row, (long) limit));
  }

  private static DialRow row(Readable row) {
    return new DialRow(row.get(0, String.class), row.get(1, String.class));
  }
}
