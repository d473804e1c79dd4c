package org.argonaut.bulkdata;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * Settings {@code argonaut.bulkdata.*}; each is explained in {@code reference.conf}.
 *
 * @param maxSize bytes of what comes in one piece
 * @param maxParameters of what comes in one piece
 * @param maxReports of what comes in one piece
 * @param budget bytes in hand at once
 * @param cache whether values go to the cache of parameters, too
 */
public record BulkDataSettings(long maxSize, int maxParameters, int maxReports, long budget, boolean cache) {

  /**
   * Reads them.
   *
   * @throws ConfigException with the setting and what is wrong with it
   */
  public static BulkDataSettings from(Config root) {
    Config bulk = root.getConfig("argonaut.bulkdata");
    return new BulkDataSettings(
        bulk.getBytes("max-size"),
        positive(bulk, "max-parameters"),
        positive(bulk, "max-reports"),
        bulk.getBytes("budget"),
        bulk.getBoolean("cache"));
  }

  private static int positive(Config bulk, String key) {
    int value = bulk.getInt(key);
    if (value < 1) {
      throw new ConfigException.BadValue(bulk.getValue(key).origin(), key, value + " is too small: at least 1");
    }
    return value;
  }
}
