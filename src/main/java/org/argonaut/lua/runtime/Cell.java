package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaValue;

/** Holds a local variable that functions share. */
final class Cell extends LuaValue {
  LuaValue value;

  Cell(LuaValue value) {
    this.value = value;
  }

  @Override
  public int type() {
    return TNONE;
  }

  @Override
  public String typename() {
    return "cell";
  }
}
