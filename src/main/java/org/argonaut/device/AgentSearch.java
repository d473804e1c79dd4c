package org.argonaut.device;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.pubsub.Topic;

/**
 * How a device actor finds the connection of its agent when it does not know it: it was started anew, on another node than
 * before, while the connection stayed where it was. All nodes are asked; the one that holds the connection attaches it.
 */
public final class AgentSearch {
  /** The topic on which the nodes are asked. */
  public static final String TOPIC = "usp-agents";

  /** Who holds the connection of this agent? Who does answers by {@link Agents#attached}; nobody answers when none has it. */
  public record Find(String endpointId) implements Wire {}

  private final ActorRef<Topic.Command<Find>> topic;

  private AgentSearch(ActorSystem<?> system) {
    this.topic = system.systemActorOf(Topic.create(Find.class, TOPIC), "usp-agents-topic", Props.empty());
  }

  static AgentSearch start(ActorSystem<?> system) {
    return new AgentSearch(system);
  }

  void find(String endpointId) {
    topic.tell(Topic.publish(new Find(endpointId)));
  }
}
