package org.argonaut.mtp.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.bulkdata.BulkIntake;
import org.argonaut.device.AgentRoute;
import org.argonaut.device.Agents;
import org.argonaut.mtp.Admission;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.broker.BrokerAway;
import org.argonaut.mtp.broker.BrokerLink;
import org.argonaut.mtp.broker.BrokerLoop;
import org.argonaut.mtp.broker.BrokerStats;
import org.argonaut.mtp.broker.BrokerUrl;
import org.argonaut.mtp.broker.Lanes;
import org.argonaut.mtp.broker.Peers;
import org.argonaut.mtp.broker.RecordHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's link to the MQTT broker: records of agents come in by a subscription that all nodes share, each to one of them, and
 * go out to the topic on which their agent listens. A link that lost its broker comes back by itself.
 */
public final class MqttLink implements BrokerLink {
  private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);
  /** Of an MQTT message beside its payload: topics, properties. */
  private static final int ENVELOPE = 64 * 1024;
  private static final int EARLY_OF_ONE_AGENT = 64;
  private static final int MAX_EARLY = 10_000;
  private static final Duration HOLD_UP = Duration.ofSeconds(2);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  private final MqttSettings settings;
  private final BrokerUrl broker;
  private final Peers peers;
  private final TopicScheme topics;
  private final MqttDialer dialer;
  private final MqttInbox inbox;
  private final Lanes lanes;
  private final MtpStats mtpStats;
  private final BrokerStats stats = new BrokerStats();
  private final BrokerLoop loop;
  private final AtomicInteger outgoing = new AtomicInteger();
  private volatile Live live;
  private volatile boolean stopping;

  /**
   * A connection that stands and is subscribed.
   *
   * @param otherResponseTopic where agents answer to when the broker lets us subscribe to nothing but what it names itself;
   *     empty: the scheme's
   */
  private record Live(MqttConnection connection, List<String> filters, String otherResponseTopic) {}

  private MqttLink(
      ActorSystem<?> system,
      MqttSettings settings,
      BrokerUrl broker,
      Controller controller,
      Admission admission,
      Agents agents,
      BulkIntake bulkData,
      MtpStats mtpStats) {
    this.settings = settings;
    this.broker = broker;
    this.peers = new Peers(system);
    this.topics = TopicScheme.of(settings.topics(), controller.endpointId(), settings.sharedGroup());
    String clientId = peers.named(settings.clientId());
    this.dialer =
        new MqttDialer(
            settings,
            broker,
            new MqttIdentity(
                controller.endpointId(), clientId, controller.maxRecordSize() + ENVELOPE, sessionExpiry(settings, peers)));
    this.inbox = new MqttInbox(settings, broker, topics, admission, agents, bulkData, stats);
    this.lanes =
        new Lanes(
            new Lanes.Limits(
                settings.flow().receiveMaximum() + MAX_EARLY,
                ATTEMPT,
                settings.flow().giveUp(),
                HOLD_UP,
                EARLY_OF_ONE_AGENT),
            system.executionContext()::execute,
            stats);
    this.mtpStats = mtpStats;
    this.loop = new BrokerLoop("MQTT " + broker + " as " + clientId, this::dial, settings.reconnect(), stats);
  }

  /** A broker that gives records to the sessions of those who are away, as Mosquitto does, must forget a dead node soon. */
  private static Duration sessionExpiry(MqttSettings settings, Peers peers) {
    Duration usual = settings.sessionExpiry();
    return peers.expected() && settings.vanishedExpiry().compareTo(usual) < 0 ? settings.vanishedExpiry() : usual;
  }

  /**
   * What this controller is.
   *
   * @param maxRecordSize bytes
   */
  public record Controller(String endpointId, int maxRecordSize) {}

  /**
   * Begins to connect; returns at once.
   *
   * @param settings with a broker
   */
  public static MqttLink start(
      ActorSystem<?> system,
      MqttSettings settings,
      Controller controller,
      Admission admission,
      Agents agents,
      BulkIntake bulkData,
      MtpStats mtpStats) {
    MqttLink link =
        new MqttLink(system, settings, settings.broker().orElseThrow(), controller, admission, agents, bulkData, mtpStats);
    link.loop.start();
    return link;
  }

  private CompletionStage<String> dial() throws Exception {
    Lanes.Window window = lanes.window();
    MqttConnection connection = dialer.dial(message -> arrived(message, window));
    try {
      live = subscribed(connection);
    } catch (Exception e) {
      connection.close();
      throw e;
    }
    LOG.info(
        "MQTT {} connected (MQTT {}), subscribed to {}",
        broker,
        connection.welcome().version(),
        String.join(", ", live.filters()));
    mtpStats.opened(AgentRoute.Mtp.MQTT);
    connection.ended().whenComplete((_, _) -> {
      live = null;
      mtpStats.closed(AgentRoute.Mtp.MQTT);
    });
    return connection.ended();
  }

  /** What comes while the node stops is left to the broker: it is not acknowledged. */
  private void arrived(MqttArrival message, Lanes.Window window) {
    if (!stopping) {
      inbox.arrived(message, window);
    }
  }

  /** Nothing is published unless a subscription stands (R-MQTT.21). */
  private Live subscribed(MqttConnection connection) throws InterruptedException {
    MqttConnection.Welcome welcome = connection.welcome();
    String share = topics.share();
    if (!share.isEmpty() && !welcome.sharing()) {
      LOG.warn("MQTT {} has no shared subscriptions: in a cluster every node gets every record", broker);
      share = "";
    }
    Set<String> wanted = new LinkedHashSet<>(topics.controllerFilters());
    List<String> granted = new ArrayList<>();
    List<String> refusals = new ArrayList<>();
    for (String filter : wanted) {
      subscribe(connection, share, filter, granted, refusals);
    }
    boolean own = !granted.isEmpty();
    inbox.alsoOurs(welcome.topics());
    for (String filter : welcome.topics()) {
      if (wanted.add(filter)) {
        subscribe(connection, filter.startsWith("$share/") ? "" : share, filter, granted, refusals);
      }
    }
    if (granted.isEmpty()) {
      throw new BrokerAway("the broker refuses every subscription: " + String.join("; ", refusals));
    }
    for (String filter : topics.otherFilters()) {
      subscribe(connection, share, filter, granted, refusals);
    }
    refusals.forEach(refusal -> LOG.warn("MQTT {}: {}", broker, refusal));
    return new Live(connection, granted, own ? "" : responseTopicOf(welcome.topics()));
  }

  private static String responseTopicOf(List<String> filters) {
    return filters.stream().filter(f -> !f.contains("+") && !f.contains("#") && !f.startsWith("$")).findFirst().orElse("");
  }

  private void subscribe(
      MqttConnection connection, String share, String filter, List<String> granted, List<String> refusals)
      throws InterruptedException {
    try {
      connection
          .subscribe(share + filter)
          .toCompletableFuture()
          .get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
      granted.add(share + filter);
    } catch (ExecutionException | TimeoutException e) {
      refusals.add("no subscription to " + share + filter + ": " + BrokerLoop.reason(e));
    }
  }

  /** {@inheritDoc} With QoS 0, "has it" means that it left this machine. */
  @Override
  public CompletionStage<Done> send(AgentRoute.Broker route, byte[] record) {
    Live now = live;
    if (now == null) {
      return failed("the MQTT broker is away: " + loop.health().detail());
    }
    if (outgoing.incrementAndGet() > settings.flow().maxOutgoing()) {
      outgoing.decrementAndGet();
      return failed("the MQTT broker " + broker + " does not keep up: " + settings.flow().maxOutgoing() + " records wait");
    }
    return published(now, route.place(), record)
        .orTimeout(settings.flow().publishTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle((done, failure) -> {
          outgoing.decrementAndGet();
          if (failure != null) {
            stats.publishFailed();
            throw new BrokerAway("the MQTT broker " + broker + " did not take a record: " + BrokerLoop.reason(failure));
          }
          mtpStats.sent(AgentRoute.Mtp.MQTT, record.length);
          return done;
        });
  }

  private CompletableFuture<Done> published(Live now, String topic, byte[] record) {
    try {
      String agent = RecordHead.toId(record);
      Optional<String> flaw = inbox.topicFlaw(topic, agent);
      if (flaw.isPresent()) {
        throw new IllegalArgumentException("the topic of " + agent + " " + flaw.get());
      }
      String responseTopic = now.otherResponseTopic().isEmpty() ? topics.responseTopic(agent) : now.otherResponseTopic();
      return now.connection().publish(topic, responseTopic, record).toCompletableFuture().copy();
    } catch (RuntimeException e) { // a topic that no message can go to
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<Done> failed(String why) {
    stats.publishFailed();
    return CompletableFuture.failedFuture(new BrokerAway(why));
  }

  @Override
  public AgentRoute.Mtp mtp() {
    return AgentRoute.Mtp.MQTT;
  }

  @Override
  public BrokerLoop.Health health() {
    return loop.health();
  }

  @Override
  public BrokerStats stats() {
    return stats;
  }

  @Override
  public int waiting() {
    return lanes.waiting();
  }

  /**
   * Stops: leaves new records to the other nodes or, when there are none, to the broker; finishes what came; disconnects.
   *
   * @param deadline for all of it; what is not done then is delivered again by the broker
   * @return completes at the deadline at the latest; never fails
   */
  @Override
  public CompletionStage<Done> stop(Duration deadline) {
    CompletableFuture<Done> stopped = new CompletableFuture<>();
    Thread.ofVirtual().name("mqtt-stop").start(() -> {
      try {
        stopNow(System.nanoTime() + deadline.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        stopped.complete(Done.getInstance());
      }
    });
    return stopped.completeOnTimeout(Done.getInstance(), deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void stopNow(long until) throws InterruptedException {
    loop.stop();
    Live now = live;
    if (now != null && peers.othersAreUp()) {
      for (String filter : now.filters()) {
        ended(now.connection().unsubscribe(filter), until);
      }
    }
    stopping = true;
    lanes.stop();
    lanes.awaitIdle(until);
    if (now != null) {
      ended(now.connection().close(), until);
    }
  }

  /** Waits, but not for success: whatever it was, the connection is closed next. */
  private static void ended(CompletionStage<?> stage, long until) throws InterruptedException {
    try {
      stage.toCompletableFuture().get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("while stopping: {}", BrokerLoop.reason(e));
    }
  }
}
