package org.argonaut.script.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks that a text is a USP Msg with a request in it (TR-369, usp-msg.proto as JSON): {@code header} with {@code msg_type},
 * {@code body} with one request that fits it. Names may be in camelCase or snake_case, and unknown ones are passed over.
 */
final class UspPayload {
  /** Requests by their names in the body, with the MsgType in the header. */
  private static final Map<String, Integer> REQUESTS =
      new TreeMap<>(
          Map.of(
              "get", 1, "set", 4, "operate", 6, "add", 8, "delete", 10, "get_supported_dm", 12, "get_instances", 14,
              "get_supported_protocol", 18));

  private UspPayload() {}

  /**
   * Checks the text.
   *
   * @throws FunctionFailure says where and what is wrong
   */
  static void check(String json) throws FunctionFailure {
    try {
      if (!(LuaJson.parse(json) instanceof ObjectNode message)) {
        throw bad("a message is an object with header and body");
      }
      JsonNode type = object(message, "header", "").path(key(message.path("header"), "msg_type"));
      JsonNode body = object(message, "body", "");
      String request = request(object(body, "request", "body."));
      checkType(type, request);
    } catch (LuaJson.Unfit e) {
      throw bad(e.getMessage());
    }
  }

  private static JsonNode object(JsonNode parent, String name, String place) throws FunctionFailure {
    JsonNode child = parent.path(name);
    if (!child.isObject()) {
      throw bad(place + name + (child.isMissingNode() ? " is missing" : " is no object"));
    }
    return child;
  }

  /** The one request in the body, in snake case. */
  private static String request(JsonNode oneOf) throws FunctionFailure {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : oneOf.properties()) {
      String name = snake(entry.getKey());
      if (!REQUESTS.containsKey(name)) {
        continue;
      }
      if (!entry.getValue().isObject()) {
        throw bad("body.request." + entry.getKey() + " is no object");
      }
      found.add(name);
    }
    if (found.size() != 1) {
      throw bad("body.request must hold one of " + String.join(", ", REQUESTS.keySet()) + "; it holds "
          + (found.isEmpty() ? "none" : String.join(" and ", found)));
    }
    return found.getFirst();
  }

  private static void checkType(JsonNode type, String request) throws FunctionFailure {
    int expected = REQUESTS.get(request);
    boolean fits =
        type.isTextual()
            ? type.textValue().toLowerCase(Locale.ROOT).equals(request) || type.textValue().equals(Integer.toString(expected))
            : type.isIntegralNumber() && type.intValue() == expected;
    if (!fits) {
      throw bad("header.msg_type is " + (type.isMissingNode() ? "missing" : type) + "; for " + request + " it is " + expected);
    }
  }

  /** A key as the object has it: in snake case or in camel case. */
  private static String key(JsonNode object, String snake) {
    return object.has(snake) ? snake : FieldNames.camel(snake);
  }

  private static String snake(String key) {
    return FieldNames.snake(key).replace("_d_m", "_dm");
  }

  private static FunctionFailure bad(String what) {
    return new FunctionFailure(FunctionFailure.BAD_REQUEST, "the message cannot be sent: " + what);
  }
}
