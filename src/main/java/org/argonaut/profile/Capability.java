package org.argonaut.profile;

import java.util.List;
import java.util.Locale;

/** What a device can do, and by which objects or commands of its data model that is known. */
enum Capability {
  RADIO("Radio", "Device.WiFi.Radio.{i}.", "InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}."),
  SSID("Ssid", "Device.WiFi.SSID.{i}.", "InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}."),
  SITE_SURVEY("SiteSurvey", "Device.WiFi.NeighboringWiFiDiagnostic.", "Device.WiFi.NeighboringWiFiDiagnostic()"),
  CONNECTED_DEVICES("ConnectedDevices", "Device.Hosts.", "InternetGatewayDevice.LANDevice.{i}.Hosts."),
  PING(
      "Ping", "Device.IP.Diagnostics.IPPing.", "Device.IP.Diagnostics.IPPing()", "InternetGatewayDevice.IPPingDiagnostics."),
  TRACEROUTE(
      "Traceroute",
      "Device.IP.Diagnostics.TraceRoute.",
      "Device.IP.Diagnostics.TraceRoute()",
      "InternetGatewayDevice.TraceRouteDiagnostics."),
  DOWNLOAD_SPEED_TEST(
      "DownloadSpeedTest",
      "Device.IP.Diagnostics.DownloadDiagnostics.",
      "Device.IP.Diagnostics.DownloadDiagnostics()",
      "InternetGatewayDevice.DownloadDiagnostics."),
  UPLOAD_SPEED_TEST(
      "UploadSpeedTest",
      "Device.IP.Diagnostics.UploadDiagnostics.",
      "Device.IP.Diagnostics.UploadDiagnostics()",
      "InternetGatewayDevice.UploadDiagnostics."),
  SPEED_TEST("SpeedTest", List.of(DOWNLOAD_SPEED_TEST, UPLOAD_SPEED_TEST)),
  DIAGNOSTIC("Diagnostic", List.of(PING, TRACEROUTE, SPEED_TEST, SITE_SURVEY)),
  PORTS(
      "Ports",
      "Device.Ethernet.Interface.{i}.",
      "InternetGatewayDevice.LANDevice.{i}.LANEthernetInterfaceConfig.{i}.",
      "InternetGatewayDevice.WANDevice.{i}."),
  STATS(
      "Stats",
      "Device.Ethernet.Interface.{i}.Stats.",
      "Device.IP.Interface.{i}.Stats.",
      "Device.WiFi.SSID.{i}.Stats.",
      "InternetGatewayDevice.LANDevice.{i}.LANEthernetInterfaceConfig.{i}.Stats.",
      "InternetGatewayDevice.LANDevice.{i}.WLANConfiguration.{i}.TotalBytesSent",
      "InternetGatewayDevice.WANDevice.{i}.WANCommonInterfaceConfig.TotalBytesSent"),
  INTERFACES("Interfaces", "Device.IP.Interface.{i}.", "InternetGatewayDevice.WANDevice.{i}."),
  WAN("Wan", "Device.IP.Interface.{i}.", "InternetGatewayDevice.WANDevice.{i}."),
  LAN("Lan", "Device.Ethernet.Interface.{i}.", "InternetGatewayDevice.LANDevice.{i}."),
  HWINFO("Hwinfo", "Device.DeviceInfo.UpTime", "InternetGatewayDevice.DeviceInfo.UpTime"),
  PON("Pon", "Device.Optical.Interface.{i}."),
  VOICE(
      "Voice", "Device.Services.VoiceService.{i}.", "InternetGatewayDevice.Services.VoiceService.{i}."),
  CELLULAR("Cellular", "Device.Cellular.Interface.{i}."),
  XDSL("XDSL", "Device.DSL.Line.{i}.", "InternetGatewayDevice.WANDevice.{i}.WANDSLInterfaceConfig."),
  NTP("NTP", "Device.Time.", "InternetGatewayDevice.Time."),
  LOGS("Logs", "Device.DeviceInfo.VendorLogFile.{i}.", "InternetGatewayDevice.DeviceInfo.DeviceLog"),
  FIRMWARE_ROLLBACK("FirmwareRollback", "Device.DeviceInfo.BootFirmwareImage"),
  /** What every device can that speaks one of the protocols. */
  REBOOT("Reboot"),
  FACTORY_RESET("FactoryReset"),
  FIRMWARE_UPGRADE("FirmwareUpgrade");

  private final String key;
  private final List<String> paths;

  Capability(String key, String... paths) {
    this.key = key;
    this.paths = List.of(paths);
  }

  Capability(String key, List<Capability> anyOf) {
    this(key, anyOf.stream().flatMap(one -> one.paths.stream()).toArray(String[]::new));
  }

  /** As profiles and the API call it. */
  String key() {
    return key;
  }

  /**
   * Whether a device has it.
   *
   * @param from why, or why not, in words
   */
  record Told(boolean has, String from) {}

  /** What the device's own paths tell. */
  Told of(DataModels.Paths known, Protocol protocol) {
    if (paths.isEmpty()) {
      return new Told(true, "every device can over " + protocol.word().toUpperCase(Locale.ROOT));
    }
    for (String path : paths) {
      if (known.has(path)) {
        return new Told(true, "the device has " + path);
      }
    }
    return new Told(false, known.complete() ? "the device has none" : "nothing was read of the device that tells of it");
  }
}
