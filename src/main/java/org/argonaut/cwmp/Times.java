package org.argonaut.cwmp;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** CWMP's notions of time (TR-069 3.2.1, A.2.1: xsd:dateTime). */
public final class Times {
  /** The unknown time: 0001-01-01T00:00:00Z. */
  public static final Instant UNKNOWN = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int FRACTION_DIGITS = 9;

  private final String text;
  private int at;

  private Times(String text) {
    this.text = text;
  }

  /**
   * Reads a time as CPEs write it: with or without fractions of a second, with a zone ({@code Z}, {@code +01:00}, {@code
   * +0100}) or without one (then UTC), date and time parted by {@code T} or a blank, seconds or the whole time left out.
   *
   * @return {@link #UNKNOWN} for what cannot be read, for null and for the empty string
   */
  public static Instant parse(String text) {
    return text == null ? UNKNOWN : new Times(text).parse();
  }

  /**
   * Writes a time in UTC: {@code 2026-11-03T08:15:00Z}. Null and years that four digits cannot hold become the unknown
   * time.
   *
   * @param millis with {@code .000} fractions
   */
  public static String format(Instant time, boolean millis) {
    Instant shown = time == null || time.isBefore(UNKNOWN) || time.isAfter(LAST) ? UNKNOWN : time;
    LocalDateTime utc = LocalDateTime.ofEpochSecond(shown.getEpochSecond(), shown.getNano(), ZoneOffset.UTC);
    StringBuilder out = new StringBuilder(24);
    digits(out, utc.getYear(), 4).append('-');
    digits(out, utc.getMonthValue(), 2).append('-');
    digits(out, utc.getDayOfMonth(), 2).append('T');
    digits(out, utc.getHour(), 2).append(':');
    digits(out, utc.getMinute(), 2).append(':');
    digits(out, utc.getSecond(), 2);
    if (millis) {
      digits(out.append('.'), utc.get(ChronoField.MILLI_OF_SECOND), 3);
    }
    return out.append('Z').toString();
  }

  private static StringBuilder digits(StringBuilder out, int number, int width) {
    for (int unit = (int) Math.pow(10, width - 1.0); unit > 0; unit /= 10) {
      out.append((char) ('0' + number / unit % 10));
    }
    return out;
  }

  private Instant parse() {
    int year = number(4);
    int month = after('-') ? number(2) : -1;
    int day = after('-') ? number(2) : -1;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > Month.of(month).length(Year.isLeap(year))) {
      return UNKNOWN;
    }
    int hour = 0;
    int minute = 0;
    int second = 0;
    int nano = 0;
    if (after('T') || after('t') || after(' ')) {
      hour = number(2);
      minute = after(':') ? number(2) : -1;
      second = after(':') ? number(2) : 0;
      nano = after('.') || after(',') ? fraction() : 0;
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return UNKNOWN;
    }
    int offsetMinutes = zone();
    if (offsetMinutes == Integer.MIN_VALUE || at != text.length()) {
      return UNKNOWN;
    }
    // A leap second counts as the one before it: the clock of nobody here knows them.
    LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59), nano);
    long epochSecond = local.toEpochSecond(ZoneOffset.UTC);
    if (epochSecond == UNKNOWN.getEpochSecond() && nano == 0) {
      return UNKNOWN; // in whatever zone the CPE believes to be
    }
    return Instant.ofEpochSecond(epochSecond - offsetMinutes * 60L, nano);
  }

  /** Minutes east of UTC; MIN_VALUE when unreadable. */
  private int zone() {
    if (after('Z') || after('z') || at == text.length()) {
      return 0;
    }
    int sign = after('+') ? 1 : after('-') ? -1 : 0;
    int hours = number(2);
    int minutes = after(':') || at < text.length() ? number(2) : 0;
    return sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59
        ? Integer.MIN_VALUE
        : sign * (hours * 60 + minutes);
  }

  private boolean after(char expected) {
    if (at < text.length() && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** A number of one digit up to the given width; -1 when there is none. */
  private int number(int width) {
    int start = at;
    int number = 0;
    while (at < text.length() && at - start < width && digit(text.charAt(at)) >= 0) {
      number = number * 10 + digit(text.charAt(at++));
    }
    return at == start ? -1 : number;
  }

  private int fraction() {
    int nano = 0;
    int count = 0;
    for (; at < text.length() && digit(text.charAt(at)) >= 0; at++) {
      if (count < FRACTION_DIGITS) {
        nano = nano * 10 + digit(text.charAt(at));
        count++;
      }
    }
    for (; count < FRACTION_DIGITS; count++) {
      nano *= 10;
    }
    return nano;
  }

  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }
}
