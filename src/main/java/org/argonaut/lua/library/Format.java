package org.argonaut.lua.library;

import java.nio.charset.StandardCharsets;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Strings;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** One call of string.format. */
final class Format {
  private static final String FLAGS = "-+ #0";

  private final Args args;
  private final LuaString format;
  private final Text result;
  private int at;

  private Format(Args args) {
    this.args = args;
    this.format = args.string(1);
    this.result = new Text(args.world());
  }

  static Varargs format(Args args) {
    Format format = new Format(args);
    try (Text text = format.result) {
      format.run();
      return text.toLua();
    }
  }

  private void run() {
    int argument = 1;
    while (at < format.m_length) {
      int c = Strings.at(format, at++);
      if (c != '%') {
        result.append(c);
      } else if (peek() == '%') {
        at++;
        result.append('%');
      } else {
        one(++argument);
      }
      args.run().spend(1);
    }
  }

  private int peek() {
    return at < format.m_length ? Strings.at(format, at) : 0;
  }

  private void one(int argument) {
    if (argument > args.count()) {
      throw args.bad(argument, "no value");
    }
    NumberFormat spec = spec();
    int conversion = peek();
    at++;
    switch (conversion) {
      case 'c' -> write(spec.pad(String.valueOf((char) (args.integer(argument) & 0xff)), false));
      case 'd', 'i' -> write(spec.integer(toLong(args.number(argument))));
      case 'o' -> write(spec.unsigned(toLong(args.number(argument)), 8, false));
      case 'u' -> write(spec.unsigned(toLong(args.number(argument)), 10, false));
      case 'x' -> write(spec.unsigned(toLong(args.number(argument)), 16, false));
      case 'X' -> write(spec.unsigned(toLong(args.number(argument)), 16, true));
      case 'e', 'E', 'f', 'F', 'g', 'G' -> write(spec.floating(args.number(argument), (char) conversion));
      case 'q' -> quoted(args.string(argument));
      case 's' -> string(spec, argument);
      default -> {
        String shown = conversion == 0 ? "" : String.valueOf((char) conversion);
        throw args.error("invalid option '%" + shown + "' to 'format'");
      }
    }
  }

  /** C's cast; what no long holds gives its least one, as the processors do. */
  private static long toLong(double d) {
    return d >= -0x1p63 && d < 0x1p63 ? (long) d : d >= 0x1p63 && d < 0x1p64 ? (long) (d - 0x1p64) : Long.MIN_VALUE;
  }

  private NumberFormat spec() {
    int start = at;
    while (peek() != 0 && FLAGS.indexOf(peek()) >= 0) {
      at++;
    }
    if (at - start > FLAGS.length()) {
      throw args.error("invalid format (repeated flags)");
    }
    String flags = Strings.latin(format.substring(start, at));
    int width = digits();
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = Math.max(0, digits());
    }
    if (peek() >= '0' && peek() <= '9') {
      throw args.error("invalid format (width or precision too long)");
    }
    return new NumberFormat(flags, width, precision);
  }

  private int digits() {
    int value = -1;
    for (int i = 0; i < 2 && peek() >= '0' && peek() <= '9'; i++) {
      value = Math.max(value, 0) * 10 + peek() - '0';
      at++;
    }
    return value;
  }

  private void write(String latin) {
    result.append(LuaString.valueUsing(latin.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Takes any value, as gopher-lua and LuaJIT do; 5.1 itself wants a string. */
  private void string(NumberFormat spec, int argument) {
    LuaValue value = BaseLibrary.tostring(args.run(), args.get(argument));
    LuaString text = Strings.orNumber(value);
    if (text == null) {
      throw args.error("'tostring' must return a string");
    }
    if (spec.precision() < 0 && text.m_length >= 100) {
      result.append(text);
      return;
    }
    String latin = Strings.latin(text);
    if (spec.precision() >= 0 && spec.precision() < latin.length()) {
      latin = latin.substring(0, spec.precision());
    }
    write(spec.pad(latin, false));
  }

  private void quoted(LuaString text) {
    args.run().spend(text.m_length >> 2);
    result.append('"');
    for (int i = 0; i < text.m_length; i++) {
      int c = Strings.at(text, i);
      switch (c) {
        case '"', '\\', '\n' -> {
          result.append('\\');
          result.append(c);
        }
        case '\r' -> write("\\r");
        case 0 -> write("\\000");
        default -> result.append(c);
      }
    }
    result.append('"');
  }
}
