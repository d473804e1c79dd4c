package org.argonaut.event;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Settings {@code argonaut.event.listener.*}; explained in {@code reference.conf}.
 *
 * @param window events a listener holds at once
 * @param unsaved events done whose record is not written yet
 * @param retries attempts after the first
 * @param retryDelay before the first retry; doubled for each further one
 * @param storeRetry after a failed write
 */
record ListenerSettings(int window, int unsaved, int retries, Duration retryDelay, Duration storeRetry) {
  static ListenerSettings from(Config root) {
    Config listener = root.getConfig("argonaut.event.listener");
    return new ListenerSettings(
        listener.getInt("window"),
        listener.getInt("unsaved"),
        listener.getInt("retries"),
        listener.getDuration("retry-delay"),
        listener.getDuration("store-retry"));
  }

  /** How long to wait after the given attempt (1 is the first) has failed. */
  Duration delayAfter(int attempt) {
    return retryDelay.multipliedBy(1L << Math.min(attempt - 1, 10));
  }
}
