package org.argonaut.cwmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a JSON object must look like: the fields it may have and what each holds. Checks a given object, and describes itself
 * as a JSON Schema, from the one list of fields.
 *
 * @param name the RPC, or what the object is
 */
record JsonForm(String name, String description, List<JsonField> fields) {
  private static final int SHOWN = 60;

  JsonForm {
    fields = List.copyOf(fields);
  }

  /** The object's fields, each checked, under their proper names; those that are null count as not given. */
  JsonArguments check(JsonNode given, String where) throws CwmpJsonException {
    if (!given.isObject()) {
      throw new CwmpJsonException(where.isEmpty() ? name : where, "given " + shown(given) + ", expected an object");
    }
    Map<String, JsonNode> checked = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      if (where.isEmpty() && entry.getKey().equals("rpc")) {
        continue;
      }
      JsonField field = field(entry.getKey());
      String place = where.isEmpty() ? entry.getKey() : where + "." + entry.getKey();
      if (field == null) {
        throw new CwmpJsonException(place, "unknown field of " + name + ", expected " + names());
      }
      if (checked.containsKey(field.name())) {
        throw new CwmpJsonException(place, "given twice, as " + field.name() + " and under another name");
      }
      if (!entry.getValue().isNull()) {
        field.check(entry.getValue(), place);
        checked.put(field.name(), entry.getValue());
      }
    }
    for (JsonField field : fields) {
      if (field.required() && !checked.containsKey(field.name())) {
        throw new CwmpJsonException(
            where.isEmpty() ? field.name() : where + "." + field.name(),
            "missing; " + name + " needs it: " + field.expected());
      }
    }
    return new JsonArguments(checked);
  }

  /** The JSON Schema of the object; with the constant field {@code rpc} for a whole request. */
  ObjectNode schema(boolean request) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object").put("description", description);
    ObjectNode properties = schema.putObject("properties");
    var required = schema.putArray("required");
    if (request) {
      properties.putObject("rpc").put("const", name);
      required.add("rpc");
    }
    for (JsonField field : fields) {
      properties.set(field.name(), field.schema());
      if (field.required()) {
        required.add(field.name());
      }
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  /** What was given, short enough for a message. */
  static String shown(JsonNode given) {
    String text = given.toString();
    String kind = given.getNodeType().name().toLowerCase(Locale.ROOT);
    return given.isContainerNode() ? "an " + kind
        : text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private JsonField field(String given) {
    for (JsonField field : fields) {
      if (field.isCalled(given)) {
        return field;
      }
    }
    return null;
  }

  private String names() {
    return fields.isEmpty() ? "none" : fields.stream().map(JsonField::name).collect(Collectors.joining(", "));
  }
}
