package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** A function of the library or of the host. Those of the library know no script, so all scripts share them. */
public final class Builtin extends LuaFunction {

  /** What it does. */
  @FunctionalInterface
  public interface Body {
    /** Its results: one value, or several as LuaJ's varargs. */
    Varargs call(Args args);
  }

  /** What the interpreter does itself. */
  enum Special {
    NONE,
    PCALL,
    XPCALL,
    YIELD,
    NEXT
  }

  final String name;
  final Body body;
  final Special special;
  private boolean host;

  /** What it keeps alive; null for those that keep nothing. */
  LuaValue held;

  /** A function; the name is for messages. */
  public Builtin(String name, Body body) {
    this(name, body, Special.NONE);
  }

  Builtin(String name, Body body, Special special) {
    this.name = name;
    this.body = body;
    this.special = special;
  }

  /** Whether the host defined it: messages then call it as the host does. */
  boolean host() {
    return host;
  }

  /** A function made by a script's call of another one, which keeps a value of the script alive. */
  public static Builtin holding(World world, String name, LuaValue held, Body body) {
    world.charge(100);
    Builtin function = new Builtin(name, body, Special.NONE);
    function.held = held;
    return function;
  }

  /** A function of the host. */
  public static Builtin ofHost(String name, Body body) {
    Builtin function = new Builtin(name, body, Special.NONE);
    function.host = true;
    return function;
  }
}
