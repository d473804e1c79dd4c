package org.argonaut.script.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;

/**
 * Limits of requests that scripts make ({@code argonaut.script.http}); {@code reference.conf} explains each. Sizes are in bytes.
 *
 * @param allow addresses, networks and host names that scripts may reach although they are not public
 */
public record OutboundSettings(
    List<String> allow,
    Duration connectTimeout,
    Duration timeout,
    Duration maxTimeout,
    int maxRedirects,
    int maxHead,
    int maxRequestBody,
    int maxBody,
    int maxConcurrent) {

  public OutboundSettings {
    allow = List.copyOf(allow);
  }

  /**
   * Reads {@code argonaut.script.http}.
   *
   * @throws ConfigException when a setting is missing or cannot be used
   */
  public static OutboundSettings from(Config root) {
    Config http = root.getConfig("argonaut.script.http");
    List<String> allow = http.getStringList("allow");
    try {
      AddressPolicy.allowing(allow);
    } catch (IllegalArgumentException e) {
      throw new ConfigException.BadValue(http.origin(), "argonaut.script.http.allow", e.getMessage(), e);
    }
    return new OutboundSettings(
        allow,
        http.getDuration("connect-timeout"),
        http.getDuration("timeout"),
        http.getDuration("max-timeout"),
        http.getInt("max-redirects"),
        Math.toIntExact(http.getBytes("max-head")),
        Math.toIntExact(http.getBytes("max-request-body")),
        Math.toIntExact(http.getBytes("max-answer-body")),
        http.getInt("max-concurrent"));
  }
}
