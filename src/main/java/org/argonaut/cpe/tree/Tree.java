package org.argonaut.cpe.tree;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Node.Rows;
import org.argonaut.datamodel.Problem;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.mapping.Fault;
import org.argonaut.datamodel.mapping.Result;

/**
 * The data model of one CPE: the shared skeleton and, kept here, only what differs from it. A CPE that nobody has changed
 * holds next to nothing.
 *
 * <p>Not safe for use by several threads at once; its CPE sees to that.
 */
public final class Tree {
  private static final int[] NO_ROWS = {};

  private final Skeleton skeleton;
  private final Individual individual;
  private final Clock clock;
  private final ChangedTables tables = new ChangedTables();
  private long bootedAtMillis;
  private Map<String, String> overrides = Map.of();
  private MappedPart mapped = MappedPart.NONE;

  public Tree(Skeleton skeleton, Facts facts, long seed, Clock clock) {
    this.skeleton = skeleton;
    this.individual = new Individual(seed, facts);
    this.clock = clock;
    this.bootedAtMillis = clock.millis();
  }

  public Skeleton skeleton() {
    return skeleton;
  }

  /** Joins what plugins map; once, before anything is asked. */
  public void mapped(MappedPart part) {
    mapped = part;
  }

  /** What plugins map; {@link MappedPart#NONE} when there are no plugins. */
  public MappedPart mapped() {
    return mapped;
  }

  /** The node at a full path, an object's with its dot; null when there is none. */
  public Place find(String path) {
    ObjectNode root = skeleton.rootNode();
    int from = root.name().length() + 1;
    if (!path.startsWith(root.name()) || path.length() < from || path.charAt(from - 1) != '.') {
      return null;
    }
    Place place = new Place(root, path.substring(0, from), "", 0, 0, false, false);
    while (from < path.length()) {
      int dot = path.indexOf('.', from);
      String part = path.substring(from, dot < 0 ? path.length() : dot);
      place = step(place, part, dot < 0 ? path : path.substring(0, dot + 1), dot < 0);
      if (place == null) {
        return null;
      }
      from = dot < 0 ? path.length() : dot + 1;
    }
    return place;
  }

  private Place step(Place at, String part, String path, boolean leaf) {
    if (!(at.node() instanceof ObjectNode object)) {
      return null;
    }
    if (object.table() && !at.row()) {
      int number = instanceNumber(part);
      return leaf || number == 0 || Arrays.binarySearch(rows(at), number) < 0 ? null : row(at, number);
    }
    Node child = object.child(part);
    boolean fits = leaf ? child instanceof Parameter : child instanceof ObjectNode inner && present(inner, path);
    return fits ? new Place(child, path, at.path(), at.i(), at.j(), false, at.created()) : null;
  }

  private boolean present(ObjectNode object, String path) {
    return !object.conditional() || mapped.present(path);
  }

  private static int instanceNumber(String part) {
    if (part.isEmpty() || part.length() > 9 || part.charAt(0) == '0') {
      return 0;
    }
    return part.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(part) : 0;
  }

  private static Place row(Place table, int number) {
    ObjectNode object = (ObjectNode) table.node();
    boolean added =
        switch (object.rows()) {
          case Rows.Fixed(int count) -> number > count;
          case Rows.Listed listed -> !listed.has(number);
          case Rows.Mapped _, Rows.Hosts _, Rows.Stations _, Rows.None _ -> false;
        };
    boolean created = table.created() || added;
    return new Place(
        object.instance(number), table.path() + number + ".", table.path(), number, table.i(), true, created);
  }

  /** What is directly under an object: a table's instances, or the members of an object or instance. */
  public List<Place> children(Place at) {
    ObjectNode object = (ObjectNode) at.node();
    List<Place> children = new ArrayList<>();
    if (object.table() && !at.row()) {
      for (int number : rows(at)) {
        children.add(row(at, number));
      }
      return children;
    }
    for (Node child : object.children()) {
      String path = at.path() + child.name() + (child instanceof ObjectNode ? "." : "");
      if (child instanceof ObjectNode inner && !present(inner, path)) {
        continue;
      }
      children.add(new Place(child, path, at.path(), at.i(), at.j(), false, at.created()));
    }
    return children;
  }

  /** Visits everything under an object, itself excluded, parents first. */
  public void walk(Place at, Consumer<Place> visitor) {
    walk(at, Protocols.BOTH, visitor);
  }

