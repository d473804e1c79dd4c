package org.argonaut.datamodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Guesses at what somebody meant. */
public final class Spelling {
  private static final int CLOSE = 4;

  private Spelling() {}

  /** How many letters differ, whatever their case; at most {@code limit}. */
  public static int distance(String one, String other, int limit) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return Math.min(limit, row[b.length()]);
  }

  /**
   * Paths that somebody may have meant by one that is not there: what goes on from its last name, else names like the first
   * one that is wrong.
   */
  public static List<String> near(Schema schema, String path, int limit) {
    List<String> going = schema.complete(path, limit);
    if (!going.isEmpty()) {
      return going;
    }
    String known = "";
    for (int dot = path.lastIndexOf('.'); dot >= 0 && known.isEmpty(); dot = path.lastIndexOf('.', dot - 1)) {
      if (schema.find(path.substring(0, dot + 1)) != null) {
        known = path.substring(0, dot + 1);
      }
    }
    List<String> candidates = schema.complete(known, Integer.MAX_VALUE);
    return closest(known, path, candidates, limit);
  }

  private static List<String> closest(String known, String path, List<String> candidates, int limit) {
    int dot = path.indexOf('.', known.length());
    String wrong = dot < 0 ? path : path.substring(0, dot + 1);
    List<String> near = new ArrayList<>(candidates.stream().filter(candidate -> distance(wrong, candidate, CLOSE) < CLOSE).toList());
    near.sort(Comparator.comparingInt((String candidate) -> distance(wrong, candidate, CLOSE)).thenComparing(Comparator.naturalOrder()));
    return near.stream().limit(limit).toList();
  }
}
