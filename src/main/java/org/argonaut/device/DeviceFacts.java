package org.argonaut.device;

import com.github.benmanes.caffeine.cache.Interner;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;

/**
 * What a CPE told of itself, mostly in Informs. A parameter that an Inform leaves out keeps its last value.
 *
 * @param cwmpVersion null before the first Inform
 * @param periodicIntervalSeconds as the CPE told or as observed; 0 while unknown
 * @param informFingerprint of the parameters of an earlier Inform: one with the same brings the cache nothing new; 0:
 *     none is kept
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

  private static final Interner<String> SHARED = Interner.newWeakInterner();

  /** Before the first Inform. */
  static final DeviceFacts NONE = new DeviceFacts("", "", "", "", "", "", DataModel.NONE, null, "", "", 0, 0);

  private static final String SOFTWARE_VERSION = "DeviceInfo.SoftwareVersion";
  private static final String HARDWARE_VERSION = "DeviceInfo.HardwareVersion";
  private static final String PROVISIONING_CODE = "DeviceInfo.ProvisioningCode";
  private static final String CONNECTION_REQUEST_URL = "ManagementServer.ConnectionRequestURL";
  static final String PERIODIC_INTERVAL = "ManagementServer.PeriodicInformInterval";

  DeviceFacts {
    oui = shared(oui);
    vendor = shared(vendor);
    productClass = shared(productClass);
    version = shared(version);
    hardwareVersion = shared(hardwareVersion);
    provisioningCode = shared(provisioningCode);
  }

  /** One instance of a string that many devices hold. */
  static String shared(String text) {
    return SHARED.intern(text);
  }

  DeviceFacts withPeriodicInterval(int seconds) {
    return new DeviceFacts(
        oui, vendor, productClass, version, hardwareVersion, provisioningCode, dataModel, cwmpVersion, ip,
        connectionRequestUrl, seconds, informFingerprint);
  }

  /** With what a USP agent says of itself; a text it leaves out keeps its last value. */
  DeviceFacts identified(
      String newVendor, String newOui, String newProductClass, String newVersion, String newHardware, String newCode) {
    return new DeviceFacts(
        or(newOui, oui), or(newVendor, vendor), or(newProductClass, productClass), or(newVersion, version),
        or(newHardware, hardwareVersion), or(newCode, provisioningCode), dataModel, cwmpVersion, ip,
        connectionRequestUrl, periodicIntervalSeconds, informFingerprint);
  }

  private static String or(String told, String kept) {
    return told.isEmpty() ? kept : told;
  }

  DeviceFacts withIp(String address) {
    return address.equals(ip)
        ? this
        : new DeviceFacts(
            oui, vendor, productClass, version, hardwareVersion, provisioningCode, dataModel, cwmpVersion, address,
            connectionRequestUrl, periodicIntervalSeconds, informFingerprint);
  }

  /** Said once of a CPE whose Informs differ in more than facts: the cache may hold newer values than the fingerprint's. */
  DeviceFacts withoutFingerprint() {
    return new DeviceFacts(
        oui, vendor, productClass, version, hardwareVersion, provisioningCode, dataModel, cwmpVersion, ip,
        connectionRequestUrl, periodicIntervalSeconds, 0);
  }

  /** Whether the Inform brings nothing that is not held here: the common case, decided without allocating. */
  boolean cover(Devices.SessionStart start) {
    Inform inform = start.inform();
    Inform.DeviceId id = inform.deviceId();
    if (cwmpVersion != start.version()
        || !ip.equals(start.remoteAddress())
        || !oui.equals(id.oui())
        || !vendor.equals(id.manufacturer())
        || !productClass.equals(id.productClass())) {
      return false;
    }
    DataModel told = DataModel.of(inform.parameters());
    if (told != DataModel.NONE && told != dataModel) {
      return false;
    }
    for (ParameterValue parameter : inform.parameters()) {
      if (!parameter.value().equals(current(parameter))) {
        return false;
      }
    }
    return true;
  }

  /** The value held of a parameter that is kept; the parameter's own value for all others. */
  private String current(ParameterValue parameter) {
    String name = parameter.name();
    if (name.endsWith(SOFTWARE_VERSION)) {
      return version;
    }
    if (name.endsWith(HARDWARE_VERSION)) {
      return hardwareVersion;
    }
    if (name.endsWith(PROVISIONING_CODE)) {
      return provisioningCode;
    }
    if (name.endsWith(CONNECTION_REQUEST_URL)) {
      return connectionRequestUrl;
    }
    if (name.endsWith(PERIODIC_INTERVAL)) {
      return seconds(parameter.value()) == periodicIntervalSeconds ? parameter.value() : "";
    }
    return parameter.value();
  }

  /** These with what the Inform tells laid over them. */
  DeviceFacts with(Devices.SessionStart start) {
    Inform inform = start.inform();
    String software = version;
    String hardware = hardwareVersion;
    String provisioning = provisioningCode;
    String url = connectionRequestUrl;
    int interval = periodicIntervalSeconds;
    for (ParameterValue parameter : inform.parameters()) {
      String name = parameter.name();
      if (name.endsWith(SOFTWARE_VERSION)) {
        software = parameter.value();
      } else if (name.endsWith(HARDWARE_VERSION)) {
        hardware = parameter.value();
      } else if (name.endsWith(PROVISIONING_CODE)) {
        provisioning = parameter.value();
      } else if (name.endsWith(CONNECTION_REQUEST_URL)) {
        url = parameter.value();
      } else if (name.endsWith(PERIODIC_INTERVAL)) {
        interval = seconds(parameter.value());
      }
    }
    DataModel told = DataModel.of(inform.parameters());
    Inform.DeviceId id = inform.deviceId();
    return new DeviceFacts(
        id.oui(), id.manufacturer(), id.productClass(), software, hardware, provisioning,
        told == DataModel.NONE ? dataModel : told, start.version(), start.remoteAddress(), url, interval,
        inform.parameters().hashCode());
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
