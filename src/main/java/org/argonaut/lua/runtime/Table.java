package org.argonaut.lua.runtime;

import java.util.Arrays;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * A table as Lua 5.1 has them: values 1 to n in an array, the rest hashed, with the sizes that decide what the length of a
 * table with holes is. Its memory is charged to the script as it grows.
 */
public final class Table extends LuaValue {
  private static final LuaValue[] EMPTY = {};
  private static final int ARRAY_SLOT = 16;
  private static final int HASH_SLOT = 40;
  private static final int MAX_ARRAY_BITS = 26;

  private LuaValue[] array = EMPTY;

  /** Open addressing, at most half full. The value of a key that was taken away is null; the key stays for next. */
  private LuaValue[] keys = EMPTY;

  private LuaValue[] values = EMPTY;
  private int used;
  private Table meta;

  /** Which metamethods are known not to be in this table, by bit. */
  private int absent;

  int mark;

  /** An empty table. */
  public Table() {}

  /** An empty table with room. */
  public Table(int arraySize, int hashSize) {
    if (arraySize > 0) {
      array = new LuaValue[arraySize];
    }
    makeHash(hashSize);
  }

  private void makeHash(int size) {
    int capacity = size == 0 ? 0 : 2 << (32 - Integer.numberOfLeadingZeros(size - 1));
    keys = size == 0 ? EMPTY : new LuaValue[capacity];
    values = size == 0 ? EMPTY : new LuaValue[capacity];
    used = 0;
  }

  @Override
  public int type() {
    return TTABLE;
  }

  @Override
  public String typename() {
    return "table";
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
    int slot = find(normal(key));
    return slot < 0 || values[slot] == null ? NIL : values[slot];
  }

  /** The value of a whole number. */
  public LuaValue at(int key) {
    LuaValue value;
    if (key > 0 && key <= array.length) {
      value = array[key - 1];
    } else {
      int slot = keys.length == 0 ? -1 : find(LuaInteger.valueOf(key));
      value = slot < 0 ? null : values[slot];
    }
    return value == null ? NIL : value;
  }

  /** Minus zero is the key zero. */
  private static LuaValue normal(LuaValue key) {
    return key instanceof LuaNumber n && n.todouble() == 0 ? ZERO : key;
  }

  private static int hash(LuaValue key) {
    int h = key.hashCode() * 0x9e3779b9;
    return h ^ h >>> 16;
  }

