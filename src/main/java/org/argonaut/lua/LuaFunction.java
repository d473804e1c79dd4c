package org.argonaut.lua;

import org.luaj.vm2.LuaValue;

/** A Lua function that a host keeps, to call it with {@link LuaState#call}. Belongs to the state it came from. */
public final class LuaFunction {
  private final LuaValue value;

  LuaFunction(LuaValue value) {
    this.value = value;
  }

  LuaValue value() {
    return value;
  }

  /** The same Lua function. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(Object other) {
    return other instanceof LuaFunction that && that.value == value;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(value);
  }
}
