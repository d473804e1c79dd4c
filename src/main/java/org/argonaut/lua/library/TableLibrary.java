package org.argonaut.lua.library;

import java.util.List;
import org.argonaut.lua.library.Library.Entry;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Run;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table table. */
final class TableLibrary {
  static final List<Entry> ENTRIES =
      List.of(
          Entry.of("concat", TableLibrary::concat),
          Entry.of("foreach", TableLibrary::foreach),
          Entry.of("foreachi", TableLibrary::foreachi),
          Entry.of("getn", args -> LuaValue.valueOf(args.table(1).rawlen())),
          Entry.of("insert", TableLibrary::insert),
          Entry.of("maxn", TableLibrary::maxn),
          Entry.of("remove", TableLibrary::remove),
          Entry.of("setn", TableLibrary::setn),
          Entry.of("sort", TableSort::sort));

  private TableLibrary() {}

  private static Varargs concat(Args args) {
    Table table = args.table(1);
    LuaString separator = args.isNil(2) ? LuaValue.EMPTYSTRING : args.string(2);
    int from = args.smallInteger(3, 1);
    int to = args.isNil(4) ? table.rawlen() : args.smallInteger(4);
    try (Text text = new Text(args.world())) {
      for (long i = from; i <= to; i++) {
        LuaValue value = table.at((int) i);
        LuaString part = Strings.orNumber(value);
        if (part == null) {
          String type = Run.typeName(value);
          throw args.error("invalid value (" + type + ") at index " + i + " in table for 'concat'");
        }
        args.run().spend(1 + (part.m_length >> 6));
        text.append(part);
        if (i < to) {
          text.append(separator);
        }
      }
      return text.toLua();
    }
  }

  private static Varargs foreach(Args args) {
    Table table = args.table(1);
    LuaFunction function = args.function(2);
    int place = table.first();
    while (place >= 0) {
      LuaValue key = table.keyAt(place);
      LuaValue result = args.run().call(function, key, table.valueAt(place)).arg1();
      if (!result.isnil()) {
        return result;
      }
      args.run().spend(1);
      place = table.after(key);
    }
    if (place < -1) {
      throw args.error("invalid key to 'next'");
    }
    return LuaValue.NONE;
  }

  private static Varargs foreachi(Args args) {
    Table table = args.table(1);
    LuaFunction function = args.function(2);
    int n = table.rawlen();
    for (int i = 1; i <= n; i++) {
      args.run().spend(1);
      LuaValue result = args.run().call(function, LuaValue.valueOf(i), table.at(i)).arg1();
      if (!result.isnil()) {
        return result;
      }
    }
    return LuaValue.NONE;
  }

  private static Varargs insert(Args args) {
    Table table = args.table(1);
    int end = table.rawlen() + 1;
    switch (args.count()) {
      case 2 -> table.put(args.world(), LuaValue.valueOf(end), args.get(2));
      case 3 -> {
        int position = args.smallInteger(2);
        end = Math.max(end, position);
        args.run().spend(Math.max(0, (long) end - position));
        for (int i = end; i > position; i--) {
          table.put(args.world(), LuaValue.valueOf(i), table.at(i - 1));
        }
        table.put(args.world(), LuaValue.valueOf(position), args.get(3));
      }
      default -> throw args.error("wrong number of arguments to 'insert'");
    }
    return LuaValue.NONE;
  }

  private static Varargs remove(Args args) {
    Table table = args.table(1);
    int end = table.rawlen();
    int position = args.smallInteger(2, end);
    if (position < 1 || position > end) {
      return LuaValue.NONE;
    }
    LuaValue removed = table.at(position);
    args.run().spend(end - position);
    for (int i = position; i < end; i++) {
      table.put(args.world(), LuaValue.valueOf(i), table.at(i + 1));
    }
    table.put(args.world(), LuaValue.valueOf(end), LuaValue.NIL);
    return removed;
  }

  private static Varargs maxn(Args args) {
    Table table = args.table(1);
    double max = 0;
    for (int place = table.first(); place >= 0; place = table.next(place)) {
      args.run().spend(1);
      max = table.keyAt(place) instanceof LuaNumber n ? Math.max(max, n.todouble()) : max;
    }
    return Numbers.of(max);
  }

  private static Varargs setn(Args args) {
    args.table(1);
    throw args.error("'setn' is obsolete");
  }
}
