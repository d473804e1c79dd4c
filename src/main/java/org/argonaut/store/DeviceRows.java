package org.argonaut.store;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Lists and searches devices. They are written through the durable-state plugin and {@link ContactWriter} only. */
public final class DeviceRows {
  private static final String COLUMNS =
      "sn, oui, vendor, model, product_class, version, alias, tags, profile, cwmp, usp, data_model, ip, serial, first_contact,"
          + " last_contact, online_until";
  private static final String TABLE = "device LEFT JOIN device_contact USING (sn)";
  private static final String SEARCH_TEXT =
      "device_search_text(sn, alias, vendor, model, product_class, version, ip)";

  private static final int MOST_LINKED = 20;

  // The OUI tells apart the boxes of makers that gave the same serial number; one that is not known speaks against nobody.
  private static final String LINKED =
      """
      WITH d AS (SELECT sn, coalesce(oui, '') AS oui, usp, serial FROM device WHERE sn = $1),
      same AS (
        SELECT o.sn, o.usp, coalesce(o.oui, '') AS oui FROM d JOIN device o ON o.sn IN (d.serial, d.oui || '-' || d.serial)
        UNION
        SELECT o.sn, o.usp, coalesce(o.oui, '') FROM d JOIN device o ON o.serial = d.sn
        UNION
        SELECT o.sn, o.usp, coalesce(o.oui, '')
        FROM d JOIN device o ON starts_with(d.sn, d.oui || '-') AND o.serial = substr(d.sn, length(d.oui) + 2)),
      told AS (
        SELECT o.sn, o.usp FROM d JOIN parameter p ON p.sn = d.sn AND p.name = 'Device.LocalAgent.EndpointID'
          JOIN device o ON o.sn = (p.value COLLATE "C")
        UNION
        SELECT o.sn, o.usp
        FROM d JOIN parameter p ON p.name = 'Device.LocalAgent.EndpointID' AND p.value = (d.sn COLLATE pg_catalog."default")
          JOIN device o ON o.sn = p.sn)
      SELECT linked.sn FROM d, (
        SELECT same.sn, same.usp FROM d, same WHERE same.oui = d.oui OR same.oui = '' OR d.oui = ''
        UNION
        SELECT sn, usp FROM told) AS linked
      WHERE linked.usp <> d.usp
      ORDER BY linked.sn LIMIT $2
      """;

  private final Database database;
  private final BooleanSupplier trigrams;

  /**
   * @param trigrams whether substring search has an index
   */
  DeviceRows(Database database, BooleanSupplier trigrams) {
    this.database = database;
    this.trigrams = trigrams;
  }

  /**
   * Devices by serial number.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<DeviceRow>> list(DeviceFilter filter, int limit, String cursor) {
    Sql.checkedLimit(limit);
    Where where = where(filter);
    if (cursor != null) {
      where.and("sn > ?", cursor);
    }
    String sql = "SELECT " + COLUMNS + " FROM " + TABLE + where + " ORDER BY sn LIMIT " + (limit + 1);
    return database.run(
        connection -> {
          Mono<Page<DeviceRow>> page =
              Sql.query(connection, sql, DeviceRows::device, where.parameters())
                  .map(rows -> Sql.page(rows, limit, DeviceRow::sn));
          return filter.q() == null ? page : Sql.plannedForItsParameters(connection, page);
        });
  }

  /** How many devices match. */
  public CompletionStage<Long> count(DeviceFilter filter) {
    Where where = where(filter);
    String from = filter.status() == null ? "device" : TABLE;
    return database.run(
        connection ->
            Sql.query(connection, "SELECT count(*) FROM " + from + where, row -> Sql.int8(row, 0), where.parameters())
                .map(List::getFirst));
  }

  /** One device; null when unknown. */
  public CompletionStage<DeviceRow> get(String sn) {
    return database.run(
        connection ->
            Sql.query(connection, "SELECT " + COLUMNS + " FROM " + TABLE + " WHERE sn = $1", DeviceRows::device, sn)
                .flatMap(Sql::firstOrNothing));
  }

  /**
   * Other records of the same box: of its agent and its CWMP side, as their serial numbers or the endpoint id that the CPE told
   * say. By id; several when what they say fits several, 20 at most.
   */
  public CompletionStage<List<String>> linked(String sn) {
    return database.run(
        connection -> Sql.query(connection, LINKED, row -> row.get(0, String.class), sn, (long) MOST_LINKED));
  }

  /**
   * Agents whose boxes have that serial number, two at most.
   *
   * @param oui of the box's maker; null: any
   */
  public CompletionStage<List<String>> agentsOf(String serial, String oui) {
    Where where = new Where().and("serial = ?", serial);
    if (oui != null) {
      where.and("oui = ?", oui);
    }
    String sql = "SELECT sn FROM device" + where + " ORDER BY sn LIMIT 2";
    return database.run(connection -> Sql.query(connection, sql, row -> row.get(0, String.class), where.parameters()));
  }

  private Where where(DeviceFilter filter) {
    Where where = new Where();
    if (filter.q() != null && !filter.q().isBlank()) {
      if (trigrams.getAsBoolean()) {
        String part = "%" + Sql.likeLiteral(filter.q().strip().toLowerCase(Locale.ROOT)) + "%";
        where.and(SEARCH_TEXT + " LIKE ?", part);
      } else {
        where.prefix("sn", filter.q().strip());
      }
    }
    if (filter.vendor() != null) {
      where.and("vendor = ?", filter.vendor());
    }
    if (filter.model() != null) {
      where.and("model = ?", filter.model());
    }
    if (filter.tag() != null) {
      where.and("tags @> ARRAY[?::text]", filter.tag());
    }
    if (filter.status() != null) {
      where.and(
          switch (filter.status()) {
            case DeviceRow.ONLINE -> "online_until > now()";
            case DeviceRow.ASSOCIATING -> "online_until IS NULL AND first_contact IS NOT NULL";
            case DeviceRow.OFFLINE -> "(online_until <= now() OR (online_until IS NULL AND first_contact IS NULL))";
            default -> throw new IllegalArgumentException("status " + filter.status() + " is not 0, 1 or 2");
          });
    }
    return where;
  }

  private static DeviceRow device(Readable row) {
    String[] tags = row.get(7, String[].class);
    return new DeviceRow(
        row.get(0, String.class),
        new DeviceIndex(
            row.get(1, String.class),
            row.get(2, String.class),
            row.get(3, String.class),
            row.get(4, String.class),
            row.get(5, String.class),
            row.get(6, String.class),
            tags == null ? Set.of() : Set.of(tags),
            row.get(8, String.class),
            row.get(9, Boolean.class),
            row.get(10, Boolean.class),
            row.get(11, String.class),
            row.get(12, String.class),
            row.get(13, String.class),
            Sql.instant(row, 14)),
        Sql.instant(row, 15),
        Sql.instant(row, 16));
  }
}
