package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Holds a JSON value against a schema of an OpenAPI document: the keywords that our document uses. */
final class JsonSchemaCheck {
  static final Set<String> KEYWORDS =
      Set.of(
          "$ref", "type", "properties", "required", "items", "enum", "additionalProperties", "oneOf", "anyOf", "const",
          "format", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "description", "default",
          "examples", "title", "discriminator", "deprecated", "pattern");

  private final JsonNode document;

  JsonSchemaCheck(JsonNode document) {
    this.document = document;
  }

  /** What is wrong, each with its place; empty: it fits. */
  List<String> mistakes(JsonNode schema, JsonNode value) {
    List<String> mistakes = new ArrayList<>();
    check(schema, value, "$", mistakes);
    return mistakes;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> mistakes) {
    if (schema.has("$ref")) {
      check(document.at(schema.get("$ref").asText().substring(1)), value, at, mistakes);
      return;
    }
    if (schema.has("type") && !typeFits(schema.get("type"), value)) {
      mistakes.add(at + " is " + value.getNodeType() + ", not " + schema.get("type"));
      return;
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      mistakes.add(at + " is " + value + ", not one of " + schema.get("enum"));
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      mistakes.add(at + " is " + value + ", not " + schema.get("const"));
    }
    if (schema.path("format").asText().equals("date-time") && value.isTextual()) {
      checkTime(value.asText(), at, mistakes);
    }
    for (String keyword : List.of("oneOf", "anyOf")) {
      if (schema.has(keyword)) {
        checkAlternatives(schema.get(keyword), value, at, mistakes);
      }
    }
    if (value.isObject()) {
      checkObject(schema, value, at, mistakes);
    }
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.get("items"), value.get(i), at + "[" + i + "]", mistakes);
      }
    }
  }

  private void checkAlternatives(JsonNode alternatives, JsonNode value, String at, List<String> mistakes) {
    List<String> all = new ArrayList<>();
    for (JsonNode alternative : alternatives) {
      List<String> some = mistakes(alternative, value);
      if (some.isEmpty()) {
        return;
      }
      all.addAll(some);
    }
    mistakes.add(at + " fits none of the alternatives: " + all);
  }

  private void checkObject(JsonNode schema, JsonNode value, String at, List<String> mistakes) {
    for (JsonNode member : schema.path("required")) {
      if (!value.has(member.asText())) {
        mistakes.add(at + " lacks " + member.asText());
      }
    }
    JsonNode properties = schema.path("properties");
    for (var member : value.properties()) {
      if (properties.has(member.getKey())) {
        check(properties.get(member.getKey()), member.getValue(), at + "." + member.getKey(), mistakes);
      } else if (schema.path("additionalProperties").isObject()) {
        check(schema.get("additionalProperties"), member.getValue(), at + "." + member.getKey(), mistakes);
      } else if (!properties.isMissingNode() && !schema.path("additionalProperties").asBoolean()) {
        mistakes.add(at + " has the undocumented member " + member.getKey());
      }
    }
  }

  private static void checkTime(String text, String at, List<String> mistakes) {
    try {
      Instant.parse(text);
    } catch (DateTimeParseException e) {
      mistakes.add(at + " is no date-time: " + text);
    }
  }

  private static boolean contains(JsonNode allowed, JsonNode value) {
    for (JsonNode one : allowed) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean typeFits(JsonNode type, JsonNode value) {
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (typeFits(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> throw new AssertionError("a type JSON Schema does not know: " + type);
    };
  }
}
