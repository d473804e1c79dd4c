package org.argonaut.device;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.argonaut.usp.Conversation;
import org.argonaut.usp.ConversationSettings;
import org.argonaut.usp.SessionUse;

/**
 * What device actors go by with USP agents ({@code argonaut.usp}).
 *
 * @param endpointId the controller's endpoint id
 * @param inFlight requests that one agent may have at once
 * @param requestTimeout how long an agent may take to answer a request of the controller's own
 * @param searchTime how long the nodes are asked for an agent's connection before a caller hears that there is none
 * @param operationTimeout how long after its response an Operate may take to complete
 * @param contactInterval a connected agent's last contact is written this often; it counts as online for two and a half of these
 * @param probeInterval an agent behind a broker that is silent for so long is asked for a sign of life
 * @param subscriptions what agents are to notify the controller of
 * @param sessions when session contexts are used, and their limits
 */
public record UspSettings(
    String endpointId,
    int inFlight,
    Duration requestTimeout,
    Duration searchTime,
    Duration operationTimeout,
    Duration contactInterval,
    Duration probeInterval,
    List<UspSubscription> subscriptions,
    ConversationSettings sessions) {

  private static final double ONLINE_INTERVALS = 2.5;

  public UspSettings {
    subscriptions = List.copyOf(subscriptions);
  }

  /** Reads {@code argonaut.usp}. */
  public static UspSettings from(Config root) {
    Config c = root.getConfig("argonaut.usp");
    return new UspSettings(
        c.getString("endpoint-id"),
        c.getInt("in-flight"),
        c.getDuration("request-timeout"),
        c.getDuration("search-time"),
        c.getDuration("operation-timeout"),
        c.getDuration("contact-interval"),
        c.getDuration("probe-interval"),
        c.getConfigList("subscriptions").stream().map(UspSubscription::from).toList(),
        sessions(c));
  }

  private static ConversationSettings sessions(Config usp) {
    SessionUse use =
        switch (usp.getString("session-context.use")) {
          case "never" -> SessionUse.NEVER;
          case "as-agent-does" -> SessionUse.AS_PEER_DOES;
          case "always" -> SessionUse.ALWAYS;
          case String other ->
              throw new ConfigException.BadValue(
                  usp.origin(), "session-context.use", "\"" + other + "\" is none of never, as-agent-does, always");
        };
    return ConversationSettings.CONTROLLER
        .using(use)
        .cuttingAt(Math.toIntExact(usp.getBytes("session-context.record-size")));
  }

  /** Until when an agent that was heard at {@code at} over the route counts as online; both in epoch milliseconds. */
  long onlineUntil(long at, AgentRoute.Mtp mtp) {
    Duration interval = behindBroker(mtp) ? probeInterval : contactInterval;
    return at + (long) (interval.toMillis() * ONLINE_INTERVALS);
  }

  Conversation conversation(String agentId) {
    return new Conversation(endpointId, agentId, sessions, UspSettings::sessionId);
  }

  private static long sessionId() {
    return ThreadLocalRandom.current().nextLong(2, Long.MAX_VALUE);
  }

  static boolean behindBroker(AgentRoute.Mtp mtp) {
    return mtp == AgentRoute.Mtp.MQTT || mtp == AgentRoute.Mtp.STOMP;
  }
}
