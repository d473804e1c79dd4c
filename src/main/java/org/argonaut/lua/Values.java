package org.argonaut.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.argonaut.lua.runtime.Closure;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.argonaut.lua.runtime.World;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Converts between Java and Lua. */
final class Values {
  private static final int MAX_DEPTH = 200;

  private Values() {}

  static LuaValue toLua(World world, Object value) {
    return toLua(world, value, 0);
  }

  private static LuaValue toLua(World world, Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("A value nested deeper than " + MAX_DEPTH + " levels is none for Lua");
    }
    return switch (value) {
      case null -> LuaValue.NIL;
      case Boolean b -> LuaValue.valueOf(b);
      case String s -> world.string(s.getBytes(StandardCharsets.UTF_8));
      case byte[] bytes -> world.string(bytes.clone());
      case Number n -> Numbers.of(n.doubleValue());
      case LuaTable t -> t.table();
      case LuaFunction f -> f.value();
      case Map<?, ?> map -> fromMap(world, map, depth);
      case Collection<?> list -> fromList(world, list, depth);
      case Object[] array -> fromList(world, Arrays.asList(array), depth);
      default -> throw new IllegalArgumentException("No Lua value for " + value.getClass().getName());
    };
  }

  private static LuaValue fromMap(World world, Map<?, ?> map, int depth) {
    world.charge(72);
    Table table = new Table(0, map.size());
    map.forEach(
        (key, value) -> {
          LuaValue luaKey = toLua(world, key, depth + 1);
          if (luaKey.isnil() || (key instanceof Double d && d.isNaN())) {
            throw new IllegalArgumentException("No Lua table has the key " + key);
          }
          table.put(world, luaKey, toLua(world, value, depth + 1));
        });
    return table;
  }

  private static LuaValue fromList(World world, Collection<?> list, int depth) {
    world.charge(72);
    Table table = new Table(list.size(), 0);
    int i = 0;
    for (Object value : list) {
      table.put(world, LuaValue.valueOf(++i), toLua(world, value, depth + 1));
    }
    return table;
  }

  static Object toJava(World world, LuaValue value) {
    return switch (value) {
      case LuaString s -> Strings.utf8(s);
      case Table t -> new LuaTable(world, t);
      case Closure c -> {
        world.keep(c);
        yield new LuaFunction(c);
      }
      default ->
          switch (value.type()) {
            case LuaValue.TNIL -> null;
            case LuaValue.TBOOLEAN -> value.toboolean();
            case LuaValue.TNUMBER -> number(value.todouble());
            case LuaValue.TFUNCTION -> new LuaFunction(value);
            default -> value.typename();
          };
    };
  }

  /** Whole numbers as Long, where a double holds them exactly. */
  static Object number(double d) {
    return d == Math.rint(d) && Math.abs(d) <= 1L << 53 ? (Object) (long) d : (Object) d;
  }

  static LuaType type(LuaValue value) {
    return switch (value.type()) {
      case LuaValue.TNIL -> LuaType.NIL;
      case LuaValue.TBOOLEAN -> LuaType.BOOLEAN;
      case LuaValue.TNUMBER -> LuaType.NUMBER;
      case LuaValue.TSTRING -> LuaType.STRING;
      case LuaValue.TTABLE -> LuaType.TABLE;
      case LuaValue.TFUNCTION -> LuaType.FUNCTION;
      default -> LuaType.OTHER;
    };
  }
}
