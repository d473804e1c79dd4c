package org.argonaut.device;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The device as callers see it, from its state and what its actor knows. */
final class DeviceViews {
  private DeviceViews() {}

  /**
   * @param lastContact epoch milliseconds; 0 when this actor has not met the device yet: the row knows then
   */
  static Devices.DeviceView of(
      String sn, DeviceState state, long lastContact, boolean sessionOpen, int queued, DeviceEnvironment env) {
    return new Devices.DeviceView(
        sn, state.facts().oui(), state.facts().vendor(), state.attributes().model(), state.facts().productClass(), state.facts().version(), state.attributes().alias(),
        status(state, lastContact, sessionOpen, env), state.facts().cwmpVersion() != null, false, state.facts().dataModel().label(),
        state.attributes().tags(), state.attributes().profile(), state.firstContact(),
        lastContact == 0 ? null : Instant.ofEpochMilli(lastContact), state.facts().ip(), state.facts().connectionRequestUrl(),
        state.attributes().connectionRequestUsername(), state.facts().cwmpVersion() == null ? "" : state.facts().cwmpVersion().number(),
        state.facts().periodicIntervalSeconds(), state.clashes(), sessionOpen, queued, facts(state));
  }

  private static int status(DeviceState state, long lastContact, boolean sessionOpen, DeviceEnvironment env) {
    if (state.firstContact() == null) {
      return 0;
    }
    boolean online =
        sessionOpen || OnlineStatus.onlineUntil(state, lastContact, env.settings()) > env.clock().millis();
    return online ? 2 : 0;
  }

  private static Map<String, String> facts(DeviceState state) {
    Map<String, String> facts = new TreeMap<>();
    if (!state.facts().hardwareVersion().isEmpty()) {
      facts.put("HardwareVersion", state.facts().hardwareVersion());
    }
    if (!state.facts().provisioningCode().isEmpty()) {
      facts.put("ProvisioningCode", state.facts().provisioningCode());
    }
    return facts;
  }
}
