package org.argonaut.datamodel.mapping.uci;

import java.util.List;

/**
 * A line of a file with its end, or several if a quoted value goes over them.
 *
 * @param text as it is in the file
 * @param words of the statement, unquoted; empty: blank, a comment, or broken
 */
record UciLine(String text, List<String> words) {
  UciLine {
    words = List.copyOf(words);
  }

  /** Whether it is {@code option} or {@code list} of that name. */
  boolean is(String keyword, String name) {
    return words.size() == 3 && words.getFirst().equals(keyword) && words.get(1).equals(name);
  }

  boolean isHeader() {
    return words.size() >= 2 && words.getFirst().equals("config");
  }

  /** A statement as devices write it. */
  static UciLine of(String indent, String keyword, String name, String value, String lineEnd) {
    return new UciLine(indent + keyword + " " + name + " " + quoted(value) + lineEnd, List.of(keyword, name, value));
  }

  static UciLine header(String type, String name, String lineEnd) {
    String text = "config " + type + (name.isEmpty() ? "" : " " + quoted(name)) + lineEnd;
    return new UciLine(text, name.isEmpty() ? List.of("config", type) : List.of("config", type, name));
  }

  /** This with another value: what stands before and behind the old one stays. */
  UciLine withValue(String value) {
    int[] place = UciWords.placeOf(text, 2);
    String changed = text.substring(0, place[0]) + quoted(value) + text.substring(place[1]);
    return new UciLine(changed, List.of(words.getFirst(), words.get(1), value));
  }

  static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }
}
