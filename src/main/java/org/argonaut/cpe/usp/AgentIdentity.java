package org.argonaut.cpe.usp;

import org.argonaut.cpe.tree.Facts;

/** Who one agent of a fleet is. */
final class AgentIdentity implements Facts {
  private final UspFleetSettings settings;
  private final String serial;
  private final String endpointId;
  private String softwareVersion;

  AgentIdentity(UspFleetSettings settings, String serial) {
    this.settings = settings;
    this.serial = serial;
    this.endpointId = settings.endpointPrefix() + serial;
    this.softwareVersion = settings.softwareVersion();
  }

  String serial() {
    return serial;
  }

  String endpointId() {
    return endpointId;
  }

  String softwareVersion() {
    return softwareVersion;
  }

  /** Survives everything but the end of the process, as flash does. */
  void flash(String version) {
    softwareVersion = version;
  }

  @Override
  public String fact(String name) {
    return switch (name) {
      case "serial" -> serial;
      case "vendor" -> settings.vendor();
      case "oui" -> settings.oui();
      case "class" -> settings.productClass();
      case "model" -> settings.modelName();
      case "hardware" -> settings.hardwareVersion();
      case "software" -> softwareVersion;
      case "interval" -> Integer.toString(settings.intervalSeconds());
      case "acs", "username", "password", "crurl", "crusername", "crpassword" -> ""; // it has no ACS
      default -> throw new IllegalArgumentException("no fact {" + name + "}");
    };
  }
}
