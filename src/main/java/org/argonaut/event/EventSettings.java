package org.argonaut.event;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Settings {@code argonaut.event.*}; explained in {@code reference.conf}.
 *
 * @param pollInterval how late an event of another node may be seen
 * @param pageSize events read at once
 * @param retryInterval after a failed read
 */
record EventSettings(Duration pollInterval, int pageSize, Duration retryInterval) {
  static EventSettings from(Config root) {
    Config event = root.getConfig("argonaut.event");
    return new EventSettings(
        event.getDuration("poll-interval"), event.getInt("page-size"), event.getDuration("retry-interval"));
  }
}
