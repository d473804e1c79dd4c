package org.argonaut.lua.runtime;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** What operators mean, with metamethods and errors. */
public final class Operations {
  private static final int MAX_CHAIN = 100;

  private Operations() {}

  /** {@code object[key]}. */
  public static LuaValue index(Run run, LuaValue object, LuaValue key) {
    LuaValue o = object;
    for (int i = 0; i < MAX_CHAIN; i++) {
      LuaValue handler;
      if (o instanceof Table table) {
        LuaValue value = table.at(key);
        Table meta = table.meta();
        handler = meta == null || !value.isnil() ? LuaValue.NIL : meta.tag(Tag.INDEX);
        if (handler.isnil()) {
          return value;
        }
      } else {
        handler = run.world.tagOf(o, Tag.INDEX);
        if (handler.isnil()) {
          return indexOther(run, o, i == 0);
        }
      }
      if (handler instanceof LuaFunction) {
        return run.call(handler, o, key).arg1();
      }
      o = handler;
    }
    throw run.error("loop in gettable");
  }

  /** False has the fields of the callback's last failure. */
  static LuaValue failureField(Run run, LuaValue object, LuaValue key) {
    return object.isboolean() && !object.toboolean() && run.failure() != null ? run.failure().at(key) : null;
  }

  private static LuaValue indexOther(Run run, LuaValue o, boolean named) {
    throw run.error("attempt to index " + Run.described(o, named ? operand(run, 0) : null));
  }

  private static String operand(Run run, int which) {
    return run.builtin == null && run.current != null ? run.current.nameOf(which) : null;
  }

  /** {@code object[key] = value}. */
  public static void setIndex(Run run, LuaValue object, LuaValue key, LuaValue value) {
    LuaValue o = object;
    for (int i = 0; i < MAX_CHAIN; i++) {
      LuaValue handler;
      if (o instanceof Table table) {
        Table meta = table.meta();
        handler = meta == null ? LuaValue.NIL : meta.tag(Tag.NEWINDEX);
        if (handler.isnil() || !table.at(key).isnil()) {
          checkKey(run, key);
          table.put(run.world, key, value);
          return;
        }
      } else {
        handler = run.world.tagOf(o, Tag.NEWINDEX);
        if (handler.isnil()) {
          indexOther(run, o, i == 0);
        }
      }
      if (handler instanceof LuaFunction) {
        run.call(handler, o, key, value);
        return;
      }
      o = handler;
    }
    throw run.error("loop in settable");
  }

  /** Keys are neither nil nor NaN. */
  public static void checkKey(Run run, LuaValue key) {
    if (key.isnil()) {
      throw run.error("table index is nil");
    }
    if (key instanceof LuaNumber && !(key instanceof LuaInteger) && Double.isNaN(key.todouble())) {
      throw run.error("table index is NaN");
    }
  }

  static LuaValue arithmetic(Run run, Tag tag, LuaValue x, LuaValue y) {
    if (x instanceof LuaNumber a && y instanceof LuaNumber b) {
      return Numbers.of(compute(tag, a.todouble(), b.todouble()));
    }
    LuaNumber a = Numbers.toNumber(x);
    LuaNumber b = Numbers.toNumber(y);
    if (a != null && b != null) {
      return Numbers.of(compute(tag, a.todouble(), b.todouble()));
    }
    LuaValue handler = binaryHandler(run, tag, x, y);
    if (!handler.isnil()) {
      return run.call(handler, x, y).arg1();
    }
    if (tag == Tag.UNM) {
      throw run.error("attempt to perform arithmetic on " + Run.described(x, operand(run, 0)));
    }
    LuaValue wrong = a == null ? x : y;
    String name = operand(run, a == null ? 1 : 2);
    throw run.error("attempt to perform arithmetic on " + Run.described(wrong, name));
  }

  private static LuaValue binaryHandler(Run run, Tag tag, LuaValue x, LuaValue y) {
    LuaValue handler = run.world.tagOf(x, tag);
    return handler.isnil() ? run.world.tagOf(y, tag) : handler;
  }

  private static double compute(Tag tag, double a, double b) {
    double result =
        switch (tag) {
          case ADD -> a + b;
          case SUB -> a - b;
          case MUL -> a * b;
          case DIV -> a / b;
          case MOD -> modulo(a, b);
          case POW -> power(a, b);
          case UNM -> -a;
          default -> throw new AssertionError(tag);
        };
    if (Double.isNaN(result)) {
      return nan(tag, a, b);
    }
    return result;
  }

  /** The processor hands a NaN on, and makes new ones negative. */
  private static double nan(Tag tag, double a, double b) {
    if (tag == Tag.UNM) {
      return Double.longBitsToDouble(Double.doubleToRawLongBits(a) ^ Long.MIN_VALUE);
    }
    return Double.isNaN(a) ? a : Double.isNaN(b) ? b : Numbers.NAN;
  }

  /** The result has the sign of the divisor. */
  static double modulo(double a, double b) {
    if (b == 0 || Double.isInfinite(a)) {
      return Double.NaN;
    }
    return a - Math.floor(a / b) * b;
  }