  /** The slot of a key, or -1. */
  private int find(LuaValue key) {
    int mask = keys.length - 1;
    if (mask < 0) {
      return -1;
    }
    int slot = hash(key) & mask;
    while (keys[slot] != null) {
      if (Operations.rawEquals(keys[slot], key)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return -1;
  }

  /** Sets without metamethods; the caller has seen to it that the key is neither nil nor NaN. */
  public void put(World world, LuaValue key, LuaValue value) {
    LuaValue stored = value.isnil() ? null : value;
    if (key instanceof LuaInteger i && i.v > 0 && i.v <= array.length) {
      array[i.v - 1] = stored;
      return;
    }
    absent = 0;
    LuaValue hashed = normal(key);
    int slot = find(hashed);
    if (slot >= 0) {
      values[slot] = stored;
    } else if (stored != null) {
      if (2 * used == keys.length) {
        rehash(world, hashed);
        put(world, hashed, value);
      } else {
        insert(hashed, stored);
      }
    }
  }

  private void insert(LuaValue key, LuaValue value) {
    int mask = keys.length - 1;
    int slot = hash(key) & mask;
    while (keys[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    values[slot] = value;
    used++;
  }

  /** Finds new sizes for what is in it and one more key. */
  private void rehash(World world, LuaValue extra) {
    int[] counts = new int[MAX_ARRAY_BITS + 1];
    int total = 1;
    countInteger(extra, counts);
    for (int i = 0; i < array.length; i++) {
      if (array[i] != null) {
        total++;
        counts[bits(i + 1)]++;
      }
    }
    for (int i = 0; i < keys.length; i++) {
      if (values[i] != null) {
        total++;
        countInteger(keys[i], counts);
      }
    }
    int size = arraySize(counts);
    int inArray = 0;
    for (int i = 0; i <= MAX_ARRAY_BITS && size > 0 && i <= bits(size); i++) {
      inArray += counts[i];
    }
    resize(world, size, total - inArray);
  }

  private static void countInteger(LuaValue key, int[] counts) {
    if (key instanceof LuaInteger i && i.v > 0 && i.v <= 1 << MAX_ARRAY_BITS) {
      counts[bits(i.v)]++;
    }
  }

  /** The least n with key <= 2^n. */
  private static int bits(int key) {
    return 32 - Integer.numberOfLeadingZeros(key - 1);
  }

  /** The greatest power of two of which more than half would be in use. */
  private static int arraySize(int[] counts) {
    int size = 0;
    int sum = 0;
    for (int i = 0; i <= MAX_ARRAY_BITS; i++) {
      sum += counts[i];
      if (sum > (1 << i) / 2) {
        size = 1 << i;
      }
    }
    return size;
  }

  private void resize(World world, int arraySize, int hashSize) {
    long before = size();
    world.charge(Math.max(0, (long) (arraySize - array.length) * ARRAY_SLOT));
    LuaValue[] oldArray = array;
    LuaValue[] oldKeys = keys;
    LuaValue[] oldValues = values;
    int moved = 0;
    for (int i = arraySize; i < oldArray.length; i++) {
      moved += oldArray[i] == null ? 0 : 1;
    }
    array = Arrays.copyOf(oldArray, arraySize);
    makeHash(Math.max(hashSize, moved));
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        if (oldKeys[i] instanceof LuaInteger n && n.v > 0 && n.v <= arraySize) {
          array[n.v - 1] = oldValues[i];
        } else {
          insert(oldKeys[i], oldValues[i]);
        }
      }
    }
    for (int i = arraySize; i < oldArray.length; i++) {
      if (oldArray[i] != null) {
        insert(LuaInteger.valueOf(i + 1), oldArray[i]);
      }
    }
    world.charge(size() - before - Math.max(0, (long) (arraySize - oldArray.length) * ARRAY_SLOT));
  }

  /** Makes room for exactly so many values from 1 on. */
  void reserve(World world, int size) {
    if (size > array.length && keys.length == 0) {
      world.charge((long) (size - array.length) * ARRAY_SLOT);
      array = Arrays.copyOf(array, size);
    }
  }

  /** By estimate, in bytes. */
  long size() {
    return 64 + (long) array.length * ARRAY_SLOT + (long) keys.length / 2 * HASH_SLOT;
  }

  /** A metamethod in this metatable; NIL for none. */
  LuaValue tag(Tag tag) {
    if ((absent & tag.bit) != 0) {
      return NIL;
    }
    LuaValue value = at(tag.key);
    if (value.isnil()) {
      absent |= tag.bit;
    }
    return value;
  }

  /** Lua 5.1's border, the operator {@code #}. */
  @Override
  public int rawlen() {
    int size = array.length;
    if (size > 0 && array[size - 1] == null) {
      return border(0, size);
    }
    if (keys.length == 0 || at(size + 1).isnil()) {
      return size;
    }
    int low = size + 1;
    long high = 2L * low;
    while (high < Integer.MAX_VALUE && !at((int) high).isnil()) {
      low = (int) high;
      high *= 2;
    }
    return border(low, (int) Math.min(high, Integer.MAX_VALUE));
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

  /** The place of the first pair; see {@link #after}. */
  public int first() {
    return seek(0);
  }

  /** The place of the pair after a key's; -1 after the last, -2 when there is no such key. */
  public int after(LuaValue key) {
    if (key.isnil()) {
      return first();
    }
    if (key instanceof LuaInteger i && i.v > 0 && i.v <= array.length) {
      return seek(i.v);
    }
    int slot = find(normal(key));
    return slot < 0 ? -2 : seek(array.length + slot + 1);
  }

  /** The place of the pair after another place; -1 after the last. */
  public int next(int place) {
    return seek(place + 1);
  }

  private int seek(int from) {
    int place = from;
    for (; place < array.length; place++) {
      if (array[place] != null) {
        return place;
      }
    }
    for (; place - array.length < keys.length; place++) {
      if (values[place - array.length] != null) {
        return place;
      }
    }
    return -1;
  }

  /** The key at a place. */
  public LuaValue keyAt(int place) {
    return place < array.length ? LuaInteger.valueOf(place + 1) : keys[place - array.length];
  }

  /** The value at a place. */
  public LuaValue valueAt(int place) {
    LuaValue value = place < array.length ? array[place] : values[place - array.length];
    return value == null ? NIL : value;
  }

  /** As the function next; null when there is no such key. */
  @Override
  public Varargs next(LuaValue key) {
    int place = after(key);
    return place == -2 ? null : place == -1 ? NIL : LuaValue.varargsOf(keyAt(place), valueAt(place));
  }
}
