package org.argonaut.event;

import java.time.Duration;
import java.time.Instant;

/**
 * How a listener is doing. Counts are since it began.
 *
 * @param event the type listened to; null: all
 * @param sn the device listened to; null: all
 * @param running callbacks running now
 * @param waiting events read and waiting for their turn; what waits beyond them in the log shows in the lag
 * @param oldest when the oldest event happened that is not done; null when all are
 * @param handled callbacks that ended well
 * @param failed callbacks that ended in an error
 * @param parked events given up after their last attempt
 * @param discarded events dropped because their device's callback was running
 * @param lastError null when there was none
 * @param lastErrorAt null when there was none
 */
public record ListenerView(
    String name,
    String event,
    String sn,
    int parallel,
    boolean discardIfProcessing,
    int running,
    int waiting,
    Instant oldest,
    long handled,
    long failed,
    long parked,
    long discarded,
    String lastError,
    Instant lastErrorAt) {

  static ListenerView of(ListenerSpec spec) {
    return new ListenerView(
        spec.name(), spec.filter().type(), spec.filter().sn(), spec.parallel(), spec.discardIfProcessing(),
        0, 0, null, 0, 0, 0, 0, null, null);
  }

  /** How far the listener is behind: the age of the oldest event that is not done. */
  public Duration lag(Instant now) {
    return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
  }
}
