package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.ValueType;
import org.argonaut.datamodel.ValueType.Trait;
import org.argonaut.datamodel.plugin.Mapping;
import org.argonaut.datamodel.plugin.Mapping.Use;
import org.argonaut.datamodel.plugin.PluginNode;

/** A node of the merged model that plugins map, or that has such nodes below it. Immutable. */
final class MappedNode {
  private final SchemaNode schema;
  private final String name;
  private final NodeKind kind;
  private final Protocols protocols;
  private final PluginNode plugin;
  private final ValueType type;
  private final List<MappedNode> leaves;
  private final List<MappedNode> objects;
  private final Map<String, MappedNode> byName;
  private final Binding reading;
  private final List<Binding> writing;
  private final Binding browsing;

  private MappedNode(SchemaNode schema) {
    this.schema = schema;
    this.name = schema.name();
    this.kind = schema.kind();
    this.protocols = schema.protocols();
    this.plugin = schema.source() instanceof PluginNode node ? node : null;
    this.type = schema.type();
    this.leaves = kind == NodeKind.OBJECT ? new ArrayList<>() : List.of();
    this.objects = kind == NodeKind.OBJECT ? new ArrayList<>() : List.of();
    this.byName = kind == NodeKind.OBJECT ? new HashMap<>() : Map.of();
    List<Binding> bindings = plugin == null ? List.of() : plugin.mappings().stream().map(m -> Binding.of(m, plugin.version())).toList();
    this.reading = bindings.stream().filter(b -> b.mapping().use() != Use.SET).findFirst().orElse(null);
    this.writing = bindings.stream().filter(b -> b.mapping().use() != Use.GET).toList();
    this.browsing = bindings.isEmpty() ? null : bindings.getFirst();
  }

  /** The tree of what plugins map in a model; the nameless node above all. */
  static MappedNode of(Schema merged) {
    MappedNode root = new MappedNode(merged.root());
    root.fill();
    return root;
  }

  /** Puts in what is mapped; false if there is nothing. */
  private boolean fill() {
    List<SchemaNode> children = kind == NodeKind.OBJECT ? schema.children() : List.of();
    // The standard's own come first, as on devices.
    for (boolean standard : new boolean[] {true, false}) {
      for (SchemaNode child : children) {
        if ((child.source() == null) == standard) {
          enter(new MappedNode(child));
        }
      }
    }
    return isServed() || !byName.isEmpty();
  }

  private void enter(MappedNode child) {
    if (child.fill()) {
      (child.isObject() ? objects : leaves).add(child);
      byName.put(child.isObject() ? child.name + "." : child.name, child);
    }
  }

  SchemaNode schema() {
    return schema;
  }

  String name() {
    return name;
  }

  NodeKind kind() {
    return kind;
  }

  boolean isObject() {
    return kind == NodeKind.OBJECT;
  }

  boolean isParameter() {
    return kind == NodeKind.PARAMETER;
  }

  boolean isTable() {
    return schema.isTable();
  }

  Protocols protocols() {
    return protocols;
  }

  /** Null: of the standard. */
  PluginNode plugin() {
    return plugin;
  }

  /** Whether it is a plugin's. */
  boolean isServed() {
    return plugin != null;
  }

  /** Null unless a parameter. */
  ValueType type() {
    return type;
  }

  BaseType base() {
    return type.list() == null ? type.base() : BaseType.STRING;
  }

  boolean has(Trait trait) {
    return type != null && type.traits().contains(trait);
  }

  Set<Trait> traits() {
    return type.traits();
  }

  /** Parameters, commands and events, in order. */
  List<MappedNode> leaves() {
    return leaves;
  }

  List<MappedNode> objects() {
    return objects;
  }

  /** Null: there is none of that name. */
  MappedNode leaf(String leafName) {
    return byName.get(leafName);
  }

  /** Null: there is none of that name, given without its dot. */
  MappedNode object(String objectName) {
    return byName.get(objectName + ".");
  }

  /** Where the value comes from; null: from nowhere. */
  Binding reading() {
    return reading;
  }

  /** All that is done to set it, in order. */
  List<Binding> writing() {
    return writing;
  }

  /** Where instances come from, or what a command calls; null: nothing. */
  Binding browsing() {
    return browsing;
  }

  /** Where a mapping is, for findings. */
  String file() {
    return plugin == null ? "" : plugin.file();
  }

  int line() {
    return plugin == null ? 0 : plugin.line();
  }

  /** An entry of a mapping, with its texts taken apart once. */
  record Binding(Mapping mapping, int version, UbusCall call, KeyPath key) {
    static Binding of(Mapping mapping, int version) {
      return switch (mapping) {
        case Mapping.Ubus ubus -> new Binding(mapping, version, UbusCall.of(ubus, version), KeyPath.ofReply(ubus.key(), version));
        case Mapping.Reply reply -> new Binding(mapping, version, null, KeyPath.of(reply.key(), version));
        default -> new Binding(mapping, version, null, null);
      };
    }
  }
}
