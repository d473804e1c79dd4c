package org.argonaut.cwmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Parameters with their values in JSON: {@code {path: value}}, {@code {path: {"value", "type"}}} or, as answers have them, {@code
 * [{"name", "value", "type"}]}.
 *
 * <p>A type that is not given is that of the parameter where it is known. Otherwise it follows from the JSON: true and false
 * are {@code xsd:boolean}; whole numbers are {@code xsd:unsignedInt}, what nearly all numbers in the data models are, or the
 * smallest of {@code xsd:int}, {@code xsd:unsignedLong} and {@code xsd:long} that holds them; other numbers are {@code
 * xsd:decimal}; strings have no type, which is written as {@code xsd:string}.
 */
final class JsonValues {
  private static final BigInteger MAX_UNSIGNED_INT = BigInteger.valueOf(0xFFFF_FFFFL);

  private final UnaryOperator<String> knownTypes;

  /**
   * @param knownTypes a parameter's type by its path; null where it is not known
   */
  JsonValues(UnaryOperator<String> knownTypes) {
    this.knownTypes = knownTypes;
  }

  List<ParameterValue> read(JsonNode values, String place) throws CwmpJsonException {
    List<ParameterValue> read = new ArrayList<>(values.size());
    if (values.isArray()) {
      for (int i = 0; i < values.size(); i++) {
        read.add(named(values.get(i), place + "[" + i + "]"));
      }
      return read;
    }
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      JsonNode given = entry.getValue();
      String where = place + "." + entry.getKey();
      read.add(given.isObject() ? typed(entry.getKey(), given, where) : value(entry.getKey(), given, null, where));
    }
    return read;
  }

  private ParameterValue named(JsonNode given, String where) throws CwmpJsonException {
    JsonNode name = given.get("name");
    if (name == null || !name.isTextual()) {
      throw new CwmpJsonException(where + ".name", name == null ? "missing; expected the parameter's path"
          : "given " + JsonForm.shown(name) + ", expected the parameter's path");
    }
    return typed(name.textValue(), given, where);
  }

  private ParameterValue typed(String path, JsonNode given, String where) throws CwmpJsonException {
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      switch (entry.getKey()) {
        case "name", "value", "type" -> {
          // all there is
        }
        default -> throw new CwmpJsonException(where + "." + entry.getKey(), "unknown field, expected value and type");
      }
    }
    JsonNode value = given.get("value");
    if (value == null) {
      throw new CwmpJsonException(where + ".value", "missing; expected a string, a number, true or false");
    }
    JsonNode type = given.get("type");
    return value(path, value, type == null || type.isNull() ? null : type(type, where + ".type"), where);
  }

  private static String type(JsonNode given, String where) throws CwmpJsonException {
    String type = given.isTextual() ? XsdTypes.canonical(given.textValue().strip()) : null;
    if (type == null || !XsdTypes.writable(type)) {
      throw new CwmpJsonException(
          where, "given " + JsonForm.shown(given) + ", expected an XML Schema type such as xsd:string, xsd:unsignedInt,"
              + " xsd:int, xsd:boolean, xsd:dateTime or xsd:base64Binary");
    }
    return type;
  }

  private ParameterValue value(String path, JsonNode given, String type, String where) throws CwmpJsonException {
    if (path.isBlank() || path.endsWith(".")) {
      throw new CwmpJsonException(where, "'" + path + "' is no full path of a parameter");
    }
    if (!given.isValueNode() || given.isNull()) {
      throw new CwmpJsonException(
          where, "given " + JsonForm.shown(given) + ", expected a string, a number, true or false");
    }
    String text = given.isBigDecimal() || given.isFloatingPointNumber()
        ? given.decimalValue().toPlainString() : given.asText();
    if (type != null) {
      if (!XsdTypes.accepts(type, text)) {
        throw new CwmpJsonException(where, "given " + JsonForm.shown(given) + ", which is no " + type);
      }
      return new ParameterValue(path, text, type);
    }
    String known = knownTypes.apply(path);
    return new ParameterValue(path, text, known != null ? known : inferred(given));
  }

  private static String inferred(JsonNode given) {
    if (given.isBoolean()) {
      return XsdTypes.BOOLEAN;
    }
    if (!given.isNumber()) {
      return null;
    }
    if (!given.isIntegralNumber()) {
      return XsdTypes.DECIMAL;
    }
    BigInteger number = given.bigIntegerValue();
    if (number.signum() < 0) {
      return given.canConvertToInt() ? XsdTypes.INT : XsdTypes.LONG;
    }
    return number.compareTo(MAX_UNSIGNED_INT) <= 0 ? XsdTypes.UNSIGNED_INT : XsdTypes.UNSIGNED_LONG;
  }

  /** Adds the JSON Schema of all this. */
  static void describe(ObjectNode schema) {
    var forms = schema.putArray("oneOf");
    ObjectNode byPath = forms.addObject().put("type", "object").put("minProperties", 1);
    var value = byPath.putObject("additionalProperties").putArray("oneOf");
    scalar(value.addObject());
    typed(value.addObject(), false);
    ObjectNode list = forms.addObject().put("type", "array").put("minItems", 1);
    typed(list.putObject("items"), true);
  }

  private static void typed(ObjectNode schema, boolean named) {
    schema.put("type", "object").put("additionalProperties", false);
    var required = schema.putArray("required");
    ObjectNode properties = schema.putObject("properties");
    if (named) {
      required.add("name");
      properties.putObject("name").put("type", "string");
    }
    required.add("value");
    scalar(properties.putObject("value"));
    properties.putObject("type").put("type", "string").putArray("examples").add("xsd:string").add("xsd:unsignedInt");
  }

  private static void scalar(ObjectNode schema) {
    schema.putArray("type").add("string").add("number").add("boolean");
  }
}
