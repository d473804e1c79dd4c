package org.argonaut.device;

import java.time.Duration;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * One timer for all deadlines of an actor. It is set for the earliest and left alone when a deadline moves away: it then
 * fires early and is set again, so that a session costs no timer of its own.
 */
final class Deadline {
  private final ActorContext<DeviceMessage> context;
  private Cancellable timer;
  private long firesAt = Long.MAX_VALUE;

  Deadline(ActorContext<DeviceMessage> context) {
    this.context = context;
  }

  /** Makes sure a Tick comes at {@code at} at the latest (epoch milliseconds; MAX_VALUE: no need). */
  void arm(long at, long now) {
    if (at >= firesAt) {
      return;
    }
    cancel();
    firesAt = at;
    timer =
        context.scheduleOnce(
            Duration.ofMillis(Math.max(1, at - now)), context.getSelf(), new DeviceMessage.Tick());
  }

  void fired() {
    timer = null;
    firesAt = Long.MAX_VALUE;
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
    }
    fired();
  }
}
