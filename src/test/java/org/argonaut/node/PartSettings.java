package org.argonaut.node;

import java.nio.file.Path;
import java.util.Map;
import org.argonaut.device.DeviceSettings;

/** Reads every part's settings, as a start does. */
final class PartSettings {
  private PartSettings() {}

  static void readAll(Path file, Map<String, String> environment) {
    var config = Configuration.load(file, environment);
    NodeSettings.from(config);
    DeviceSettings.from(config);
  }
}
