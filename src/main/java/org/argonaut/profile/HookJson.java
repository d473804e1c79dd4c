package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.argonaut.lua.LuaJson;
import org.argonaut.lua.LuaTable;

/**
 * Between what hooks return and JSON. More lenient than {@code json_encode}: keys that are numbers become strings, and an
 * empty table becomes what the resources have at its place.
 */
final class HookJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Members of resources that are lists; an empty table anywhere else is an object. */
  private static final Set<String> LISTS =
      Set.of(
          "possible_channels", "supported_operating_channel_bandwidth", "supported_frequency_bands",
          "operating_standards", "supported_standards", "transmit_power_supported", "security_modes_supported", "ip",
          "ipv4", "ipv6", "ports", "lines", "hops", "server", "access_point", "supported_access_technologies",
          "temperature_celsius", "interface_options", "download_servers", "upload_servers");

  private HookJson() {}

  /** What is no JSON; the message says what and where. */
  static final class Unfit extends Exception {
    Unfit(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The JSON of a value of Lua.
   *
   * @param emptyIsList whether an empty table at the top is a list
   */
  static JsonNode of(Object value, boolean emptyIsList) throws Unfit {
    return node(value, "", emptyIsList, 0);
  }

  private static JsonNode node(Object value, String place, boolean emptyIsList, int depth) throws Unfit {
    return switch (value) {
      case null -> NODES.nullNode();
      case Boolean bool -> NODES.booleanNode(bool);
      case String text -> NODES.textNode(text);
      case Long whole -> NODES.numberNode(whole.longValue());
      case Double number when number.isNaN() || number.isInfinite() ->
          throw new Unfit(at(place) + "not a finite number");
      case Double number -> NODES.numberNode(number.doubleValue());
      case LuaTable table -> table(table, place, emptyIsList, depth);
      default -> throw new Unfit(at(place) + "a function is no value of a resource");
    };
  }

  private static JsonNode table(LuaTable table, String place, boolean emptyIsList, int depth) throws Unfit {
    if (depth >= LuaJson.DEEPEST) {
      throw new Unfit("the table nests deeper than " + LuaJson.DEEPEST + " levels, or contains itself");
    }
    List<Map.Entry<Object, Object>> entries = table.entries();
    if (entries.isEmpty()) {
      return emptyIsList ? NODES.arrayNode() : NODES.objectNode();
    }
    if (table.isArray()) {
      ArrayNode array = NODES.arrayNode(entries.size());
      for (int i = 1; i <= entries.size(); i++) {
        array.add(node(table.get((long) i), place + "[" + i + "]", false, depth + 1));
      }
      return array;
    }
    // Lua keeps no order of keys: sorted ones make answers comparable.
    Map<String, Object> sorted = new TreeMap<>();
    entries.forEach(entry -> sorted.put(String.valueOf(entry.getKey()), entry.getValue()));
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      String key = entry.getKey();
      boolean list = LISTS.contains(key) || (key.equals("value") && isList(lastName(place)));
      object.set(key, node(entry.getValue(), place + "." + key, list, depth + 1));
    }
    return object;
  }

  private static boolean isList(String name) {
    return LISTS.contains(name);
  }

  private static String lastName(String place) {
    return place.substring(place.lastIndexOf('.') + 1);
  }

  private static String at(String place) {
    return place.isEmpty() ? "" : "at " + place + ": ";
  }

  /** A value for Lua; null where JSON has null, so that the key is absent. */
  static Object toLua(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> table = LinkedHashMap.newLinkedHashMap(node.size());
        node.properties()
            .forEach(
                member -> {
                  Object value = toLua(member.getValue());
                  if (value != null) {
                    table.put(member.getKey(), value);
                  }
                });
        yield table;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        node.forEach(item -> list.add(toLua(item)));
        yield list;
      }
      case NUMBER -> node.doubleValue();
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.textValue();
      default -> null;
    };
  }
}
