package org.argonaut.bulkdata;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the reports of one piece, whatever of the standard's formats they have. Pure. */
final class ReportReader {
  private static final Set<String> JSON = Set.of("application/json", "text/json");
  private static final Set<String> CSV = Set.of("text/csv", "application/csv");
  /** What devices say that do not know better. */
  private static final Set<String> UNKNOWN = Set.of("", "application/octet-stream", "text/plain");

  private ReportReader() {}

  /**
   * Reads them.
   *
   * @param contentType null: to be found out
   * @return at least one, and no report without parameters
   */
  static List<BulkReport> read(byte[] body, String contentType, BulkDataSettings limits) throws BadReport {
    List<BulkReport> reports =
        (json(body, type(contentType)) ? JsonReports.read(body, limits) : CsvReports.read(body, limits))
            .stream().filter(report -> !report.parameters().isEmpty()).toList();
    if (reports.isEmpty()) {
      throw BadReport.unreadable("there is no parameter in it");
    }
    return reports;
  }

  private static boolean json(byte[] body, String type) throws BadReport {
    if (JSON.contains(type)) {
      return true;
    }
    if (CSV.contains(type)) {
      return false;
    }
    if (!UNKNOWN.contains(type)) {
      throw new BadReport(
          BulkStats.Reason.WRONG_TYPE, "reports have the content type application/json or text/csv, not " + printable(type));
    }
    for (byte b : body) {
      if (b > ' ') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  private static String type(String contentType) {
    if (contentType == null) {
      return "";
    }
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static String printable(String type) {
    return type.substring(0, Math.min(80, type.length())).replaceAll("[^!-~]", "?");
  }
}
