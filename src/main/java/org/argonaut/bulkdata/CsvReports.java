package org.argonaut.bulkdata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV reports (RFC 4180), in which the first row names the columns: either {@code ParameterName} and {@code ParameterValue},
 * a row for each parameter; or the parameters, a row for each report. {@code ReportTimestamp} may be among them.
 */
final class CsvReports {
  private static final String TIME = "ReportTimestamp";
  private static final String NAME = "ParameterName";
  private static final String VALUE = "ParameterValue";
  /** The standard's default comes first; a profile may have another. */
  private static final String SEPARATORS = ",;\t|";

  private final CsvRows rows;
  private final List<String> header;
  private final Gathering found;
  private final int timeColumn;

  private CsvReports(CsvRows rows, List<String> header, BulkDataSettings limits) {
    this.rows = rows;
    this.header = header;
    this.found = new Gathering(limits);
    this.timeColumn = header.indexOf(TIME);
  }

  static List<BulkReport> read(byte[] body, BulkDataSettings limits) throws BadReport {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw BadReport.unreadable("the body is no UTF-8 text");
    }
    CsvRows rows = new CsvRows(text.startsWith("\uFEFF") ? text.substring(1) : text, limits.maxParameters());
    CsvReports reports = new CsvReports(rows, rows.header(SEPARATORS), limits);
    return reports.header.contains(NAME) && reports.header.contains(VALUE) ? reports.byRow() : reports.byColumn();
  }

  private List<BulkReport> byRow() throws BadReport {
    int name = header.indexOf(NAME);
    int value = header.indexOf(VALUE);
    String time = null;
    boolean open = false;
    for (List<String> row = rows.next(); row != null; row = rows.next()) {
      if (row.size() <= Math.max(name, Math.max(value, timeColumn))) {
        throw BadReport.unreadable("row " + rows.number() + " has " + row.size() + " fields, the header " + header.size());
      }
      String at = timeColumn < 0 ? "" : row.get(timeColumn);
      if (open && !at.equals(time)) {
        found.endReport("ParameterPerRow");
      }
      time = at;
      open = true;
      found.collectedAt(time);
      found.add(row.get(name), row.get(value));
    }
    if (open) {
      found.endReport("ParameterPerRow");
    }
    return found.reports();
  }

  private List<BulkReport> byColumn() throws BadReport {
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i);
      if (i != timeColumn && column.chars().anyMatch(c -> c <= ' ')) {
        throw BadReport.unreadable("the first row must name the columns; its field " + (i + 1) + " is no parameter's name");
      }
    }
    for (List<String> row = rows.next(); row != null; row = rows.next()) {
      if (row.size() > header.size()) {
        throw BadReport.unreadable("row " + rows.number() + " has " + row.size() + " fields, the header " + header.size());
      }
      List<String> fields = new ArrayList<>(row);
      for (int i = 0; i < fields.size(); i++) {
        if (i == timeColumn) {
          found.collectedAt(fields.get(i));
        } else {
          found.add(header.get(i), fields.get(i));
        }
      }
      found.endReport("ParameterPerColumn");
    }
    return found.reports();
  }
}
