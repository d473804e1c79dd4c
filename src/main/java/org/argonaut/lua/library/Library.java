package org.argonaut.lua.library;

import java.util.List;
import org.argonaut.lua.runtime.Builtin;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.argonaut.lua.runtime.World;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Puts the library into a new world. */
public final class Library {

  /** A name in a library's table. */
  record Entry(LuaString name, LuaValue value) {
    static Entry of(String name, Builtin.Body body) {
      return new Entry(Strings.of(name), new Builtin(name, body));
    }

    static Entry of(String name, LuaValue value) {
      return new Entry(Strings.of(name), value);
    }

    static Entry of(String name, double value) {
      return new Entry(Strings.of(name), Numbers.of(value));
    }
  }

  private static final LuaString INDEX = Strings.of("__index");
  private static final LuaString G = Strings.of("_G");
  private static final LuaString STRING = Strings.of("string");
  private static final LuaString TABLE = Strings.of("table");
  private static final LuaString MATH = Strings.of("math");
  private static final LuaString OS = Strings.of("os");
  private static final LuaString COROUTINE = Strings.of("coroutine");

  private Library() {}

  /** Fills the globals. */
  public static void install(World world) {
    Table globals = world.globals();
    fill(world, globals, BaseLibrary.ENTRIES);
    globals.put(world, G, globals);
    Table strings = table(world, STRING, StringLibrary.ENTRIES);
    table(world, TABLE, TableLibrary.ENTRIES);
    table(world, MATH, MathLibrary.ENTRIES);
    table(world, OS, OsLibrary.ENTRIES);
    table(world, COROUTINE, CoroutineLibrary.ENTRIES);
    Table meta = new Table(0, 1);
    meta.put(world, INDEX, strings);
    world.setStringMeta(meta);
  }

  private static Table table(World world, LuaString name, List<Entry> entries) {
    Table table = new Table(0, entries.size());
    fill(world, table, entries);
    world.globals().put(world, name, table);
    return table;
  }

  private static void fill(World world, Table table, List<Entry> entries) {
    for (Entry entry : entries) {
      table.put(world, entry.name, entry.value);
    }
  }
}
