package org.argonaut.cpe.tree;

import java.util.ArrayList;
import java.util.List;

/** A text with {@code {name}} places, taken apart once. */
final class Template {
  private final List<String> parts; // literal, name, literal, name, ... literal

  private Template(List<String> parts) {
    this.parts = parts;
  }

  static Template of(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int open = placeAt(text, 0); open >= 0; open = placeAt(text, from)) {
      int close = text.indexOf('}', open);
      parts.add(text.substring(from, open));
      parts.add(text.substring(open + 1, close));
      from = close + 1;
    }
    parts.add(text.substring(from));
    return new Template(List.copyOf(parts));
  }

  /** A place opens with a brace and a letter: a digit map's {@code {1,32}} is none. */
  private static int placeAt(String text, int from) {
    int open = text.indexOf('{', from);
    while (open >= 0 && (open + 1 == text.length() || !Character.isLetter(text.charAt(open + 1)))) {
      open = text.indexOf('{', open + 1);
    }
    return open;
  }

  String fill(Tree tree, Place place) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    StringBuilder text = new StringBuilder(48);
    for (int n = 0; n < parts.size(); n++) {
      text.append(n % 2 == 0 ? parts.get(n) : tree.fact(parts.get(n), place));
    }
    return text.toString();
  }

  boolean namesInstance() {
    return parts.contains("i");
  }
}
