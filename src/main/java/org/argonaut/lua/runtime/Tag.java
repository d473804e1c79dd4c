package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaString;

/** Names of metamethods. */
public enum Tag {
  INDEX("__index"), NEWINDEX("__newindex"), CALL("__call"), ADD("__add"), SUB("__sub"), MUL("__mul"), DIV("__div"),
  MOD("__mod"), POW("__pow"), UNM("__unm"), CONCAT("__concat"), EQ("__eq"), LT("__lt"), LE("__le"),
  TOSTRING("__tostring"), METATABLE("__metatable"), MODE("__mode");

  final LuaString key;

  /** One of its own. */
  final int bit;

  @SuppressWarnings("EnumOrdinal")
  Tag(String name) {
    bit = 1 << ordinal();
    key = LuaString.valueOf(name);
  }
}
