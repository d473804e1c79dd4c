package org.argonaut.device;

/** When a device counts as online: until its periodic interval plus a grace has passed since its last session. */
final class OnlineStatus {
  /** Shorter gaps are no periodic interval but a device in trouble. */
  private static final int MIN_INTERVAL_SECONDS = 10;

  private static final double TOLERANCE = 0.2;

  private OnlineStatus() {}

  /** In epoch milliseconds. */
  static long onlineUntil(DeviceState state, long lastContact, DeviceSettings settings) {
    long interval =
        state.facts().periodicIntervalSeconds() > 0
            ? state.facts().periodicIntervalSeconds() * 1000L
            : settings.assumedPeriodicInterval().toMillis();
    return lastContact + interval + settings.onlineGrace().toMillis();
  }

  /**
   * The state with the interval that the gap between two periodic Informs shows, where none is known or the known one is
   * clearly too long. A gap that is longer than the known interval proves nothing: an Inform may have been lost.
   */
  static DeviceState observe(DeviceState state, long gapMillis) {
    int seconds = (int) Math.min(Integer.MAX_VALUE, Math.round(gapMillis / 1000.0));
    int known = state.facts().periodicIntervalSeconds();
    if (seconds < MIN_INTERVAL_SECONDS || (known > 0 && seconds >= known * (1 - TOLERANCE))) {
      return state;
    }
    return state.withFacts(state.facts().withPeriodicInterval(seconds));
  }
}
