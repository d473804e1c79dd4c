package org.argonaut.mtp.mqtt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The topics of this controller and of its agents, and what a topic that a message came by means. */
record TopicScheme(List<TopicPattern> controller, Optional<TopicPattern> agent, Optional<TopicPattern> status, String share) {
  private static final String REPLY_TO = "/reply-to=";

  /** What a message is, by its topic. */
  sealed interface Incoming {
    /**
     * A record for this controller.
     *
     * @param level the part of the topic that names the agent
     * @param replyTo the reply topic in the topic (MQTT 3.1.1, R-MQTT.24)
     */
    record ForController(Optional<String> level, Optional<String> replyTo) implements Incoming {}

    /** Tells whether an agent is there. */
    record OfStatus(String endpointId) implements Incoming {}
  }

  /**
   * Fills in the controller's id.
   *
   * @param group of shared subscriptions; empty: none
   * @throws IllegalArgumentException with what is wrong with a topic
   */
  static TopicScheme of(MqttSettings.Scheme scheme, String controllerId, String group) {
    Optional<TopicPattern> status = optional(scheme.status(), controllerId);
    if (status.isPresent() && !status.get().hasId()) {
      throw new IllegalArgumentException(scheme.status() + " must say whose status it is: put {id} into it");
    }
    Optional<TopicPattern> agent = optional(scheme.agent(), controllerId);
    if (agent.isPresent() && !agent.get().hasId()) {
      throw new IllegalArgumentException(scheme.agent() + " must say whose topic it is: put {id} into it");
    }
    return new TopicScheme(
        scheme.controller().stream().map(t -> TopicPattern.parse(t, controllerId)).toList(),
        agent,
        status,
        group.isEmpty() ? "" : "$share/" + group + "/");
  }

  private static Optional<TopicPattern> optional(String text, String controllerId) {
    return text.isBlank() ? Optional.empty() : Optional.of(TopicPattern.parse(text, controllerId));
  }

  Incoming read(String topic) {
    int suffix = topic.lastIndexOf(REPLY_TO);
    String base = suffix < 0 ? topic : topic.substring(0, suffix);
    Optional<String> replyTo =
        suffix < 0 ? Optional.empty() : Optional.of(decoded(topic.substring(suffix + REPLY_TO.length())));
    for (TopicPattern pattern : controller) {
      if (pattern.matches(base)) {
        return new Incoming.ForController(pattern.idIn(base), replyTo);
      }
    }
    Optional<String> whose = status.flatMap(s -> s.idIn(topic));
    if (whose.isPresent()) {
      return new Incoming.OfStatus(whose.get());
    }
    return new Incoming.ForController(Optional.empty(), replyTo);
  }

  List<String> controllerFilters() {
    return controller.stream().map(TopicPattern::filter).distinct().toList();
  }

  Optional<String> statusFilter() {
    return status.map(TopicPattern::filter);
  }

  /** All that the controller listens on, not shared. */
  List<String> ownFilters() {
    return Stream.concat(controllerFilters().stream(), statusFilter().stream()).toList();
  }

  /** Where an agent answers to (R-MQTT.22). */
  String responseTopic(String agentId) {
    return controller.getFirst().topic(agentId);
  }

  /** Adds the reply topic as MQTT 3.1.1 must (R-MQTT.24, R-MQTT.25). */
  static String withReplyTo(String topic, String replyTo) {
    return topic + REPLY_TO + replyTo.replace("/", "%2F");
  }

  private static String decoded(String replyTo) {
    return replyTo.replace("%2F", "/").replace("%2f", "/");
  }
}
