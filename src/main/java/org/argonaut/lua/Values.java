package org.argonaut.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Converts between Java and Lua. */
final class Values {
  private Values() {}

  static LuaValue toLua(Object value) {
    return switch (value) {
      case null -> LuaValue.NIL;
      case Boolean b -> LuaValue.valueOf(b);
      case String s -> LuaString.valueUsing(s.getBytes(StandardCharsets.UTF_8));
      case byte[] bytes -> LuaString.valueUsing(bytes.clone());
      case Number n -> LuaValue.valueOf(n.doubleValue());
      case LuaTable t -> t.table();
      case LuaFunction f -> f.value();
      case Map<?, ?> map -> fromMap(map);
      case Collection<?> list -> fromList(list);
      case Object[] array -> fromList(Arrays.asList(array));
      default -> throw new IllegalArgumentException("No Lua value for " + value.getClass().getName());
    };
  }

  private static LuaValue fromMap(Map<?, ?> map) {
    var table = new org.luaj.vm2.LuaTable(0, map.size());
    map.forEach((key, value) -> table.rawset(toLua(key), toLua(value)));
    return table;
  }

  private static LuaValue fromList(Collection<?> list) {
    var table = new org.luaj.vm2.LuaTable(list.size(), 0);
    int i = 0;
    for (Object value : list) {
      table.rawset(++i, toLua(value));
    }
    return table;
  }

  static Object toJava(LuaValue value) {
    return switch (value.type()) {
      case LuaValue.TNIL -> null;
      case LuaValue.TBOOLEAN -> value.toboolean();
      case LuaValue.TNUMBER -> number(value.todouble());
      case LuaValue.TSTRING -> text((LuaString) value);
      case LuaValue.TTABLE -> new LuaTable((org.luaj.vm2.LuaTable) value);
      case LuaValue.TFUNCTION -> new LuaFunction(value);
      default -> value.tojstring();
    };
  }

  static String text(LuaString string) {
    return new String(string.m_bytes, string.m_offset, string.m_length, StandardCharsets.UTF_8);
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