  /** The same, but only what that protocol sees. */
  public void walk(Place at, Protocols who, Consumer<Place> visitor) {
    for (Place child : children(at)) {
      if (child.node().visibleTo(who)) {
        visitor.accept(child);
        if (child.object()) {
          walk(child, who, visitor);
        }
      }
    }
  }

  /**
   * The value at a full path; null when there is no such parameter, or what maps it cannot be read. Secrets are given in clear.
   */
  public String get(String path) {
    String set = overrides.get(path);
    if (set != null) {
      return set;
    }
    Place place = find(path);
    if (place == null || !(place.node() instanceof Parameter parameter)) {
      return null;
    }
    return parameter.mapped() ? mapped.value(path) : value(place);
  }

  /** The value of the parameter at the place. Secrets are given in clear. */
  public String value(Place place) {
    String set = overrides.get(place.path());
    if (set != null) {
      return set;
    }
    Parameter parameter = (Parameter) place.node();
    if (place.created() && parameter.value() instanceof Generator.Recorded) {
      return parameter.syntax().zero();
    }
    if (place.created() && parameter.writable() && emptyWhenCreated(parameter)) {
      return parameter.syntax().zero();
    }
    return parameter.value().value(this, place);
  }

  /** A row made by AddObject starts switched off and without the texts of the shipped ones. */
  private static boolean emptyWhenCreated(Parameter parameter) {
    boolean named = parameter.value() instanceof Generator.Text text && text.namesInstance();
    return switch (parameter.syntax().kind()) {
      case BOOL, IP -> true;
      case STRING -> parameter.syntax().allowed().isEmpty() && !named;
      case LIST, INT, UINT, LONG, ULONG, DATE_TIME, BASE64, HEX -> false;
    };
  }

  /** The value as GetParameterValues shows it: secrets are empty. */
  public String shown(Place place) {
    Parameter parameter = (Parameter) place.node();
    if (parameter.access() == Node.Access.SECRET) {
      return "";
    }
    return parameter.mapped() ? mapped.shown(place.path()) : value(place);
  }

  /**
   * Whether the parameter takes that value: first by the standard's type, then by what this device implements of it. A
   * secret or read-only parameter is no matter here.
   */
  public Verdict check(Place place, String value) {
    Syntax syntax = ((Parameter) place.node()).syntax();
    SchemaNode standard = skeleton.standard().find(place.path());
    boolean known = standard != null && standard.type() != null && !syntax.overrides();
    if (known) {
      Problem problem = standard.check(value).orElse(null);
      if (problem != null) {
        return new Verdict.Refused(problem.text());
      }
    }
    String kept = known ? syntax.implemented(value) : syntax.canonical(value);
    return kept == null ? new Verdict.Refused("not one this device takes") : new Verdict.Fine(kept);
  }

  /** What came of {@link #check}. */
  public sealed interface Verdict {
    /** It may be set, in this form. */
    record Fine(String kept) implements Verdict {}

    /** It may not, and why. */
    record Refused(String why) implements Verdict {}
  }

  /**
   * Sets all of them or none, which {@link #check} has let pass. What plugins map goes first, for it alone can fail, and is
   * written as a whole.
   *
   * @return why nothing was set, by path; empty: all are
   */
  public Map<String, Fault> setAll(Map<String, String> values) {
    Map<String, String> configured = new LinkedHashMap<>();
    values.forEach(
        (path, value) -> {
          if (isMapped(path)) {
            configured.put(path, value);
          }
        });
    Map<String, Fault> faults = configured.isEmpty() ? Map.of() : mapped.setAll(configured);
    if (faults.isEmpty()) {
      values.forEach(
          (path, value) -> {
            if (!configured.containsKey(path)) {
              override(path, value);
            }
          });
    }
    return faults;
  }

  private boolean isMapped(String path) {
    Place place = find(path);
    return place != null && place.node() instanceof Parameter parameter && parameter.mapped();
  }

  /**
   * Keeps a value, which must be canonical for the parameter; read-only ones may be set too (by the CPE itself), but for those
   * that plugins map. Whoever must know whether it worked calls {@link #setAll}.
   */
  public void set(String path, String value) {
    if (isMapped(path)) {
      mapped.setAll(Map.of(path, value));
    } else {
      override(path, value);
    }
  }

