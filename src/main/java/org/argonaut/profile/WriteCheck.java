package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Holds what a caller wants against the resource as the device has it: items that are not there, fields that cannot be set,
 * values of the wrong kind or out of the resource's own range. Fields the resource does not have pass: a profile's hook may
 * know them.
 */
public final class WriteCheck {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What moves by itself: a caller who sends back what was read has not asked for these. */
  private static final Pattern MOVING =
      Pattern.compile(".*_(sent|received|rate)|rssi|rsrp|rsrq|rx|tx|(connection_)?status|state|uptime.*|last_result");

  private final List<InvalidResource.Violation> violations = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  /**
   * One field that is to change.
   *
   * @param before null: not known
   * @param secret whether neither value may be shown
   */
  public record Change(String field, JsonNode before, JsonNode after, boolean secret) {}

  /**
   * What is to be set.
   *
   * @param body as the hook gets it: nulls gone, paths completed, plain values wrapped as the resource has them
   */
  record Checked(JsonNode body, List<Change> changes) {}

  private WriteCheck() {}

  /**
   * Checks a body.
   *
   * @throws InvalidResource with all that is wrong
   */
  static Checked of(Resource resource, JsonNode current, JsonNode body) throws InvalidResource {
    WriteCheck check = new WriteCheck();
    JsonNode given = resource.shape() == Resource.Shape.LIST && body.isObject() ? NODES.arrayNode().add(body) : body;
    JsonNode checked =
        switch (given) {
          case ArrayNode items when current.isArray() -> check.list(items, current, "");
          case ArrayNode items when current.isObject() -> check.list(items, values(current), "");
          case ObjectNode items when current.isObject() && resource.shape() == Resource.Shape.MAP ->
              check.map(items, current);
          case ObjectNode object when current.isObject() -> check.object(object, (ObjectNode) current, "");
          default -> check.wrongShape(resource);
        };
    if (!check.violations.isEmpty()) {
      throw new InvalidResource(check.violations);
    }
    return new Checked(checked, check.changes);
  }

  private JsonNode wrongShape(Resource resource) {
    String wanted = resource.shape() == Resource.Shape.LIST ? "a list of objects, or one object" : "an object";
    violate("", "the body must be " + wanted + ", as GET answers it");
    return NODES.nullNode();
  }

  private static ArrayNode values(JsonNode object) {
    ArrayNode all = NODES.arrayNode();
    object.forEach(all::add);
    return all;
  }

  private void violate(String field, String detail) {
    violations.add(new InvalidResource.Violation(field.startsWith(".") ? field.substring(1) : field, detail));
  }

  // ---- items ----

  private ArrayNode list(ArrayNode given, JsonNode current, String place) {
    ArrayNode items = NODES.arrayNode();
    for (int i = 0; i < given.size(); i++) {
      String at = place + "[" + i + "]";
      if (!(given.get(i) instanceof ObjectNode item)) {
        violate(at, "must be an object");
        continue;
      }
      ObjectNode match = match(item, current, given.size() == 1 && current.size() == 1);
      if (match == null) {
        violate(at, noMatch(item, current));
      } else {
        items.add(object(item, match, at));
      }
    }
    return items;
  }

