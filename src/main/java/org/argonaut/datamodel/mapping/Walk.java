package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.mapping.MappedNode.Binding;
import org.argonaut.datamodel.mapping.Template.Given;
import org.argonaut.datamodel.plugin.Mapping;

/** Finds the places that paths name, and the instances there are. Made for one request. */
final class Walk {
  /** Places a request looks at, at most. */
  private static final int MOST_PLACES = 5_000_000;

  private final Backends backends;
  private final Tables tables;
  private final Request request;
  private final MappedNode root;
  private int looked;

  Walk(Backends backends, Tables tables, Request request, MappedNode root) {
    this.backends = backends;
    this.tables = tables;
    this.request = request;
    this.root = root;
  }

  /**
   * What a path names: one place, or with {@code *} or {@code [alias]} any number.
   *
   * @throws Refused there is nothing of that path
   */
  List<Place> find(String path, AliasReader aliases) throws Refused {
    List<String> parts = parts(path);
    boolean object = path.isEmpty() || path.endsWith(".");
    List<Place> at = List.of(new Place(root, "", null));
    for (int i = 0; i < parts.size(); i++) {
      boolean leaf = !object && i == parts.size() - 1;
      List<Place> next = new ArrayList<>();
      boolean open = at.isEmpty();
      for (Place place : at) {
        open |= step(place, parts.get(i), leaf, aliases, next);
      }
      if (!open) {
        throw Refused.path("there is no \"" + path + "\"");
      }
      at = next;
    }
    if (at.isEmpty() && !isKnown(parts, object)) {
      throw Refused.path("there is no \"" + path + "\"");
    }
    return at;
  }

  /** Whether there could be something of that path if there were instances. */
  private boolean isKnown(List<String> parts, boolean object) {
    MappedNode at = root;
    boolean instanceNext = false;
    for (int i = 0; i < parts.size() && at != null; i++) {
      if (instanceNext) {
        instanceNext = false;
        continue;
      }
      at = object || i < parts.size() - 1 ? at.object(parts.get(i)) : at.leaf(parts.get(i));
      instanceNext = at != null && at.isObject() && at.isTable();
    }
    return at != null;
  }

  /** Whether the step could be made at all; a wildcard may lead nowhere all the same. */
  private boolean step(Place place, String part, boolean leaf, AliasReader aliases, List<Place> to) throws Refused {
    if (place.isTable()) {
      return !leaf && instances(place, part, aliases, to);
    }
    MappedNode child = leaf ? place.node().leaf(part) : place.node().object(part);
    if (child == null || !request.sees(child)) {
      return false;
    }
    to.add(counted(place.child(child)));
    return true;
  }

  private boolean instances(Place table, String part, AliasReader aliases, List<Place> to) throws Refused {
    if (isNumber(part)) {
      Instance one = instance(table, Integer.parseInt(part));
      if (one != null) {
        to.add(counted(table.instance(one)));
      }
      return one != null;
    }
    boolean alias = part.startsWith("[") && part.endsWith("]");
    if (!alias && !part.equals("*")) {
      return false;
    }
    String wanted = alias ? part.substring(1, part.length() - 1) : "";
    int before = to.size();
    for (Instance one : instances(table)) {
      Place place = table.instance(one);
      if (!alias || aliases.aliasOf(place).equals(wanted)) {
        to.add(counted(place));
      }
    }
    return !alias || to.size() > before;
  }

  /** Reads the alias of an instance; nothing if it has none. */
  interface AliasReader {
    String aliasOf(Place instance) throws Refused;
  }

