package org.argonaut.lua.library;

import java.util.List;
import org.argonaut.lua.library.Library.Entry;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Strings;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table string; what matches patterns is {@link PatternLibrary}'s. */
final class StringLibrary {
  static final List<Entry> ENTRIES =
      List.of(
          Entry.of("byte", StringLibrary::bytes),
          Entry.of("char", StringLibrary::chars),
          Entry.of("find", args -> PatternLibrary.find(args, true)),
          Entry.of("format", Format::format),
          Entry.of("gfind", PatternLibrary::gmatch),
          Entry.of("gmatch", PatternLibrary::gmatch),
          Entry.of("gsub", Substitution::gsub),
          Entry.of("len", args -> LuaValue.valueOf(args.string(1).m_length)),
          Entry.of("lower", args -> mapped(args, 'A', 'Z', 32)),
          Entry.of("match", args -> PatternLibrary.find(args, false)),
          Entry.of("rep", StringLibrary::rep),
          Entry.of("reverse", StringLibrary::reverse),
          Entry.of("sub", StringLibrary::sub),
          Entry.of("upper", args -> mapped(args, 'a', 'z', -32)));

  private StringLibrary() {}

  /** Negative: from the end. */
  static long position(long given, int length) {
    return given >= 0 ? given : Math.max(0, length + given + 1);
  }

  private static Varargs bytes(Args args) {
    LuaString s = args.string(1);
    long from = position(args.isNil(2) ? 1 : args.integer(2), s.m_length);
    long to = Math.min(position(args.isNil(3) ? from : args.integer(3), s.m_length), s.m_length);
    from = Math.max(from, 1);
    if (from > to) {
      return LuaValue.NONE;
    }
    args.run().spend(to - from);
    args.world().charge(4 * (to - from));
    LuaValue[] values = new LuaValue[(int) (to - from + 1)];
    for (int i = 0; i < values.length; i++) {
      values[i] = LuaValue.valueOf(Strings.at(s, (int) from - 1 + i));
    }
    return LuaValue.varargsOf(values);
  }

  private static Varargs chars(Args args) {
    byte[] bytes = new byte[args.count()];
    for (int i = 0; i < bytes.length; i++) {
      long c = args.integer(i + 1);
      if (c < 0 || c > 255) {
        throw args.bad(i + 1, "invalid value");
      }
      bytes[i] = (byte) c;
    }
    return args.world().string(bytes);
  }

  private static Varargs mapped(Args args, int from, int to, int shift) {
    LuaString s = args.string(1);
    args.world().chargeString(s.m_length);
    args.run().spend(s.m_length >> 4);
    byte[] bytes = new byte[s.m_length];
    for (int i = 0; i < bytes.length; i++) {
      int c = Strings.at(s, i);
      bytes[i] = (byte) (c >= from && c <= to ? c + shift : c);
    }
    return LuaString.valueUsing(bytes);
  }

  private static Varargs rep(Args args) {
    LuaString s = args.string(1);
    long n = Math.max(0, args.integer(2));
    if (s.m_length == 0 || n == 0) {
      return LuaValue.EMPTYSTRING;
    }
    long length = n > Integer.MAX_VALUE ? Long.MAX_VALUE / 2 : n * s.m_length;
    args.world().chargeString(length);
    args.run().spend(length >> 4);
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < n; i++) {
      s.copyInto(0, bytes, i * s.m_length, s.m_length);
    }
    return LuaString.valueUsing(bytes);
  }

  private static Varargs reverse(Args args) {
    LuaString s = args.string(1);
    args.world().chargeString(s.m_length);
    args.run().spend(s.m_length >> 4);
    byte[] bytes = new byte[s.m_length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Strings.at(s, bytes.length - 1 - i);
    }
    return LuaString.valueUsing(bytes);
  }

  private static Varargs sub(Args args) {
    LuaString s = args.string(1);
    long from = Math.max(1, position(args.integer(2), s.m_length));
    long to = Math.min(s.m_length, position(args.isNil(3) ? -1 : args.integer(3), s.m_length));
    if (from > to) {
      return LuaValue.EMPTYSTRING;
    }
    args.world().chargeString(to - from + 1);
    return s.substring((int) from - 1, (int) to);
  }
}
