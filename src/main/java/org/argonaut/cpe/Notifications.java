package org.argonaut.cpe;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.argonaut.cpe.tree.Generator;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cwmp.CpeAnswer;

/**
 * Attributes of parameters, and the value changes they make the CPE report (TR-069 A.3.2.4). Changes by the ACS itself are
 * not reported.
 */
final class Notifications {
  static final int OFF = 0;
  static final int PASSIVE = 1;
  static final int ACTIVE = 2;
  private static final List<String> SUBSCRIBER = List.of("Subscriber");

  private final Tree tree;
  private Map<String, Attributes> set = Map.of();
  private Set<String> changed = Set.of();

  /** What was set for one parameter, and the value the ACS last heard of. */
  private record Attributes(int notification, List<String> accessList, String reported) {}

  Notifications(Tree tree) {
    this.tree = tree;
  }

  /** Whether the CPE accepts this notification setting (otherwise fault 9009). */
  boolean allows(Parameter parameter, Integer notification) {
    if (notification == null) {
      return true;
    }
    if (parameter.active()) {
      return notification == ACTIVE;
    }
    return notification != ACTIVE || !(parameter.value() instanceof Generator.Counter);
  }

  void set(Place place, Integer notification, List<String> accessList) {
    if (set.isEmpty()) {
      set = new HashMap<>(4);
    }
    CpeAnswer.ParameterAttributes now = of(place);
    set.put(
        place.path(),
        new Attributes(
            notification == null ? now.notification() : notification,
            accessList == null ? now.accessList() : accessList,
            tree.value(place)));
  }

  CpeAnswer.ParameterAttributes of(Place place) {
    Attributes attributes = set.get(place.path());
    return attributes == null
        ? new CpeAnswer.ParameterAttributes(place.path(), ((Parameter) place.node()).active() ? ACTIVE : OFF, SUBSCRIBER)
        : new CpeAnswer.ParameterAttributes(place.path(), attributes.notification, attributes.accessList);
  }

  /** The CPE itself changed a value; gives the notification that is set for it. */
  int changedLocally(String path) {
    Place place = tree.find(path);
    int notification = place == null ? OFF : of(place).notification();
    if (notification == PASSIVE || notification == ACTIVE) {
      markChanged(path);
    }
    return notification;
  }

  /** The ACS set these: it knows them. */
  void changedByAcs(Set<String> paths) {
    if (set.isEmpty()) {
      return;
    }
    for (String path : paths) {
      set.computeIfPresent(path, (at, now) -> new Attributes(now.notification, now.accessList, tree.get(at)));
    }
  }

  /** Looks for values that have moved by themselves; true when one of them has active notification. */
  boolean look() {
    boolean active = false;
    for (Map.Entry<String, Attributes> entry : set.entrySet()) {
      Attributes attributes = entry.getValue();
      if (attributes.notification != PASSIVE && attributes.notification != ACTIVE) {
        continue;
      }
      String value = tree.get(entry.getKey());
      if (value != null && !value.equals(attributes.reported)) {
        markChanged(entry.getKey());
        active |= attributes.notification == ACTIVE;
      }
    }
    return active;
  }

  /** Whether any parameter with active notification might move by itself. */
  boolean watching() {
    return set.values().stream().anyMatch(attributes -> attributes.notification == ACTIVE);
  }

  private void markChanged(String path) {
    if (changed.isEmpty()) {
      changed = new LinkedHashSet<>(4);
    }
    changed.add(path);
  }

  /** Paths whose change the ACS has still to hear of, with their values. */
  Map<String, String> pending() {
    if (changed.isEmpty()) {
      return Map.of();
    }
    Map<String, String> pending = new LinkedHashMap<>();
    changed.removeIf(path -> tree.find(path) == null);
    changed.forEach(path -> pending.put(path, Objects.requireNonNullElse(tree.get(path), "")));
    return pending;
  }

  /** The ACS has heard of these values; one that has changed again since is still to be told. */
  void reported(Map<String, String> told) {
    told.forEach(
        (path, value) -> {
          if (!changed.isEmpty() && value.equals(tree.get(path))) {
            changed.remove(path);
          }
          if (!set.isEmpty()) {
            set.computeIfPresent(path, (_, now) -> new Attributes(now.notification, now.accessList, value));
          }
        });
    if (changed.isEmpty()) {
      changed = Set.of();
    }
  }

  /** Nothing is kept of what lies under a deleted object. */
  void forget(String objectPath) {
    if (!set.isEmpty()) {
      set.keySet().removeIf(path -> path.startsWith(objectPath));
    }
    if (!changed.isEmpty()) {
      changed.removeIf(path -> path.startsWith(objectPath));
    }
  }

  void reset() {
    set = Map.of();
    changed = Set.of();
  }
}
