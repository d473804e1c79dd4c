package org.argonaut.cwmp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

public final class CwmpJson {
  private static final ObjectMapper M = new ObjectMapper().findAndRegisterModules();

  private CwmpJson() {}

  public static ObjectNode toJson(Message message) {
    return M.valueToTree(message);
  }

  public static CpeMethod fromJson(JsonNode node) {
    try {
      return M.treeToValue(node, CpeMethod.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage());
    }
  }

  public static ObjectNode requestSchemas() {
    return M.createObjectNode();
  }
}
