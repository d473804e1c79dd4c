package org.argonaut.lua.library;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.argonaut.lua.compiler.Compiler;
import org.argonaut.lua.compiler.SyntaxError;
import org.argonaut.lua.library.Library.Entry;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Builtin;
import org.argonaut.lua.runtime.Closure;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Operations;
import org.argonaut.lua.runtime.Raised;
import org.argonaut.lua.runtime.Run;
import org.argonaut.lua.runtime.Specials;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The functions without a table. */
final class BaseLibrary {
  private static final int MAX_UNPACKED = 1_000_000;
  private static final Builtin IPAIRS_STEP = new Builtin("ipairs", BaseLibrary::ipairsStep);

  static final List<Entry> ENTRIES =
      List.of(
          Entry.of("_VERSION", Strings.of("Lua 5.1")),
          Entry.of("assert", BaseLibrary::assertTrue),
          Entry.of("collectgarbage", BaseLibrary::collectgarbage),
          Entry.of("error", BaseLibrary::error),
          Entry.of("gcinfo", BaseLibrary::gcinfo),
          Entry.of("getfenv", BaseLibrary::getfenv),
          Entry.of("getmetatable", BaseLibrary::getmetatable),
          Entry.of("ipairs", BaseLibrary::ipairs),
          Entry.of("load", BaseLibrary::load),
          Entry.of("loadstring", BaseLibrary::loadstring),
          Entry.of("next", Specials.NEXT),
          Entry.of("pairs", BaseLibrary::pairs),
          Entry.of("pcall", Specials.PCALL),
          Entry.of("print", BaseLibrary::print),
          Entry.of("rawequal", args -> LuaValue.valueOf(Operations.rawEquals(args.any(1), args.any(2)))),
          Entry.of("rawget", args -> args.table(1).at(args.any(2))),
          Entry.of("rawset", BaseLibrary::rawset),
          Entry.of("select", BaseLibrary::select),
          Entry.of("setfenv", BaseLibrary::setfenv),
          Entry.of("setmetatable", BaseLibrary::setmetatable),
          Entry.of("tonumber", BaseLibrary::tonumber),
          Entry.of("tostring", args -> tostring(args.run(), args.any(1))),
          Entry.of("type", args -> Strings.of(Run.typeName(args.any(1)))),
          Entry.of("unpack", BaseLibrary::unpack),
          Entry.of("xpcall", Specials.XPCALL));

  private BaseLibrary() {}

  private static Varargs assertTrue(Args args) {
    if (args.any(1).toboolean()) {
      return LuaValue.varargsOf(args.from(1));
    }
    throw args.error(args.isNil(2) ? "assertion failed!" : Strings.utf8(args.string(2)));
  }

  private static Varargs collectgarbage(Args args) {
    String option = args.isNil(1) ? "collect" : Strings.utf8(args.string(1));
    return switch (option) {
      case "collect" -> {
        args.world().collect();
        yield LuaValue.ZERO;
      }
      case "count" -> Numbers.of(args.world().memoryUsed() / 1024.0);
      case "step" -> LuaValue.TRUE;
      case "stop", "restart", "setpause", "setstepmul" -> LuaValue.ZERO;
      default -> throw args.bad(1, "invalid option '" + option + "'");
    };
  }

  private static Varargs gcinfo(Args args) {
    return Numbers.of(args.world().memoryUsed() / 1024);
  }

  private static Varargs error(Args args) {
    LuaValue value = args.get(1);
    int level = args.smallInteger(2, 1);
    LuaString text = Strings.orNumber(value);
    if (text != null && level > 0) {
      byte[] place = args.place(level).getBytes(StandardCharsets.UTF_8);
      byte[] whole = Arrays.copyOf(place, place.length + text.m_length);
      text.copyInto(0, whole, place.length, text.m_length);
      return raise(LuaString.valueUsing(whole));
    }
    return raise(value);
  }

  private static Varargs raise(LuaValue value) {
    throw Raised.of(value);
  }

