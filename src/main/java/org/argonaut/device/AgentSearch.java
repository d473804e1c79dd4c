package org.argonaut.device;

import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * How a device actor finds the connection of its agent when it does not know it: it was started anew, on another node than
 * before, while the connection stayed where it was. All nodes are asked; the one that holds the connection attaches it.
 */
public final class AgentSearch {
  /** Who holds the connection of this agent? */
  record Find(String endpointId) implements Wire {}

  private final ActorSystem<?> system;
  private final ActorRef<Topic.Command<Find>> topic;

  private AgentSearch(ActorSystem<?> system) {
    this.system = system;
    this.topic = system.systemActorOf(Topic.create(Find.class, "usp-agents"), "usp-agents-topic", Props.empty());
  }

  static AgentSearch start(ActorSystem<?> system) {
    return new AgentSearch(system);
  }

  void find(String endpointId) {
    topic.tell(Topic.publish(new Find(endpointId)));
  }

  /** Calls {@code asked} with the endpoint id of each agent that is looked for, on an actor's thread: it must not block. */
  public void listen(Consumer<String> asked) {
    ActorRef<Find> listener =
        system.systemActorOf(
            Behaviors.receiveMessage(
                find -> {
                  asked.accept(find.endpointId());
                  return Behaviors.same();
                }),
            "usp-agents-listener",
            Props.empty());
    topic.tell(Topic.subscribe(listener));
  }
}
