package org.argonaut.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.argonaut.lua.runtime.Table;
import org.argonaut.lua.runtime.World;
import org.luaj.vm2.LuaValue;

/**
 * A Lua table seen from Java, for reading. It is the script's own table, not a copy: read it in the host function that
 * got it, not from another thread and not in or after {@link HostCall#blocking}. Metatables are not asked.
 */
public final class LuaTable {
  private final World world;
  private final Table table;

  LuaTable(World world, Table table) {
    this.world = world;
    this.table = table;
  }

  /** The value of a key, converted; null for none. */
  public Object get(Object key) {
    LuaValue luaKey = Values.toLua(world, key);
    return luaKey.isnil() ? null : Values.toJava(world, table.at(luaKey));
  }

  /** As the operator {@code #}. */
  public int length() {
    return table.rawlen();
  }

  /** All keys and values, converted, in the order of {@code next}. */
  public List<Map.Entry<Object, Object>> entries() {
    List<Map.Entry<Object, Object>> entries = new ArrayList<>();
    for (int place = table.first(); place >= 0; place = table.next(place)) {
      entries.add(Map.entry(Values.toJava(world, table.keyAt(place)), Values.toJava(world, table.valueAt(place))));
    }
    return entries;
  }

  /** Whether the keys are exactly 1 to {@link #length}, at least one. */
  public boolean isArray() {
    int keys = 0;
    for (int place = table.first(); place >= 0; place = table.next(place)) {
      keys++;
    }
    return keys > 0 && keys == length();
  }

  Table table() {
    return table;
  }

  /** The same table, not an equal one: so cycles can be found. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public boolean equals(Object other) {
    return other instanceof LuaTable that && that.table == table;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(table);
  }
}
