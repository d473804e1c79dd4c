package org.argonaut.usp;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.stream.Collectors;

/** Compares JSON with the schema before protobuf reads it, because protobuf's own errors do not tell the place. */
final class JsonCheck {
  private boolean camel;
  private boolean snake;

  /** How the names that were seen were written. */
  UspJson.Naming naming() {
    return snake && !camel ? UspJson.Naming.SNAKE : UspJson.Naming.CAMEL;
  }

  void message(JsonNode node, Descriptor type, String place) throws UspJsonException {
    if (!node.isObject()) {
      throw new UspJsonException(place + " must be an object with " + fieldList(type) + ", not " + kind(node));
    }
    var seen = new HashSet<FieldDescriptor>();
    var members = new HashMap<OneofDescriptor, String>();
    for (var entry : node.properties()) {
      var name = entry.getKey();
      var field = field(type, name, place);
      if (!seen.add(field)) {
        throw new UspJsonException(place + " has " + field.getName() + " twice, in both ways to write it");
      }
      var oneof = field.getContainingOneof();
      var other = oneof == null ? null : members.put(oneof, name);
      if (other != null) {
        throw new UspJsonException(place + " has both " + other + " and " + name + ", only one of them can be");
      }
      value(entry.getValue(), field, place.equals("the message") ? name : place + "." + name);
    }
  }

  private FieldDescriptor field(Descriptor type, String name, String place) throws UspJsonException {
    for (var field : type.getFields()) {
      var isCamel = field.getJsonName().equals(name);
      var isSnake = field.getName().equals(name);
      if (isCamel || isSnake) {
        camel |= !isSnake;
        snake |= !isCamel;
        return field;
      }
    }
    throw new UspJsonException("unknown field \"" + shortened(name) + "\" in " + place + suggestion(type, name));
  }

  private void value(JsonNode node, FieldDescriptor field, String place) throws UspJsonException {
    if (node.isNull()) {
      return;
    }
    if (field.isMapField()) {
      map(node, place);
    } else if (field.isRepeated()) {
      if (!node.isArray()) {
        throw new UspJsonException(place + " must be an array, not " + kind(node));
      }
      for (int i = 0; i < node.size(); i++) {
        single(node.get(i), field, place + "[" + i + "]");
      }
    } else {
      single(node, field, place);
    }
  }

  private static void map(JsonNode node, String place) throws UspJsonException {
    if (!node.isObject()) {
      throw new UspJsonException(place + " must be an object of names and values, not " + kind(node));
    }
    for (var entry : node.properties()) {
      if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
        throw new UspJsonException(place + "." + shortened(entry.getKey()) + " must be a string, not " + kind(entry.getValue()));
      }
    }
  }

  private void single(JsonNode node, FieldDescriptor field, String place) throws UspJsonException {
    switch (field.getJavaType()) {
      case MESSAGE -> message(node, field.getMessageType(), place);
      case BOOLEAN -> {
        if (!node.isBoolean() && !node.asText().equals("true") && !node.asText().equals("false")) {
          throw new UspJsonException(place + " must be true or false, not " + kind(node));
        }
      }
      case INT -> {
        if (!isUnsigned32(node)) {
          throw new UspJsonException(place + " must be a whole number from 0 to 4294967295, not " + kind(node));
        }
      }
      case ENUM -> {
        var known = node.isTextual() && field.getEnumType().findValueByName(node.asText()) != null;
        var number = node.isInt() && field.getEnumType().findValueByNumber(node.asInt()) != null;
        if (!known && !number) {
          var names = field.getEnumType().getValues().stream().map(v -> v.getName()).collect(Collectors.joining(", "));
          throw new UspJsonException(place + " must be one of " + names + ", not " + kind(node));
        }
      }
      default -> {
        if (!node.isValueNode() || node.isNull()) {
          throw new UspJsonException(place + " must be a string, not " + kind(node));
        }
      }
    }
  }

  private static boolean isUnsigned32(JsonNode node) {
    var text = node.isValueNode() ? node.asText() : "";
    return text.matches("[0-9]{1,10}") && Long.parseLong(text) < 1L << 32;
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case NULL -> "null";
      default -> shortened(node.toString());
    };
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private static String fieldList(Descriptor type) {
    var fields = type.getFields();
    return fields.isEmpty()
        ? "no fields"
        : fields.stream().map(FieldDescriptor::getJsonName).collect(Collectors.joining(", "));
  }

  private static String suggestion(Descriptor type, String name) {
    var wanted = plain(name);
    return type.getFields().stream()
        .min(Comparator.comparingInt(f -> distance(plain(f.getName()), wanted)))
        .filter(f -> distance(plain(f.getName()), wanted) <= Math.max(2, wanted.length() / 3))
        .map(f -> "; did you mean \"" + (name.indexOf('_') < 0 ? f.getJsonName() : f.getName()) + "\"?")
        .orElse("; it has " + fieldList(type));
  }

  private static String plain(String name) {
    return shortened(name).replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Levenshtein's: how many letters to add, drop or change. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        var above = row[j];
        var changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
