package org.argonaut.lua;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Between Lua values and JSON. */
public final class LuaJson {
  /** How deep tables and JSON may nest; a table that contains itself is deeper. */
  public static final int DEEPEST = 128;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LuaJson() {}

  /** What cannot be turned into the other; the message says what and where. */
  public static final class Unfit extends Exception {
    Unfit(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * The JSON of a Lua value. A table whose keys are 1 to n is an array, one with string keys an object, an empty one an
   * object.
   *
   * @param nothing the value that stands for null in a table; null: none
   * @param emptyAsArray whether an empty table is an array
   */
  public static JsonNode toJson(Object value, Object nothing, boolean emptyAsArray) throws Unfit {
    return new Writer(nothing, emptyAsArray).node(value, "", 0);
  }

  public static JsonNode toJson(Object value) throws Unfit {
    return toJson(value, null, false);
  }

  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }

  /** Reads one JSON text. */
  public static JsonNode parse(String json) throws Unfit {
    try {
      JsonNode node = MAPPER.readTree(json);
      if (node == null || node.isMissingNode()) {
        throw new Unfit("the text is empty");
      }
      return node;
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      String at = place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": ";
      throw new Unfit(at + e.getOriginalMessage());
    }
  }

  /**
   * The Lua value of JSON, for a host function to return.
   *
   * @param nothing what null becomes; null: nil, so that the key is absent
   * @param keys what each object's keys become
   */
  public static Object toLua(JsonNode node, Object nothing, UnaryOperator<String> keys) throws Unfit {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> table = LinkedHashMap.newLinkedHashMap(node.size());
        for (Map.Entry<String, JsonNode> member : node.properties()) {
          Object value = toLua(member.getValue(), nothing, keys);
          if (value != null) {
            table.put(keys.apply(member.getKey()), value);
          }
        }
        yield table;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>(node.size());
        for (JsonNode item : node) {
          list.add(toLua(item, nothing, keys));
        }
        yield list;
      }
      case NUMBER -> number(node);
      case BOOLEAN -> node.booleanValue();
      case STRING -> node.textValue();
      default -> nothing;
    };
  }

  private static Double number(JsonNode node) throws Unfit {
    double number = node.doubleValue();
    if (Double.isInfinite(number) || Double.isNaN(number)) {
      throw new Unfit("a number is too large for Lua");
    }
    return number;
  }

  private record Writer(Object nothing, boolean emptyAsArray) {
    JsonNode node(Object value, String place, int depth) throws Unfit {
      return switch (value) {
        case null -> NODES.nullNode();
        case LuaFunction function when function.equals(nothing) -> NODES.nullNode();
        case Boolean bool -> NODES.booleanNode(bool);
        case String text -> NODES.textNode(text);
        case Long whole -> NODES.numberNode(whole.longValue());
        case Double number -> number(number, place);
        case LuaTable table -> table(table, place, depth);
        default -> throw new Unfit(at(place) + "a " + (value instanceof LuaFunction ? "function" : "value of this type") + " is no JSON");
      };
    }

    private static JsonNode number(Double number, String place) throws Unfit {
      if (number.isInfinite() || number.isNaN()) {
        throw new Unfit(at(place) + (number.isNaN() ? "not a number" : "infinity") + " is no JSON");
      }
      return NODES.numberNode(number.doubleValue());
    }

    private JsonNode table(LuaTable table, String place, int depth) throws Unfit {
      if (depth >= DEEPEST) {
        throw new Unfit("the table nests deeper than " + DEEPEST + " levels, or contains itself");
      }
      List<Map.Entry<Object, Object>> entries = table.entries();
      if (entries.isEmpty()) {
        return emptyAsArray ? NODES.arrayNode() : NODES.objectNode();
      }
      if (table.isArray()) {
        ArrayNode array = NODES.arrayNode(entries.size());
        for (int i = 1; i <= entries.size(); i++) {
          array.add(node(table.get((long) i), place + "[" + i + "]", depth + 1));
        }
        return array;
      }
      ObjectNode object = NODES.objectNode();
      for (Map.Entry<Object, Object> entry : entries) {
        if (!(entry.getKey() instanceof String key)) {
          throw new Unfit(
              at(place) + "a table with the key " + entry.getKey() + " is neither a list (1 to n) nor has it string keys only");
        }
        object.set(key, node(entry.getValue(), place + "." + key, depth + 1));
      }
      return object;
    }

    private static String at(String place) {
      return place.isEmpty() ? "" : "at " + place + ": ";
    }
  }
}
