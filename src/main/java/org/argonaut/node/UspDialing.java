package org.argonaut.node;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.argonaut.mtp.websocket.DialSettings;
import org.argonaut.mtp.websocket.Dialer;
import org.argonaut.store.DialRow;
import org.argonaut.store.DialRows;
import org.argonaut.usp.AgentUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the cluster dials the agents that listen: two would take the connection from each other for ever. Which agents
 * devices name it looks up again and again; while the database is away it goes on with those it knows.
 */
final class UspDialing {
  private static final Logger LOG = LoggerFactory.getLogger(UspDialing.class);

  private UspDialing() {}

  /** What the one tells itself. */
  private sealed interface Message extends NoSerializationVerificationNeeded {}

  private record Look() implements Message {}

  /**
   * @param agents null: they could not be read
   */
  private record Found(List<DialRow> agents) implements Message {}

  /** Dials while this node is the one. */
  static void start(ActorSystem<?> system, Dialer dialer, DialRows agents, DialSettings settings) {
    ClusterSingleton.get(system).init(SingletonActor.of(behavior(dialer, agents, settings), "usp-dialer"));
  }

  private static Behavior<Message> behavior(Dialer dialer, DialRows agents, DialSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  dialer.start();
                  context.getSelf().tell(new Look());
                  return Behaviors.receive(Message.class)
                      .onMessage(
                          Look.class,
                          _ -> {
                            context.pipeToSelf(agents.all(settings.maxAgents()), (found, _) -> new Found(found));
                            return Behaviors.same();
                          })
                      .onMessage(
                          Found.class,
                          found -> {
                            if (found.agents() != null) {
                              dialer.agents(urls(found.agents()));
                            }
                            timers.startSingleTimer(new Look(), settings.pollInterval());
                            return Behaviors.same();
                          })
                      .onSignal(
                          PostStop.class,
                          _ -> {
                            dialer.stop();
                            return Behaviors.same();
                          })
                      .build();
                }));
  }

  private static Map<URI, String> urls(List<DialRow> agents) {
    Map<URI, String> urls = new HashMap<>();
    for (DialRow agent : agents) {
      try {
        urls.putIfAbsent(AgentUrl.parse(agent.url()), agent.sn());
      } catch (IllegalArgumentException e) { // checked when it was set
        LOG.warn("{}: its dial cannot be used: {}", agent.sn(), e.getMessage());
      }
    }
    return urls;
  }
}
