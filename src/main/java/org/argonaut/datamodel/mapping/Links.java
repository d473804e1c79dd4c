package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.ValueType.Trait;

/**
 * References: a parameter shows the path of an object and stores its key, the value of one of the object's parameters.
 * Where to look is a template, {@code Device.X.*.Name} or {@code Device.X.[Name==@key]}. All targets of a template are
 * looked up once a request. Made for one request.
 */
final class Links {
  private static final String EQUALS = "==";
  private static final int MOST_NESTED = 32;

  private final Backends backends;
  private final Values values;
  private final Walk walk;
  private final Map<String, Map<String, String>> targets = new HashMap<>();
  // Being looked up right now: who needs them again goes in a circle.
  private final Set<String> open = new HashSet<>();

  Links(Backends backends, Values values, Walk walk) {
    this.backends = backends;
    this.values = values;
    this.walk = walk;
  }

  /** What a key refers to, by the first template that knows it: a path without its last dot, or a path with a condition; nothing if none does. */
  String resolve(Place from, String linker, String key) throws Refused {
    if (key.isEmpty()) {
      return "";
    }
    for (String template : templates(from, linker)) {
      String path = isCondition(template) ? condition(from, template, key) : path(from, template, key);
      if (!path.isEmpty()) {
        return path;
      }
    }
    return "";
  }

  private static boolean isCondition(String template) {
    return template.contains(EQUALS);
  }

  /** The alternatives, with the instance numbers of the place for {@code {i}}. */
  private static List<String> templates(Place from, String linker) {
    List<String> templates = new ArrayList<>();
    List<Integer> numbers = Instance.numbers(from.instance());
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= linker.length(); i++) {
      char c = i == linker.length() ? ',' : linker.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (i == linker.length() || (c == ',' && depth <= 0)) {
        String template = linker.substring(start, i).strip();
        for (int k = 0; k < numbers.size() && template.contains(Paths.INSTANCE); k++) {
          int mark = template.indexOf(Paths.INSTANCE);
          template = template.substring(0, mark) + numbers.get(k) + template.substring(mark + Paths.INSTANCE.length());
        }
        if (!template.isEmpty()) {
          templates.add(template.replace(Paths.INSTANCE, "*"));
        }
        start = i + 1;
      }
    }
    return templates;
  }

  private String condition(Place from, String template, String key) throws Refused {
    if (!from.node().has(Trait.REFERENCE)) {
      return template.replace("@key", key).replace("@list", key);
    }
    return path(from, withoutCondition(template), key);
  }

  /** {@code Device.X.[Name==@key]} as {@code Device.X.*.Name}. */
  private static String withoutCondition(String template) {
    int bracket = template.indexOf('[');
    int equals = template.indexOf(EQUALS, Math.max(0, bracket));
    return bracket < 0 || equals < 0 ? template : template.substring(0, bracket) + "*." + template.substring(bracket + 1, equals).strip();
  }

  private String path(Place from, String template, String key) throws Refused {
    return targets(from, template).getOrDefault(key, "");
  }

  private Map<String, String> targets(Place from, String template) throws Refused {
    if (open.contains(template)) {
      backends.warn(from.node(), "\"" + template + "\" refers in a circle; the reference is empty");
      return Map.of();
    }
    if (!targets.containsKey(template)) {
      if (open.size() >= MOST_NESTED) {
        backends.warn(from.node(), "references through more than " + MOST_NESTED + " others; the reference is empty");
        return Map.of();
      }
      open.add(template);
      try {
        targets.put(template, lookUp(template));
      } finally {
        open.remove(template);
      }
    }
    return targets.get(template);
  }

  /** All targets by their keys; of several with one key the first. */
  private Map<String, String> lookUp(String template) throws Refused {
    Map<String, String> byKey = new HashMap<>();
    try {
      // Old plugins name the table only; the parameter is then the one that is flagged.
      boolean tableOnly = template.endsWith(".");
      for (Place place : walk.find(template.endsWith("*.") ? template.substring(0, template.length() - 2) : template, _ -> "")) {
        for (Place target : tableOnly && place.isTable() ? walk.objects(place) : List.of(place)) {
          enter(target.node().isObject() ? linkerOf(target) : target, byKey);
        }
      }
    } catch (Refused e) {
      around(template, byKey);
    }
    return byKey;
  }

  private void enter(Place leaf, Map<String, String> byKey) throws Refused {
    if (leaf == null || !leaf.node().isParameter()) {
      return;
    }
    String key = values.value(leaf);
    if (!key.isEmpty()) {
      byKey.putIfAbsent(key, leaf.path().substring(0, leaf.path().lastIndexOf('.')));
    }
  }

  /** The parameter of an object that is its key; null if none is. */
  private static Place linkerOf(Place object) {
    for (MappedNode leaf : object.node().leaves()) {
      if (leaf.has(Trait.LINKER)) {
        return object.child(leaf);
      }
    }
    return null;
  }

  private void around(String template, Map<String, String> byKey) {
    Surroundings surroundings = backends.options().surroundings();
    List<String> found = List.of("");
    String[] pieces = template.split("\\*", -1);
    for (int i = 0; i < pieces.length; i++) {
      List<String> next = new ArrayList<>();
      for (String path : found) {
        String table = path + pieces[i];
        if (i == pieces.length - 1) {
          next.add(table);
        } else {
          surroundings.instances(table).forEach(number -> next.add(table + number));
        }
      }
      found = next;
    }
    for (String parameter : found) {
      int dot = parameter.lastIndexOf('.');
      surroundings.value(parameter).filter(key -> dot > 0 && !key.isEmpty()).ifPresent(key -> byKey.putIfAbsent(key, parameter.substring(0, dot)));
    }
  }

  /**
   * What is stored to refer to an object.
   *
   * @param path of the object, without its last dot
   * @return its key; empty: there is no such object, it has no key, or the parameter cannot refer to it
   */
  Optional<String> key(Place from, String linker, String path) throws Refused {
    Optional<String> own = ownKey(path);
    if (backends.compatible() || linker.isEmpty()) {
      return own;
    }
    for (String template : templates(from, linker)) {
      Map<String, String> byKey = targets(from, isCondition(template) ? withoutCondition(template) : template);
      if (own.isPresent() && path.equals(byKey.get(own.get()))) {
        return own;
      }
      Optional<String> found = byKey.entrySet().stream().filter(e -> e.getValue().equals(path)).map(Map.Entry::getKey).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The value of the parameter that an object is referred to by. */
  private Optional<String> ownKey(String path) throws Refused {
    try {
      List<Place> places = walk.find(path + ".", _ -> "");
      Place leaf = places.size() == 1 ? linkerOf(places.getFirst()) : null;
      return leaf == null ? Optional.empty() : Optional.of(values.value(leaf)).filter(key -> !key.isEmpty());
    } catch (Refused e) {
      return Optional.empty();
    }
  }
}
