package org.argonaut.lua.library;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.argonaut.lua.runtime.Numbers;

/**
 * A conversion of C's printf.
 *
 * @param width and precision are -1 when not given
 */
record NumberFormat(String flags, int width, int precision) {

  private boolean has(char flag) {
    return flags.indexOf(flag) >= 0;
  }

  /** To the width; zeros only before numbers. */
  String pad(String text, boolean zeros) {
    int missing = width - text.length();
    if (missing <= 0) {
      return text;
    }
    if (has('-')) {
      return text + " ".repeat(missing);
    }
    if (!zeros || !has('0')) {
      return " ".repeat(missing) + text;
    }
    int sign = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
    if (text.startsWith("0x", sign) || text.startsWith("0X", sign)) {
      sign += 2;
    }
    return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
  }

  private String signed(boolean negative, String digits) {
    return (negative ? "-" : has('+') ? "+" : has(' ') ? " " : "") + digits;
  }

  private String atLeast(String digits) {
    if (precision == 0 && digits.equals("0")) {
      return "";
    }
    return "0".repeat(Math.max(0, precision - digits.length())) + digits;
  }

  /** %d */
  String integer(long value) {
    String digits = atLeast(value == Long.MIN_VALUE ? "9223372036854775808" : Long.toString(Math.abs(value)));
    return pad(signed(value < 0, digits), precision < 0);
  }

  /** %u %o %x %X */
  String unsigned(long value, int radix, boolean upper) {
    String digits = atLeast(Long.toUnsignedString(value, radix));
    if (has('#') && value != 0) {
      digits = radix == 16 ? "0x" + digits : radix == 8 && !digits.startsWith("0") ? "0" + digits : digits;
    }
    return pad(upper ? digits.toUpperCase(Locale.ROOT) : digits, precision < 0);
  }

  /** %e %f %g and their capitals */
  String floating(double value, char conversion) {
    String special = Numbers.special(value);
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    String text;
    if (special != null) {
      text = pad(signed(negative, special.replace("-", "")), false);
    } else {
      BigDecimal absolute = new BigDecimal(Math.abs(value));
      String digits =
          switch (Character.toLowerCase(conversion)) {
            case 'e' -> scientific(absolute, precision < 0 ? 6 : precision);
            case 'f' -> fixed(absolute, precision < 0 ? 6 : precision);
            default -> general(absolute);
          };
      text = pad(signed(negative, digits), true);
    }
    return Character.isUpperCase(conversion) ? text.toUpperCase(Locale.ROOT) : text;
  }

  private String fixed(BigDecimal value, int places) {
    String text = value.setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return places == 0 && has('#') ? text + "." : text;
  }

  private String scientific(BigDecimal value, int places) {
    BigDecimal rounded = value.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    int exponent = value.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String digits = rounded.unscaledValue().toString();
    digits += "0".repeat(Math.max(0, places + 1 - digits.length()));
    String fraction = places > 0 ? "." + digits.substring(1, places + 1) : has('#') ? "." : "";
    return digits.charAt(0) + fraction + Numbers.exponent(exponent);
  }

  private String general(BigDecimal value) {
    int digits = precision < 0 ? 6 : Math.max(precision, 1);
    if (value.signum() == 0) {
      return has('#') ? "0." + "0".repeat(digits - 1) : "0";
    }
    BigDecimal rounded = value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= digits) {
      String text = scientific(value, digits - 1);
      if (has('#')) {
        return text;
      }
      int e = text.indexOf('e');
      return withoutZeros(text.substring(0, e)) + text.substring(e);
    }
    String text = fixed(value, digits - 1 - exponent);
    return has('#') ? text : withoutZeros(text);
  }

  private static String withoutZeros(String number) {
    if (number.indexOf('.') < 0) {
      return number;
    }
    int end = number.length();
    while (number.charAt(end - 1) == '0') {
      end--;
    }
    return number.substring(0, number.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
