package org.argonaut.mtp;

import org.argonaut.usp.EndpointId;

/** Endpoint ids as they come from outside. */
public final class EndpointIds {
  private static final int SHOWN = 80;

  private EndpointIds() {}

  /** What keeps a text from being an endpoint id, for people; null: nothing. */
  public static String flaw(String text) {
    try {
      new EndpointId(text);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  /** A text from outside as it may stand in a log line: short, and without anything that moves the cursor. */
  public static String printable(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    StringBuilder shown = new StringBuilder(cut.length());
    cut.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) || c > 0x2fff ? '?' : c));
    return shown.toString();
  }
}
