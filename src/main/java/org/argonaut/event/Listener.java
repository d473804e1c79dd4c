package org.argonaut.event;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.argonaut.store.EventRow;
import org.argonaut.store.Store;

/** A running listener, for whoever started it. Safe from any thread. */
public final class Listener {
  private final CompletableFuture<Done> ended = new CompletableFuture<>();
  private final ListenerStats stats;
  private volatile ListenerView view;
  private volatile ActorRef<ListenerActor.Command> actor;

  private Listener(ListenerSpec spec, ListenerStats stats) {
    this.stats = stats;
    this.view = ListenerView.of(spec);
  }

  /** Starts a listener: it begins where it was, else with what happens from now on. */
  public static Listener start(ActorSystem<?> system, ListenerSpec spec, EventCallback callback) {
    ListenerStats stats = ListenerStats.get(system);
    Listener listener = new Listener(spec, stats);
    stats.began(listener);
    listener.actor =
        system.systemActorOf(
            ListenerActor.create(spec, callback, Store.get(system).listeners(), listener),
            "listener-" + UUID.randomUUID(),
            Props.empty());
    return listener;
  }

  /** How it is doing. */
  public ListenerView view() {
    return view;
  }

  /** Handles an event that was parked, beside those of the log. */
  public void tryAgain(EventRow event) {
    actor.tell(new ListenerActor.TryAgain(event));
  }

  /**
   * Ends it: no further callback begins. Completes when those that run have ended and its place is written, as far as the
   * database lets it.
   */
  public CompletionStage<Done> stop() {
    actor.tell(new ListenerActor.Stop());
    return ended;
  }

  void show(ListenerView now) {
    view = now;
  }

  ListenerStats stats() {
    return stats;
  }

  void ended() {
    stats.ended(this);
    ended.complete(Done.getInstance());
  }
}
