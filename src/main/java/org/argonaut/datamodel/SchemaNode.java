package org.argonaut.datamodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One node of a {@link Schema} as some protocols see it. A view: cheap to make, immutable, thread-safe. */
public final class SchemaNode {
  private final Schema schema;
  private final int row;
  private final Protocols asker;
  private final int factsRow;

  SchemaNode(Schema schema, int row, Protocols asker) {
    this.schema = schema;
    this.row = row;
    this.asker = asker;
    this.factsRow = schema.factsRow(row, asker);
  }

  /** The same node with the facts for those protocols, whether they see it or not. */
  public SchemaNode as(Protocols other) {
    return new SchemaNode(schema, row, other);
  }

  /** Whether the two protocols see other facts of it, and do see it. */
  public boolean differsByProtocol() {
    return Flags.differs(schema.flags(row)) && protocols() == Protocols.BOTH;
  }

  public NodeKind kind() {
    return schema.kind(row);
  }

  /** The name in its parent, without the dot of an object. */
  public String name() {
    return schema.name(row);
  }

  /** Null: this is the root. */
  public SchemaNode parent() {
    return row == 0 ? null : new SchemaNode(schema, schema.parent(row), asker);
  }

  /** The full path with {@code {i}} for instances; objects end with a dot, tables with {@code {i}.}. */
  public String path() {
    StringBuilder path = new StringBuilder();
    append(path, row);
    return path.toString();
  }

  private void append(StringBuilder path, int node) {
    if (node == 0) {
      return;
    }
    append(path, schema.parent(node));
    if (!path.isEmpty() && path.charAt(path.length() - 1) != '.') {
      path.append('.');
    }
    path.append(schema.name(node));
    if (schema.kind(node).isContainer()) {
      path.append('.');
      ObjectFacts facts = schema.facts(node);
      if (facts != null && facts.table()) {
        path.append(Paths.INSTANCE).append('.');
      }
    }
  }

  /** In the order of the definition; those that the asker sees, if this was asked for by one protocol. */
  public List<SchemaNode> children() {
    List<SchemaNode> children = new ArrayList<>();
    for (int child = row + 1; child < schema.end(row); child = schema.end(child)) {
      if (asker == Protocols.BOTH || Flags.protocols(schema.flags(child)).visibleTo(asker)) {
        children.add(new SchemaNode(schema, child, asker));
      }
    }
    return children;
  }

  /** The child of that name; null if there is none. */
  public SchemaNode child(String name, boolean container) {
    for (int child = row + 1; child < schema.end(row); child = schema.end(child)) {
      if (schema.name(child).equals(name) && schema.kind(child).isContainer() == container) {
        return new SchemaNode(schema, child, asker);
      }
    }
    return null;
  }

  public Protocols protocols() {
    return Flags.protocols(schema.flags(row));
  }

  /** Of a parameter: whether it can be set; of a table: whether instances can be added and deleted. */
  public Access access() {
    return Flags.access(schema.flags(factsRow));
  }

  public Status status() {
    return Flags.status(schema.flags(factsRow));
  }

  public Notification notification() {
    return Flags.notification(schema.flags(factsRow));
  }

  /** Whether it is in every Inform. */
  public boolean forcedInform() {
    return Flags.forcedInform(schema.flags(factsRow));
  }

  /** Whether an argument must be given. */
  public boolean mandatory() {
    return Flags.mandatory(schema.flags(factsRow));
  }

  /** Whether a command goes on after it was answered. */
  public boolean asynchronous() {
    return Flags.asynchronous(schema.flags(factsRow));
  }

  /** The version of the model that brought it, {@code 2.12} for example; empty: not known. */
  public String version() {
    return schema.version(factsRow);
  }

  /** The type; null unless this is a parameter or an argument. */
  public ValueType type() {
    ValueChecker checker = schema.checker(factsRow);
    return checker == null ? null : checker.type();
  }

  /** The type as CWMP writes it; null unless this is a parameter or an argument. */
  public String xsd() {
    ValueType type = type();
    return type == null ? null : type.xsd();
  }

  /** Why a controller must not set this parameter to that value; empty: it may. Whether it is writable is another question. */
  public Optional<Problem> check(String value) {
    ValueChecker checker = schema.checker(factsRow);
    return checker == null ? Optional.empty() : checker.checkSet(value);
  }

  /** What is special about an object; null unless this is one. */
  public ObjectFacts facts() {
    return schema.facts(factsRow);
  }

  /** Whether this has instances. */
  public boolean isTable() {
    return facts() != null && facts().table();
  }

  /** Whether the path, which led here, names the table itself and not one of its instances. */
  public boolean namesTable(String path) {
    if (!isTable() || !path.endsWith(".")) {
      return false;
    }
    int start = path.lastIndexOf('.', path.length() - 2) + 1;
    return !path.endsWith("].") && !Paths.isInstance(path, start, path.length() - 1);
  }

  /** The plugin's place it comes from; null: part of the standard model. */
  public NodeSource source() {
    return schema.source(row);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchemaNode node && node.schema == schema && node.row == row && node.factsRow == factsRow;
  }

  @Override
  public int hashCode() {
    return row;
  }

  @Override
  public String toString() {
    return path();
  }
}
