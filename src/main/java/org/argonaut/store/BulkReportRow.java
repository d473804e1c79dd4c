package org.argonaut.store;

import java.time.Instant;

/**
 * A bulk data report of a device.
 *
 * @param id ascends with the order of arrival; 0 before it is stored
 * @param profile what tells apart a device's reports; may be empty
 * @param collected when the device says it collected the values; null: it does not say
 * @param count of parameters
 * @param parametersJson a JSON object of texts; null in a list
 */
public record BulkReportRow(
    long id,
    String sn,
    String profile,
    String transport,
    String format,
    Instant collected,
    Instant received,
    int count,
    String parametersJson) {

  /** The same with its id. */
  public BulkReportRow stored(long given) {
    return new BulkReportRow(given, sn, profile, transport, format, collected, received, count, parametersJson);
  }
}
