package org.argonaut.profile;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.argonaut.event.EventLog;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;

/** Tells when a device next reports something, as the event log has it. */
final class EventWatch {
  private final ActorSystem<?> system;
  private final EventLog events;

  EventWatch(ActorSystem<?> system) {
    this.system = system;
    this.events = EventLog.get(system);
  }

  /**
   * The next event of a type, as told from now on. Cancel it when it is not waited for any more.
   *
   * @param atMost then it is given up, and never completes
   */
  CompletableFuture<EventRow> next(String sn, String type, Duration atMost) throws InterruptedException {
    EventFilter filter = new EventFilter(ShortWait.on(events.latest()), type, sn);
    var running =
        events
            .follow(filter)
            .takeWithin(atMost.isPositive() ? atMost : Duration.ofMillis(1))
            .viaMat(KillSwitches.single(), Keep.right())
            .toMat(Sink.headOption(), Keep.both())
            .run(system);
    CompletableFuture<EventRow> event = new CompletableFuture<>();
    running.second().thenAccept(found -> found.ifPresent(event::complete));
    UniqueKillSwitch stop = running.first();
    event.whenComplete((_, _) -> stop.shutdown());
    return event;
  }
}
