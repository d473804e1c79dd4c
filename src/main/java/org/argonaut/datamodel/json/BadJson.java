package org.argonaut.datamodel.json;

/** A text that is no JSON; says where and why. */
public final class BadJson extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  BadJson(int line, String message) {
    super(message);
    this.line = line;
  }

  /** From 1. */
  public int line() {
    return line;
  }
}
