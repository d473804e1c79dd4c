package org.argonaut.datamodel;

import java.util.ArrayList;
import java.util.List;

/** Taking paths apart. */
public final class Paths {
  /** Stands for an instance number in paths of definitions. */
  public static final String INSTANCE = "{i}";

  private Paths() {}

  /** The names in an object path, instance places left out: {@code A.{i}.B.} gives A, B. Lenient about the last dot. */
  public static List<String> objectParts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("\\.")) {
      if (!part.isEmpty() && !isInstance(part, 0, part.length())) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * Whether that part of a path stands for an instance: a number, {@code {i}}, {@code *}, or an alias or search in
   * brackets. A name that merely begins with a digit is a name.
   */
  static boolean isInstance(CharSequence path, int from, int to) {
    if (from == to) {
      return false;
    }
    char first = path.charAt(from);
    if (first == '{' || first == '[' || first == '*') {
      return true;
    }
    for (int i = from; i < to; i++) {
      char c = path.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }
}
