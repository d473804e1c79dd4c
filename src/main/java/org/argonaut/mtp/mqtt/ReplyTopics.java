package org.argonaut.mtp.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.util.List;
import java.util.Optional;
import org.argonaut.mtp.EndpointIds;

/**
 * Which reply topics of agents are taken. Without a rule of its own, an agent could make the controller publish anywhere it may:
 * to the controller itself, to the broker's own {@code $} topics, or to what another agent listens on.
 */
final class ReplyTopics {
  private final List<String> allowed;
  private final List<MqttTopicFilter> own;

  private ReplyTopics(List<String> allowed, List<MqttTopicFilter> own) {
    this.allowed = allowed;
    this.own = own;
  }

  /**
   * @param allowed filters, with the agent's {@code {id}} in them; empty: any topic but ours
   * @param own filters of what the controller itself listens on
   * @throws IllegalArgumentException when one is no filter
   */
  static ReplyTopics of(List<String> allowed, List<String> own) {
    for (String filter : allowed) {
      if (parsed(filter, "self::x").isEmpty()) {
        throw new IllegalArgumentException("reply-topics: " + filter + " is no topic filter");
      }
    }
    return new ReplyTopics(allowed, own.stream().map(MqttTopicFilter::of).toList());
  }

  private static Optional<MqttTopicFilter> parsed(String filter, String endpointId) {
    try {
      return Optional.of(MqttTopicFilter.of(filter.replace(TopicPattern.ID, TopicPattern.level(endpointId))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Why this agent may not be answered there, for people; empty: it may. */
  Optional<String> flaw(String topic, String endpointId) {
    if (topic.isEmpty()) {
      return Optional.of("is empty");
    }
    if (topic.length() > TopicPattern.MAX_LENGTH) {
      return Optional.of("is longer than " + TopicPattern.MAX_LENGTH + " characters");
    }
    String shown = EndpointIds.printable(topic);
    if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      return Optional.of("holds a wildcard: " + shown);
    }
    if (topic.startsWith("$")) {
      return Optional.of("is the broker's own: " + shown);
    }
    MqttTopic parsed;
    try {
      parsed = MqttTopic.of(topic);
    } catch (IllegalArgumentException e) {
      return Optional.of("is no topic: " + shown);
    }
    if (own.stream().anyMatch(f -> f.matches(parsed))) {
      return Optional.of("is the controller's: " + shown);
    }
    if (!allowed.isEmpty() && allowed.stream().flatMap(f -> parsed(f, endpointId).stream()).noneMatch(f -> f.matches(parsed))) {
      return Optional.of("is not among argonaut.usp.mqtt.reply-topics: " + shown);
    }
    return Optional.empty();
  }
}
