package org.argonaut.bulkdata;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the reports of one piece, within its limits. */
final class Gathering {
  private static final int MAX_NAME = 1024;

  private final BulkDataSettings limits;
  private final List<BulkReport> reports = new ArrayList<>();
  private Map<String, String> current = new LinkedHashMap<>();
  private Instant collected;
  private int parameters;

  Gathering(BulkDataSettings limits) {
    this.limits = limits;
  }

  void add(String name, String value) throws BadReport {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw BadReport.unreadable("a parameter's name has " + name.length() + " characters; 1 to " + MAX_NAME + " are possible");
    }
    if (++parameters > limits.maxParameters()) {
      throw new BadReport(
          BulkStats.Reason.TOO_LARGE,
          "more than " + limits.maxParameters() + " parameters (argonaut.bulkdata.max-parameters)");
    }
    current.put(name, value);
  }

  /** When the values of the report at hand were collected: seconds since 1970, or ISO 8601. */
  void collectedAt(String time) {
    collected = time(time);
  }

  void endReport(String format) throws BadReport {
    if (reports.size() == limits.maxReports()) {
      throw new BadReport(
          BulkStats.Reason.TOO_LARGE, "more than " + limits.maxReports() + " reports (argonaut.bulkdata.max-reports)");
    }
    reports.add(new BulkReport(format, collected, current));
    current = new LinkedHashMap<>();
    collected = null;
  }

  List<BulkReport> reports() {
    return reports;
  }

  private static Instant time(String text) {
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return plausible(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      return plausible(
          text.endsWith("Z") || text.indexOf('+') > 0
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException | NumberFormatException unreadable) {
      return null; // what was measured counts for more than when
    }
  }

  /** What a database can hold and a device can mean. */
  private static Instant plausible(Instant time) {
    int year = time.atOffset(ZoneOffset.UTC).getYear();
    return year < 1 || year > 9999 ? null : time;
  }
}