  /** Keys are those of the resource, or the items' paths. */
  private ObjectNode map(ObjectNode given, JsonNode current) {
    ObjectNode items = NODES.objectNode();
    for (Map.Entry<String, JsonNode> entry : given.properties()) {
      String at = "." + entry.getKey();
      if (!(entry.getValue() instanceof ObjectNode item)) {
        violate(at, "must be an object");
        continue;
      }
      ObjectNode match = current.get(entry.getKey()) instanceof ObjectNode named ? named : byPath(entry.getKey(), current);
      if (match == null) {
        violate(at, "there is none; there are " + String.join(", ", names(current)));
      } else {
        items.set(entry.getKey(), object(item, match, at));
      }
    }
    return items;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static ObjectNode byPath(String path, JsonNode current) {
    for (JsonNode item : current) {
      if (item instanceof ObjectNode object && path.equals(identity(object))) {
        return object;
      }
    }
    return null;
  }

  private static ObjectNode match(ObjectNode item, JsonNode current, boolean onlyOne) {
    String path = identity(item);
    if (path == null) {
      return onlyOne && current.get(0) instanceof ObjectNode only ? only : null;
    }
    return byPath(path, current);
  }

  private static String identity(ObjectNode item) {
    for (String name : Resource.IDENTITY) {
      if (item.path(name).isTextual()) {
        return item.path(name).textValue();
      }
    }
    return null;
  }

  private static String noMatch(ObjectNode item, JsonNode current) {
    List<String> paths = new ArrayList<>();
    current.forEach(
        one -> {
          if (one instanceof ObjectNode object && identity(object) != null) {
            paths.add(identity(object));
          }
        });
    String path = identity(item);
    return (path == null ? "needs the path of the item it is for" : "there is no " + path) + "; there are "
        + (paths.isEmpty() ? "none" : String.join(", ", paths));
  }

  // ---- fields ----

  private ObjectNode object(ObjectNode given, ObjectNode current, String place) {
    ObjectNode body = NODES.objectNode();
    for (Map.Entry<String, JsonNode> member : given.properties()) {
      JsonNode value = member.getValue();
      JsonNode now = current.get(member.getKey());
      if (value.isNull()) {
        continue; // left alone
      }
      JsonNode checked = now == null ? value : field(member.getKey(), value, now, given, current, place);
      if (checked != null) {
        body.set(member.getKey(), checked);
      }
    }
    // Hooks find what they set by these.
    current.properties()
        .forEach(
            member -> {
              if (isPath(member.getKey()) && member.getValue().isTextual() && !body.has(member.getKey())) {
                body.set(member.getKey(), member.getValue());
              }
            });
    return body;
  }

  private static boolean isPath(String name) {
    return name.equals("path") || name.endsWith("_path") || name.equals("associated_radio");
  }

  /** The field as the hook gets it; null: not at all. */
  private JsonNode field(
      String name, JsonNode given, JsonNode now, ObjectNode sent, ObjectNode current, String place) {
    String at = place + "." + name;
    if (isLeaf(now)) {
      JsonNode value = given.isObject() ? given.get("value") : given;
      if (value == null || value.isNull()) {
        return null;
      }
      leaf(name, value, now, sent, current, at);
      return NODES.objectNode().<ObjectNode>set("value", value).put("writable", now.path("writable").booleanValue());
    }
    if (given instanceof ObjectNode inner && now instanceof ObjectNode innerNow) {
      return object(inner, innerNow, at);
    }
    if (given instanceof ArrayNode items && now.isArray() && !now.isEmpty() && now.get(0).isObject()) {
      return list(items, now, at);
    }
    boolean moved = now.isNumber() || MOVING.matcher(name).matches();
    if (now.isValueNode() && !moved && !same(given, now)) {
      violate(at, (isPath(name) ? "says which item is meant" : "cannot be set") + "; the device has " + now);
    }
    return given;
  }

  private static boolean isLeaf(JsonNode now) {
    return now.isObject() && now.has("writable");
  }

  private void leaf(String name, JsonNode value, JsonNode now, ObjectNode sent, ObjectNode current, String at) {
    JsonNode before = now.path("value");
    if (same(value, before)) {
      return;
    }
    if (!now.path("writable").booleanValue()) {
      if (!MOVING.matcher(name).matches()) {
        violate(at, "is read-only; the device has " + before);
      }
      return;
    }
    String wrong = sameKind(value, before) ? ValueRules.problem(name, value, sent, current) : kindProblem(value, before);
    if (wrong != null) {
      violate(at, wrong);
      return;
    }
    changes.add(new Change(at.startsWith(".") ? at.substring(1) : at, before, value, name.contains("password")));
  }

  /** A device that tells numbers as text is given numbers or text. */
  private static boolean sameKind(JsonNode value, JsonNode before) {
    return before.isMissingNode()
        || before.isNull()
        || value.getNodeType() == before.getNodeType()
        || (value.isNumber() && before.isTextual() && before.textValue().matches("-?\\d+"));
  }

  private static String kindProblem(JsonNode value, JsonNode before) {
    return "is " + kind(value) + "; it must be " + kind(before);
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "a " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isArray() && other.isArray() && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        if (!same(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (one.isNumber() && other.isNumber()) {
      return one.doubleValue() == other.doubleValue();
    }
    return one.equals(other) || (one.isValueNode() && other.isValueNode() && one.asText().equals(other.asText()));
  }
}
