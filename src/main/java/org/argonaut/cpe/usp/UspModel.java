package org.argonaut.cpe.usp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.cpe.tree.Node;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.ObjectFacts.UniqueKey;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;

/**
 * What USP sees of a CPE's tree and the schema adds to it: which nodes there are for USP, unique keys, commands and events.
 * One for all agents of a model; immutable.
 */
final class UspModel {
  private static final ObjectView UNKNOWN = new ObjectView("", null, true, List.of(), List.of(), List.of(), List.of());

  private final Schema schema;
  private final ObjectNode root;
  private final IdentityHashMap<Node, ObjectView> objects = new IdentityHashMap<>();
  private final Set<Node> hidden = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, SchemaNode> commands = new HashMap<>();

  /**
   * One object.
   *
   * @param path with {@code {i}} for instances
   * @param schema null when the standard does not know the object
   * @param keyParameters the names in all unique keys
   */
  record ObjectView(
      String path,
      SchemaNode schema,
      boolean visible,
      List<UniqueKey> keys,
      List<String> keyParameters,
      List<SchemaNode> commands,
      List<SchemaNode> events) {}

  /**
   * @param supported the commands this CPE has, by their path with {@code {i}}; others of the standard it has not
   * @param raised the events it raises, likewise
   */
  UspModel(ObjectNode root, Schema schema, Set<String> supported, Set<String> raised) {
    this.root = root;
    this.schema = schema;
    add(root, root.name() + ".", true, supported, raised);
  }

  private void add(ObjectNode object, String path, boolean parentVisible, Set<String> supported, Set<String> raised) {
    SchemaNode found = schema.find(path);
    SchemaNode known = found == null ? null : found.as(Protocols.USP);
    boolean visible = parentVisible && (known == null || known.protocols().visibleTo(Protocols.USP));
    objects.put(object, view(object, path, known, visible, supported, raised));
    for (Node child : object.children()) {
      switch (child) {
        case ObjectNode inner -> {
          String at = path + inner.name() + (inner.table() ? ".{i}." : ".");
          add(inner, at, visible, supported, raised);
          if (inner.rows() instanceof Node.Rows.Listed listed) { // recorded instances have nodes of their own
            listed.instances().values().forEach(instance -> add(instance, at, visible, supported, raised));
          }
        }
        case Node.Parameter parameter -> {
          SchemaNode leaf = schema.find(path + parameter.name());
          if (!visible || (leaf != null && !leaf.protocols().visibleTo(Protocols.USP))) {
            hidden.add(parameter);
          }
        }
      }
    }
  }

  private ObjectView view(
      ObjectNode object, String path, SchemaNode known, boolean visible, Set<String> supported, Set<String> raised) {
    List<UniqueKey> keys = new ArrayList<>();
    Set<String> keyParameters = new LinkedHashSet<>();
    List<SchemaNode> ownCommands = new ArrayList<>();
    List<SchemaNode> ownEvents = new ArrayList<>();
    if (known != null) {
      for (UniqueKey key : known.facts() == null ? List.<UniqueKey>of() : known.facts().uniqueKeys()) {
        if (key.parameters().stream().allMatch(name -> object.child(name) != null)) {
          keys.add(key);
          keyParameters.addAll(key.parameters());
        }
      }
      for (SchemaNode child : known.children()) {
        if (child.kind() == NodeKind.COMMAND && supported.contains(path + child.name())) {
          ownCommands.add(child);
          commands.put(path + child.name(), child);
        } else if (child.kind() == NodeKind.EVENT && raised.contains(path + child.name())) {
          ownEvents.add(child);
        }
      }
    }
    return new ObjectView(
        path, known, visible, List.copyOf(keys), List.copyOf(keyParameters), List.copyOf(ownCommands), List.copyOf(ownEvents));
  }

  ObjectNode root() {
    return root;
  }

  /** What is known of an object; nodes that came after the model was made are simply visible. */
  ObjectView view(Node object) {
    return objects.getOrDefault(object, UNKNOWN);
  }

  boolean visible(Node node) {
    return node instanceof ObjectNode ? view(node).visible() : !hidden.contains(node);
  }

  /** The command of that path, with {@code {i}} for instances; null when the CPE has none. */
  SchemaNode command(String path) {
    return commands.get(path);
  }

  /** The schema's node of a parameter of an object; null when the standard does not know it. */
  SchemaNode parameter(ObjectView object, String name) {
    return schema.find(object.path() + name, Protocols.USP);
  }

  /** Name of the model as GetSupportedDM gives it. */
  String uri() {
    String model = schema.models().isEmpty() ? "Device:2.0" : schema.models().getFirst();
    return "urn:broadband-forum-org:tr-181-" + model.substring(model.indexOf(':') + 1).replace('.', '-') + "-0-usp";
  }
}
