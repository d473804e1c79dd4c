package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import org.argonaut.acs.AcsSettings;
import org.argonaut.api.ApiSettings;
import org.argonaut.bulkdata.BulkDataSettings;
import org.argonaut.catalog.CatalogSettings;
import org.argonaut.device.DeviceSettings;
import org.argonaut.mtp.UspSettings;
import org.argonaut.profile.ProfileSettings;
import org.argonaut.script.ScriptSettings;
import org.argonaut.script.functions.FunctionSettings;
import org.argonaut.script.service.ServiceSettings;
import org.argonaut.store.StoreSettings;

/** Every part's settings, read and checked before anything starts. */
record Settings(
    NodeSettings node,
    StoreSettings store,
    DeviceSettings device,
    CatalogSettings datamodel,
    ScriptSettings script,
    ProfileSettings profile,
    AcsSettings acs,
    ApiSettings api,
    FunctionSettings scriptFunctions,
    ServiceSettings services,
    UspPartsSettings usp,
    BulkDataSettings bulkData) {

  /**
   * Reads them all.
   *
   * @throws InvalidSettings with the setting and what is wrong with it
   */
  static Settings from(Config config) {
    try {
      return read(config);
    } catch (ConfigException | IllegalArgumentException e) {
      throw new InvalidSettings(Configuration.oneLine(e), e);
    }
  }

  private static Settings read(Config config) {
    var settings =
        new Settings(
            NodeSettings.from(config),
            StoreSettings.from(config),
            DeviceSettings.from(config),
            CatalogSettings.from(config),
            ScriptSettings.from(config),
            ProfileSettings.from(config),
            AcsSettings.from(config),
            ApiSettings.from(config),
            FunctionSettings.from(config),
            ServiceSettings.from(config),
            UspPartsSettings.from(config),
            BulkDataSettings.from(config));
    settings.checkTogether();
    return settings;
  }

  private void checkTogether() {
    if (!node.seeds().isEmpty() && store.isEmbedded()) {
      throw new InvalidSettings(
          "argonaut.node.seeds (ARGONAUT_SEEDS) makes a cluster, and a cluster needs a database that every node reaches:"
              + " set argonaut.store.url (ARGONAUT_DB_URL)");
    }
    if (usp.webSocket().pingInterval().compareTo(acs.idleTimeout()) >= 0) {
      throw new InvalidSettings(
          "argonaut.usp.websocket.ping-interval must be below argonaut.acs.idle-timeout, which ends silent connections");
    }
    if (usp.usp().auth() == UspSettings.Auth.CERTIFICATE
        && (!acs.tls().on() || acs.tls().clientAuth() == AcsSettings.ClientAuth.NONE)) {
      throw new InvalidSettings(
          "argonaut.usp.auth = certificate (ARGONAUT_USP_AUTH) needs argonaut.acs.tls with a certificate, client-ca and"
              + " client-auth = want or need: else no agent is ever asked for its certificate");
    }
  }
}
