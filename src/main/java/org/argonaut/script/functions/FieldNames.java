package org.argonaut.script.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Names of fields: {@code file_type} in Lua is {@code fileType} in our JSON. */
final class FieldNames {
  private FieldNames() {}

  /** {@code fileType} as {@code file_type}; {@code startTime} as {@code start_time}. */
  static String snake(String camel) {
    StringBuilder out = new StringBuilder(camel.length() + 4);
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (Character.isUpperCase(c)) {
        out.append('_').append(Character.toLowerCase(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** {@code file_type} as {@code fileType}; what is camel case already stays. */
  static String camel(String snake) {
    StringBuilder out = new StringBuilder(snake.length());
    boolean upper = false;
    for (int i = 0; i < snake.length(); i++) {
      char c = snake.charAt(i);
      if (c == '_' && !out.isEmpty()) {
        upper = true;
      } else {
        out.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return out.toString();
  }

  /** A request with all its names in camel case; the keys of {@code values} are paths and stay as they are. */
  static JsonNode camel(JsonNode node) {
    return switch (node) {
      case ArrayNode array -> {
        ArrayNode converted = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(item -> converted.add(camel(item)));
        yield converted;
      }
      case ObjectNode object -> {
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        object
            .properties()
            .forEach(e -> converted.set(camel(e.getKey()), e.getKey().equals("values") ? e.getValue() : camel(e.getValue())));
        yield converted;
      }
      default -> node;
    };
  }
}
