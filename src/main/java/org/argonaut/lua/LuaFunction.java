package org.argonaut.lua;

/** A Lua function that a host keeps, to call it with {@link LuaState#call}. Belongs to the state it came from. */
public final class LuaFunction {
  private final org.luaj.vm2.LuaValue value;

  LuaFunction(org.luaj.vm2.LuaValue value) {
    this.value = value;
  }

  org.luaj.vm2.LuaValue value() {
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
