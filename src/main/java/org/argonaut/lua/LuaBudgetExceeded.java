package org.argonaut.lua;

/** A call ran for more instructions than its limit allows; nothing in Lua can catch this. */
public final class LuaBudgetExceeded extends LuaException {
  LuaBudgetExceeded(String message, String luaTraceback) {
    super(message, message, luaTraceback);
  }
}
