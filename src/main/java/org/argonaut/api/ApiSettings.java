package org.argonaut.api;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Settings of the API port; {@code reference.conf} explains each.
 *
 * @param port 0: any free one
 */
public record ApiSettings(
    String bind,
    int port,
    Duration requestTimeout,
    Duration commandTimeout,
    Duration maxCommandTimeout,
    Duration queuedLifetime,
    Duration maxQueuedLifetime,
    Duration linkValidity,
    Duration uploadTimeout,
    int maxConcurrentRequests,
    int maxConnections,
    long maxBodyBytes,
    int gzipFromBytes,
    int maxEventStreams,
    Duration heartbeat,
    Duration stopTimeout) {

  /**
   * Reads {@code argonaut.api}.
   *
   * @throws com.typesafe.config.ConfigException when a setting is missing or of the wrong type
   */
  public static ApiSettings from(Config root) {
    Config api = root.getConfig("argonaut.api");
    return new ApiSettings(
        api.getString("bind"),
        api.getInt("port"),
        api.getDuration("request-timeout"),
        api.getDuration("command-timeout"),
        api.getDuration("max-command-timeout"),
        api.getDuration("queued-lifetime"),
        api.getDuration("max-queued-lifetime"),
        api.getDuration("link-validity"),
        api.getDuration("upload-timeout"),
        api.getInt("max-concurrent-requests"),
        api.getInt("max-connections"),
        api.getBytes("max-body"),
        Math.toIntExact(api.getBytes("gzip-from")),
        api.getInt("max-event-streams"),
        api.getDuration("heartbeat"),
        api.getDuration("stop-timeout"));
  }
}
