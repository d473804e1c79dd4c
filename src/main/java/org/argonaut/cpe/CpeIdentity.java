package org.argonaut.cpe;

import org.argonaut.cpe.tree.Facts;

/** Who one CPE of a fleet is. */
final class CpeIdentity implements Facts {
  private final FleetOptions options;
  private final String serial;
  private final String connectionRequestUrl;
  private String softwareVersion;

  CpeIdentity(FleetOptions options, String serial, String connectionRequestUrl) {
    this.options = options;
    this.serial = serial;
    this.connectionRequestUrl = connectionRequestUrl;
    this.softwareVersion = options.softwareVersion();
  }

  String serial() {
    return serial;
  }

  /** What is made up about the CPE comes from it; the same for the same serial. */
  long seed() {
    long seed = 1125899906842597L;
    for (int n = 0; n < serial.length(); n++) {
      seed = 31 * seed + serial.charAt(n);
    }
    return seed * 0x9E3779B97F4A7C15L;
  }

  /** Survives everything but the end of the process, as flash does. */
  void flash(String newSoftwareVersion) {
    softwareVersion = newSoftwareVersion;
  }

  String softwareVersion() {
    return softwareVersion;
  }

  @Override
  public String fact(String name) {
    return switch (name) {
      case "serial" -> serial;
      case "vendor" -> options.vendor();
      case "oui" -> options.oui();
      case "class" -> options.productClass();
      case "model" -> options.modelName();
      case "hardware" -> options.hardwareVersion();
      case "software" -> softwareVersion;
      case "acs" -> options.acsUrl();
      case "interval" -> Integer.toString(options.intervalSeconds());
      case "username" -> mine(options.username());
      case "password" -> mine(options.password());
      case "crurl" -> connectionRequestUrl;
      case "crusername" -> mine(options.connectionRequestUsername());
      case "crpassword" -> mine(options.connectionRequestPassword());
      default -> throw new IllegalArgumentException("no fact {" + name + "}");
    };
  }

  private String mine(String pattern) {
    return pattern.replace("{serial}", serial);
  }
}
