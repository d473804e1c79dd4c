package org.argonaut.cpe.tree;

import java.util.ArrayList;
import java.util.List;

/** Takes comma-separated text apart (RFC 4180): quoted fields may hold commas, line ends and doubled quotes. */
final class CsvRows {
  private static final int MOST_FIELDS = 1000;

  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  /**
   * One record.
   *
   * @param line where it begins, from 1
   */
  record Row(int line, List<String> fields) {}

  CsvRows(String file, String text) {
    this.file = file;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The next record that is not empty; null: there is none. An IllegalArgumentException names file and line. */
  Row next() {
    while (at < text.length()) {
      int began = line;
      List<String> fields = record(began);
      if (fields.size() > 1 || !fields.getFirst().isBlank()) {
        return new Row(began, fields);
      }
    }
    return null;
  }

  private List<String> record(int began) {
    List<String> fields = new ArrayList<>(5);
    while (true) {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted(began) : plain());
      if (fields.size() > MOST_FIELDS) {
        throw wrong(began, "more than " + MOST_FIELDS + " fields");
      }
      if (at >= text.length()) {
        return fields;
      }
      char end = text.charAt(at++);
      if (end == ',') {
        continue;
      }
      if (end == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      } else if (end == '"') {
        throw wrong(line, "a quote inside a field that does not begin with one; double it and put the field in quotes");
      } else if (end != '\n' && end != '\r') {
        throw wrong(line, "text after the closing quote of a field");
      }
      line++;
      return fields;
    }
  }

  private String plain() {
    int from = at;
    while (at < text.length() && ",\r\n\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted(int began) {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        return field.toString();
      }
    }
    throw wrong(began, "a quoted field does not end");
  }

  IllegalArgumentException wrong(int where, String what) {
    return new IllegalArgumentException(file + ":" + where + ": " + what);
  }
}
