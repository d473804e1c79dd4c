package org.argonaut.datamodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An immutable data model: objects, parameters, commands and events, found by path in well under a microsecond.
 *
 * <p>Nodes are rows of flat arrays in the order of the tree, equal types and texts are shared; {@link SchemaNode} is a
 * view of one row. Where CWMP and USP see other facts of a node, the row has those of CWMP, and a further one behind the tree
 * those of USP. Thread-safe.
 */
public final class Schema {
  private static final int ROOT = 0;

  private final List<String> models;
  private final String[] names;
  private final int[] parents;
  private final int[] ends;
  private final NodeKind[] kinds;
  private final short[] flags;
  private final String[] versions;
  private final ValueChecker[] checkers;
  private final ObjectFacts[] facts;
  private final Map<Integer, NodeSource> sources;
  private final Map<Integer, Integer> uspRows;
  private final int[] slots;

  private Schema(SchemaRows rows, List<String> models) {
    this.models = List.copyOf(models);
    this.names = rows.names.toArray(String[]::new);
    this.parents = rows.parents.stream().mapToInt(Integer::intValue).toArray();
    this.ends = rows.ends.stream().mapToInt(Integer::intValue).toArray();
    this.kinds = rows.kinds.toArray(NodeKind[]::new);
    this.flags = new short[rows.flags.size()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = rows.flags.get(i);
    }
    this.versions = rows.versions.toArray(String[]::new);
    this.checkers = rows.checkers.toArray(ValueChecker[]::new);
    this.facts = rows.facts.toArray(ObjectFacts[]::new);
    this.sources = new HashMap<>(rows.sources);
    this.uspRows = Map.copyOf(rows.uspRows);
    this.slots = slots();
  }

  /**
   * The finished model of a tree; later changes of the tree do not show in it.
   *
   * @param models names and versions, {@code Device:2.19} for example
   */
  public static Schema of(Draft root, List<String> models) {
    return new Schema(new SchemaRows(root), models);
  }

  /** A model with nothing in it. */
  public static Schema empty() {
    return of(Draft.root(), List.of());
  }

  /** Names and versions of the models in it, {@code Device:2.19} for example. */
  public List<String> models() {
    return models;
  }

  /** How many nodes there are, arguments included. */
  public int size() {
    return names.length - 1;
  }

  /** The nameless node above all, whoever sees it. */
  public SchemaNode root() {
    return root(Protocols.BOTH);
  }

  /** The nameless node above all that those protocols see; it and what is reached from it have the facts for them. */
  public SchemaNode root(Protocols asker) {
    return new SchemaNode(this, ROOT, asker);
  }

  /**
   * The node of a path; null if there is none. Instances are numbers, {@code {i}}, {@code *}, {@code [alias]}; paths of
   * objects end with a dot. A path that leaves out an instance names nothing, except that of a table itself.
   */
  public SchemaNode find(String path) {
    int index = indexOf(path);
    return index < 0 ? null : new SchemaNode(this, index, Protocols.BOTH);
  }

  /** Like {@link #find(String)}, with the facts for those protocols; null as well if they do not see it, or what it is in. */
  public SchemaNode find(String path, Protocols asker) {
    int index = indexOf(path);
    return index < 0 || !isVisible(index, asker) ? null : new SchemaNode(this, index, asker);
  }

  private boolean isVisible(int node, Protocols asker) {
    for (int at = node; at != ROOT; at = parents[at]) {
      if (!Flags.protocols(flags[at]).visibleTo(asker)) {
        return false;
      }
    }
    return true;
  }

  /** Like {@link #find}, but the number of the node; -1 if there is none. */
  int indexOf(String path) {
    int length = path.length();
    int node = ROOT;
    boolean instanceGiven = true;
    int at = 0;
    while (at < length) {
      int end = partEnd(path, at);
      boolean instance = Paths.isInstance(path, at, end);
      boolean last = end == length;
      if (instance) {
        if (instanceGiven || last) {
          return -1;
        }
        instanceGiven = true;
      } else {
        if (!instanceGiven) {
          return -1;
        }
        node = child(node, path, at, end, !last);
        if (node < 0) {
          return -1;
        }
        instanceGiven = facts[node] == null || !facts[node].table();
      }
      at = end + 1;
    }
    return node == ROOT ? -1 : node;
  }

