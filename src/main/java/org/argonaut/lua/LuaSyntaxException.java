package org.argonaut.lua;

/** A source that is no Lua program. */
public final class LuaSyntaxException extends Exception {
  private final int line;
  private final int column;

  LuaSyntaxException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in bytes of the line; where the token begins that could not follow. */
  public int column() {
    return column;
  }
}
