package org.argonaut.script.functions;

import com.typesafe.config.Config;
import java.time.Duration;
import org.argonaut.script.http.OutboundSettings;

/** Limits of what script functions do ({@code argonaut.script}); {@code reference.conf} explains each. */
public record FunctionSettings(
    Duration commandTimeout,
    Duration maxCommandTimeout,
    Duration asyncTimeout,
    Duration maxAsyncTimeout,
    Duration queuedLifetime,
    Duration linkValidity,
    int maxListedDevices,
    OutboundSettings http) {

  /**
   * Reads {@code argonaut.script}.
   *
   * @throws com.typesafe.config.ConfigException when a setting is missing or cannot be used
   */
  public static FunctionSettings from(Config root) {
    Config script = root.getConfig("argonaut.script");
    return new FunctionSettings(
        script.getDuration("command-timeout"),
        script.getDuration("max-command-timeout"),
        script.getDuration("async-timeout"),
        script.getDuration("max-async-timeout"),
        script.getDuration("queued-lifetime"),
        script.getDuration("link-validity"),
        script.getInt("max-listed-devices"),
        OutboundSettings.from(root));
  }
}
