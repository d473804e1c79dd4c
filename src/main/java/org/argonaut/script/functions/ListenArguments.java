package org.argonaut.script.functions;

import java.util.List;
import org.argonaut.cwmp.Inform;
import org.argonaut.bulkdata.BulkData;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaFunction;
import org.argonaut.lua.LuaType;

/**
 * The arguments of {@code listen_to_...}: before the callback the event and the device, after it how many callbacks may run
 * and whether to discard. Scripts in the field leave out any of them but the callback.
 *
 * @param event a type of the event log; null: every event of the protocol
 * @param sn null: every device
 */
record ListenArguments(String event, String sn, LuaFunction callback, int parallel, boolean discardIfProcessing) {
  private static final String ALL = "*";
  private static final List<String> NOTIFICATIONS =
      List.of("ValueChange", "ObjectCreation", "ObjectDeletion", "OperationComplete", "OnBoardRequest", BulkData.EVENT);
  private static final int MOST_PARALLEL = 10_000;

  /** How the event that a script names is called in the log. */
  private interface TypeReader {
    String type(HostCall call, String event) throws LuaException;
  }

  /** For events of CWMP. */
  static ListenArguments of(HostCall call) throws LuaException {
    return of(call, ListenArguments::type);
  }

  /** For events of USP. */
  static ListenArguments ofUsp(HostCall call) throws LuaException {
    return of(call, ListenArguments::uspType);
  }

  private static ListenArguments of(HostCall call, TypeReader types) throws LuaException {
    int callback = 1;
    while (callback <= call.count() && call.type(callback) != LuaType.FUNCTION) {
      callback++;
    }
    if (callback > call.count()) {
      throw call.badArgument(Math.max(1, call.count()), "a callback function is expected among the arguments");
    }
    String event = callback > 1 ? call.string(1, ALL) : ALL;
    String sn = callback > 2 ? call.string(2, ALL) : ALL;
    int parallel = call.integer(callback + 1, 1);
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw call.badArgument(callback + 1, "1 to " + MOST_PARALLEL + " callbacks at once expected, got " + parallel);
    }
    return new ListenArguments(
        event.equals(ALL) ? null : types.type(call, event),
        sn.equals(ALL) ? null : sn,
        call.function(callback),
        parallel,
        call.bool(callback + 2, false));
  }

  /** The event's name in the log: scripts give the number, {@code "1"}, some the whole code, {@code "1 BOOT"}. */
  private static String type(HostCall call, String event) throws LuaException {
    String code = event.strip();
    String standard = new Inform.Event(code, "").standardCode();
    boolean numbered = !standard.isEmpty() && Character.isDigit(standard.charAt(0)) && standard.indexOf(' ') > 0;
    if (numbered || code.startsWith("M ") || code.startsWith("X ")) {
      return standard;
    }
    throw call.badArgument(
        1, "an event is \"0\" to \"14\", \"M method\", \"X OUI name\" or \"*\", not \"" + event + "\"");
  }

  private static String uspType(HostCall call, String event) throws LuaException {
    String type = event.strip();
    if (notified(type)) {
      return type;
    }
    throw call.badArgument(
        1, "an event is a name such as \"Boot!\", one of " + String.join(", ", NOTIFICATIONS) + ", or \"*\", not \"" + event + "\"");
  }

  /** Whether the type is one that USP agents notify; bulk data counts, however it came. */
  static boolean notified(String type) {
    return (type.length() > 1 && type.endsWith("!")) || NOTIFICATIONS.contains(type);
  }

  /** Whether the type is one of an Inform, and not of what the controller itself notes. */
  static boolean numbered(String type) {
    return !type.isEmpty() && Character.isDigit(type.charAt(0));
  }

  /** Names the listener among others of its script, the same in each run of the same program. */
  String name(String kind, List<String> taken) {
    String base = kind + " " + (event == null ? ALL : event) + " " + (sn == null ? ALL : sn);
    String name = base;
    for (int n = 2; taken.contains(name); n++) {
      name = base + " #" + n;
    }
    taken.add(name);
    return name;
  }
}
