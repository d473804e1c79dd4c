package org.argonaut.script.functions;

import java.time.Duration;
import java.util.Map;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaTable;
import org.argonaut.lua.LuaType;

/**
 * How a request is to reach its device.
 *
 * @param timeout until its answer must be there
 * @param blockQueue while it is outstanding nothing else of the device's queue is delivered
 * @param wake ask the device for a session; false: wait for its own next one
 * @param forget keep it durably and do not wait
 */
record Delivery(Duration timeout, boolean blockQueue, boolean wake, boolean forget) {
  private static final String TIMEOUT = "timeout";
  private static final String BLOCK_QUEUE = "block_queue";
  private static final String WAKE = "wake";
  private static final String FORGET = "forget";

  /** What may stand in a table of options. */
  static final java.util.Set<String> OPTIONS = java.util.Set.of(TIMEOUT, BLOCK_QUEUE, WAKE, FORGET);

  /** At once, or with the device's own next session. */
  static Delivery usual(FunctionSettings settings, boolean wake) {
    return new Delivery(wake ? settings.commandTimeout() : settings.asyncTimeout(), false, wake, false);
  }

  /** The delivery with the argument laid over it: {@code block_queue} or a table of options; nil changes nothing. */
  Delivery with(HostCall call, int argument, FunctionSettings settings) throws LuaException {
    return switch (call.type(argument)) {
      case NIL -> this;
      case BOOLEAN -> new Delivery(timeout, call.bool(argument, false), wake, forget);
      case TABLE -> with(call, argument, call.table(argument), settings);
      default -> throw call.badArgument(argument, "boolean or table expected, got " + call.type(argument).luaName());
    };
  }

  /** The delivery with the timeout in seconds of the argument; nil changes nothing. */
  Delivery withTimeout(HostCall call, int argument, FunctionSettings settings) throws LuaException {
    if (call.type(argument) == LuaType.NIL) {
      return this;
    }
    return new Delivery(seconds(call, argument, call.number(argument), settings), blockQueue, wake, forget);
  }

  /** The delivery with a table's options laid over it; all its keys must be options. */
  private Delivery with(HostCall call, int argument, LuaTable options, FunctionSettings settings) throws LuaException {
    for (Map.Entry<Object, Object> entry : options.entries()) {
      if (!(entry.getKey() instanceof String name) || !OPTIONS.contains(name)) {
        throw call.badArgument(
            argument, "unknown option '" + entry.getKey() + "'; expected timeout, block_queue, wake or forget");
      }
    }
    return withOptionsOf(call, argument, options, settings);
  }

  /** The delivery with the options among a table's fields laid over it. */
  Delivery withOptionsOf(HostCall call, int argument, LuaTable fields, FunctionSettings settings) throws LuaException {
    boolean awake = flag(call, argument, fields, WAKE, wake);
    Delivery base = awake == wake ? this : usual(settings, awake);
    Duration until = base.timeout;
    Object given = fields.get(TIMEOUT);
    if (given != null) {
      if (!(given instanceof Number number)) {
        throw call.badArgument(argument, "field 'timeout': number of seconds expected");
      }
      until = base.seconds(call, argument, number.doubleValue(), settings);
    }
    return new Delivery(
        until, flag(call, argument, fields, BLOCK_QUEUE, blockQueue), awake, flag(call, argument, fields, FORGET, forget));
  }

  private static boolean flag(HostCall call, int argument, LuaTable options, String name, boolean otherwise)
      throws LuaException {
    return switch (options.get(name)) {
      case null -> otherwise;
      case Boolean flag -> flag;
      default -> throw call.badArgument(argument, "field '" + name + "': boolean expected");
    };
  }

  private Duration seconds(HostCall call, int argument, double seconds, FunctionSettings settings) throws LuaException {
    long most = (wake ? settings.maxCommandTimeout() : settings.maxAsyncTimeout()).toSeconds();
    if (!(seconds > 0 && seconds <= most)) {
      throw call.badArgument(argument, "timeout of more than 0 and at most " + most + " seconds expected");
    }
    return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
  }
}
