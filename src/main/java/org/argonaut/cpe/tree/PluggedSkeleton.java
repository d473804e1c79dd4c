package org.argonaut.cpe.tree;

import java.util.HashMap;
import java.util.Map;
import org.argonaut.cpe.tree.Node.Access;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Node.Rows;
import org.argonaut.cpe.tree.Syntax.Kind;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.ValueType;
import org.argonaut.datamodel.plugin.Dependency;
import org.argonaut.datamodel.plugin.PluginNode;

/**
 * Puts what plugins define into a skeleton: what they define anew replaces what the device had, what they exclude goes, what
 * they map comes. The rest of the standard's model does not: a device has what it ships with and what its plugins bring.
 */
final class PluggedSkeleton {
  private final Schema core;

  private PluggedSkeleton(Schema core) {
    this.core = core;
  }

  /**
   * The skeleton with the plugins' part.
   *
   * @param core the standard's model
   * @param merged the same with the plugins merged in
   */
  static Skeleton of(Skeleton base, Schema core, Schema merged) {
    SchemaNode root = merged.find(base.root());
    ObjectNode before = base.rootNode();
    ObjectNode after = new ObjectNode(before.name(), before.rows(), false, false);
    new PluggedSkeleton(core).fill(after, before, root, base.root());
    return Skeleton.of(after, Standard.of(merged));
  }

  private void fill(ObjectNode into, ObjectNode before, SchemaNode node, String path) {
    for (Node child : before.children()) {
      keep(into, child, node, path);
    }
    for (SchemaNode child : node.children()) {
      if (before.child(child.name()) == null) {
        bring(into, child);
      }
    }
  }

  /** A node the device shipped with. */
  private void keep(ObjectNode into, Node child, SchemaNode parent, String path) {
    boolean container = child instanceof ObjectNode;
    SchemaNode now = parent.child(child.name(), container);
    String at = path + child.name() + (container ? "." : "");
    if (now == null) {
      if (core.find(at) == null) {
        into.add(child); // a vendor's own; otherwise a plugin took it out
      }
      return;
    }
    switch (child) {
      case Parameter _ -> into.add(now.source() == null ? child : parameter(now));
      case ObjectNode object -> {
        ObjectNode merged = now.source() == null ? like(object, recorded(object, now, at)) : object(now, object);
        fill(merged, object, now, at + (object.table() ? "1." : ""));
        into.add(merged);
      }
    }
  }

  private static ObjectNode like(ObjectNode object, Rows rows) {
    return new ObjectNode(object.name(), rows, object.growable(), object.diagnostic());
  }

  /** Recorded instances have members of their own, into which the plugins go too. */
  private Rows recorded(ObjectNode table, SchemaNode now, String path) {
    if (!(table.rows() instanceof Rows.Listed(int[] numbers, Map<Integer, ObjectNode> instances))) {
      return table.rows();
    }
    Map<Integer, ObjectNode> merged = new HashMap<>();
    instances.forEach(
        (number, instance) -> {
          ObjectNode node = like(instance, instance.rows());
          fill(node, instance, now, path + number + ".");
          merged.put(number, node);
        });
    return new Rows.Listed(numbers, Map.copyOf(merged));
  }

  /** A node the device did not ship with: a plugin's, or one of the standard's that holds something of a plugin's. */
  private void bring(ObjectNode into, SchemaNode node) {
    if (node.kind() == NodeKind.PARAMETER && node.source() != null) {
      into.add(parameter(node));
    } else if (node.kind() == NodeKind.OBJECT) {
      boolean theirs = node.source() != null;
      ObjectNode object = object(node, null);
      for (SchemaNode child : node.children()) {
        bring(object, child);
      }
      if (theirs || (!node.isTable() && !object.children().isEmpty())) {
        into.add(object);
      }
    }
  }

  private static ObjectNode object(SchemaNode node, ObjectNode before) {
    PluginNode source = node.source() instanceof PluginNode plugin ? plugin : null;
    boolean mapped = source != null && !source.mappings().isEmpty();
    Rows unmapped = before != null ? before.rows() : node.isTable() ? new Rows.Fixed(0) : new Rows.None();
    Rows rows = mapped && node.isTable() ? new Rows.Mapped() : unmapped;
    boolean conditional = source != null && !source.dependency().equals(Dependency.NONE);
    return new ObjectNode(node.name(), rows, mapped && node.access().writable(), false, node.protocols(), conditional);
  }

  private static Parameter parameter(SchemaNode node) {
    boolean secret = node.type().traits().contains(ValueType.Trait.SECURE);
    Access access = !node.access().writable() ? Access.READ : secret ? Access.SECRET : Access.WRITE;
    return new Parameter(node.name(), access, Syntax.of(kind(node.type())), new Generator.Mapped(node.protocols()), false, false);
  }

  private static Kind kind(ValueType type) {
    if (type.list() != null) {
      return Kind.LIST;
    }
    return switch (type.base()) {
      case STRING, DECIMAL -> Kind.STRING;
      case INT -> Kind.INT;
      case UNSIGNED_INT -> Kind.UINT;
      case LONG -> Kind.LONG;
      case UNSIGNED_LONG -> Kind.ULONG;
      case BOOLEAN -> Kind.BOOL;
      case DATE_TIME -> Kind.DATE_TIME;
      case HEX_BINARY -> Kind.HEX;
      case BASE64 -> Kind.BASE64;
    };
  }
}
