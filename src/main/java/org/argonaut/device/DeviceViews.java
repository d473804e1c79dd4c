package org.argonaut.device;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The device as callers see it, from its state and what its actor knows. */
final class DeviceViews {
  private DeviceViews() {}

  /**
   * @param online whether it counts as online now, as far as its actor knows
   * @param lastContact epoch milliseconds; 0 when this actor has not met the device yet: the row knows then
   */
  static Devices.DeviceView of(
      String sn, DeviceState state, boolean online, long lastContact, boolean sessionOpen, int queued) {
    return new Devices.DeviceView(
        sn, state.facts().oui(), state.facts().vendor(), state.model(), state.facts().productClass(), state.facts().version(), state.attributes().alias(),
        online && state.firstContact() != null ? 2 : 0, state.facts().cwmpVersion() != null, state.usp() != null, state.facts().dataModel().label(),
        state.attributes().tags(), state.attributes().profile(), state.attributes().validation(), state.firstContact(),
        lastContact == 0 ? null : Instant.ofEpochMilli(lastContact), state.facts().ip(), state.facts().connectionRequestUrl(),
        state.attributes().connectionRequestUsername(), state.facts().cwmpVersion() == null ? "" : state.facts().cwmpVersion().number(),
        state.facts().periodicIntervalSeconds(), state.clashes(), sessionOpen, queued, facts(state));
  }

  private static Map<String, String> facts(DeviceState state) {
    Map<String, String> facts = new TreeMap<>();
    if (!state.facts().hardwareVersion().isEmpty()) {
      facts.put("HardwareVersion", state.facts().hardwareVersion());
    }
    if (!state.facts().provisioningCode().isEmpty()) {
      facts.put("ProvisioningCode", state.facts().provisioningCode());
    }
    if (state.usp() != null) {
      put(facts, "SerialNumber", state.usp().serialNumber());
      put(facts, "ModelName", state.usp().modelName());
      put(facts, "UspVersions", state.usp().versions());
      put(facts, "Mtp", state.usp().mtp() == null ? "" : state.usp().mtp().name());
    }
    return facts;
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }
}
