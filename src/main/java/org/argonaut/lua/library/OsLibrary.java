package org.argonaut.lua.library;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.argonaut.lua.library.Library.Entry;
import org.argonaut.lua.runtime.Args;
import org.argonaut.lua.runtime.Numbers;
import org.argonaut.lua.runtime.Strings;
import org.argonaut.lua.runtime.Table;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What of the table os harms nobody: the time. */
final class OsLibrary {
  private static final long STARTED = System.nanoTime();

  static final List<Entry> ENTRIES =
      List.of(
          Entry.of("clock", args -> Numbers.of((System.nanoTime() - STARTED) / 1e9)),
          Entry.of("date", OsLibrary::date),
          Entry.of("difftime", args -> Numbers.of(args.number(1) - (args.isNil(2) ? 0 : args.number(2)))),
          Entry.of("time", OsLibrary::time));

  private OsLibrary() {}

  private static Varargs date(Args args) {
    String format = args.isNil(1) ? "%c" : Strings.latin(args.string(1));
    long seconds = args.isNil(2) ? Instant.now().getEpochSecond() : args.integer(2);
    boolean universal = format.startsWith("!");
    String rest = universal ? format.substring(1) : format;
    ZonedDateTime when;
    try {
      when = Instant.ofEpochSecond(seconds).atZone(universal ? ZoneOffset.UTC : ZoneId.systemDefault());
    } catch (DateTimeException tooFar) {
      return LuaValue.NIL;
    }
    if (rest.startsWith("*t")) {
      return table(args, when);
    }
    args.run().spend(rest.length());
    return args.world().string(DateFormat.format(rest, when).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Table table(Args args, ZonedDateTime when) {
    Table table = new Table(0, 9);
    set(args, table, "sec", when.getSecond());
    set(args, table, "min", when.getMinute());
    set(args, table, "hour", when.getHour());
    set(args, table, "day", when.getDayOfMonth());
    set(args, table, "month", when.getMonthValue());
    set(args, table, "year", when.getYear());
    set(args, table, "wday", when.getDayOfWeek().getValue() % 7 + 1);
    set(args, table, "yday", when.getDayOfYear());
    boolean summer = when.getZone().getRules().isDaylightSavings(when.toInstant());
    table.put(args.world(), Strings.of("isdst"), LuaValue.valueOf(summer));
    return table;
  }

  private static void set(Args args, Table table, String key, int value) {
    table.put(args.world(), Strings.of(key), LuaValue.valueOf(value));
  }

  private static Varargs time(Args args) {
    if (args.isNil(1)) {
      return Numbers.of(Instant.now().getEpochSecond());
    }
    Table table = args.table(1);
    long day = field(args, table, "day", -1);
    long month = field(args, table, "month", -1);
    long year = field(args, table, "year", -1);
    long hour = field(args, table, "hour", 12);
    long minute = field(args, table, "min", 0);
    long second = field(args, table, "sec", 0);
    LuaValue summer = table.at(Strings.of("isdst"));
    try {
      LocalDateTime local =
          LocalDateTime.of((int) year, 1, 1, 0, 0)
              .plusMonths(month - 1)
              .plusDays(day - 1)
              .plusHours(hour)
              .plusMinutes(minute)
              .plusSeconds(second);
      ZonedDateTime zoned = local.atZone(ZoneId.systemDefault());
      boolean isSummer = zoned.getZone().getRules().isDaylightSavings(zoned.toInstant());
      long shift = summer.isnil() || summer.toboolean() == isSummer ? 0 : isSummer ? 3600 : -3600;
      return Numbers.of(zoned.toEpochSecond() + shift);
    } catch (DateTimeException | ArithmeticException outOfRange) {
      return LuaValue.NIL;
    }
  }

  private static long field(Args args, Table table, String key, int otherwise) {
    var number = Numbers.toNumber(table.at(Strings.of(key)));
    if (number == null) {
      if (otherwise < 0) {
        throw args.error("field '" + key + "' missing in date table");
      }
      return otherwise;
    }
    return Math.clamp((long) number.todouble(), -999_999_999, 999_999_999);
  }
}
