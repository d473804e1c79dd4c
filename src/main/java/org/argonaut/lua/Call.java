package org.argonaut.lua;

import java.util.concurrent.Callable;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** The arguments of one call of a host function. */
final class Call implements HostCall {
  private final LuaState state;
  private final String name;
  private final Args args;

  Call(LuaState state, String name, Args args) {
    this.state = state;
    this.name = name;
    this.args = args;
  }

  @Override
  public int count() {
    return args.count();
  }

  @Override
  public LuaType type(int i) {
    return Values.type(args.get(i));
  }

  @Override
  public String string(int i) throws LuaException {
    LuaString string = Strings.orNumber(args.get(i));
    if (string == null) {
      throw wrongType(i, "string");
    }
    return Strings.utf8(string);
  }

  @Override
  public String string(int i, String otherwise) throws LuaException {
    return args.isNil(i) ? otherwise : string(i);
  }

  @Override
  public double number(int i) throws LuaException {
    LuaNumber number = Numbers.toNumber(args.get(i));
    if (number == null) {
      throw wrongType(i, "number");
    }
    return number.todouble();
  }

  @Override
  public double number(int i, double otherwise) throws LuaException {
    return args.isNil(i) ? otherwise : number(i);
  }

  @Override
  public int integer(int i) throws LuaException {
    return (int) number(i);
  }

  @Override
  public int integer(int i, int otherwise) throws LuaException {
    return args.isNil(i) ? otherwise : integer(i);
  }

  @Override
  public boolean bool(int i, boolean otherwise) throws LuaException {
    return switch (type(i)) {
      case NIL -> otherwise;
      case BOOLEAN -> args.get(i).toboolean();
      default -> throw wrongType(i, "boolean");
    };
  }

  @Override
  public LuaTable table(int i) throws LuaException {
    if (args.get(i) instanceof Table table) {
      return new LuaTable(args.world(), table);
    }
    throw wrongType(i, "table");
  }

  @Override
  public LuaTable table(int i, LuaTable otherwise) throws LuaException {
    return args.isNil(i) ? otherwise : table(i);
  }

  @Override
  public LuaFunction function(int i) throws LuaException {
    LuaValue value = args.get(i);
    if (Values.toJava(args.world(), value) instanceof LuaFunction function) {
      return function;
    }
    throw wrongType(i, "function");
  }

  @Override
  public Object value(int i) {
    return Values.toJava(args.world(), args.get(i));
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
    return state.outside(args.run(), wait, work);
  }

  private LuaException wrongType(int i, String expected) {
    String got = i > count() ? "no value" : type(i).luaName();
    return badArgument(i, expected + " expected, got " + got);
  }
}