  private static boolean isNumber(String part) {
    return part.length() < 10 && !part.isEmpty() && part.charAt(0) != '0' && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The parts of a path; dots in brackets do not part. */
  private static List<String> parts(String path) throws Refused {
    List<String> parts = new ArrayList<>();
    if (path.equals(".") || path.endsWith("*.")) {
      throw Refused.path("\"" + path + "\" names nothing: it must not be a lone dot or end with \"*.\"");
    }
    int start = 0;
    while (start < path.length()) {
      int from = path.charAt(start) == '[' ? Math.max(start, path.indexOf(']', start)) : start;
      int dot = path.indexOf('.', from);
      int end = dot < 0 ? path.length() : dot;
      if (end == start) {
        throw Refused.path("\"" + path + "\" has two dots with nothing between them");
      }
      parts.add(path.substring(start, end));
      start = end + 1;
    }
    return parts;
  }

  /** The parameters, commands and events in a place that the one who asks sees. */
  List<Place> leaves(Place place) throws Refused {
    List<Place> found = new ArrayList<>();
    for (MappedNode leaf : place.node().leaves()) {
      if (request.sees(leaf)) {
        found.add(counted(place.child(leaf)));
      }
    }
    return found;
  }

  /** The objects in a place; in a table, its instances. */
  List<Place> objects(Place place) throws Refused {
    List<Place> found = new ArrayList<>();
    if (place.isTable()) {
      for (Instance instance : instances(place)) {
        found.add(counted(place.instance(instance)));
      }
      return found;
    }
    for (MappedNode object : place.node().objects()) {
      if (request.sees(object)) {
        found.add(counted(place.child(object)));
      }
    }
    return found;
  }

  private Place counted(Place place) throws Refused {
    if (++looked > MOST_PLACES) {
      throw new Refused(Fault.Kind.RESOURCES_EXCEEDED, "more than " + MOST_PLACES + " parameters and objects; ask for less at once");
    }
    return place;
  }

  private Instance instance(Place table, int number) {
    MappedNode node = table.node();
    Binding binding = node.browsing();
    if (binding != null && binding.mapping() instanceof Mapping.Uci uci) {
      Tables.Entry entry = tables.of(node, uci).map(t -> t.below(parentSection(table)).of(number)).orElse(null);
      return entry == null ? null : new Instance(node, number, table.instance(), entry, null);
    }
    if (binding != null && binding.mapping() instanceof Mapping.Ubus) {
      List<Json> elements = elements(table, binding);
      return number > elements.size() ? null : ofReply(table, number, elements.get(number - 1));
    }
    return numbers(table).contains(number) ? new Instance(node, number, table.instance(), null, null) : null;
  }

  /** All instances of a table. */
  List<Instance> instances(Place table) {
    MappedNode node = table.node();
    Binding binding = node.browsing();
    if (binding != null && binding.mapping() instanceof Mapping.Uci uci) {
      List<Tables.Entry> entries = tables.of(node, uci).map(t -> t.below(parentSection(table)).entries()).orElse(List.of());
      return list(entries.size(), i -> new Instance(node, entries.get(i).number(), table.instance(), entries.get(i), null));
    }
    if (binding != null && binding.mapping() instanceof Mapping.Ubus) {
      List<Json> elements = elements(table, binding);
      return list(elements.size(), i -> ofReply(table, i + 1, elements.get(i)));
    }
    List<Integer> numbers = numbers(table);
    return list(numbers.size(), i -> new Instance(node, numbers.get(i), table.instance(), null, null));
  }

  private static List<Instance> list(int size, IntFunction<Instance> make) {
    List<Instance> instances = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      instances.add(make.apply(i));
    }
    return instances;
  }

  /** Tables of the standard that nothing maps have the instances others know of. */
  private List<Integer> numbers(Place table) {
    return table.node().isServed() ? List.of() : backends.options().surroundings().instances(table.path());
  }

  /** The section that those of a nested table belong to; null: none, all are listed. */
  static String parentSection(Place table) {
    Instance parent = table.instance();
    return parent == null || parent.section() == null ? null : parent.section().name();
  }

  private static Instance ofReply(Place table, int number, Json element) {
    return new Instance(table.node(), number, table.instance(), null, element instanceof Json.Obj object ? object : null);
  }

  private List<Json> elements(Place table, Binding binding) {
    Json.Obj reply = request.reply(table.node(), binding.call().make(Given.of(table.instance()), false, backends.compatible()));
    Json found = binding.key().in(reply, Instance.index(table.instance()));
    List<Json> elements = List.of();
    if (found instanceof Json.Arr(var items, _)) {
      elements = items;
    } else if (found != null) {
      request.warn(table.node(), "\"" + ((Mapping.Ubus) binding.mapping()).key() + "\" in the reply is " + found.kind() + ", not an array: no instances");
    }
    if (backends.compatible() && elements.size() > UciTable.MOST_ON_DEVICES) {
      request.warn(table.node(), elements.size() + " instances; only the first " + UciTable.MOST_ON_DEVICES + " are there");
      return elements.subList(0, UciTable.MOST_ON_DEVICES);
    }
    return elements;
  }
}
