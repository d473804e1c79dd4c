package org.argonaut.datamodel.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonText;
import org.argonaut.datamodel.mapping.MappedNode.Binding;
import org.argonaut.datamodel.mapping.Template.Given;
import org.argonaut.datamodel.plugin.Mapping;

/** Does one request. */
final class Session {
  private static final Duration COMMAND_DEADLINE = Duration.ofMinutes(2);
  private static final int MOST_VALUES = 1_000_000;

  private final Backends backends;
  private final MappedNode root;
  private final Request request;
  private final Walk walk;
  private final Values values;
  private final Sections sections;

  Session(Backends backends, Tables tables, MappedFiles files, MappedNode root, Request request) {
    this.backends = backends;
    this.root = root;
    this.request = request;
    this.walk = new Walk(backends, tables, request, root);
    this.values = new Values(backends, tables, request, root);
    this.sections = new Sections(backends, tables, files);
  }

  private List<Place> find(String path) throws Refused {
    return walk.find(path, this::aliasOf);
  }

  private String aliasOf(Place instance) throws Refused {
    MappedNode alias = instance.node().leaf("Alias");
    return alias == null || !alias.isParameter() ? "" : values.value(instance.child(alias));
  }

  List<Value> get(String path) throws Refused {
    List<Value> found = new ArrayList<>();
    for (Place place : find(path)) {
      if (place.node().isObject()) {
        collect(place, found);
      } else if (place.node().isParameter()) {
        found.add(values.reported(place));
      } else {
        throw Refused.path("\"" + place.path() + "\" has no value; it is " + (place.node().kind() == NodeKind.COMMAND ? "a command" : "an event"));
      }
    }
    return found;
  }

  private void collect(Place place, List<Value> to) throws Refused {
    if (!place.isTable()) {
      for (Place leaf : walk.leaves(place)) {
        if (leaf.node().isParameter()) {
          to.add(values.reported(leaf));
        }
      }
      if (to.size() > MOST_VALUES) {
        throw new Refused(Fault.Kind.RESOURCES_EXCEEDED, "more than " + MOST_VALUES + " values; ask for less at once");
      }
    }
    for (Place object : walk.objects(place)) {
      collect(object, to);
    }
  }

  void set(String path, String value, String type) throws Refused {
    Setter setter = new Setter(backends, request, values, sections);
    for (Place place : some(path)) {
      if (!place.node().isParameter()) {
        throw Refused.path("\"" + path + "\" is no parameter");
      }
      setter.set(place, value, type);
    }
  }

  /** The places of a path that must lead somewhere. */
  private List<Place> some(String path) throws Refused {
    List<Place> places = find(path);
    if (places.isEmpty()) {
      throw Refused.path("there is no \"" + path + "\"");
    }
    return places;
  }

  private Place one(String path) throws Refused {
    List<Place> places = some(path);
    if (places.size() > 1) {
      throw Refused.path("\"" + path + "\" is " + places.size() + " objects; name one");
    }
    return places.getFirst();
  }

  int add(String path) throws Refused {
    Place table = one(path);
    if (!table.node().isObject() || !table.isTable()) {
      throw Refused.path("\"" + path + "\" is no table");
    }
    return sections.add(table);
  }

  void delete(String path) throws Refused {
    Place instance = one(path);
    if (!instance.node().isObject() || !instance.node().isTable() || instance.isTable()) {
      throw Refused.path("\"" + path + "\" is no instance of a table");
    }
    sections.delete(instance);
  }

  Map<String, String> operate(String path, Map<String, String> input) throws Refused {
    Place command = one(path);
    if (command.node().kind() != NodeKind.COMMAND) {
      throw Refused.path("\"" + path + "\" is no command");
    }
    Binding binding = command.node().browsing();
    if (binding == null || !(binding.mapping() instanceof Mapping.Ubus)) {
      throw new Refused(Fault.Kind.COMMAND_FAILURE, path + " is mapped to no call of ubus");
    }
    UbusCall.Made call = binding.call().make(new Given(command.instance(), null, input), true, backends.compatible());
    Json.Obj reply = request.act(call, COMMAND_DEADLINE, Fault.Kind.COMMAND_FAILURE);
    Map<String, String> output = new LinkedHashMap<>();
    for (Json.Member member : reply.members()) {
      boolean nested = member.value() instanceof Json.Obj || member.value() instanceof Json.Arr;
      output.put(member.key(), nested ? JsonText.of(member.value()) : KeyPath.text(member.value()));
    }
    return output;
  }

  List<String> instances(String path) throws Refused {
    List<String> found = new ArrayList<>();
    for (Place place : find(path)) {
      if (!place.node().isObject()) {
        throw Refused.path("\"" + path + "\" is no object");
      }
      below(place, found);
    }
    return found;
  }

  private void below(Place place, List<String> to) throws Refused {
    boolean table = place.isTable();
    for (Place object : walk.objects(place)) {
      if (table) {
        to.add(object.path().substring(0, object.path().length() - 1));
      }
      below(object, to);
    }
  }

  List<SchemaEntry> schema(String path) throws Refused {
    MappedNode at = root;
    int dot = path.lastIndexOf('.') + 1;
    for (String part : Paths.objectParts(path.substring(0, dot))) {
      at = at == null ? null : seen(at.object(part));
    }
    if (at != null && dot < path.length()) {
      at = seen(at.leaf(path.substring(dot)));
    }
    if (at == null) {
      throw Refused.path("there is no \"" + path + "\"");
    }
    List<SchemaEntry> entries = new ArrayList<>();
    describe(at, entries);
    return entries;
  }

  private MappedNode seen(MappedNode node) {
    return node == null || !request.sees(node) ? null : node;
  }

  private void describe(MappedNode node, List<SchemaEntry> to) {
    if (node != root) {
      to.add(entry(node));
    }
    for (MappedNode leaf : node.leaves()) {
      if (request.sees(leaf)) {
        to.add(entry(leaf));
      }
    }
    for (MappedNode object : node.objects()) {
      if (request.sees(object)) {
        describe(object, to);
      }
    }
  }

  private static SchemaEntry entry(MappedNode node) {
    SchemaNode schema = node.schema();
    String writable = schema.access().writable() ? "1" : "0";
    return switch (node.kind()) {
      case COMMAND ->
          new SchemaEntry(
              schema.path(), "xsd:command", schema.asynchronous() ? "async" : "sync", arguments(schema.child("input", true)), arguments(schema.child("output", true)));
      case EVENT -> new SchemaEntry(schema.path(), "xsd:event", "", arguments(schema), List.of());
      case OBJECT -> new SchemaEntry(schema.path(), "xsd:object", writable, List.of(), List.of());
      default -> new SchemaEntry(schema.path(), schema.xsd(), writable, List.of(), List.of());
    };
  }

  private static List<String> arguments(SchemaNode holder) {
    List<String> names = new ArrayList<>();
    if (holder != null) {
      arguments(holder, "", names);
    }
    return names;
  }

  /** Arguments inside tables have dotted names. */
  private static void arguments(SchemaNode holder, String prefix, List<String> to) {
    for (SchemaNode child : holder.children()) {
      String name = prefix + child.name();
      if (child.kind() == NodeKind.OBJECT) {
        arguments(child, name + "." + (child.isTable() ? Paths.INSTANCE + "." : ""), to);
      } else {
        to.add(name);
      }
    }
  }
}