  private void override(String path, String value) {
    if (overrides.isEmpty()) {
      overrides = new HashMap<>(8);
    }
    overrides.put(path, value);
  }

  /**
   * Adds a row; gives its number, or 0 when the table is full or what maps it refuses ({@link #add} tells why). Works for
   * read-only tables too (the CPE itself).
   */
  public int addRow(Place table) {
    return add(table).orElse(_ -> 0);
  }

  /** Adds a row: its number, or why not. */
  public Result<Integer> add(Place table) {
    if (((ObjectNode) table.node()).rows() instanceof Rows.Mapped) {
      return mapped.add(table.path());
    }
    int number = tables.add(table.path(), rows(table), lastShipped(table));
    return number > 0
        ? new Result.Ok<>(number)
        : new Result.Failed<>(new Fault(Fault.Kind.RESOURCES_EXCEEDED, table.path() + " is full"));
  }

  /** Removes a row and all that was set under it; {@link #remove} tells whether it could. */
  public void removeRow(Place row) {
    remove(row);
  }

  /** Removes a row and all that was set under it: null, or why not. */
  public Fault remove(Place row) {
    Place table = find(row.parent());
    if (((ObjectNode) table.node()).rows() instanceof Rows.Mapped) {
      return mapped.delete(row.path());
    }
    tables.remove(table.path(), rows(table), lastShipped(table), row.i());
    if (!overrides.isEmpty()) {
      overrides.keySet().removeIf(path -> path.startsWith(row.path()));
    }
    return null;
  }

  /** Removes all rows of a table that have been added; those shipped stay. */
  public void removeAddedRows(Place table) {
    for (Place row : children(table)) {
      if (row.created()) {
        removeRow(row);
      }
    }
  }

  /** The greatest number of the rows it was shipped with. */
  private static int lastShipped(Place table) {
    return switch (((ObjectNode) table.node()).rows()) {
      case Rows.Fixed(int count) -> count;
      case Rows.Listed(int[] numbers, _) -> numbers.length == 0 ? 0 : numbers[numbers.length - 1];
      case Rows.Mapped _, Rows.Hosts _, Rows.Stations _, Rows.None _ -> 0;
    };
  }

  /** Instance numbers of a table, ascending. */
  private int[] rows(Place table) {
    int[] changed = tables.rows(table.path());
    if (changed != null) {
      return changed;
    }
    if (table.created()) {
      return NO_ROWS;
    }
    return switch (((ObjectNode) table.node()).rows()) {
      case Rows.Fixed(int count) -> IntStream.rangeClosed(1, count).toArray();
      case Rows.Listed(int[] numbers, _) -> numbers;
      case Rows.Mapped() -> mapped.rows(table.path());
      case Rows.Hosts() -> household().present(epochSecond());
      case Rows.Stations(int low, int high) when table.i() == low -> household().stations(0, epochSecond());
      case Rows.Stations(int low, int high) when table.i() == high -> household().stations(1, epochSecond());
      case Rows.Stations _, Rows.None() -> NO_ROWS;
    };
  }

  /** Instance numbers of the table of that name beside a parameter. */
  int[] rows(Place beside, String table) {
    Place place = find(beside.parent() + table + ".");
    return place == null ? NO_ROWS : rows(place);
  }

  /** Back to what was shipped. */
  public void reset() {
    overrides = Map.of();
    tables.reset();
  }

  /** Starts the uptime and the counters again. */
  public void booted() {
    bootedAtMillis = clock.millis();
  }

  /** Everything that differs from what was shipped, by path, in order: rows as {@code path.} with the value null. */
  public Map<String, String> changes() {
    Map<String, String> changes = new TreeMap<>();
    tables.into(changes);
    changes.putAll(overrides);
    return changes;
  }

  long upSeconds() {
    return Math.max(0, (clock.millis() - bootedAtMillis) / 1000);
  }

  long epochSecond() {
    return clock.millis() / 1000;
  }

  long seedOf(Place place) {
    return Noise.mix(individual.seed(), place.path().hashCode());
  }

  Household household() {
    return new Household(individual.seed());
  }

  static String dateTime(long epochSecond) {
    return Instant.ofEpochSecond(epochSecond).toString();
  }

  String fact(String name, Place place) {
    return individual.fact(name, place);
  }
}
