package org.argonaut.cpe.tree;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The tables of one CPE whose rows are no longer those it was shipped with. Numbers are never given twice. Not thread-safe. */
final class ChangedTables {
  private static final int MOST_ROWS = 64;

  private Map<String, Table> tables = Map.of();

  /** Ascending numbers, and the greatest ever given. */
  private record Table(int[] rows, int last) {}

  /** The numbers of a table's rows; null: as shipped. */
  int[] rows(String path) {
    Table table = tables.get(path);
    return table == null ? null : table.rows;
  }

  /**
   * Adds a row.
   *
   * @param shipped the rows the table has if it was not changed yet
   * @param last the greatest number it was shipped with
   * @return its number; 0: the table is full
   */
  int add(String path, int[] shipped, int last) {
    Table now = table(path, shipped, last);
    if (now.rows.length >= MOST_ROWS) {
      return 0;
    }
    int[] rows = Arrays.copyOf(now.rows, now.rows.length + 1);
    rows[rows.length - 1] = now.last + 1;
    put(path, new Table(rows, now.last + 1));
    return now.last + 1;
  }

  /** Removes a row, and what is known of tables in it. */
  void remove(String path, int[] shipped, int last, int row) {
    Table now = table(path, shipped, last);
    put(path, new Table(IntStream.of(now.rows).filter(number -> number != row).toArray(), now.last));
    tables.keySet().removeIf(below -> below.startsWith(path + row + "."));
  }

  private Table table(String path, int[] shipped, int last) {
    return tables.getOrDefault(path, new Table(shipped, Math.max(last, shipped.length == 0 ? 0 : shipped[shipped.length - 1])));
  }

  private void put(String path, Table table) {
    if (tables.isEmpty()) {
      tables = new HashMap<>(4);
    }
    tables.put(path, table);
  }

  /** Forgets all changes. */
  void reset() {
    tables = Map.of();
  }

  /** Enters all rows of changed tables as {@code path.} with the value null. */
  void into(Map<String, String> changes) {
    tables.forEach((path, table) -> IntStream.of(table.rows).forEach(row -> changes.put(path + row + ".", null)));
  }
}
