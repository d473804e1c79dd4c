package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import org.argonaut.lua.LuaJson;

/** Brings what parse hooks return into the resource's outer shape; its inside passes as it is. */
final class Shapes {
  private Shapes() {}

  /**
   * @throws HookFailure when it is neither a table nor JSON, or of another shape
   */
  static JsonNode of(String profile, Hook hook, Resource.Shape shape, JsonNode returned) throws HookFailure {
    JsonNode value = returned;
    if (value.isTextual() && hook.kind() == Hook.Kind.PARSE) {
      try {
        value = LuaJson.parse(value.textValue());
      } catch (LuaJson.Unfit e) {
        throw HookFailure.wrongReturn(profile, hook, "it returned text that is no JSON: " + e.getMessage());
      }
    }
    if (hook.kind() == Hook.Kind.DATA && shape == Resource.Shape.OBJECT) {
      return value;
    }
    if (value.isObject() && value.path("connected_devices").isContainerNode() && hook == Hook.PARSE_GET_CONNECTED_DEVICES) {
      value = value.path("connected_devices");
    }
    // Lists and maps both pass: profiles in the field mix them, and what reads them expects theirs.
    boolean fits = value.isContainerNode();
    if (!fits) {
      throw HookFailure.wrongReturn(profile, hook, "it returned a " + CwmpPayloads.kindOf(value));
    }
    return value;
  }
}