  /** C's pow, which has 1 for a base of 1 where Java has NaN. */
  public static double power(double a, double b) {
    if (b == 2) {
      return a * a;
    }
    if (a == 1 || (a == -1 && Double.isInfinite(b))) {
      return 1;
    }
    return b == 0.5 && a >= 0 && !Double.isInfinite(a) ? Math.sqrt(a) : Math.pow(a, b);
  }

  /** {@code ==} without metamethods. */
  @SuppressWarnings("ReferenceEquality")
  public static boolean rawEquals(LuaValue x, LuaValue y) {
    if (x == y) {
      return !(x instanceof LuaNumber n) || !Double.isNaN(n.todouble());
    }
    if (x instanceof LuaNumber a) {
      return y instanceof LuaNumber b && a.todouble() == b.todouble();
    }
    return x instanceof LuaString a && y instanceof LuaString b && a.raweq(b);
  }

  static boolean equals(Run run, LuaValue x, LuaValue y) {
    if (rawEquals(x, y)) {
      return true;
    }
    if (!(x instanceof Table a && y instanceof Table b) || a.meta() == null || b.meta() == null) {
      return false;
    }
    LuaValue handler = a.meta().tag(Tag.EQ);
    return !handler.isnil()
        && rawEquals(handler, b.meta().tag(Tag.EQ))
        && run.call(handler, x, y).arg1().toboolean();
  }

  /** {@code x < y}. */
  public static boolean less(Run run, LuaValue x, LuaValue y) {
    if (x instanceof LuaNumber a && y instanceof LuaNumber b) {
      return a.todouble() < b.todouble();
    }
    if (x instanceof LuaString a && y instanceof LuaString b) {
      return Strings.compare(a, b) < 0;
    }
    LuaValue handler = comparisonHandler(run, Tag.LT, x, y);
    if (handler == null) {
      throw incomparable(run, x, y);
    }
    return run.call(handler, x, y).arg1().toboolean();
  }

  static boolean lessOrEqual(Run run, LuaValue x, LuaValue y) {
    if (x instanceof LuaNumber a && y instanceof LuaNumber b) {
      return a.todouble() <= b.todouble();
    }
    if (x instanceof LuaString a && y instanceof LuaString b) {
      return Strings.compare(a, b) <= 0;
    }
    LuaValue handler = comparisonHandler(run, Tag.LE, x, y);
    if (handler != null) {
      return run.call(handler, x, y).arg1().toboolean();
    }
    handler = comparisonHandler(run, Tag.LT, y, x);
    if (handler == null) {
      throw incomparable(run, x, y);
    }
    return !run.call(handler, y, x).arg1().toboolean();
  }

  /** Both operands must be of one type and have the same handler. */
  private static LuaValue comparisonHandler(Run run, Tag tag, LuaValue x, LuaValue y) {
    if (x.type() != y.type()) {
      return null;
    }
    LuaValue handler = run.world.tagOf(x, tag);
    return !handler.isnil() && rawEquals(handler, run.world.tagOf(y, tag)) ? handler : null;
  }

  private static Raised incomparable(Run run, LuaValue x, LuaValue y) {
    String a = Run.typeName(x);
    String b = Run.typeName(y);
    return run.error(
        a.equals(b) ? "attempt to compare two " + a + " values" : "attempt to compare " + a + " with " + b);
  }

  static LuaValue length(Run run, LuaValue value) {
    if (value instanceof LuaString s) {
      return LuaValue.valueOf(s.m_length);
    }
    if (value instanceof Table t) {
      return LuaValue.valueOf(t.rawlen());
    }
    throw run.error("attempt to get length of " + Run.described(value, operand(run, 0)));
  }

  /** Joins registers, from the right as the operator does. */
  static LuaValue concat(Run run, LuaValue[] registers, int from, int more) {
    LuaValue result = registers[from + more];
    int last = from + more - 1;
    while (last >= from) {
      int first = last + 1;
      while (first > from && joinable(registers[first - 1])) {
        first--;
      }
      if (first <= last && joinable(result)) {
        result = join(run, registers, first, last, result);
        last = first - 1;
        continue;
      }
      result = concatPair(run, registers[last], result, last - from);
      last--;
    }
    return result;
  }

  private static boolean joinable(LuaValue value) {
    return value instanceof LuaString || value instanceof LuaNumber;
  }

  private static LuaValue concatPair(Run run, LuaValue x, LuaValue y, int position) {
    LuaValue handler = binaryHandler(run, Tag.CONCAT, x, y);
    if (!handler.isnil()) {
      return run.call(handler, x, y).arg1();
    }
    boolean right = joinable(x);
    int which = right ? position + 1 : position;
    throw run.error("attempt to concatenate " + Run.described(right ? y : x, operand(run, which)));
  }

  private static LuaValue join(Run run, LuaValue[] registers, int first, int last, LuaValue tail) {
    LuaString[] parts = new LuaString[last - first + 2];
    long length = 0;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = Strings.orNumber(first + i > last ? tail : registers[first + i]);
      length += parts[i].m_length;
    }
    run.world.chargeString(length);
    run.spend(length >> 6);
    byte[] bytes = new byte[(int) length];
    int at = 0;
    for (LuaString part : parts) {
      System.arraycopy(part.m_bytes, part.m_offset, bytes, at, part.m_length);
      at += part.m_length;
    }
    return LuaString.valueUsing(bytes);
  }
}
