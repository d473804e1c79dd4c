package org.argonaut.datamodel.regex;

/** A pattern that is none, or one that is not supported; the message says what and where. */
public final class BadPattern extends Exception {
  private static final long serialVersionUID = 1L;

  BadPattern(String message) {
    super(message);
  }
}
