package org.argonaut.lua.runtime;

import java.util.Arrays;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** A table: LuaJ's, with a metatable that no other script sees, Lua 5.1's length, and a size that can be told. */
public final class Table extends LuaTable {
  private static final int ARRAY_SLOT = 16;
  private static final int HASH_SLOT = 56;

  private Table meta;

  /** Which metamethods are known not to be in this table, by bit. */
  private int absent;

  private int counted;
  int mark;

  /** An empty table. */
  public Table() {}

  /** An empty table with room. */
  public Table(int array, int hash) {
    super(0, hash);
    if (array > 0) {
      this.array = new LuaValue[array];
    }
  }

  /** Makes room for exactly so many values from 1 on, which decides what the border of a table with holes is. */
  void reserve(int size) {
    if (size > array.length && getHashLength() == 0) {
      array = Arrays.copyOf(array, size);
    }
  }

  /** Null when it has none. */
  public Table meta() {
    return meta;
  }

  /** Null takes it away. */
  public void setMeta(Table table) {
    meta = table;
  }

  /** The value of a key, without metamethods; NIL for none. */
  public LuaValue at(LuaValue key) {
    if (key instanceof LuaInteger i) {
      return at(i.v);
    }
    return rawget(key.type() == TNUMBER ? normal(key) : key);
  }

  /** The value of a whole number. */
  public LuaValue at(int key) {
    if (key > 0 && key <= array.length) {
      LuaValue value = array[key - 1];
      return value == null ? NIL : value;
    }
    return getHashLength() == 0 ? NIL : rawget(key);
  }

  private static LuaValue normal(LuaValue number) {
    return number.todouble() == 0 ? ZERO : number;
  }

  /** Sets without metamethods; the caller has seen to it that the key is neither nil nor NaN. */
  public void put(World world, LuaValue key, LuaValue value) {
    if (key instanceof LuaInteger i && i.v > 0 && i.v <= array.length) {
      array[i.v - 1] = value.isnil() ? null : value;
      return;
    }
    rawset(key.type() == TNUMBER ? normal(key) : key, value);
    int size = array.length * ARRAY_SLOT + getHashLength() * HASH_SLOT;
    if (size != counted) {
      int grown = size - counted;
      counted = size;
      world.charge(grown);
    }
  }

  /** By estimate, in bytes. */
  int size() {
    return 64 + array.length * ARRAY_SLOT + getHashLength() * HASH_SLOT;
  }

  @Override
  public void hashset(LuaValue key, LuaValue value) {
    absent = 0;
    super.hashset(key, value);
  }

  /** A metamethod in this metatable; NIL for none. */
  LuaValue tag(Tag tag) {
    int bit = tag.bit;
    if ((absent & bit) != 0) {
      return NIL;
    }
    LuaValue value = rawget(tag.key);
    if (value.isnil()) {
      absent |= bit;
    }
    return value;
  }

  /** Lua 5.1's border. */
  @Override
  public int rawlen() {
    int size = array.length;
    if (size > 0 && array[size - 1] == null) {
      return border(0, size);
    }
    if (getHashLength() == 0 || at(size + 1).isnil()) {
      return size;
    }
    int low = size;
    long high = size + 1L;
    while (!at((int) high).isnil()) {
      low = (int) high;
      high *= 2;
      if (high > Integer.MAX_VALUE) {
        return low;
      }
    }
    return border(low, (int) high);
  }

  private int border(int from, int to) {
    int low = from;
    int high = to;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (at(middle).isnil()) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  int arraySize() {
    return array.length;
  }

  LuaValue arrayAt(int index) {
    return array[index];
  }
}
