package org.argonaut.lua;

import java.util.concurrent.Callable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The arguments of one call of a host function. */
final class Call implements HostCall {
  private final LuaState state;
  private final String name;
  private final Varargs arguments;

  Call(LuaState state, String name, Varargs arguments) {
    this.state = state;
    this.name = name;
    this.arguments = arguments;
  }

  @Override
  public int count() {
    return arguments.narg();
  }

  @Override
  public LuaType type(int i) {
    return Values.type(arguments.arg(i));
  }

  @Override
  public String string(int i) throws LuaException {
    LuaValue value = arguments.arg(i);
    if (value instanceof LuaString s) {
      return Values.text(s);
    }
    if (value.type() != LuaValue.TNUMBER) {
      throw wrongType(i, "string");
    }
    return value.tojstring();
  }

  @Override
  public String string(int i, String otherwise) throws LuaException {
    return arguments.arg(i).isnil() ? otherwise : string(i);
  }

  @Override
  public double number(int i) throws LuaException {
    LuaValue value = arguments.arg(i).tonumber();
    if (value.isnil()) {
      throw wrongType(i, "number");
    }
    return value.todouble();
  }

  @Override
  public double number(int i, double otherwise) throws LuaException {
    return arguments.arg(i).isnil() ? otherwise : number(i);
  }

  @Override
  public int integer(int i) throws LuaException {
    return (int) number(i);
  }

  @Override
  public int integer(int i, int otherwise) throws LuaException {
    return arguments.arg(i).isnil() ? otherwise : integer(i);
  }

  @Override
  public boolean bool(int i, boolean otherwise) throws LuaException {
    return switch (type(i)) {
      case NIL -> otherwise;
      case BOOLEAN -> arguments.arg(i).toboolean();
      default -> throw wrongType(i, "boolean");
    };
  }

  @Override
  public LuaTable table(int i) throws LuaException {
    if (type(i) != LuaType.TABLE) {
      throw wrongType(i, "table");
    }
    return (LuaTable) value(i);
  }

  @Override
  public LuaTable table(int i, LuaTable otherwise) throws LuaException {
    return arguments.arg(i).isnil() ? otherwise : table(i);
  }

  @Override
  public LuaFunction function(int i) throws LuaException {
    if (type(i) != LuaType.FUNCTION) {
      throw wrongType(i, "function");
    }
    return (LuaFunction) value(i);
  }

  @Override
  public Object value(int i) {
    return Values.toJava(arguments.arg(i));
  }

  @Override
  public LuaException badArgument(int i, String text) {
    return new LuaException("bad argument #" + i + " to '" + name + "' (" + text + ")");
  }

  @Override
  public LuaState state() {
    return state;
  }

  @Override
  public <T> T blocking(Wait wait, Callable<T> work) throws LuaException, InterruptedException {
    return state.outside(wait, work);
  }

  private LuaException wrongType(int i, String expected) {
    String got = i > count() ? "no value" : type(i).luaName();
    return badArgument(i, expected + " expected, got " + got);
  }
}
