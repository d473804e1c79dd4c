package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What a device's profile says of the device.
 *
 * @param capabilities flags by name
 * @param specs {@code TimeTraceRoute}, {@code DirectResult}
 * @param vendor as the profile says, else as the device told
 * @param realTime whether it answers connection requests at once
 */
public record Capabilities(
    JsonNode capabilities, JsonNode specs, String vendor, String dataModel, boolean realTime) {

  /** Asks the profile; the device is not asked. */
  public static Capabilities of(Bound bound) throws HookFailure, InterruptedException {
    JsonNode vendor = bound.data(Hook.GET_VENDOR, Resource.Shape.OBJECT);
    JsonNode dataModel = bound.data(Hook.GET_DATA_MODEL, Resource.Shape.OBJECT);
    JsonNode realTime = bound.data(Hook.IS_REAL_TIME, Resource.Shape.OBJECT);
    return new Capabilities(
        orEmpty(bound.data(Hook.GET_DEVICE_CAPABILITIES, Resource.Shape.OBJECT)),
        orEmpty(bound.data(Hook.GET_DEVICE_SPECS, Resource.Shape.OBJECT)),
        vendor != null && vendor.isTextual() ? vendor.textValue() : text(bound.device().vendor()),
        text(bound.device().dataModel()).isEmpty() && dataModel != null ? dataModel.asText() : text(bound.device().dataModel()),
        realTime == null || realTime.asBoolean(true));
  }

  private static JsonNode orEmpty(JsonNode node) {
    return node == null ? JsonNodeFactory.instance.objectNode() : node;
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
