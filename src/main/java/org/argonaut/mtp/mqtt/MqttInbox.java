package org.argonaut.mtp.mqtt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.Done;
import org.argonaut.bulkdata.BulkIntake;
import org.argonaut.bulkdata.BulkStats;
import org.argonaut.bulkdata.Delivery;
import org.argonaut.bulkdata.Sender;
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

/** Makes records and news of agents out of the messages that a broker delivers. Thread-safe; never blocks. */
final class MqttInbox {
  private static final Logger LOG = LoggerFactory.getLogger(MqttInbox.class);
  private static final Set<String> CONTENT_TYPES =
      Set.of(Mqtt5Connection.CONTENT_TYPE, "application/vnd.bbf.usp.msg");
  private static final int KNOWN_PLACES = 20_000;
  private static final int MAX_STATUS = 64;

  private final MqttSettings settings;
  private final TopicScheme topics;
  private final Speaker broker;
  private final Admission admission;
  private final Agents agents;
  private final BulkIntake bulkData;
  private final BrokerStats stats;
  private final LogLimit logLimit = new LogLimit();
  /** Where agents listen whose last record came to this node; the device actor has the truth. */
  private final Cache<String, String> places = Caffeine.newBuilder().maximumSize(KNOWN_PLACES).build();
  private volatile ReplyTopics replyTopics;

  MqttInbox(
      MqttSettings settings,
      BrokerUrl broker,
      TopicScheme topics,
      Admission admission,
      Agents agents,
      BulkIntake bulkData,
      BrokerStats stats) {
    this.settings = settings;
    this.topics = topics;
    this.broker = Speaker.anybody(broker.toString());
    this.admission = admission;
    this.agents = agents;
    this.bulkData = bulkData;
    this.stats = stats;
    this.replyTopics = ReplyTopics.of(settings.replyTopics(), topics.ownFilters());
  }

  /** What else the controller listens on: agents may not have answers sent there. */
  void alsoOurs(List<String> filters) {
    List<String> own = new ArrayList<>(topics.ownFilters());
    own.addAll(filters);
    replyTopics = ReplyTopics.of(settings.replyTopics(), own);
  }

  /** Why nothing may be sent there, for people; empty: it may. */
  Optional<String> topicFlaw(String topic, String agent) {
    return replyTopics.flaw(topic, agent);
  }

  void arrived(MqttArrival message, Lanes.Window window) {
    if (message.retained()) { // kept by the broker from who knows when
      ignored(message, "a retained message");
      return;
    }
    switch (topics.read(message.topic())) {
      case TopicScheme.Incoming.OfStatus(String endpointId) -> {
        status(endpointId, message);
        message.acknowledge().run();
      }
      case TopicScheme.Incoming.OfBulkData(String endpointId) -> report(endpointId, message, window);
      case TopicScheme.Incoming.ForController target -> record(message, target, window);
    }
  }

  /** The topic says whose it is; the broker lets only that agent publish to it, if it matters. */
  private void report(String endpointId, MqttArrival message, Lanes.Window window) {
    Delivery delivery =
        new Delivery(
            Sender.device(endpointId), BulkStats.Transport.MQTT, "", message.contentType().orElse(null), message.payload());
    window.take(
        endpointId,
        () -> bulkData.take(delivery).thenApply(verdict -> reported(endpointId, verdict)),
        message.acknowledge(),
        failure -> lostReport(endpointId, failure));
  }

  private Done reported(String endpointId, BulkIntake.Verdict verdict) {
    if (verdict instanceof BulkIntake.Verdict.Refused(_, String detail) && logLimit.permit()) {
      LOG.warn("{}: bulk data refused: {}{}", EndpointIds.printable(endpointId), detail, logLimit.note());
    }
    return Done.getInstance();
  }

  private void lostReport(String endpointId, Throwable failure) {
    if (logLimit.permit()) {
      LOG.warn("{}: bulk data dropped, it could not be stored: {}{}", endpointId, failure.getMessage(), logLimit.note());
    }
  }

  private void record(MqttArrival message, TopicScheme.Incoming.ForController target, Lanes.Window window) {
    Optional<String> foreign = message.contentType().filter(type -> !CONTENT_TYPES.contains(type));
    if (foreign.isPresent()) {
      ignored(message, "content type " + EndpointIds.printable(foreign.get()));
      return;
    }
    Optional<UspRecord.Record> checked =
        admission.check(message.payload(), speaker(target), AgentRoute.Mtp.MQTT, message.topic());
    if (checked.isEmpty()) {
      message.acknowledge().run();
      return;
    }
    UspRecord.Record record = checked.get();
    String agent = record.getFromId();
    Optional<String> place = place(message, target, record);
    Optional<String> flaw =
        place.map(topic -> replyTopics.flaw(topic, agent)).orElse(Optional.of("is missing"));
    if (flaw.isPresent()) {
      stats.noReturnPath();
      ignored(message, agent + ": its reply topic " + flaw.get());
      return;
    }
    places.put(agent, place.get());
    AgentRoute route = new AgentRoute.Broker(AgentRoute.Mtp.MQTT, place.get());
    window.take(
        agent,
        () -> agents.arrived(route, record),
        message.acknowledge(),
        failure -> admission.lost(agent, route, failure));
  }

  private Speaker speaker(TopicScheme.Incoming.ForController target) {
    return switch (settings.trust()) {
      case BROKER -> broker;
      case TOPIC ->
          target
              .level()
              .map(level -> new Speaker("topic of " + level, id -> TopicPattern.level(id).equals(level)))
              .orElse(new Speaker("a topic without an id", _ -> false));
    };
  }

  /** What the record says now, before what was said earlier, before what the scheme says (R-MQTT.23, R-MQTT.26). */
  private Optional<String> place(
      MqttArrival message, TopicScheme.Incoming.ForController target, UspRecord.Record record) {
    return message
        .responseTopic()
        .or(target::replyTo)
        .or(() -> Optional.of(record.getMqttConnect().getSubscribedTopic()).filter(t -> !t.isEmpty()))
        .or(() -> knownPlace(record.getFromId()));
  }

  private Optional<String> knownPlace(String agent) {
    return Optional.ofNullable(places.getIfPresent(agent)).or(() -> topics.agent().map(t -> t.topic(agent)));
  }

  private void status(String endpointId, MqttArrival message) {
    if (EndpointIds.flaw(endpointId) != null || message.payload().length > MAX_STATUS) {
      stats.notUsp();
      return;
    }
    String text = new String(message.payload(), StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
    Optional<String> place = knownPlace(endpointId);
    if (settings.status().offline().contains(text)) {
      stats.statusChanged();
      agents.left(endpointId, new AgentRoute.Broker(AgentRoute.Mtp.MQTT, ""));
    } else if (settings.status().online().contains(text) && place.isPresent()) {
      stats.statusChanged();
      agents.attached(endpointId, new AgentRoute.Broker(AgentRoute.Mtp.MQTT, place.get()));
    } else {
      stats.notUsp();
    }
  }

  private void ignored(MqttArrival message, String why) {
    stats.notUsp();
    if (logLimit.permit()) {
      LOG.warn("MQTT message on {} dropped: {}{}", EndpointIds.printable(message.topic()), why, logLimit.note());
    }
    message.acknowledge().run();
  }
}
