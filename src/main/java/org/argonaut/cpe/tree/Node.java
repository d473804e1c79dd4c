package org.argonaut.cpe.tree;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.datamodel.Protocols;

/** A node of a {@link Skeleton}: the same object in every CPE of a model, so it holds nothing of any one CPE. */
public sealed interface Node permits Node.ObjectNode, Node.Parameter {

  /** The last part of the path, without dot or instance number. */
  String name();

  /** Whether who speaks that protocol sees it; only plugins hide anything. */
  boolean visibleTo(Protocols who);

  /** Who may do what with a parameter. */
  enum Access {
    READ,
    WRITE,
    /** Writable; reads as empty (passwords). */
    SECRET
  }

  /** Which instances a table has as shipped. */
  sealed interface Rows {
    /** Not a table. */
    record None() implements Rows {}

    /** Instances 1 to {@code count}. */
    record Fixed(int count) implements Rows {}

    /** As recorded of a real device: the numbers, ascending, and each one's own members. */
    record Listed(int[] numbers, Map<Integer, ObjectNode> instances) implements Rows {
      boolean has(int number) {
        return Arrays.binarySearch(numbers, number) >= 0;
      }
    }

    /** Those a plugin's mapping tells of. */
    record Mapped() implements Rows {}

    /** One for each host of the household that is there now. */
    record Hosts() implements Rows {}

    /** One for each host on the air: on the first band in parent instance {@code low}, on the second in {@code high}. */
    record Stations(int low, int high) implements Rows {}
  }

  /** An object, or a table of objects: its children are then those of each instance. */
  final class ObjectNode implements Node {
    private final String name;
    private final Rows rows;
    private final boolean growable;
    private final boolean diagnostic;
    private final Protocols protocols;
    private final boolean conditional;
    private final Map<String, Node> children = new LinkedHashMap<>();

    ObjectNode(String name, Rows rows, boolean growable, boolean diagnostic) {
      this(name, rows, growable, diagnostic, Protocols.BOTH, false);
    }

    ObjectNode(String name, Rows rows, boolean growable, boolean diagnostic, Protocols protocols, boolean conditional) {
      this.name = name;
      this.rows = rows;
      this.growable = growable;
      this.diagnostic = diagnostic;
      this.protocols = protocols;
      this.conditional = conditional;
    }

    /** Only while the skeleton is read. */
    boolean add(Node child) {
      return children.putIfAbsent(child.name(), child) == null;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean visibleTo(Protocols who) {
      return protocols.visibleTo(who);
    }

    Protocols protocols() {
      return protocols;
    }

    /** It is there only while what a plugin says it depends on is there. */
    boolean conditional() {
      return conditional;
    }

    /** The node of that instance: one recorded may differ from the others; the rest are as the table says. */
    ObjectNode instance(int number) {
      return rows instanceof Rows.Listed listed ? listed.instances().getOrDefault(number, this) : this;
    }

    public Rows rows() {
      return rows;
    }

    public boolean table() {
      return !(rows instanceof Rows.None);
    }

    /** AddObject and DeleteObject work. */
    public boolean growable() {
      return growable;
    }

    /** Runs a test when its DiagnosticsState is set to Requested. */
    public boolean diagnostic() {
      return diagnostic;
    }

    public Node child(String childName) {
      return children.get(childName);
    }

    public Collection<Node> children() {
      return children.values();
    }
  }

  /**
   * A parameter.
   *
   * @param inform sent with every Inform (TR-069 3.7.1.2, forced)
   * @param active active notification that cannot be switched off
   */
  record Parameter(String name, Access access, Syntax syntax, Generator value, boolean inform, boolean active)
      implements Node {
    public boolean writable() {
      return access != Access.READ;
    }

    /** Its value is in the device's configuration, where a plugin maps it to. */
    public boolean mapped() {
      return value instanceof Generator.Mapped;
    }

    @Override
    public boolean visibleTo(Protocols who) {
      return !(value instanceof Generator.Mapped(Protocols protocols)) || protocols.visibleTo(who);
    }
  }
}
