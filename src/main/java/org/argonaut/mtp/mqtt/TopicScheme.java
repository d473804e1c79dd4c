package org.argonaut.mtp.mqtt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The topics of this controller and of its agents, and what a topic that a message came by means. */
record TopicScheme(
    List<TopicPattern> controller,
    Optional<TopicPattern> agent,
    Optional<TopicPattern> status,
    Optional<TopicPattern> bulkData,
    String share) {
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

    /** A bulk data report. */
    record OfBulkData(String endpointId) implements Incoming {}
  }

  /**
   * Fills in the controller's id.
   *
   * @param group of shared subscriptions; empty: none
   * @throws IllegalArgumentException with what is wrong with a topic
   */
  static TopicScheme of(MqttSettings.Scheme scheme, String controllerId, String group) {
    return new TopicScheme(
        scheme.controller().stream().map(t -> TopicPattern.parse(t, controllerId)).toList(),
        optional(scheme.agent(), controllerId, "topic"),
        optional(scheme.status(), controllerId, "status"),
        optional(scheme.bulkData(), controllerId, "reports"),
        group.isEmpty() ? "" : "$share/" + group + "/");
  }

  private static Optional<TopicPattern> optional(String text, String controllerId, String what) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    TopicPattern pattern = TopicPattern.parse(text, controllerId);
    if (!pattern.hasId()) {
      throw new IllegalArgumentException(text + " must say whose " + what + " it is: put {id} into it");
    }
    return Optional.of(pattern);
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
    Optional<String> reporter = bulkData.flatMap(b -> b.idIn(topic));
    if (reporter.isPresent()) {
      return new Incoming.OfBulkData(reporter.get());
    }
    return new Incoming.ForController(Optional.empty(), replyTo);
  }

  List<String> controllerFilters() {
    return controller.stream().map(TopicPattern::filter).distinct().toList();
  }

  /** What is listened on besides records: status messages, bulk data reports. */
  List<String> otherFilters() {
    return Stream.concat(status.stream(), bulkData.stream()).map(TopicPattern::filter).toList();
  }

  /** All that the controller listens on, not shared. */
  List<String> ownFilters() {
    return Stream.concat(controllerFilters().stream(), otherFilters().stream()).toList();
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
