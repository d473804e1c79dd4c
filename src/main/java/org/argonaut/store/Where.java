package org.argonaut.store;

import java.util.ArrayList;
import java.util.List;

/** Conditions of a query with their parameters. */
final class Where {
  private static final String AFTER_ALL = Character.toString(Character.MAX_CODE_POINT);

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> parameters = new ArrayList<>();

  /** Adds a condition; each {@code ?} stands for the next of {@code values}. */
  Where and(String condition, Object... values) {
    sql.append(sql.isEmpty() ? " WHERE " : " AND ");
    int next = 0;
    for (int i = 0; i < condition.length(); i++) {
      char c = condition.charAt(i);
      if (c == '?') {
        parameters.add(values[next++]);
        sql.append('$').append(parameters.size());
      } else {
        sql.append(c);
      }
    }
    return this;
  }

  /** The column begins with the text; as a range, so that an index by bytes serves it. */
  Where prefix(String column, String prefix) {
    return and(column + " >= ? AND " + column + " < ?", prefix, prefix + AFTER_ALL);
  }

  Object[] parameters() {
    return parameters.toArray();
  }

  @Override
  public String toString() {
    return sql.toString();
  }
}
