package org.argonaut.lua.library;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.argonaut.lua.library.Library.Entry;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Operations;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The table math. */
final class MathLibrary {
  static final List<Entry> ENTRIES =
      List.of(
          Entry.of("pi", Math.PI),
          Entry.of("huge", Double.POSITIVE_INFINITY),
          unary("abs", Math::abs),
          unary("acos", Math::acos),
          unary("asin", Math::asin),
          unary("atan", Math::atan),
          unary("ceil", Math::ceil),
          unary("cos", Math::cos),
          unary("cosh", Math::cosh),
          unary("deg", x -> x / (Math.PI / 180)),
          unary("exp", Math::exp),
          unary("floor", Math::floor),
          unary("log", Math::log),
          unary("log10", Math::log10),
          unary("rad", x -> x * (Math.PI / 180)),
          unary("sin", Math::sin),
          unary("sinh", Math::sinh),
          unary("sqrt", Math::sqrt),
          unary("tan", Math::tan),
          unary("tanh", Math::tanh),
          Entry.of("atan2", args -> Numbers.of(Math.atan2(args.number(1), args.number(2)))),
          Entry.of("fmod", MathLibrary::fmod),
          Entry.of("mod", MathLibrary::fmod),
          Entry.of("frexp", MathLibrary::frexp),
          Entry.of("ldexp", args -> Numbers.of(ldexp(args.number(1), args.smallInteger(2)))),
          Entry.of("max", MathLibrary::max),
          Entry.of("min", MathLibrary::min),
          Entry.of("modf", MathLibrary::modf),
          Entry.of("pow", args -> Numbers.of(Operations.power(args.number(1), args.number(2)))),
          Entry.of("random", MathLibrary::random),
          Entry.of("randomseed", MathLibrary::randomseed));

  private MathLibrary() {}

  private static Entry unary(String name, DoubleUnaryOperator function) {
    return Entry.of(
        name,
        args -> {
          double x = args.number(1);
          double result = function.applyAsDouble(x);
          // New NaNs are negative, as the processors C runs on make them.
          return Numbers.of(Double.isNaN(result) ? Double.isNaN(x) ? x : Numbers.NAN : result);
        });
  }

  private static Varargs fmod(Args args) {
    double a = args.number(1);
    double b = args.number(2);
    double result = a % b;
    return Numbers.of(Double.isNaN(result) && !Double.isNaN(a) && !Double.isNaN(b) ? Numbers.NAN : result);
  }

  private static Varargs frexp(Args args) {
    double x = args.number(1);
    if (x == 0 || Double.isNaN(x) || Double.isInfinite(x)) {
      return LuaValue.varargsOf(Numbers.of(x), LuaValue.ZERO);
    }
    int exponent = Math.getExponent(x) + 1;
    if (Math.abs(x) < Double.MIN_NORMAL) {
      exponent = Math.getExponent(x * 0x1p54) + 1 - 54;
    }
    return LuaValue.varargsOf(Numbers.of(ldexp(x, -exponent)), LuaValue.valueOf(exponent));
  }

  private static double ldexp(double x, int exponent) {
    int half = Math.clamp(exponent, -4_000, 4_000) / 2;
    int rest = Math.clamp(exponent, -4_000, 4_000) - half;
    return Math.scalb(Math.scalb(x, half), rest);
  }

  private static Varargs max(Args args) {
    double best = args.number(1);
    for (int i = 2; i <= args.count(); i++) {
      double x = args.number(i);
      best = x > best ? x : best;
    }
    return Numbers.of(best);
  }

  private static Varargs min(Args args) {
    double best = args.number(1);
    for (int i = 2; i <= args.count(); i++) {
      double x = args.number(i);
      best = x < best ? x : best;
    }
    return Numbers.of(best);
  }

  private static Varargs modf(Args args) {
    double x = args.number(1);
    double whole = x > 0 ? Math.floor(x) : Math.ceil(x);
    double fraction = Double.isInfinite(x) ? Math.copySign(0, x) : Math.copySign(x - whole, x);
    return LuaValue.varargsOf(Numbers.of(whole), Numbers.of(fraction));
  }

  private static Varargs random(Args args) {
    double r = args.world().random().nextDouble();
    return switch (args.count()) {
      case 0 -> Numbers.of(r);
      case 1 -> {
        double upper = (double) args.integer(1);
        if (upper < 1) {
          throw args.bad(1, "interval is empty");
        }
        yield Numbers.of(Math.floor(r * upper) + 1);
      }
      case 2 -> {
        double lower = (double) args.integer(1);
        double upper = (double) args.integer(2);
        if (lower > upper) {
          throw args.bad(2, "interval is empty");
        }
        yield Numbers.of(Math.floor(r * (upper - lower + 1)) + lower);
      }
      default -> throw args.error("wrong number of arguments");
    };
  }

  private static Varargs randomseed(Args args) {
    args.world().seed(Double.doubleToLongBits(args.number(1)));
    return LuaValue.NONE;
  }
}