  /** The function that an argument means: itself, or a level of running calls. */
  private static LuaFunction functionAt(Args args, int otherwise) {
    if (args.get(1) instanceof LuaFunction function) {
      return function;
    }
    int level = args.smallInteger(1, otherwise);
    if (level < 0) {
      throw args.bad(1, "level must be non-negative");
    }
    Closure closure = args.closureAt(level);
    if (closure == null) {
      throw args.bad(1, "invalid level");
    }
    return closure;
  }

  private static boolean isLevelZero(Args args) {
    return args.get(1) instanceof LuaNumber n && n.todouble() == 0;
  }

  private static Varargs getfenv(Args args) {
    if (isLevelZero(args)) {
      return args.world().globals();
    }
    return functionAt(args, 1) instanceof Closure closure ? closure.environment() : args.world().globals();
  }

  private static Varargs setfenv(Args args) {
    Table table = args.table(2);
    if (isLevelZero(args)) {
      throw args.error("'setfenv' cannot change environment of given object");
    }
    if (args.isNil(1)) {
      throw args.wrongType(1, "number");
    }
    if (!(functionAt(args, 1) instanceof Closure closure)) {
      throw args.error("'setfenv' cannot change environment of given object");
    }
    closure.setEnvironment(table);
    return closure;
  }

  private static Varargs getmetatable(Args args) {
    Table meta = args.world().metaOf(args.any(1));
    if (meta == null) {
      return LuaValue.NIL;
    }
    LuaValue guard = meta.at(Strings.of("__metatable"));
    return guard.isnil() ? meta : guard;
  }

  private static Varargs setmetatable(Args args) {
    Table table = args.table(1);
    if (args.count() < 2 || !(args.isNil(2) || args.get(2) instanceof Table)) {
      throw args.bad(2, "nil or table expected");
    }
    if (table.meta() != null && !table.meta().at(Strings.of("__metatable")).isnil()) {
      throw args.error("cannot change a protected metatable");
    }
    table.setMeta(args.isNil(2) ? null : args.table(2));
    return table;
  }

  private static Varargs ipairs(Args args) {
    return LuaValue.varargsOf(IPAIRS_STEP, args.table(1), LuaValue.ZERO);
  }

  private static Varargs ipairsStep(Args args) {
    int i = args.smallInteger(2) + 1;
    LuaValue value = args.table(1).at(i);
    return value.isnil() ? LuaValue.NIL : LuaValue.varargsOf(LuaValue.valueOf(i), value);
  }

  private static Varargs pairs(Args args) {
    return LuaValue.varargsOf(Specials.NEXT, args.table(1), LuaValue.NIL);
  }

  private static Varargs loadstring(Args args) {
    LuaString source = args.string(1);
    return compile(args, source, args.isNil(2) ? source : args.string(2));
  }

  private static Varargs load(Args args) {
    if (args.get(1) instanceof LuaString) {
      return loadstring(args); // later Luas take a string here, and so do scripts
    }
    LuaFunction reader = args.function(1);
    LuaString name = args.isNil(2) ? Strings.of("=(load)") : args.string(2);
    try (Text source = new Text(args.world())) {
      while (true) {
        LuaValue piece = args.run().call(reader).arg1();
        if (piece.isnil() || (piece instanceof LuaString s && s.m_length == 0)) {
          return compile(args, source.toLua(), name);
        }
        LuaString text = Strings.orNumber(piece);
        if (text == null) {
          return failure("reader function must return a string");
        }
        source.append(text);
      }
    } catch (Raised e) {
      return LuaValue.varargsOf(LuaValue.NIL, e.value());
    }
  }

  private static Varargs compile(Args args, LuaString source, LuaString name) {
    byte[] bytes = new byte[source.m_length];
    source.copyInto(0, bytes, 0, bytes.length);
    args.world().charge(10L * bytes.length);
    args.run().spend(bytes.length);
    try {
      return new Closure(Compiler.compile(bytes, ChunkNames.shown(name)), args.world().globals());
    } catch (SyntaxError e) {
      return failure(e.getMessage());
    }
  }