  /** Where the part that starts there ends: at its dot, dots inside brackets aside. */
  private static int partEnd(String path, int at) {
    int from = at;
    if (path.charAt(at) == '[') {
      from = Math.max(at, path.indexOf(']', at));
    }
    int dot = path.indexOf('.', from);
    return dot < 0 ? path.length() : dot;
  }

  /** The child of that name; -1 if there is none. */
  private int child(int parent, String path, int from, int to, boolean container) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + path.charAt(i);
    }
    int mask = slots.length - 1;
    for (int slot = spread(hash, parent, container) & mask; slots[slot] >= 0; slot = (slot + 1) & mask) {
      int node = slots[slot];
      if (parents[node] == parent
          && kinds[node].isContainer() == container
          && names[node].length() == to - from
          && path.startsWith(names[node], from)) {
        return node;
      }
    }
    return -1;
  }

  private int[] slots() {
    int[] table = new int[Integer.highestOneBit(Math.max(8, names.length)) * 4];
    java.util.Arrays.fill(table, -1);
    for (int node = 1; node < names.length; node++) {
      int slot = spread(names[node].hashCode(), parents[node], kinds[node].isContainer()) & (table.length - 1);
      while (table[slot] >= 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = node;
    }
    return table;
  }

  private static int spread(int hash, int parent, boolean container) {
    int mixed = (hash ^ (parent * 0x9E3779B9)) * 0x85EBCA6B + (container ? 1 : 0);
    return mixed ^ (mixed >>> 15);
  }

  /**
   * Paths that go on from what somebody typed: the children of its last object whose names begin with the rest.
   *
   * @param limit how many at most
   */
  public List<String> complete(String typed, int limit) {
    return complete(typed, Protocols.BOTH, limit);
  }

  /** Like {@link #complete(String, int)}, but only what those protocols see. */
  public List<String> complete(String typed, Protocols asker, int limit) {
    int dot = typed.lastIndexOf('.');
    String parentPath = typed.substring(0, dot + 1);
    String begun = typed.substring(dot + 1);
    int parent = dot < 0 ? ROOT : indexOf(parentPath);
    List<String> found = new ArrayList<>();
    if (parent < 0 || !isVisible(parent, asker)) {
      return found;
    }
    boolean table = facts[parent] != null && facts[parent].table() && new SchemaNode(this, parent, asker).namesTable(parentPath);
    if (table) {
      if (Paths.INSTANCE.startsWith(begun) && limit > 0) {
        found.add(parentPath + Paths.INSTANCE + ".");
      }
      return found;
    }
    for (int node = parent + 1; node < ends[parent] && found.size() < limit; node = ends[node]) {
      if (names[node].startsWith(begun) && Flags.protocols(flags[node]).visibleTo(asker)) {
        found.add(parentPath + names[node] + (kinds[node].isContainer() ? "." : ""));
      }
    }
    return found;
  }

  String name(int node) {
    return names[node];
  }

  int parent(int node) {
    return parents[node];
  }

  int end(int node) {
    return ends[node];
  }

  NodeKind kind(int node) {
    return kinds[node];
  }

  /** The row with a node's facts as those protocols see them; who asks for both gets those of CWMP. */
  int factsRow(int node, Protocols asker) {
    return asker == Protocols.USP && Flags.differs(flags[node]) ? uspRows.get(node) : node;
  }

  short flags(int node) {
    return flags[node];
  }

  String version(int node) {
    return versions[node];
  }

  ValueChecker checker(int node) {
    return checkers[node];
  }

  ObjectFacts facts(int node) {
    return facts[node];
  }

  NodeSource source(int node) {
    return sources.get(node);
  }
}
