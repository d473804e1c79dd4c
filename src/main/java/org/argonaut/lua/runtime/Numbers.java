package org.argonaut.lua.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaInteger;
import org.luaj.vm2.LuaNumber;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/** Numbers as C has them: made, read and written. */
public final class Numbers {
  /** LuaJ's whole numbers have no sign at zero. */
  private static final LuaNumber MINUS_ZERO = new MinusZero();

  private static final MathContext FOURTEEN = new MathContext(14, RoundingMode.HALF_EVEN);
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern HEX =
      Pattern.compile("[+-]?0[xX](?=\\.?[0-9a-fA-F])[0-9a-fA-F]*\\.?[0-9a-fA-F]*([pP][+-]?\\d+)?");

  /** The sign of a NaN that arithmetic makes on the machines C runs on. */
  public static final double NAN = Double.longBitsToDouble(0xfff8000000000000L);

  private Numbers() {}

  /** A Lua number. */
  public static LuaNumber of(double d) {
    int i = (int) d;
    if (i == d) {
      return i == 0 && Double.doubleToRawLongBits(d) != 0 ? MINUS_ZERO : LuaInteger.valueOf(i);
    }
    return LuaValue.valueOf(d);
  }

  /** A Lua number. */
  public static LuaNumber of(long n) {
    return n == (int) n ? LuaInteger.valueOf((int) n) : LuaValue.valueOf((double) n);
  }

  /** The number a value is or reads as; null when it is none. */
  public static LuaNumber toNumber(LuaValue value) {
    if (value instanceof LuaNumber number) {
      return number;
    }
    if (value instanceof LuaString string) {
      Double parsed = parse(string);
      return parsed == null ? null : of((double) parsed);
    }
    return null;
  }

  /** A string's number; null when it reads as none. */
  public static Double parse(LuaString string) {
    if (string.m_length == 0 || string.m_length > 400) {
      return null;
    }
    return parse(Strings.latin(string));
  }

  /** As C's strtod: blanks around, decimal or hexadecimal, inf and nan; null when it is none. */
  public static Double parse(String text) {
    String number = trim(text);
    if (number.isEmpty()) {
      return null;
    }
    if (number.length() < 10 && digitsOnly(number)) {
      return (double) Integer.parseInt(number);
    }
    if (DECIMAL.matcher(number).matches()) {
      return Double.valueOf(number);
    }
    var hex = HEX.matcher(number);
    if (hex.matches()) {
      return Double.valueOf(hex.group(1) == null ? number + "p0" : number);
    }
    return switch (number.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan", "+nan" -> Double.NaN;
      case "-nan" -> NAN;
      default -> null;
    };
  }

  private static boolean digitsOnly(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && Strings.isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && Strings.isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** As C's {@code %.14g}, which is how Lua writes numbers. */
  public static String format(LuaNumber number) {
    return number instanceof LuaInteger i ? Integer.toString(i.v) : format(number.todouble());
  }

  /** As C's {@code %.14g}. */
  public static String format(double d) {
    if (d == Math.rint(d) && Math.abs(d) < 1e14) {
      return d == 0 && 1 / d < 0 ? "-0" : Long.toString((long) d);
    }
    String special = special(d);
    if (special != null) {
      return special;
    }
    BigDecimal rounded = new BigDecimal(d).round(FOURTEEN).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 14) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (d < 0 ? "-" : "") + mantissa + exponent(exponent);
  }

  /** Infinities and NaN as C writes them; null for all others. */
  public static String special(double d) {
    if (Double.isNaN(d)) {
      return Double.doubleToRawLongBits(d) < 0 ? "-nan" : "nan";
    }
    return Double.isInfinite(d) ? d > 0 ? "inf" : "-inf" : null;
  }

  /** e+05 */
  public static String exponent(int exponent) {
    int absolute = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + (absolute < 10 ? "0" : "") + absolute;
  }

  private static final class MinusZero extends LuaNumber {
    @Override
    public boolean isint() {
      return true;
    }

    @Override
    public double todouble() {
      return -0.0;
    }

    @Override
    public int toint() {
      return 0;
    }

    @Override
    public long tolong() {
      return 0;
    }

    @Override
    public String tojstring() {
      return "-0";
    }

    @Override
    public LuaString strvalue() {
      return LuaString.valueOf("-0");
    }

    @Override
    public int hashCode() {
      return 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof MinusZero;
    }
  }
}
