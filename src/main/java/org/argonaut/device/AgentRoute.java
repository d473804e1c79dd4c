package org.argonaut.device;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.apache.pekko.actor.typed.ActorRef;

/** The way to a USP agent, as it was last heard over it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "route")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentRoute.Connection.class, name = "connection"),
  @JsonSubTypes.Type(value = AgentRoute.Broker.class, name = "broker")
})
public sealed interface AgentRoute extends Wire {

  /** The transfer protocol. */
  Mtp mtp();

  /** Where that is, for people: an address, or a broker's topic. */
  String place();

  /** The message transfer protocols of TR-369. */
  enum Mtp {
    WEBSOCKET,
    MQTT,
    STOMP,
    UDS
  }

  /**
   * A connection that one node holds; it is over when its actor ends.
   *
   * @param place the agent's address, without the port
   */
  record Connection(Mtp mtp, String place, ActorRef<ToAgent> actor) implements AgentRoute {}

  /**
   * A broker, reached by every node through its own connection to it.
   *
   * @param place the topic or destination on which the agent listens (its reply topic)
   */
  record Broker(Mtp mtp, String place) implements AgentRoute {}
}
