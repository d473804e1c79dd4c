package org.argonaut.store;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** What scripts, or profiles, wrote. Ids ascend in the order in which lines become visible; see {@link EventRows}. */
public final class ScriptLogRows {
  private static final long LOCK = 0x4172676f4c6f6773L; // "ArgoLogs"
  private final Database database;
  private final String append;
  private final String trim;
  private final String columns;
  private final long keptLines;

  /**
   * @param table {@code script_log} or {@code profile_log}
   */
  ScriptLogRows(Database database, StoreSettings settings, String table) {
    this.database = database;
    this.append =
        """
        WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(%d))
        INSERT INTO %s (name, at, level, text)
        SELECT n.name, n.at, n.level, n.text
        FROM turn, unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[])
          WITH ORDINALITY AS n (name, at, level, text, place)
        ORDER BY n.place
        """
            .formatted(LOCK, table);
    this.trim =
        """
        DELETE FROM %1$s WHERE name = $1 AND id <=
          (SELECT id FROM %1$s WHERE name = $1 ORDER BY id DESC OFFSET $2 LIMIT 1)
        """
            .formatted(table);
    this.columns = "SELECT id, name, at, level, text FROM " + table;
    this.keptLines = settings.scripts().logLines();
  }

  /** Completes once the lines are on disk, in their order. */
  public CompletionStage<Done> append(List<ScriptLogRow> lines) {
    if (lines.isEmpty()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    Column name = Column.text(lines.size());
    Column at = Column.time(lines.size());
    Column level = Column.text(lines.size());
    Column text = Column.text(lines.size());
    for (ScriptLogRow line : lines) {
      name.add(line.name());
      at.add(line.at());
      level.add(line.level());
      text.add(line.text());
    }
    return database
        .run(connection -> Sql.update(connection, append, name, at, level, text))
        .thenApply(count -> Done.getInstance());
  }

  /**
   * Lines of a script after an id, oldest first.
   *
   * @param from only lines from this time on; null: all
   * @param limit 1 to 1000
   */
  public CompletionStage<List<ScriptLogRow>> after(String name, long id, Instant from, int limit) {
    Where where = lines(name, from).and("id > ?", id);
    return list(where + " ORDER BY id LIMIT " + Sql.checkedLimit(limit), where);
  }

  /**
   * The newest lines of a script, oldest first.
   *
   * @param from only lines from this time on; null: all
   * @param limit 1 to 1000
   */
  public CompletionStage<List<ScriptLogRow>> last(String name, Instant from, int limit) {
    Where where = lines(name, from);
    return list(where + " ORDER BY id DESC LIMIT " + Sql.checkedLimit(limit), where)
        .thenApply(
            newestFirst -> {
              List<ScriptLogRow> lines = new ArrayList<>(newestFirst);
              Collections.reverse(lines);
              return lines;
            });
  }

  /** Deletes all but the newest lines of a script, as many as are kept. */
  public CompletionStage<Long> trim(String name) {
    return database.run(connection -> Sql.update(connection, trim, name, keptLines));
  }

  private static Where lines(String name, Instant from) {
    Where where = new Where().and("name = ?", name);
    return from == null ? where : where.and("at >= ?", from);
  }

  private CompletionStage<List<ScriptLogRow>> list(String rest, Where where) {
    return database.run(
        connection -> Sql.query(connection, columns + rest, ScriptLogRows::line, where.parameters()));
  }

  private static ScriptLogRow line(Readable row) {
    return new ScriptLogRow(
        Sql.int8(row, 0),
        row.get(1, String.class),
        Sql.instant(row, 2),
        row.get(3, String.class),
        row.get(4, String.class));
  }
}
