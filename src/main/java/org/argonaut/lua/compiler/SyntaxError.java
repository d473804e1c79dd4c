package org.argonaut.lua.compiler;

/** A place where a source stops being Lua. */
public final class SyntaxError extends RuntimeException {
  private final int line;
  private final int column;

  /** An error at a place counted from 1; the message is whole, with chunk and line. */
  public SyntaxError(String message, int line, int column) {
    super(message, null, false, false);
    this.line = line;
    this.column = column;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** From 1, in bytes. */
  public int column() {
    return column;
  }
}
