package org.argonaut.mtp.mqtt;

import java.util.List;
import java.util.Optional;

/**
 * A topic with the place of the agent's endpoint id in it: {@code usp/agent/{id}}. The id is a level of its own, at most once.
 * What a level may not hold ({@code /}, {@code +}, {@code #}) is written as in a URL; real endpoint ids have none of it.
 */
record TopicPattern(List<String> levels) {
  static final String ID = "{id}";
  static final String CONTROLLER = "{controller}";
  static final int MAX_LENGTH = 1024;

  /**
   * Reads one, with the controller's id filled in.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static TopicPattern parse(String text, String controllerId) {
    List<String> levels = List.of(text.replace(CONTROLLER, level(controllerId)).split("/", -1));
    long ids = levels.stream().filter(l -> l.contains(ID)).count();
    if (ids > 1 || levels.stream().anyMatch(l -> l.contains(ID) && !l.equals(ID))) {
      throw new IllegalArgumentException(text + ": {id} must be a level of its own, once");
    }
    if (text.isBlank() || text.startsWith("$") || text.length() > MAX_LENGTH || text.contains("+") || text.contains("#")) {
      throw new IllegalArgumentException(text + " is no topic: it may not be empty, begin with $, or hold + or #");
    }
    return new TopicPattern(levels);
  }

  /** The topic of one agent. */
  String topic(String endpointId) {
    return String.join("/", levels.stream().map(l -> l.equals(ID) ? level(endpointId) : l).toList());
  }

  boolean hasId() {
    return levels.contains(ID);
  }

  /** Matches the topics of all agents, and what follows them (the {@code reply-to=} of MQTT 3.1.1). */
  String filter() {
    List<String> kept = levels.getLast().equals(ID) ? levels.subList(0, levels.size() - 1) : levels;
    return String.join("/", kept.stream().map(l -> l.equals(ID) ? "+" : l).toList()) + "/#";
  }

  /**
   * Looks at a topic.
   *
   * @return whether it is one of these
   */
  boolean matches(String topic) {
    List<String> found = List.of(topic.split("/", -1));
    int needed = levels.getLast().equals(ID) ? levels.size() - 1 : levels.size();
    if (found.size() < needed) {
      return false;
    }
    for (int i = 0; i < needed; i++) {
      if (!levels.get(i).equals(ID) && !levels.get(i).equals(found.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The level of a topic that stands where the id does. */
  Optional<String> idIn(String topic) {
    int place = levels.indexOf(ID);
    List<String> found = List.of(topic.split("/", -1));
    return place < 0 || !matches(topic) || found.size() != levels.size() ? Optional.empty() : Optional.of(found.get(place));
  }

  /** An endpoint id as a level of a topic. */
  static String level(String endpointId) {
    return endpointId.replace("/", "%2F").replace("+", "%2B").replace("#", "%23");
  }
}
