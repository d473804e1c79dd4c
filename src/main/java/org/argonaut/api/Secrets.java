package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.argonaut.cwmp.SecretParameters;

/** Hides passwords in RPCs that are shown again: no API answer carries a secret. */
final class Secrets {
  private static final String HIDDEN = "(hidden)";

  /** What lets the bearer of a link in: tokens of ours, user information of others. */
  private static final Pattern LINK_SECRET = Pattern.compile("(?<=[?&]token=)[^&#]+|(?<=://)[^/@]*(?=@)");

  private Secrets() {}

  /** A copy in which the values of password members and of password parameters are hidden; null stays null. */
  static JsonNode hidden(JsonNode node) {
    if (node == null) {
      return null;
    }
    JsonNode copy = node.deepCopy();
    hide(copy);
    return copy;
  }

  private static void hide(JsonNode node) {
    switch (node) {
      case ArrayNode array -> array.forEach(Secrets::hide);
      case ObjectNode object -> hideMembers(object);
      default -> { }
    }
  }

  private static void hideMembers(ObjectNode object) {
    for (String member : object.properties().stream().map(Map.Entry::getKey).toList()) {
      JsonNode value = object.get(member);
      if (SecretParameters.isSecret(member) && value.isValueNode() && !value.isNull() && !value.asText().isEmpty()) {
        object.put(member, HIDDEN);
      } else if (SecretParameters.isSecret(member) && value instanceof ObjectNode typed && typed.has("value")) {
        typed.put("value", HIDDEN);
      } else if (value.isTextual() && isLink(member)) {
        object.put(member, LINK_SECRET.matcher(value.textValue()).replaceAll(HIDDEN));
      } else {
        hide(value);
      }
    }
    // A ParameterValueStruct: the name says whether the value is a secret.
    if (object.hasNonNull("name")
        && object.hasNonNull("value")
        && SecretParameters.isSecret(object.get("name").asText())) {
      object.put("value", HIDDEN);
    }
  }

  private static boolean isLink(String member) {
    return member.toLowerCase(Locale.ROOT).endsWith("url");
  }
}
