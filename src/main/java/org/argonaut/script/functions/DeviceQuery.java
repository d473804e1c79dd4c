package org.argonaut.script.functions;

import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.lua.HostCall;
import org.argonaut.lua.LuaException;
import org.argonaut.lua.LuaTable;
import org.argonaut.store.DeviceFilter;

/**
 * What {@code get_devices} asks for.
 *
 * @param cursor null: the first page
 */
record DeviceQuery(DeviceFilter filter, int limit, String cursor) {
  static DeviceQuery of(HostCall call, int usual, int most) throws LuaException {
    Map<String, Object> given = new LinkedHashMap<>();
    LuaTable query = call.table(1, null);
    if (query != null) {
      collect(call, query, given);
    }
    DeviceFilter filter =
        new DeviceFilter(
            text(call, given, "q"),
            status(call, given),
            text(call, given, "vendor"),
            text(call, given, "model"),
            text(call, given, "tag"));
    return new DeviceQuery(filter, limit(call, given, usual, most), text(call, given, "cursor"));
  }

  private static void collect(HostCall call, LuaTable table, Map<String, Object> given) throws LuaException {
    for (Map.Entry<Object, Object> entry : table.entries()) {
      String field = entry.getKey() instanceof String name ? name : "";
      switch (field) {
        case "filter" -> {
          if (!(entry.getValue() instanceof LuaTable filter)) {
            throw call.badArgument(1, "field 'filter': table expected");
          }
          collect(call, filter, given);
        }
        case "q", "status", "vendor", "model", "tag", "limit", "cursor" -> given.put(field, entry.getValue());
        default ->
            throw call.badArgument(
                1, "unknown field '" + entry.getKey() + "'; expected q, status, vendor, model, tag, filter, limit, cursor");
      }
    }
  }

  private static String text(HostCall call, Map<String, Object> given, String field) throws LuaException {
    return switch (given.get(field)) {
      case null -> null;
      case String text -> text;
      case Long number -> number.toString();
      default -> throw call.badArgument(1, "field '" + field + "': string expected");
    };
  }

  private static Integer status(HostCall call, Map<String, Object> given) throws LuaException {
    return switch (given.get("status")) {
      case null -> null;
      case Long number when number >= 0 && number <= 2 -> number.intValue();
      default -> throw call.badArgument(1, "field 'status': 0, 1 or 2 expected");
    };
  }

  private static int limit(HostCall call, Map<String, Object> given, int usual, int most) throws LuaException {
    return switch (given.get("limit")) {
      case null -> usual;
      case Long number when number >= 1 && number <= most -> number.intValue();
      default -> throw call.badArgument(1, "field 'limit': 1 to " + most + " expected");
    };
  }
}
