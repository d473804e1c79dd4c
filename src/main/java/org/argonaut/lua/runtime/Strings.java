package org.argonaut.lua.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Lua strings are bytes. */
public final class Strings {
  private Strings() {}

  /** UTF-8. */
  public static LuaString of(String text) {
    return LuaString.valueUsing(text.getBytes(StandardCharsets.UTF_8));
  }

  /** One character a byte. */
  public static String latin(LuaString string) {
    return new String(string.m_bytes, string.m_offset, string.m_length, StandardCharsets.ISO_8859_1);
  }

  /** Read as UTF-8. */
  public static String utf8(LuaString string) {
    return new String(string.m_bytes, string.m_offset, string.m_length, StandardCharsets.UTF_8);
  }

  /** A byte from 0 to 255. */
  public static int at(LuaString string, int index) {
    return string.m_bytes[string.m_offset + index] & 0xff;
  }

  /** C's isspace. */
  public static boolean isSpace(int c) {
    return c == ' ' || (c >= 9 && c <= 13);
  }

  /** The string a value is, or is written as when it is a number; else null. */
  public static LuaString orNumber(LuaValue value) {
    if (value instanceof LuaString string) {
      return string;
    }
    return value instanceof LuaNumber number ? of(Numbers.format(number)) : null;
  }

  /** By bytes, as strcmp with unsigned characters. */
  public static int compare(LuaString a, LuaString b) {
    return Arrays.compareUnsigned(
        a.m_bytes, a.m_offset, a.m_offset + a.m_length, b.m_bytes, b.m_offset, b.m_offset + b.m_length);
  }
}
