package org.argonaut.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Builds the JSON Schemas (2020-12, as OpenAPI 3.1 uses them) that describe bodies. */
public final class Schema {
  private Schema() {}

  public static ObjectNode string(String description) {
    return typed("string", description);
  }

  /** A string that may be absent of meaning: null. */
  public static ObjectNode stringOrNull(String description) {
    return orNull("string", description);
  }

  public static ObjectNode time(String description) {
    return typed("string", description).put("format", "date-time");
  }

  public static ObjectNode timeOrNull(String description) {
    return orNull("string", description).put("format", "date-time");
  }

  public static ObjectNode integer(String description) {
    return typed("integer", description);
  }

  public static ObjectNode flag(String description) {
    return typed("boolean", description);
  }

  public static ObjectNode strings(String description) {
    return arrayOf(Json.object().put("type", "string")).put("description", description);
  }

  public static ObjectNode oneOf(String description, String... values) {
    ObjectNode schema = typed("string", description);
    ArrayNode allowed = schema.putArray("enum");
    for (String value : values) {
      allowed.add(value);
    }
    return schema;
  }

  /** Any JSON value. */
  public static ObjectNode any(String description) {
    return Json.object().put("description", description);
  }

  public static ObjectNode arrayOf(JsonNode items) {
    ObjectNode schema = Json.object().put("type", "array");
    schema.set("items", items);
    return schema;
  }

  /** An object with any members, all of one kind. */
  public static ObjectNode mapOf(JsonNode values, String description) {
    ObjectNode schema = typed("object", description);
    schema.set("additionalProperties", values);
    return schema;
  }

  /** Names one of the document's components. */
  public static ObjectNode ref(String component) {
    return Json.object().put("$ref", "#/components/schemas/" + component);
  }

  /** A page of a list that goes on by the query parameter named. */
  public static ObjectNode page(String component, String cursor) {
    return object()
        .with("items", arrayOf(ref(component)))
        .with("next", stringOrNull("Give it as ?" + cursor + "= for the next page; null: this was the last"))
        .build();
  }

  public static ObjectBuilder object() {
    return new ObjectBuilder();
  }

  /** Builds the schema of an object: members are required unless added by {@code maybe}. */
  public static final class ObjectBuilder {
    private final ObjectNode schema = Json.object().put("type", "object");
    private final ObjectNode properties = schema.putObject("properties");
    private final ArrayNode required = schema.putArray("required");

    public ObjectBuilder with(String member, JsonNode type) {
      required.add(member);
      return maybe(member, type);
    }

    public ObjectBuilder maybe(String member, JsonNode type) {
      properties.set(member, type);
      return this;
    }

    public ObjectNode build() {
      if (required.isEmpty()) {
        schema.remove("required");
      }
      return schema;
    }
  }

  private static ObjectNode typed(String type, String description) {
    return Json.object().put("type", type).put("description", description);
  }

  private static ObjectNode orNull(String type, String description) {
    ObjectNode schema = Json.object();
    schema.putArray("type").add(type).add("null");
    return schema.put("description", description);
  }
}
