package org.argonaut.store;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements with their parameters, nulls included. */
final class Sql {
  /** The largest page anybody may ask for. */
  static final int MAX_PAGE = 1000;

  private Sql() {}

  /** Runs a query; parameters are {@link Column}, String, Long, Integer, Boolean, Instant, byte[] or a {@link Null}. */
  static <T> Mono<List<T>> query(Connection connection, String sql, Function<Readable, T> row, Object... parameters) {
    return Flux.from(bound(connection, sql, parameters).execute()).concatMap(result -> result.map(row)).collectList();
  }

  /** The only row; nothing (which becomes a null result) when there is none. */
  static <T> Mono<T> firstOrNothing(List<T> rows) {
    return rows.isEmpty() ? Mono.empty() : Mono.just(rows.getFirst());
  }

  /** Runs a statement and says how many rows it touched. */
  static Mono<Long> update(Connection connection, String sql, Object... parameters) {
    return Flux.from(bound(connection, sql, parameters).execute())
        .concatMap(io.r2dbc.spi.Result::getRowsUpdated)
        .reduce(0L, Long::sum);
  }

  /** Runs work in a transaction of its own; any error rolls it back. */
  static <T> Mono<T> transaction(Connection connection, Mono<T> work) {
    return Mono.usingWhen(
        Mono.from(connection.beginTransaction()).thenReturn(connection),
        begun -> work,
        Connection::commitTransaction,
        (begun, error) -> begun.rollbackTransaction(),
        Connection::rollbackTransaction);
  }

  /**
   * Has the server plan a query anew for the values it is given: a rare text is looked up in the index, for a common one
   * it is quicker to walk through the devices until the page is full.
   */
  static <T> Mono<T> plannedForItsParameters(Connection connection, Mono<T> query) {
    Mono<Void> setting =
        Flux.from(connection.createStatement("SET LOCAL plan_cache_mode = force_custom_plan").execute())
            .concatMap(io.r2dbc.spi.Result::getRowsUpdated)
            .then();
    return transaction(connection, setting.then(query));
  }

  private static Statement bound(Connection connection, String sql, Object... parameters) {
    Statement statement = connection.createStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      switch (parameters[i]) {
        case Null none -> statement.bind(i, Parameters.in(none.type()));
        case Instant time -> statement.bind(i, time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        case String text -> statement.bind(i, storable(text));
        default -> statement.bind(i, parameters[i]);
      }
    }
    return statement;
  }

  /** A null of a type. */
  record Null(R2dbcType type) {}

  static Object text(String value) {
    return value == null ? new Null(R2dbcType.VARCHAR) : value;
  }

  static Object time(Instant value) {
    return value == null ? new Null(R2dbcType.TIMESTAMP_WITH_TIME_ZONE) : value;
  }

  static Instant instant(Readable row, int index) {
    OffsetDateTime time = row.get(index, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static long int8(Readable row, int index) {
    Long value = row.get(index, Long.class);
    return value == null ? 0 : value;
  }

  /** PostgreSQL's text has no NUL. */
  static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  /** For LIKE: every character stands for itself. */
  static String likeLiteral(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** One row more than asked for tells whether there is a next page. */
  static <T> Page<T> page(List<T> oneMore, int limit, Function<T, String> cursor) {
    if (oneMore.size() <= limit) {
      return new Page<>(oneMore, null);
    }
    List<T> items = oneMore.subList(0, limit);
    return new Page<>(items, cursor.apply(items.getLast()));
  }

  static int checkedLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit " + limit + " is not between 1 and " + MAX_PAGE);
    }
    return limit;
  }
}
