package org.argonaut.datamodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A node of a data model that is still being put together. Children keep the order they came in. Not thread-safe;
 * {@link Schema#of} makes an immutable model of a finished tree.
 */
public final class Draft {
  /** Moving takes time with the number of siblings; no honest object has nearly as many. */
  private static final int MAX_MOVABLE = 5000;

  private final NodeKind kind;
  private final String name;
  private final Map<String, Draft> children = new LinkedHashMap<>();
  private Protocols protocols = Protocols.BOTH;
  private Access access = Access.READ_ONLY;
  private Status status = Status.CURRENT;
  private String version = "";
  private Notification notification = Notification.NORMAL;
  private boolean forcedInform;
  private boolean mandatory;
  private boolean asynchronous;
  private ValueType type;
  private ObjectFacts facts;
  private NodeSource source;
  private Draft usp;

  /**
   * A node.
   *
   * @param name its name in its parent, without the dot of an object
   */
  public Draft(NodeKind kind, String name) {
    this.kind = kind;
    this.name = name;
    this.facts = kind == NodeKind.OBJECT ? ObjectFacts.SINGLE : null;
  }

  /** The nameless node above {@code Device.} and its like. */
  public static Draft root() {
    return new Draft(NodeKind.OBJECT, "");
  }

  /** The same node with the same children, which can then be changed apart. */
  public Draft copy() {
    Draft copy = new Draft(kind, name);
    copy.takeFacts(this);
    children.forEach((key, child) -> copy.children.put(key, child.copy()));
    return copy;
  }

  /** Takes over all that is known of the other node, but not its children. */
  public void takeFacts(Draft other) {
    protocols = other.protocols;
    access = other.access;
    status = other.status;
    version = other.version;
    notification = other.notification;
    forcedInform = other.forcedInform;
    mandatory = other.mandatory;
    asynchronous = other.asynchronous;
    type = other.type;
    facts = other.facts;
    source = other.source;
    usp = other.usp;
  }

  /** Whether all but protocols, place and children is the same. */
  private boolean hasFactsOf(Draft other) {
    return kind == other.kind
        && access == other.access
        && status == other.status
        && version.equals(other.version)
        && notification == other.notification
        && forcedInform == other.forcedInform
        && mandatory == other.mandatory
        && asynchronous == other.asynchronous
        && Objects.equals(type, other.type)
        && Objects.equals(facts, other.facts);
  }

  private static String key(String name, boolean container) {
    return container ? name.concat(".") : name;
  }

  /** The child of that name, null if there is none. Objects and parameters may share a name. */
  public Draft child(String childName, boolean container) {
    return children.get(key(childName, container));
  }

  /** Puts the child in the place of one with its name, or behind the last. Returns the child. */
  public Draft put(Draft child) {
    children.put(key(child.name, child.kind.isContainer()), child);
    return child;
  }

  /** Moves the child behind the named sibling; nothing happens if there is no such sibling, or thousands. */
  public void moveBehind(Draft child, String sibling, boolean container) {
    String key = key(child.name, child.kind.isContainer());
    String previous = key(sibling, container);
    boolean tooMany = children.size() > MAX_MOVABLE;
    if (tooMany || key.equals(previous) || !children.containsKey(previous) || children.get(key) != child) {
      return;
    }
    Map<String, Draft> ordered = new LinkedHashMap<>();
    children.remove(key);
    children.forEach(
        (other, draft) -> {
          ordered.put(other, draft);
          if (other.equals(previous)) {
            ordered.put(key, child);
          }
        });
    children.clear();
    children.putAll(ordered);
  }

  /** Removes that child; null if there was none. */
  public Draft remove(String childName, boolean container) {
    return children.remove(key(childName, container));
  }

  public Collection<Draft> children() {
    return Collections.unmodifiableCollection(children.values());
  }

  /** The object or argument group of that relative path ({@code A.{i}.B.}), null if there is none; the empty path is this. */
  public Draft descend(String path) {
    Draft at = this;
    for (String part : Paths.objectParts(path)) {
      at = at == null ? null : at.child(part, true);
    }
    return at;
  }

  /** This node, and all below it. */
  public int size() {
    int size = 1;
    for (Draft child : children.values()) {
      size += child.size();
    }
    return size;
  }

  /**
   * Adds what the other tree has; what is new is appended. A node that one tree shows to CWMP and the other to USP keeps the
   * facts of both ({@link #usp}); one that both show to the same protocol keeps those of this tree.
   *
   * @return the paths of parameters whose access or type differ for the same protocol, and which keep those of this tree
   */
  public List<String> combine(Draft other) {
    List<String> differing = new ArrayList<>();
    combine(other, "", differing);
    return differing;
  }

  private void combine(Draft other, String path, List<String> differing) {
    combineFacts(other);
    for (Draft theirs : other.children.values()) {
      Draft mine = child(theirs.name, theirs.kind.isContainer());
      String at = path + theirs.name + (theirs.kind == NodeKind.PARAMETER ? "" : ".");
      if (mine == null) {
        put(theirs.copy());
        continue;
      }
      boolean disputed = mine.protocols.visibleTo(theirs.protocols);
      if (disputed && theirs.kind == NodeKind.PARAMETER && !(mine.access == theirs.access && Objects.equals(mine.type, theirs.type))) {
        differing.add(at);
      }
      mine.combine(theirs, at, differing);
    }
  }

  private void combineFacts(Draft other) {
    Protocols either = protocols.or(other.protocols);
    boolean apart = protocols == Protocols.CWMP && other.protocols == Protocols.USP;
    boolean apartTheOtherWay = protocols == Protocols.USP && other.protocols == Protocols.CWMP;
    if ((apart || apartTheOtherWay) && kind == other.kind && !hasFactsOf(other)) {
      Draft ofUsp = new Draft(kind, name);
      ofUsp.takeFacts(apart ? other : this);
      if (apartTheOtherWay) {
        takeFacts(other);
      }
      usp = ofUsp;
    }
    protocols = either;
  }

  /** Sets the protocols of this node and all below it. */
  public void protocolsOfAll(Protocols value) {
    protocols = value;
    children.values().forEach(child -> child.protocolsOfAll(value));
  }

  /** The names of the children, objects with their dot; for messages. */
  public List<String> childNames() {
    return new ArrayList<>(children.keySet());
  }

  /** What USP sees of it where that is other than what CWMP sees, without children; null: both see the same. */
  public Draft usp() {
    return usp;
  }

  public Draft usp(Draft value) {
    usp = value;
    return this;
  }

  public NodeKind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  public Protocols protocols() {
    return protocols;
  }

  public Draft protocols(Protocols value) {
    protocols = value;
    return this;
  }

  public Access access() {
    return access;
  }

  public Draft access(Access value) {
    access = value;
    return this;
  }

  public Status status() {
    return status;
  }

  public Draft status(Status value) {
    status = value;
    return this;
  }

  /** The version of the model that brought it; empty: not known. */
  public String version() {
    return version;
  }

  public Draft version(String value) {
    version = value;
    return this;
  }

  public Notification notification() {
    return notification;
  }

  public Draft notification(Notification value) {
    notification = value;
    return this;
  }

  /** Whether it is in every Inform. */
  public boolean forcedInform() {
    return forcedInform;
  }

  public Draft forcedInform(boolean value) {
    forcedInform = value;
    return this;
  }

  /** Whether an argument must be given. */
  public boolean mandatory() {
    return mandatory;
  }

  public Draft mandatory(boolean value) {
    mandatory = value;
    return this;
  }

  /** Whether a command goes on after it was answered. */
  public boolean asynchronous() {
    return asynchronous;
  }

  public Draft asynchronous(boolean value) {
    asynchronous = value;
    return this;
  }

  /** Null unless a parameter. */
  public ValueType type() {
    return type;
  }

  public Draft type(ValueType value) {
    type = value;
    return this;
  }

  /** Null unless an object. */
  public ObjectFacts facts() {
    return facts;
  }

  public Draft facts(ObjectFacts value) {
    facts = value;
    return this;
  }

  /** Null: part of the standard model. */
  public NodeSource source() {
    return source;
  }

  public Draft source(NodeSource value) {
    source = value;
    return this;
  }
}
