package org.argonaut.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * Tells the other nodes how far this one has appended to the event log, so that their followers need not wait for the next
 * poll. A hint may be lost: polling goes on beside.
 */
final class AppendHints {
  /** Appends within this time make one hint. */
  private static final Duration GATHER = Duration.ofMillis(5);

  /** The log goes at least this far. */
  record Appended(long id) implements Wire {}

  private final ActorSystem system;
  private final ActorRef<Topic.Command<Appended>> topic;
  private final AtomicLong newest = new AtomicLong();

  AppendHints(ActorSystem system, LongConsumer reached) {
    this.system = system;
    var typed = Adapter.toTyped(system);
    topic = typed.systemActorOf(Topic.create(Appended.class, "event-log"), "event-log-topic", Props.empty());
    ActorRef<Appended> hints =
        typed.systemActorOf(
            Behaviors.receiveMessage(
                hint -> {
                  reached.accept(hint.id());
                  return Behaviors.same();
                }),
            "event-log-hints",
            Props.empty());
    topic.tell(Topic.subscribe(hints));
  }

  /** This node has appended; called on a thread of the network. */
  void appended(long id) {
    if (newest.getAndAccumulate(id, Math::max) == 0) {
      system.scheduler().scheduleOnce(GATHER, this::tell, system.dispatcher());
    }
  }

  private void tell() {
    topic.tell(Topic.publish(new Appended(newest.getAndSet(0))));
  }
}
