package org.argonaut.lua;

/** The script was stopped; nothing in Lua can catch this. */
public final class LuaStopped extends LuaException {
  LuaStopped(String message, String luaTraceback) {
    super(message, message, luaTraceback);
  }
}
