package org.argonaut.cwmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One field of a {@link JsonForm}.
 *
 * @param name TR-069's name with a lower-case first letter, or a shorter one
 * @param alias TR-069's name where {@code name} is a shorter one; null otherwise
 * @param kind what it holds
 * @param required whether a request without it is refused
 * @param most the greatest number or the longest text; 0 for texts: any length
 * @param item the form of the objects in a list; null for other kinds
 * @param choices the texts allowed; empty: any
 */
record JsonField(
    String name,
    String alias,
    Kind kind,
    boolean required,
    String description,
    long most,
    JsonForm item,
    List<String> choices) {

  /** CommandKey and ParameterKey are strings of 32 characters (TR-069 A.3.2). */
  static final int KEY_LENGTH = 32;

  private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

  /** What a field holds. */
  enum Kind {
    TEXT,
    /** A path of an object, which ends with a dot. */
    OBJECT_PATH,
    NUMBER,
    /** A number that may be negative. */
    SIGNED,
    BOOLEAN,
    TEXTS,
    OBJECTS,
    /** Parameters with their values. */
    VALUES
  }

  static JsonField text(String name, String description) {
    return new JsonField(name, null, Kind.TEXT, false, description, 0, null, List.of());
  }

  static JsonField key(String name, String description) {
    return new JsonField(name, null, Kind.TEXT, false, description, KEY_LENGTH, null, List.of());
  }

  static JsonField choice(String name, String description, String... choices) {
    return new JsonField(name, null, Kind.TEXT, false, description, 0, null, List.of(choices));
  }

  static JsonField objectPath(String name, String description) {
    return new JsonField(name, null, Kind.OBJECT_PATH, false, description, 256, null, List.of());
  }

  static JsonField number(String name, String description) {
    return new JsonField(name, null, Kind.NUMBER, false, description, UNSIGNED_INT, null, List.of());
  }

  static JsonField seconds(String name, String description) {
    return new JsonField(name, null, Kind.NUMBER, false, description, Integer.MAX_VALUE, null, List.of());
  }

  static JsonField signed(String name, String description) {
    return new JsonField(name, null, Kind.SIGNED, false, description, Integer.MAX_VALUE, null, List.of());
  }

  static JsonField bool(String name, String description) {
    return new JsonField(name, null, Kind.BOOLEAN, false, description, 0, null, List.of());
  }

  static JsonField texts(String name, String alias, String description) {
    return new JsonField(name, alias, Kind.TEXTS, false, description, 0, null, List.of());
  }

  static JsonField objects(String name, String alias, String description, JsonForm item) {
    return new JsonField(name, alias, Kind.OBJECTS, false, description, 0, item, List.of());
  }

  static JsonField parameterValues(String name, String alias, String description) {
    return new JsonField(name, alias, Kind.VALUES, false, description, 0, null, List.of());
  }

  /** The same field, without which a request is refused; lists must then have an entry. */
  JsonField must() {
    return new JsonField(name, alias, kind, true, description, most, item, choices);
  }

  /** Whether a given name means this field; the case of letters does not matter ({@code URL}, {@code successURL}). */
  boolean isCalled(String given) {
    return name.equalsIgnoreCase(given) || (alias != null && alias.equalsIgnoreCase(given));
  }

  /** What the field expects, in words. */
  String expected() {
    return switch (kind) {
      case TEXT -> !choices.isEmpty() ? "one of " + String.join(", ", choices)
          : most > 0 ? "a string of at most " + most + " characters" : "a string";
      case OBJECT_PATH -> "the path of an object as a string that ends with a dot, of at most " + most + " characters";
      case NUMBER -> "a whole number from 0 to " + most;
      case SIGNED -> "a whole number from " + Integer.MIN_VALUE + " to " + most;
      case BOOLEAN -> "true or false";
      case TEXTS -> "an array of strings";
      case OBJECTS -> "an array of objects";
      case VALUES -> "an object {path: value or {\"value\", \"type\"}} or an array of {\"name\", \"value\", \"type\"}";
    } + (required && list() ? ", not empty" : "");
  }

  /** Refuses what does not fit. */
  void check(JsonNode given, String place) throws CwmpJsonException {
    if (!fits(given) || (required && list() && given.isEmpty())) {
      throw new CwmpJsonException(place, "given " + JsonForm.shown(given) + ", expected " + expected());
    }
    for (int i = 0; i < given.size() && given.isArray(); i++) {
      String entry = place + "[" + i + "]";
      if (kind == Kind.TEXTS && !given.get(i).isTextual()) {
        throw new CwmpJsonException(entry, "given " + JsonForm.shown(given.get(i)) + ", expected a string");
      }
      if (kind == Kind.OBJECTS) {
        item.check(given.get(i), entry);
      }
    }
  }

  private boolean list() {
    return kind == Kind.TEXTS || kind == Kind.OBJECTS || kind == Kind.VALUES;
  }

  private boolean fits(JsonNode given) {
    return switch (kind) {
      case TEXT -> given.isTextual() && (most == 0 || given.textValue().length() <= most)
          && (choices.isEmpty() || choices.stream().anyMatch(given.textValue()::equalsIgnoreCase));
      case OBJECT_PATH -> given.isTextual() && given.textValue().endsWith(".") && given.textValue().length() <= most;
      case NUMBER -> given.isIntegralNumber() && given.canConvertToLong()
          && given.longValue() >= 0 && given.longValue() <= most;
      case SIGNED -> given.isIntegralNumber() && given.canConvertToInt();
      case BOOLEAN -> given.isBoolean();
      case TEXTS, OBJECTS -> given.isArray();
      case VALUES -> given.isContainerNode();
    };
  }

  /** The JSON Schema of the field. */
  ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    switch (kind) {
      case TEXT -> text(schema);
      case OBJECT_PATH -> text(schema).put("pattern", "\\.$");
      case NUMBER -> schema.put("type", "integer").put("minimum", 0).put("maximum", most);
      case SIGNED -> schema.put("type", "integer").put("minimum", Integer.MIN_VALUE).put("maximum", most);
      case BOOLEAN -> schema.put("type", "boolean");
      case TEXTS -> schema.put("type", "array").put("minItems", required ? 1 : 0)
          .putObject("items").put("type", "string");
      case OBJECTS -> schema.put("type", "array").put("minItems", required ? 1 : 0)
          .set("items", item.schema(false));
      case VALUES -> JsonValues.describe(schema);
    }
    return schema.put("description", description);
  }

  private ObjectNode text(ObjectNode schema) {
    schema.put("type", "string");
    if (most > 0) {
      schema.put("maxLength", most);
    }
    if (!choices.isEmpty()) {
      choices.forEach(schema.putArray("enum")::add);
    }
    return schema;
  }
}
