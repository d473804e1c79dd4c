package org.argonaut.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a JSON object member by member; each wrong type is a 400 that names the member and the fix. */
public final class Fields {
  private static final int MAX_TEXT = 4096;
  private static final int MAX_ITEMS = 1000;

  private final ObjectNode object;
  private final String prefix;

  Fields(ObjectNode object, String prefix) {
    this.object = object;
    this.prefix = prefix;
  }

  public boolean has(String member) {
    return object.has(member);
  }

  public ObjectNode node() {
    return object;
  }

  /** Refuses members that are none of these: a misspelt one would be ignored silently. */
  public void allow(Set<String> members) throws Problem {
    for (var entry : object.properties()) {
      if (!members.contains(entry.getKey())) {
        throw Problem.badField(
            prefix + entry.getKey(),
            "Unknown member '" + prefix + entry.getKey() + "'; allowed here: " + String.join(", ", members.stream().sorted().toList()));
      }
    }
  }

  /** A string; null when absent; the empty string for null. */
  public String text(String member) throws Problem {
    JsonNode node = object.get(member);
    if (node == null) {
      return null;
    }
    if (node.isNull()) {
      return "";
    }
    if (!node.isTextual()) {
      throw wrong(member, node, "a string");
    }
    return checked(member, node.textValue());
  }

  /** A string that must be there and not be empty. */
  public String requiredText(String member) throws Problem {
    String text = text(member);
    if (text == null || text.isEmpty()) {
      throw Problem.badField(prefix + member, "The body needs the member '" + prefix + member + "', a string");
    }
    return text;
  }

  /** A list of strings; null when absent; empty for null. */
  public List<String> texts(String member) throws Problem {
    JsonNode node = object.get(member);
    if (node == null) {
      return null;
    }
    if (node.isNull()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrong(member, node, "a list of strings");
    }
    if (node.size() > MAX_ITEMS) {
      throw Problem.badField(prefix + member, prefix + member + " has more than " + MAX_ITEMS + " items");
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String item = member + "[" + i + "]";
      if (!node.get(i).isTextual()) {
        throw wrong(item, node.get(i), "a string");
      }
      texts.add(checked(item, node.get(i).textValue()));
    }
    return texts;
  }

  private String checked(String member, String text) throws Problem {
    if (text.length() > MAX_TEXT) {
      throw Problem.badField(
          prefix + member, prefix + member + " has " + text.length() + " characters; at most " + MAX_TEXT + " are allowed");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badField(prefix + member, prefix + member + " holds a control character; remove it");
    }
    return text;
  }

  private Problem wrong(String member, JsonNode node, String wanted) {
    return Problem.badField(
        prefix + member, prefix + member + " is " + kind(node.getNodeType()) + "; it must be " + wanted);
  }

  private static String kind(JsonNodeType type) {
    return switch (type) {
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case BOOLEAN, NUMBER, STRING -> "a " + type.name().toLowerCase(Locale.ROOT);
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }
}
