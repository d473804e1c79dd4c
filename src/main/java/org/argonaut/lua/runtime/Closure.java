package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaFunction;

/** A Lua function: code, the cells it shares, and its globals. */
public final class Closure extends LuaFunction {
  final Prototype prototype;
  final Cell[] upvalues;

  /** Changed by setfenv. */
  Table environment;

  int mark;

  Closure(Prototype prototype, Cell[] upvalues, Table environment) {
    this.prototype = prototype;
    this.upvalues = upvalues;
    this.environment = environment;
  }

  /** A main function. */
  public Closure(Prototype prototype, Table environment) {
    this(prototype, new Cell[0], environment);
  }

  /** Its globals. */
  public Table environment() {
    return environment;
  }

  /** Gives it other globals. */
  public void setEnvironment(Table table) {
    environment = table;
  }
}
