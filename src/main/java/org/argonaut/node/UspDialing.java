package org.argonaut.node;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.argonaut.mtp.websocket.Dialer;

/** One node of the cluster dials the agents that listen: two would take the connection from each other for ever. */
final class UspDialing {
  private UspDialing() {}

  /** Dials while this node is the one. */
  static void start(ActorSystem<?> system, Dialer dialer) {
    ClusterSingleton.get(system).init(SingletonActor.of(behavior(dialer), "usp-dialer"));
  }

  private static Behavior<Void> behavior(Dialer dialer) {
    return Behaviors.setup(
        _ -> {
          dialer.start();
          return Behaviors.receive(Void.class)
              .onSignal(
                  PostStop.class,
                  _ -> {
                    dialer.stop();
                    return Behaviors.same();
                  })
              .build();
        });
  }
}
