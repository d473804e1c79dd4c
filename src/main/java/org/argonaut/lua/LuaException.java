package org.argonaut.lua;

/** A Lua error that nothing in Lua caught, or one that a host function raises into Lua. */
public class LuaException extends Exception {
  private final transient Object value;
  private final String luaTraceback;

  /** An error a host function raises: Lua sees the message with the place of the call before it. */
  public LuaException(String message) {
    this(message, message, "");
  }

  /**
   * What Lua code raised.
   *
   * @param value the error value, converted as results are
   */
  protected LuaException(String message, Object value, String luaTraceback) {
    super(message);
    this.value = value;
    this.luaTraceback = luaTraceback;
  }

  /** What {@code error} was called with: mostly the message, sometimes a table. */
  public final Object value() {
    return value;
  }

  /** The Lua functions and lines that were running, innermost first, one a line; empty before Lua saw the error. */
  public final String luaTraceback() {
    return luaTraceback;
  }
}
