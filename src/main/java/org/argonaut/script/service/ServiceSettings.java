package org.argonaut.script.service;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Limits of services ({@code argonaut.script.services}); {@code reference.conf} explains each.
 *
 * @param refresh how old a node's view of which events are wanted may be
 */
public record ServiceSettings(
    Duration timeout, Duration maxTimeout, int maxConcurrent, int maxWaiting, int maxLog, Duration refresh) {

  /**
   * Reads {@code argonaut.script.services}.
   *
   * @throws com.typesafe.config.ConfigException when a setting is missing or of the wrong type
   */
  public static ServiceSettings from(Config root) {
    Config services = root.getConfig("argonaut.script.services");
    return new ServiceSettings(
        services.getDuration("run-timeout"),
        services.getDuration("max-run-timeout"),
        services.getInt("max-runs"),
        services.getInt("max-waiting"),
        Math.toIntExact(services.getBytes("max-log")),
        services.getDuration("refresh-interval"));
  }
}
