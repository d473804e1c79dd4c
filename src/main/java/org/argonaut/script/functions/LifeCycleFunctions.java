package org.argonaut.script.functions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaResults;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaType;
import org.argonaut.lua.Wait;
import org.argonaut.lualog.LuaLog;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.FunctionTable;
import org.argonaut.script.ScriptContext;
import org.argonaut.script.ScriptFunction;
import org.argonaut.lualog.LuaLog.Level;
import org.argonaut.script.ScriptSettings;

/** Time and the log: what a script does with itself. */
public final class LifeCycleFunctions implements FunctionLibrary {
  private static final double LONGEST_SLEEP_SECONDS = 366 * 86_400.0;
  private static final double SHORTEST_INTERVAL_SECONDS = 0.1;

  static final FunctionTable.Area AREA =
      new FunctionTable.Area(
          "Time and log",
          List.of(
              ScriptFunction.of(
                      "sleep",
                      "Waits, while other callbacks of the script run. Stopping the script ends it at once.")
                  .takes("seconds", "number", "How long; fractions are fine, 0 and less do not wait"),
              ScriptFunction.of("now", "The time with its fraction of a second; os.time has whole seconds.")
                  .gives("number", "Seconds since 1970"),
              ScriptFunction.of(
                      "schedule",
                      "Calls back at times, as long as the script runs. One call at a time: times that pass while it runs"
                          + " are left out.")
                  .takes(
                      "when",
                      "string|number",
                      "Five cron fields (minute, hour, day of the month, month, day of the week), as `0 3 * * *`; or an"
                          + " interval in seconds, at least " + SHORTEST_INTERVAL_SECONDS)
                  .takes("callback", "fun()", "What is called"),
              log("debug", "of little importance"),
              log("info", "worth knowing"),
              log("warn", "that is not as it should be"),
              log("error", "that went wrong")),
          List.of());

  private final ZoneId zone;
  private final Clock clock;

  public LifeCycleFunctions(ScriptSettings settings) {
    this(settings.timeZone(), Clock.systemUTC());
  }

  LifeCycleFunctions(ZoneId zone, Clock clock) {
    this.zone = zone;
    this.clock = clock;
  }

  private static ScriptFunction log(String level, String meaning) {
    return ScriptFunction.of("log." + level, "Writes a line " + meaning + " to the script's log.")
        .takes("text", "any", "What to write")
        .maybe("...", "any", "More, put behind it with tabs between");
  }

  @Override
  public void install(LuaState lua, ScriptContext context) {
    lua.define("sleep", LifeCycleFunctions::sleep);
    lua.define("now", _ -> clock.millis() / 1000.0);
    lua.define("schedule", call -> schedule(call, context));
    for (Level level : List.of(Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)) {
      lua.define("log." + level.code(), call -> write(call, level, context));
    }
  }

  private static Object sleep(HostCall call) throws LuaException, InterruptedException {
    double seconds = call.number(1);
    if (!(seconds <= LONGEST_SLEEP_SECONDS)) {
      throw call.badArgument(1, "at most " + (long) LONGEST_SLEEP_SECONDS + " seconds expected");
    }
    long millis = Math.max(0, Math.round(seconds * 1000));
    return call.blocking(
        Wait.INTERRUPTIBLE,
        () -> {
          Thread.sleep(millis);
          return LuaResults.of();
        });
  }

  private Object schedule(HostCall call, ScriptContext context) throws LuaException {
    String what = call.string(1);
    UnaryOperator<Instant> next = call.type(1) == LuaType.NUMBER ? interval(call) : cron(call, what);
    context.run().attach(new Schedule(what, next, clock, context.run(), call.function(2)));
    return LuaResults.of();
  }

  private UnaryOperator<Instant> interval(HostCall call) throws LuaException {
    double seconds = call.number(1);
    if (!(seconds >= SHORTEST_INTERVAL_SECONDS && seconds <= LONGEST_SLEEP_SECONDS)) {
      throw call.badArgument(
          1, "between " + SHORTEST_INTERVAL_SECONDS + " and " + (long) LONGEST_SLEEP_SECONDS + " seconds expected");
    }
    return Schedule.every(Duration.ofMillis(Math.round(seconds * 1000)), clock.instant());
  }

  private UnaryOperator<Instant> cron(HostCall call, String text) throws LuaException {
    try {
      Cron cron = Cron.parse(text);
      return after -> cron.next(after.atZone(zone)).toInstant();
    } catch (IllegalArgumentException e) {
      throw call.badArgument(1, e.getMessage());
    }
  }

  private static Object write(HostCall call, Level level, ScriptContext context) throws LuaException {
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= call.count(); i++) {
      line.append(i == 1 ? "" : "\t").append(text(call, i));
    }
    context.log().line(level, line.toString());
    return LuaResults.of();
  }

  private static String text(HostCall call, int i) throws LuaException {
    return switch (call.type(i)) {
      case STRING, NUMBER -> call.string(i);
      case NIL -> "nil";
      case BOOLEAN -> String.valueOf(call.value(i));
      default -> call.type(i).luaName();
    };
  }
}
