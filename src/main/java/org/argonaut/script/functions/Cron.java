package org.argonaut.script.functions;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * A cron expression of five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). Lists,
 * ranges, steps, and names of months and days are understood; when both kinds of day are restricted, either will do.
 */
final class Cron {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
  private static final int YEARS_AHEAD = 9; // 29 February may be eight years away

  private final BitSet minutes;
  private final BitSet hours;
  private final BitSet daysOfMonth;
  private final BitSet months;
  private final BitSet daysOfWeek;
  private final boolean eitherDay;

  private Cron(String[] fields) {
    minutes = field("minute", fields[0], 0, 59, List.of());
    hours = field("hour", fields[1], 0, 23, List.of());
    daysOfMonth = field("day of the month", fields[2], 1, 31, List.of());
    months = field("month", fields[3], 1, 12, MONTHS);
    daysOfWeek = field("day of the week", fields[4], 0, 7, DAYS);
    if (daysOfWeek.get(7)) {
      daysOfWeek.set(0);
    }
    eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  static Cron parse(String text) {
    String[] fields = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    if (fields.length != 5) {
      throw new IllegalArgumentException(
          "'" + text + "' is no schedule: five fields are needed (minute, hour, day of the month, month, day of the week),"
              + " as in \"0 3 * * *\"");
    }
    Cron cron = new Cron(fields);
    if (cron.next(ZonedDateTime.parse("2024-01-01T00:00:00Z")) == null) {
      throw new IllegalArgumentException("'" + text + "' never comes: no month has such a day");
    }
    return cron;
  }

  private static BitSet field(String what, String text, int min, int max, List<String> names) {
    BitSet set = new BitSet(max + 1);
    for (String part : text.split(",", -1)) {
      String[] stepped = part.split("/", -1);
      String[] range = stepped[0].split("-", -1);
      boolean all = stepped[0].equals("*");
      if (stepped.length > 2 || range.length > 2) {
        throw wrong(what, part, min, max);
      }
      int from = all ? min : value(what, range[0], min, max, names);
      boolean open = all || (range.length == 1 && stepped.length == 2);
      int to = range.length == 2 ? value(what, range[1], min, max, names) : open ? max : from;
      int step = stepped.length == 2 ? value(what, stepped[1], 1, max, List.of()) : 1;
      if (to < from) {
        throw wrong(what, part, min, max);
      }
      for (int i = from; i <= to; i += step) {
        set.set(i);
      }
    }
    return set;
  }

  private static int value(String what, String text, int min, int max, List<String> names) {
    int name = names.indexOf(text);
    if (name >= 0) {
      return min == 0 ? name : name + 1;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(what, text, min, max);
    }
    throw wrong(what, text, min, max);
  }

  private static IllegalArgumentException wrong(String what, String text, int min, int max) {
    return new IllegalArgumentException(
        "'" + text + "' is no " + what + ": give *, numbers from " + min + " to " + max
            + ", ranges like 1-5, steps like */10, or several with commas");
  }

  /**
   * The first time after {@code after}; null when there is none within some years. What falls into the hour that clocks
   * skip comes an hour later; what falls into the hour they repeat comes once.
   */
  ZonedDateTime next(ZonedDateTime after) {
    LocalDateTime time = after.toLocalDateTime().truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    LocalDateTime end = time.plusYears(YEARS_AHEAD);
    while (time.isBefore(end)) {
      if (!months.get(time.getMonthValue())) {
        time = time.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay();
      } else if (!isDay(time.toLocalDate())) {
        time = time.toLocalDate().plusDays(1).atStartOfDay();
      } else if (!hours.get(time.getHour())) {
        time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (!minutes.get(time.getMinute())) {
        time = time.plusMinutes(1);
      } else {
        ZonedDateTime found = time.atZone(after.getZone());
        if (found.isAfter(after)) {
          return found;
        }
        return found.withLaterOffsetAtOverlap();
      }
    }
    return null;
  }

  private boolean isDay(LocalDate date) {
    boolean ofMonth = daysOfMonth.get(date.getDayOfMonth());
    boolean ofWeek = daysOfWeek.get(date.getDayOfWeek().getValue() % 7);
    return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
  }
}
