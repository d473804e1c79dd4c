package org.argonaut.lua;

/** The script holds more memory than its limit allows. */
public final class LuaMemoryExceeded extends LuaException {
  LuaMemoryExceeded(String message, String luaTraceback) {
    super(message, message, luaTraceback);
  }
}
