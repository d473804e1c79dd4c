package org.argonaut.mtp.stomp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.Agents;
import org.argonaut.device.LogLimit;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.EndpointIds;
import org.argonaut.mtp.Speaker;
import org.argonaut.mtp.broker.BrokerStats;
import org.argonaut.mtp.broker.BrokerUrl;
import org.argonaut.mtp.broker.Lanes;
import org.argonaut.usp.proto.UspRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes records out of the MESSAGE frames that a broker delivers. Blocks its caller while too many wait. */
final class StompInbox {
  static final String CONTENT_TYPE = "application/vnd.bbf.usp.msg";
  private static final Logger LOG = LoggerFactory.getLogger(StompInbox.class);
  private static final Set<String> CONTENT_TYPES = Set.of(CONTENT_TYPE, "usp.msg");
  private static final int KNOWN_PLACES = 20_000;
  private static final int MAX_DESTINATION = 1024;
  /** Records of one agent that may wait, and how long the others are held up for one whose device takes nothing. */
  private static final int OF_ONE_AGENT = 64;
  private static final Duration SLOW_AGENT = Duration.ofSeconds(2);

  private final StompSettings settings;
  private final Speaker broker;
  private final Admission admission;
  private final Agents agents;
  private final Lanes lanes;
  private final BrokerStats stats;
  private final LogLimit logLimit = new LogLimit();
  private final Cache<String, String> places = Caffeine.newBuilder().maximumSize(KNOWN_PLACES).build();
  private volatile String own = "";

  StompInbox(
      StompSettings settings, BrokerUrl broker, Admission admission, Agents agents, Lanes lanes, BrokerStats stats) {
    this.settings = settings;
    this.broker = Speaker.anybody(broker.toString());
    this.admission = admission;
    this.agents = agents;
    this.lanes = lanes;
    this.stats = stats;
  }

  /** Where the controller listens: agents may not have answers sent there. */
  void listensOn(String destination) {
    own = destination;
  }

  void arrived(StompFrame message) {
    String source = message.header(StompFrame.DESTINATION).orElse("no destination");
    Optional<String> foreign = message.header(StompFrame.CONTENT_TYPE).filter(type -> !CONTENT_TYPES.contains(type));
    if (foreign.isPresent() || message.tooLarge()) {
      stats.notUsp();
      ignored(source, foreign.map(type -> "content type " + EndpointIds.printable(type)).orElse("it is too large"));
      return;
    }
    admission
        .check(message.body(), broker, AgentRoute.Mtp.STOMP, EndpointIds.printable(source))
        .ifPresent(record -> take(message, record));
  }

  private void take(StompFrame message, UspRecord.Record record) {
    String agent = record.getFromId();
    Optional<String> place =
        message
            .header(StompFrame.REPLY_TO)
            .or(() -> Optional.of(record.getStompConnect().getSubscribedDestination()).filter(d -> !d.isEmpty()))
            .or(() -> Optional.ofNullable(places.getIfPresent(agent)));
    Optional<String> flaw = place.map(this::flaw).orElse(Optional.of("is missing"));
    if (flaw.isPresent()) {
      stats.noReturnPath();
      ignored(agent, "its reply destination " + flaw.get());
      return;
    }
    places.put(agent, place.get());
    AgentRoute route = new AgentRoute.Broker(AgentRoute.Mtp.STOMP, place.get());
    try {
      if (lanes.awaitRoom(agent, OF_ONE_AGENT, SLOW_AGENT)) {
        // Nothing is acknowledged (R-STOMP.27), so no record waits for another agent's: a window of its own.
        lanes.window().take(agent, () -> agents.arrived(route, record), () -> {}, failure -> admission.lost(agent, route, failure));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Why nothing may be sent there, for people; empty: it may. Brokers know patterns ({@code * > #}), several destinations in one
   * ({@code ,}) and options ({@code ?}); an agent needs none of it.
   */
  Optional<String> flaw(String destination) {
    if (destination.isBlank()) {
      return Optional.of("is empty");
    }
    if (destination.length() > MAX_DESTINATION) {
      return Optional.of("is longer than " + MAX_DESTINATION + " characters");
    }
    String shown = EndpointIds.printable(destination);
    if (destination.chars().anyMatch(c -> c <= ' ' || c == 0x7f || "*>#,?".indexOf(c) >= 0)) {
      return Optional.of("holds a character with a meaning of its own: " + shown);
    }
    if (destination.equals(own)) {
      return Optional.of("is the controller's: " + shown);
    }
    List<String> allowed = settings.replyDestinations();
    if (!allowed.isEmpty() && allowed.stream().noneMatch(destination::startsWith)) {
      return Optional.of("is not among argonaut.usp.stomp.reply-destinations: " + shown);
    }
    return Optional.empty();
  }

  private void ignored(String who, String why) {
    if (logLimit.permit()) {
      LOG.warn("STOMP message from {} dropped: {}{}", EndpointIds.printable(who), why, logLimit.note());
    }
  }
}
