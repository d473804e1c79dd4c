package org.argonaut.datamodel.xml;

/** Versions such as {@code 2.19} or {@code 2.19.1}; the empty one is before all others. */
final class Versions {
  private Versions() {}

  static int compare(String a, String b) {
    String[] as = a.split("\\.");
    String[] bs = b.split("\\.");
    for (int i = 0; i < Math.max(as.length, bs.length); i++) {
      int order = Integer.compare(number(as, i), number(bs, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int number(String[] parts, int i) {
    if (i >= parts.length || parts[i].isEmpty() || parts[i].length() > 9 || !parts[i].chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    return Integer.parseInt(parts[i]);
  }
}
