package org.argonaut.mtp;

import java.time.Clock;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.ToAgent;

/**
 * What this node knows of one open connection: whose it is, and the actor by which device actors of any node send over it.
 * That actor ends with the connection, which tells the device actor that the way is gone.
 *
 * <p>{@link #received}, {@link #silent} and {@link #ended} are for the connection's own thread or stage.
 */
public final class AgentConnection {
  private final Connections connections;
  private final AgentLink link;
  private final ActorRef<Object> actor;
  private final AgentRoute.Connection route;
  private Speaker speaker;
  private volatile String endpointId;
  private volatile boolean announced;
  private volatile AgentLink.Ending ending;

  private enum Over {
    OVER
  }

  AgentConnection(Connections connections, AgentRoute.Mtp mtp, String place, Speaker speaker, AgentLink link) {
    this.connections = connections;
    this.link = link;
    this.speaker = speaker;
    this.actor = connections.spawn(mtp, behavior());
    this.route = new AgentRoute.Connection(mtp, place, actor.narrow());
  }

  private Behavior<Object> behavior() {
    return Behaviors.receive(Object.class)
        .onMessage(ToAgent.Deliver.class, deliver -> {
          link.send(deliver.record());
          return Behaviors.same();
        })
        .onMessage(ToAgent.Close.class, close -> {
          end(AgentLink.Ending.REPLACED, close.reason());
          return Behaviors.same();
        })
        .onMessageEquals(Over.OVER, Behaviors::stopped)
        .build();
  }

  /** Whose connection it is; null until its first record tells. */
  public String endpointId() {
    return endpointId;
  }

  /** The way device actors know it by. */
  public AgentRoute.Connection route() {
    return route;
  }

  /** A record came. The first one tells whose connection it is where the handshake did not. */
  public Admission.Verdict received(byte[] bytes) {
    Admission.Verdict verdict = connections.admission().admit(bytes, speaker, route);
    if (verdict instanceof Admission.Verdict.Admitted admitted) {
      if (endpointId == null) {
        belongsTo(admitted.endpointId());
      }
      if (!announced) {
        announced = true;
        admitted.done().thenRun(this::inContact);
      }
    }
    return verdict;
  }

  /** Nothing came since the connection was opened: an agent of an older release, which knows no connect record. */
  public void silent() {
    if (!announced && endpointId != null) {
      announced = true;
      connections.agents().attached(endpointId, route).thenRun(this::inContact);
    }
  }

  /** The connection is gone. */
  public void ended() {
    connections.closed(this);
    actor.tell(Over.OVER);
  }

  void belongsTo(String agent) {
    endpointId = agent;
    speaker = Speaker.of(agent);
    connections.register(agent, this);
  }

  void end(AgentLink.Ending why, String reason) {
    ending = why;
    link.close(why, reason);
  }

  /** Whether device actors know of it. */
  boolean announced() {
    return announced;
  }

  /** Whether it ended because the agent went away, and not because we wanted it so. */
  boolean lost() {
    return ending == null;
  }

  private void inContact() {
    connections.inContact(this, Clock.systemUTC().instant());
  }
}
