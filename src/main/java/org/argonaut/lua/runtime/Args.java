package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The arguments of a library function's call, counted from 1, with the checks that Lua's own functions make. */
public final class Args {
  private final Run run;
  private final Builtin callee;
  private final LuaValue[] values;
  private final int offset;
  private final int count;
  private final boolean fromLua;

  Args(Run run, Builtin callee, LuaValue[] values, int offset, int count, boolean fromLua) {
    this.run = run;
    this.callee = callee;
    this.values = values;
    this.offset = offset;
    this.count = count;
    this.fromLua = fromLua;
  }

  /** The callback. */
  public Run run() {
    return run;
  }

  /** The script. */
  public World world() {
    return run.world;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** NIL beyond the last. */
  public LuaValue get(int i) {
    return i <= count ? values[offset + i - 1] : LuaValue.NIL;
  }

  /** From one on. */
  public LuaValue[] from(int first) {
    int n = Math.max(0, count - first + 1);
    LuaValue[] rest = new LuaValue[n];
    System.arraycopy(values, offset + Math.min(first - 1, count), rest, 0, n);
    return rest;
  }

  /** Absent or nil. */
  public boolean isNil(int i) {
    return i > count || values[offset + i - 1].isnil();
  }

  /** Any value, but there must be one. */
  public LuaValue any(int i) {
    if (i > count) {
      throw bad(i, "value expected");
    }
    return get(i);
  }

  /** A table. */
  public Table table(int i) {
    if (get(i) instanceof Table table) {
      return table;
    }
    throw wrongType(i, "table");
  }

  /** A function. */
  public LuaFunction function(int i) {
    if (get(i) instanceof LuaFunction function) {
      return function;
    }
    throw wrongType(i, "function");
  }

  /** A string, or a number as one. */
  public LuaString string(int i) {
    LuaString string = Strings.orNumber(get(i));
    if (string == null) {
      throw wrongType(i, "string");
    }
    return string;
  }

  /** A number, or a string that reads as one. */
  public double number(int i) {
    LuaNumber number = Numbers.toNumber(get(i));
    if (number == null) {
      throw wrongType(i, "number");
    }
    return number.todouble();
  }

  /** A number cut to a whole one. */
  public long integer(int i) {
    return (long) number(i);
  }

  /** A number cut to the range of an int. */
  public int smallInteger(int i) {
    return Math.clamp(integer(i), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Or a default when it is nil. */
  public int smallInteger(int i, int otherwise) {
    return isNil(i) ? otherwise : smallInteger(i);
  }

  /** The place of a level, 1 being what called this function; nothing when that is no Lua function. */
  public String place(int level) {
    int inLua = fromLua ? level : level - 1;
    return inLua < 1 ? "" : run.place(inLua);
  }

  /** The function at a level, counted likewise; null when there is none. */
  public Closure closureAt(int level) {
    return run.closureAt(fromLua ? level : Math.max(1, level - 1));
  }

  /** An error at the place of the call. */
  public Raised error(String text) {
    String place = fromLua && run.current != null ? run.current.place() : "";
    return Raised.of(place + text).from(run.current);
  }

  /** The error of an argument. */
  public Raised bad(int i, String text) {
    String called = fromLua && run.current != null ? run.current.nameOf(0) : null;
    if (called == null && fromLua && run.current != null) {
      called = run.current.nameOf(3); // of a for loop's generator
    }
    String name = called == null ? "?" : called.substring(called.indexOf('\'') + 1, called.length() - 1);
    if (called != null && called.startsWith("method")) {
      return i == 1
          ? error("calling '" + name + "' on bad self (" + text + ")")
          : error("bad argument #" + (i - 1) + " to '" + name + "' (" + text + ")");
    }
    return error("bad argument #" + i + " to '" + (callee.host() ? callee.name : name) + "' (" + text + ")");
  }

  /** The error of an argument of the wrong type. */
  public Raised wrongType(int i, String expected) {
    String got = i > count ? "no value" : Run.typeName(get(i));
    return bad(i, expected + " expected, got " + got);
  }
}
