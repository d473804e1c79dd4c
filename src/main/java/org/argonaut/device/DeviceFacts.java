package org.argonaut.device;

import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;

/**
 * What a CPE says of itself in an Inform, laid over what was known: a parameter the Inform leaves out keeps its last
 * value.
 */
record DeviceFacts(
    String oui,
    String vendor,
    String productClass,
    String version,
    String hardwareVersion,
    String provisioningCode,
    DataModel dataModel,
    CwmpVersion cwmpVersion,
    String ip,
    String connectionRequestUrl,
    int periodicIntervalSeconds,
    int informFingerprint) {

  private static final String SOFTWARE_VERSION = "DeviceInfo.SoftwareVersion";
  private static final String HARDWARE_VERSION = "DeviceInfo.HardwareVersion";
  private static final String PROVISIONING_CODE = "DeviceInfo.ProvisioningCode";
  private static final String CONNECTION_REQUEST_URL = "ManagementServer.ConnectionRequestURL";
  static final String PERIODIC_INTERVAL = "ManagementServer.PeriodicInformInterval";

  /** Whether the Inform brings nothing that {@code state} does not hold: the common case, decided without allocating. */
  static boolean unchanged(DeviceState state, Devices.SessionStart start) {
    Inform inform = start.inform();
    Inform.DeviceId id = inform.deviceId();
    if (!state.known()
        || state.firstContact() == null
        || state.cwmpVersion() != start.version()
        || !state.ip().equals(start.remoteAddress())
        || !state.oui().equals(id.oui())
        || !state.vendor().equals(id.manufacturer())
        || !state.productClass().equals(id.productClass())) {
      return false;
    }
    DataModel dataModel = DataModel.of(inform.parameters());
    if (dataModel != DataModel.NONE && dataModel != state.dataModel()) {
      return false;
    }
    for (ParameterValue parameter : inform.parameters()) {
      if (!parameter.value().equals(current(state, parameter))) {
        return false;
      }
    }
    return true;
  }

  /** The state's value for a parameter that is kept; the parameter's own value for all others. */
  private static String current(DeviceState state, ParameterValue parameter) {
    String name = parameter.name();
    if (name.endsWith(SOFTWARE_VERSION)) {
      return state.version();
    }
    if (name.endsWith(HARDWARE_VERSION)) {
      return state.hardwareVersion();
    }
    if (name.endsWith(PROVISIONING_CODE)) {
      return state.provisioningCode();
    }
    if (name.endsWith(CONNECTION_REQUEST_URL)) {
      return state.connectionRequestUrl();
    }
    if (name.endsWith(PERIODIC_INTERVAL)) {
      return seconds(parameter.value()) == state.periodicIntervalSeconds() ? parameter.value() : "";
    }
    return parameter.value();
  }

  static DeviceFacts learn(DeviceState state, Devices.SessionStart start) {
    Inform inform = start.inform();
    String version = state.version();
    String hardwareVersion = state.hardwareVersion();
    String provisioningCode = state.provisioningCode();
    String connectionRequestUrl = state.connectionRequestUrl();
    int interval = state.periodicIntervalSeconds();
    for (ParameterValue parameter : inform.parameters()) {
      String name = parameter.name();
      if (name.endsWith(SOFTWARE_VERSION)) {
        version = parameter.value();
      } else if (name.endsWith(HARDWARE_VERSION)) {
        hardwareVersion = parameter.value();
      } else if (name.endsWith(PROVISIONING_CODE)) {
        provisioningCode = parameter.value();
      } else if (name.endsWith(CONNECTION_REQUEST_URL)) {
        connectionRequestUrl = parameter.value();
      } else if (name.endsWith(PERIODIC_INTERVAL)) {
        interval = seconds(parameter.value());
      }
    }
    DataModel dataModel = DataModel.of(inform.parameters());
    Inform.DeviceId id = inform.deviceId();
    return new DeviceFacts(
        id.oui(), id.manufacturer(), id.productClass(), version, hardwareVersion, provisioningCode,
        dataModel == DataModel.NONE ? state.dataModel() : dataModel, start.version(), start.remoteAddress(),
        connectionRequestUrl, interval, inform.parameters().hashCode());
  }

  /** A number of seconds as a CPE writes it; 0 for what is none. */
  static int seconds(String value) {
    try {
      return Math.max(0, Integer.parseInt(value.trim()));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
