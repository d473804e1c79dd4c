package org.argonaut.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a device can do and is.
 *
 * @param capabilities flags by name: what the profile says, else what the device is known to have
 * @param from where each comes from: {@code profile}, or in words
 * @param specs {@code TimeTraceRoute}, {@code DirectResult}
 * @param vendor as the profile says, else as the device told
 * @param realTime whether it answers connection requests at once
 */
public record Capabilities(
    JsonNode capabilities, JsonNode from, JsonNode specs, String vendor, String dataModel, boolean realTime) {

  /** Asks the profile, and what is known of the device; the device itself at most once for its make. */
  public static Capabilities of(Bound bound) throws HookFailure, InterruptedException {
    JsonNode vendor = bound.data(Hook.GET_VENDOR, Resource.Shape.OBJECT);
    JsonNode dataModel = bound.data(Hook.GET_DATA_MODEL, Resource.Shape.OBJECT);
    JsonNode realTime = bound.data(Hook.IS_REAL_TIME, Resource.Shape.OBJECT);
    JsonNode specs = bound.data(Hook.GET_DEVICE_SPECS, Resource.Shape.OBJECT);
    ObjectNode flags = JsonNodeFactory.instance.objectNode();
    ObjectNode from = JsonNodeFactory.instance.objectNode();
    derive(bound, flags, from);
    return new Capabilities(
        flags,
        from,
        specs == null ? JsonNodeFactory.instance.objectNode() : specs,
        vendor != null && vendor.isTextual() ? vendor.textValue() : text(bound.device().vendor()),
        text(bound.device().dataModel()).isEmpty() && dataModel != null ? dataModel.asText() : text(bound.device().dataModel()),
        realTime == null || realTime.asBoolean(true));
  }

  private static void derive(Bound bound, ObjectNode flags, ObjectNode from) throws HookFailure, InterruptedException {
    DataModels.Paths known = bound.dataModels().paths(bound.device());
    for (Capability capability : Capability.values()) {
      Capability.Told told = capability.of(known, bound.protocol());
      flags.put(capability.key(), told.has());
      from.put(capability.key(), told.from());
    }
    JsonNode said = bound.data(Hook.GET_DEVICE_CAPABILITIES, Resource.Shape.OBJECT);
    if (said == null) {
      return;
    }
    said.properties()
        .forEach(
            flag -> {
              flags.set(flag.getKey(), flag.getValue());
              from.put(flag.getKey(), "profile");
            });
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
