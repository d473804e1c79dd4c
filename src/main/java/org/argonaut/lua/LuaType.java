package org.argonaut.lua;

import java.util.Locale;

/** The types of Lua values, as a host function meets them. */
public enum LuaType {
  NIL,
  BOOLEAN,
  NUMBER,
  STRING,
  TABLE,
  FUNCTION,
  /** Coroutines and what else a script cannot hand to a host. */
  OTHER;

  /** As {@code type} names it. */
  public String luaName() {
    return this == OTHER ? "thread" : name().toLowerCase(Locale.ROOT);
  }
}
