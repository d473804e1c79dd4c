package org.argonaut.datamodel;

import java.math.BigDecimal;
import java.math.BigInteger;

/** How values of the built-in types are written. */
final class Lexical {
  private static final int MAX_DIGITS = 64;
  private static final Range INT = Range.of(Integer.MIN_VALUE, Integer.MAX_VALUE);
  private static final Range UNSIGNED_INT = Range.of(0, 0xFFFF_FFFFL);
  private static final Range LONG = Range.of(Long.MIN_VALUE, Long.MAX_VALUE);
  private static final Range UNSIGNED_LONG =
      new Range(BigDecimal.ZERO, new BigDecimal(BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE)), null);
  private static final Range ANY = new Range(null, null, null);
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private Lexical() {}

  /** What a number of the type can be at all. */
  static Range limits(BaseType type) {
    return switch (type) {
      case INT -> INT;
      case UNSIGNED_INT -> UNSIGNED_INT;
      case LONG -> LONG;
      case UNSIGNED_LONG -> UNSIGNED_LONG;
      default -> ANY;
    };
  }

  /** Digits with an optional sign; a minus only where numbers may be negative. */
  static boolean isWhole(String value, boolean signed) {
    int start = !value.isEmpty() && (value.charAt(0) == '+' || (signed && value.charAt(0) == '-')) ? 1 : 0;
    if (value.length() == start || value.length() > MAX_DIGITS) {
      return false;
    }
    for (int i = start; i < value.length(); i++) {
      if (!isDigit(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static boolean isDecimal(String value) {
    int start = !value.isEmpty() && (value.charAt(0) == '+' || value.charAt(0) == '-') ? 1 : 0;
    int digits = 0;
    int points = 0;
    for (int i = start; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '.') {
        points++;
      } else if (isDigit(c)) {
        digits++;
      } else {
        return false;
      }
    }
    return digits > 0 && points <= 1 && value.length() <= MAX_DIGITS;
  }

  static boolean isBoolean(String value) {
    return value.equals("1") || value.equals("0") || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
  }

  /** ISO 8601 as TR-106 has it: seconds may have a fraction, the zone is Z, an offset or missing. */
  static boolean isDateTime(String value) {
    if (value.length() < 19 || value.length() > MAX_DIGITS) {
      return false;
    }
    int year = number(value, 0, 4);
    int month = number(value, 5, 7);
    int day = number(value, 8, 10);
    int hour = number(value, 11, 13);
    boolean marks = value.charAt(4) == '-' && value.charAt(7) == '-' && value.charAt(10) == 'T' && value.charAt(13) == ':' && value.charAt(16) == ':';
    if (!marks || year < 0 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1] || hour < 0 || hour > 24) {
      return false;
    }
    int minute = number(value, 14, 16);
    int second = number(value, 17, 19);
    return minute >= 0 && minute < 60 && second >= 0 && second <= 60 && isZone(value, fractionEnd(value));
  }

  private static int fractionEnd(String value) {
    int at = 19;
    if (at < value.length() && value.charAt(at) == '.') {
      at++;
      while (at < value.length() && isDigit(value.charAt(at))) {
        at++;
      }
      return at == 20 ? -1 : at;
    }
    return at;
  }

  private static boolean isZone(String value, int at) {
    if (at < 0) {
      return false;
    }
    if (at == value.length()) {
      return true;
    }
    char c = value.charAt(at);
    if (c == 'Z') {
      return at + 1 == value.length();
    }
    return (c == '+' || c == '-')
        && at + 6 == value.length()
        && value.charAt(at + 3) == ':'
        && number(value, at + 1, at + 3) >= 0
        && number(value, at + 4, at + 6) >= 0;
  }

  private static int number(String value, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(value.charAt(i))) {
        return -1;
      }
      number = number * 10 + value.charAt(i) - '0';
    }
    return number;
  }

  /** How many bytes hexadecimal digits stand for; -1: they are none, or not two a byte. */
  static int hexLength(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.digit(value.charAt(i), 16) < 0 || value.charAt(i) > 'f') {
        return -1;
      }
    }
    return value.length() % 2 == 0 ? value.length() / 2 : -1;
  }

  /** How many bytes base64 stands for, line ends aside; -1: it is none. */
  static int base64Length(String value) {
    int digits = 0;
    int padding = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '=') {
        padding++;
      } else if (isBase64(c) && padding == 0) {
        digits++;
      } else if (!Character.isWhitespace(c)) {
        return -1;
      }
    }
    boolean whole = (digits + padding) % 4 == 0 && padding <= 2;
    return whole ? digits * 3 / 4 : -1;
  }

  private static boolean isBase64(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' || c == '/';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
