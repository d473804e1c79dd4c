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
        sn, state.oui(), state.vendor(), state.model(), state.productClass(), state.version(), state.alias(),
        status(state, lastContact, sessionOpen, env), state.cwmpVersion() != null, false, state.dataModel().label(),
        state.tags(), state.profile(), state.firstContact(),
        lastContact == 0 ? null : Instant.ofEpochMilli(lastContact), state.ip(), state.connectionRequestUrl(),
        state.connectionRequestUsername(), state.cwmpVersion() == null ? "" : state.cwmpVersion().number(),
        state.periodicIntervalSeconds(), state.clashes(), sessionOpen, queued, facts(state));
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
    if (!state.hardwareVersion().isEmpty()) {
      facts.put("HardwareVersion", state.hardwareVersion());
    }
    if (!state.provisioningCode().isEmpty()) {
      facts.put("ProvisioningCode", state.provisioningCode());
    }
    return facts;
  }
}
