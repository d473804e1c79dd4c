package org.argonaut.datamodel.mapping.uci;

import java.util.ArrayList;
import java.util.List;

/** Takes one statement apart, as the shell-like syntax of UCI has it. */
final class UciWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private int at;

  private UciWords(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /**
   * A statement.
   *
   * @param end where the next line begins; -1: a quote has no end
   */
  record Read(List<String> words, int end) {}

  /** The statement that begins there; a quoted value may go over several lines. */
  static Read read(String text, int from) {
    UciWords reader = new UciWords(text, from);
    boolean whole = reader.words();
    return new Read(reader.words, whole ? reader.at : -1);
  }

  /** Where the word of that number begins and ends. */
  static int[] placeOf(String text, int word) {
    UciWords reader = new UciWords(text, 0);
    reader.words();
    return reader.places.get(word);
  }

  private boolean words() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        at++;
        return true;
      }
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
        return true;
      }
      if (isBlank(c)) {
        at++;
      } else if (!word()) {
        return false;
      }
    }
    return true;
  }

  private boolean word() {
    int start = at;
    StringBuilder word = new StringBuilder();
    while (at < text.length() && !isBlank(text.charAt(at)) && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        if (!quoted(c, word)) {
          return false;
        }
      } else if (c == '\\' && at + 1 < text.length()) {
        escaped(word);
      } else {
        word.append(c);
        at++;
      }
    }
    words.add(word.toString());
    places.add(new int[] {start, at});
    return true;
  }

  private boolean quoted(char quote, StringBuilder word) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return true;
      }
      if (c == '\\' && quote == '"' && at + 1 < text.length()) {
        escaped(word);
      } else {
        word.append(c);
        at++;
      }
    }
    return false;
  }

  /** A backslash stands for the character behind it; one at the end of a line joins it with the next. */
  private void escaped(StringBuilder word) {
    char next = text.charAt(at + 1);
    if (next != '\n') {
      word.append(next);
    }
    at += 2;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
