package org.argonaut.node;

import com.typesafe.config.Config;
import org.argonaut.acs.AcsSettings;
import org.argonaut.api.ApiSettings;
import org.argonaut.device.DeviceSettings;

/** Every part's settings, read and checked before anything starts. */
record Settings(NodeSettings node, DeviceSettings device, AcsSettings acs, ApiSettings api) {

  static Settings from(Config config) {
    var settings =
        new Settings(
            NodeSettings.from(config),
            DeviceSettings.from(config),
            AcsSettings.from(config),
            ApiSettings.from(config));
    settings.checkTogether(config);
    return settings;
  }

  private void checkTogether(Config config) {
    if (!node.seeds().isEmpty() && config.getString("argonaut.store.url").isBlank()) {
      throw new InvalidSettings(
          "argonaut.node.seeds (ARGONAUT_SEEDS) makes a cluster, and a cluster needs a database that every node reaches:"
              + " set argonaut.store.url (ARGONAUT_DB_URL)");
    }
  }
}
