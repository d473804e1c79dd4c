package org.argonaut.event;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Set;

/**
 * Settings {@code argonaut.event.*}; explained in {@code reference.conf}.
 *
 * @param pollInterval how late an event of another node may be seen
 * @param pageSize events read at once
 * @param retryInterval after a failed read
 * @param onDemand types that are logged only while somebody follows them
 * @param interestInterval how often nodes tell each other what is followed
 * @param recent events kept in memory
 */
record EventSettings(
    Duration pollInterval, int pageSize, Duration retryInterval, Set<String> onDemand, Duration interestInterval, int recent) {
  static EventSettings from(Config root) {
    Config event = root.getConfig("argonaut.event");
    return new EventSettings(
        event.getDuration("poll-interval"),
        event.getInt("page-size"),
        event.getDuration("retry-interval"),
        Set.copyOf(event.getStringList("on-demand")),
        event.getDuration("interest-interval"),
        event.getInt("recent"));
  }
}
