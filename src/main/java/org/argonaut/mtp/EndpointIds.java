package org.argonaut.mtp;

/** What the transports must know of endpoint ids (R-ARC.2a): enough to store them and to write them into logs. */
public final class EndpointIds {
  /** Far above any real one; {@code sn} columns and log lines stay readable. */
  public static final int MAX_LENGTH = 256;

  private static final int SHOWN = 80;

  private EndpointIds() {}

  /** What keeps a text from being an endpoint id, for people; null: nothing. */
  public static String flaw(String text) {
    if (text.isEmpty()) {
      return "is empty";
    }
    if (text.length() > MAX_LENGTH) {
      return "is longer than " + MAX_LENGTH + " characters: " + printable(text);
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return "holds a character that no endpoint id may: " + printable(text);
      }
    }
    int colon = text.indexOf(':');
    if (colon < 1 || text.indexOf(':', colon + 1) < 0) {
      return "is not SCHEME:AUTHORITY:INSTANCE: " + printable(text);
    }
    return null;
  }

  /** A text from outside as it may stand in a log line: short, and without anything that moves the cursor. */
  public static String printable(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    StringBuilder shown = new StringBuilder(cut.length());
    cut.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) || c > 0x2fff ? '?' : c));
    return shown.toString();
  }
}
