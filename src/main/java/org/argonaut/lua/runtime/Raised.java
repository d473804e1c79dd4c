package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaValue;

/** A Lua error on its way to a pcall. */
public final class Raised extends RuntimeException {
  private final transient LuaValue value;
  private final boolean memory;
  private transient Frame frame;

  private Raised(LuaValue value, boolean memory) {
    super(null, null, false, false);
    this.value = value;
    this.memory = memory;
  }

  /** An error with any value. */
  public static Raised of(LuaValue value) {
    return new Raised(value, false);
  }

  /** An error with a message. */
  public static Raised of(String message) {
    return of(Strings.of(message));
  }

  static Raised memory(String message) {
    return new Raised(Strings.of(message), true);
  }

  /** What {@code pcall} gives. */
  public LuaValue value() {
    return value;
  }

  /** Whether the memory limit raised it. */
  public boolean memory() {
    return memory;
  }

  Raised from(Frame where) {
    if (frame == null) {
      frame = where;
    }
    return this;
  }

  /** The Lua functions that were running, innermost first. */
  public String traceback() {
    return Traceback.of(frame);
  }
}
