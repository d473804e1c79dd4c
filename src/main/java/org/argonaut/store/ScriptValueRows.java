package org.argonaut.store;

import java.util.concurrent.CompletionStage;

/** What scripts remember over runs and versions: JSON by key. */
public final class ScriptValueRows {
  private static final String SET =
      """
      INSERT INTO script_value AS v (name, key, value, updated)
      SELECT $1, $2, $3, now()
      WHERE (SELECT count(*) FROM script_value WHERE name = $1 AND key <> $2) < $4
        AND EXISTS (SELECT 1 FROM script WHERE name = $1 AND NOT deleted)
      ON CONFLICT (name, key) DO UPDATE SET value = excluded.value, updated = excluded.updated
      """;

  private final Database database;

  ScriptValueRows(Database database) {
    this.database = database;
  }

  /** The value as JSON; null when there is none. */
  public CompletionStage<String> get(String script, String key) {
    return database.run(
        connection ->
            Sql.query(
                    connection,
                    "SELECT value FROM script_value WHERE name = $1 AND key = $2",
                    row -> row.get(0, String.class),
                    script,
                    key)
                .flatMap(Sql::firstOrNothing));
  }

  /**
   * Sets a value.
   *
   * @param maxKeys keys a script may have
   * @return false when it has that many already, or is deleted
   */
  public CompletionStage<Boolean> set(String script, String key, String json, long maxKeys) {
    return database
        .run(connection -> Sql.update(connection, SET, script, key, json, maxKeys))
        .thenApply(count -> count > 0);
  }

  /** Forgets a value. */
  public CompletionStage<Boolean> remove(String script, String key) {
    return database
        .run(connection -> Sql.update(connection, "DELETE FROM script_value WHERE name = $1 AND key = $2", script, key))
        .thenApply(count -> count > 0);
  }
}
