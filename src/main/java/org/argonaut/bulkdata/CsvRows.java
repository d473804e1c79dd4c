package org.argonaut.bulkdata;

import java.util.ArrayList;
import java.util.List;

/** The rows of a CSV text, one after the other. Fields may be quoted; a quote inside is doubled. Empty rows are left out. */
final class CsvRows {
  private static final char QUOTE = '"';

  private final String text;
  private final int maxFields;
  private char separator = ',';
  private int at;
  private int number;

  /**
   * @param maxFields of a row
   */
  CsvRows(String text, int maxFields) {
    this.text = text;
    this.maxFields = maxFields;
  }

  /** The number of the last row, from 1. */
  int number() {
    return number;
  }

  /** Reads the first row, and finds by it which separator is used: the first that is in it. */
  List<String> header(String separators) throws BadReport {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    int found = 0;
    while (found < separators.length() && line.indexOf(separators.charAt(found)) < 0) {
      found++;
    }
    separator = found < separators.length() ? separators.charAt(found) : separator;
    List<String> header = next();
    if (header == null) {
      throw BadReport.unreadable("the body is empty");
    }
    return header;
  }

  /** The next row; null after the last. */
  List<String> next() throws BadReport {
    while (at < text.length()) {
      number++;
      List<String> row = row();
      if (row.size() > 1 || !row.getFirst().isEmpty()) {
        return row;
      }
    }
    return null;
  }

  private List<String> row() throws BadReport {
    List<String> row = new ArrayList<>();
    while (true) {
      if (row.size() > maxFields) {
        throw new BadReport(
            BulkStats.Reason.TOO_LARGE,
            "row " + number + " has more than " + maxFields + " fields (argonaut.bulkdata.max-parameters)");
      }
      row.add(at < text.length() && text.charAt(at) == QUOTE ? quoted() : bare());
      if (at >= text.length()) {
        return row;
      }
      char end = text.charAt(at++);
      if (end == separator) {
        continue;
      }
      if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      } else if (end != '\n' && end != '\r') {
        throw BadReport.unreadable("row " + number + ": something follows a quoted field");
      }
      return row;
    }
  }

  private String bare() {
    int from = at;
    while (at < text.length() && text.charAt(at) != separator && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() throws BadReport {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != QUOTE) {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == QUOTE) {
        field.append(QUOTE);
        at++;
      } else {
        return field.toString();
      }
    }
    throw BadReport.unreadable("row " + number + ": a quoted field does not end");
  }
}
