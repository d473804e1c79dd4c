package org.argonaut.lua.library;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** C's strftime in the locale "C". */
final class DateFormat {
  private DateFormat() {}

  static String format(String format, ZonedDateTime t) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        text.append(c);
      } else {
        text.append(field(format.charAt(++i), t));
      }
    }
    return text.toString();
  }

  private static String field(char c, ZonedDateTime t) {
    int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
    int sunday = t.getDayOfWeek().getValue() % 7;
    return switch (c) {
      case 'a' -> t.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b', 'h' -> month(t).substring(0, 3);
      case 'B' -> month(t);
      case 'c' -> format("%a %b %e %H:%M:%S %Y", t);
      case 'C' -> two(Math.floorDiv(t.getYear(), 100));
      case 'd' -> two(t.getDayOfMonth());
      case 'D', 'x' -> format("%m/%d/%y", t);
      case 'e' -> String.format("%2d", t.getDayOfMonth());
      case 'F' -> format("%Y-%m-%d", t);
      case 'H' -> two(t.getHour());
      case 'I' -> two(hour12);
      case 'j' -> String.format("%03d", t.getDayOfYear());
      case 'm' -> two(t.getMonthValue());
      case 'M' -> two(t.getMinute());
      case 'n' -> "\n";
      case 'p' -> t.getHour() < 12 ? "AM" : "PM";
      case 'r' -> format("%I:%M:%S %p", t);
      case 'R' -> format("%H:%M", t);
      case 's' -> Long.toString(t.toEpochSecond());
      case 'S' -> two(t.getSecond());
      case 't' -> "\t";
      case 'T', 'X' -> format("%H:%M:%S", t);
      case 'u' -> Integer.toString(t.getDayOfWeek().getValue());
      case 'U' -> two((t.getDayOfYear() + 6 - sunday) / 7);
      case 'w' -> Integer.toString(sunday);
      case 'W' -> two((t.getDayOfYear() + 6 - (sunday + 6) % 7) / 7);
      case 'y' -> two(Math.floorMod(t.getYear(), 100));
      case 'Y' -> Integer.toString(t.getYear());
      case 'z' -> offset(t.getOffset().getTotalSeconds());
      case 'Z' -> t.getZone().getId().equals("Z") ? "GMT" : zone(t);
      case '%' -> "%";
      default -> "%" + c;
    };
  }

  private static String month(ZonedDateTime t) {
    return t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private static String two(int value) {
    return String.format("%02d", value);
  }

  private static String offset(int seconds) {
    int minutes = Math.abs(seconds) / 60;
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
  }

  private static String zone(ZonedDateTime t) {
    return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
  }
}