  private static Varargs failure(String text) {
    return LuaValue.varargsOf(LuaValue.NIL, Strings.of(text));
  }

  private static Varargs print(Args args) {
    StringBuilder line = new StringBuilder();
    LuaValue tostring = args.world().globals().at(Strings.of("tostring"));
    for (int i = 1; i <= args.count(); i++) {
      LuaValue text = args.run().call(tostring, args.get(i)).arg1();
      LuaString string = Strings.orNumber(text);
      if (string == null) {
        throw args.error("'tostring' must return a string to 'print'");
      }
      args.world().chargeString(line.length() + (long) string.m_length);
      line.append(i == 1 ? "" : "\t").append(Strings.utf8(string));
    }
    args.run().spend(50 + line.length() / 8);
    args.world().print(line.toString());
    return LuaValue.NONE;
  }

  private static Varargs rawset(Args args) {
    Table table = args.table(1);
    Operations.checkKey(args.run(), args.any(2));
    table.put(args.world(), args.get(2), args.any(3));
    return table;
  }

  private static Varargs select(Args args) {
    if (args.get(1) instanceof LuaString s && s.m_length == 1 && Strings.at(s, 0) == '#') {
      return LuaValue.valueOf(args.count() - 1);
    }
    int n = args.smallInteger(1);
    int first = n < 0 ? args.count() + n : n;
    if (first < 1) {
      throw args.bad(1, "index out of range");
    }
    return LuaValue.varargsOf(args.from(first + 1));
  }

  private static Varargs tonumber(Args args) {
    int base = args.smallInteger(2, 10);
    if (base == 10) {
      LuaNumber number = Numbers.toNumber(args.any(1));
      return number == null ? LuaValue.NIL : number;
    }
    if (base < 2 || base > 36) {
      throw args.bad(2, "base out of range");
    }
    return parse(Strings.latin(args.string(1)).strip(), base);
  }

  private static LuaValue parse(String text, int base) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (base == 16 && digits.toLowerCase(Locale.ROOT).startsWith("0x")) {
      digits = digits.substring(2);
    }
    if (digits.isEmpty() || digits.length() > 1_000 || !digits.chars().allMatch(c -> Character.digit(c, base) >= 0)) {
      return LuaValue.NIL;
    }
    var magnitude = new BigInteger(digits, base);
    double value = magnitude.bitLength() > 64 ? 0x1p64 : magnitude.doubleValue();
    return Numbers.of(negative ? 0x1p64 - value : value);
  }

  /** As the function of this name. */
  static LuaValue tostring(Run run, LuaValue value) {
    Table meta = run.world().metaOf(value);
    LuaValue handler = meta == null ? LuaValue.NIL : meta.at(Strings.of("__tostring"));
    if (!handler.isnil()) {
      return run.call(handler, value).arg1();
    }
    return switch (value) {
      case LuaString s -> s;
      case LuaNumber n -> Strings.of(Numbers.format(n));
      default ->
          value.isnil() || value.isboolean()
              ? Strings.of(value.tojstring())
              : Strings.of(Run.typeName(value) + String.format(": 0x%08x", System.identityHashCode(value)));
    };
  }

  private static Varargs unpack(Args args) {
    Table table = args.table(1);
    long from = args.isNil(2) ? 1 : args.integer(2);
    long to = args.isNil(3) ? table.rawlen() : args.integer(3);
    if (from > to) {
      return LuaValue.NONE;
    }
    if (to - from >= MAX_UNPACKED) {
      throw args.error("too many results to unpack");
    }
    int count = (int) (to - from + 1);
    args.run().spend(count);
    LuaValue[] values = new LuaValue[count];
    for (int i = 0; i < count; i++) {
      values[i] = table.at(Numbers.of(from + i));
    }
    return LuaValue.varargsOf(values);
  }
}
