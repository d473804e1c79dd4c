package org.argonaut.catalog;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Settings of data models ({@code argonaut.datamodel}).
 *
 * @param vendorPrefix put in for {@code {BBF_VENDOR_PREFIX}} in plugins, with its last underscore
 * @param validation for devices that nothing else is said of
 * @param cachedModels merged models kept in memory; about 4 MB each
 * @param pollInterval how often a node looks whether another changed plugins
 * @param maxPluginSize bytes
 */
public record CatalogSettings(
    String vendorPrefix, Validation validation, int cachedModels, Duration pollInterval, int maxPluginSize) {
  private static final Pattern PREFIX = Pattern.compile("X_[A-Za-z0-9_-]*_");

  /** Reads {@code argonaut.datamodel}. */
  public static CatalogSettings from(Config root) {
    Config c = root.getConfig("argonaut.datamodel");
    String prefix = c.getString("vendor-prefix");
    if (!PREFIX.matcher(prefix).matches()) {
      throw bad(c, "vendor-prefix", "'" + prefix + "' is no vendor prefix; write it as X_ACME_, with both underscores");
    }
    String validation = c.getString("validation");
    int models = c.getInt("cached-models");
    if (models < 1) {
      throw bad(c, "cached-models", models + " is too few; at least 1");
    }
    return new CatalogSettings(
        prefix,
        Validation.of(validation)
            .orElseThrow(() -> bad(c, "validation", "'" + validation + "' is none of " + String.join(", ", Validation.WORDS))),
        models,
        c.getDuration("poll-interval"),
        Math.toIntExact(c.getBytes("max-plugin-size")));
  }

  private static ConfigException bad(Config c, String key, String what) {
    return new ConfigException.BadValue(c.origin(), "argonaut.datamodel." + key, what);
  }
}
