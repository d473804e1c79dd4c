package org.argonaut.cpe.usp;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Syntax;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.ObjectFacts.UniqueKey;
import org.argonaut.usp.UspErrors;

/** The rules by which a controller may change the tree: access, types, limits, unique keys. */
final class Editor {
  private final Tree tree;
  private final UspModel model;

  Editor(Tree tree, UspModel model) {
    this.tree = tree;
    this.model = model;
  }

  /** A value that may be set, in the form the tree keeps it. */
  record Assignment(Place place, String value) {}

  /**
   * Whether a parameter of an object may be set to a value.
   *
   * @throws UspFault 7010 unsupported, 7011 wrong type, 7012 wrong value, 7013 read-only
   */
  Assignment check(Place object, String name, String value) throws UspFault {
    Place place = name.isEmpty() ? null : tree.find(object.path() + name);
    if (place == null || !(place.node() instanceof Parameter parameter) || !model.visible(parameter)) {
      throw new UspFault(UspErrors.UNSUPPORTED_PARAMETER, object.path() + " has no parameter " + name);
    }
    if (!parameter.writable()) {
      throw new UspFault(UspErrors.NOT_WRITABLE, place.path() + " is read-only");
    }
    String kept = parameter.syntax().canonical(value);
    if (kept == null) {
      boolean type = Syntax.of(parameter.syntax().kind()).canonical(value) == null;
      throw type
          ? new UspFault(UspErrors.INVALID_TYPE, "'" + shortened(value) + "' is no " + word(parameter) + " as " + place.path() + " needs")
          : new UspFault(UspErrors.INVALID_VALUE, "'" + shortened(value) + "' is not a value of " + place.path());
    }
    return new Assignment(place, kept);
  }

  private static String shortened(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80) + "...";
  }

  private static String word(Parameter parameter) {
    return parameter.syntax().kind().xsd().substring("xsd:".length());
  }

  /**
   * Keeps the values, all or none. Parameters that do something when set to true read as false for ever.
   *
   * @return why none was kept, by path: what plugins map may refuse; empty: all are
   */
  Map<String, UspFault> set(Collection<Assignment> assignments, Changes changes) {
    Map<String, String> kept = new LinkedHashMap<>();
    Map<String, String> changed = new LinkedHashMap<>();
    for (Assignment assignment : assignments) {
      String path = assignment.place().path();
      String name = path.substring(path.lastIndexOf('.') + 1);
      boolean trigger = name.equals("Reset") || name.equals("Renew") || name.equals("ResetStatistics");
      kept.put(path, trigger ? "false" : assignment.value());
      if (!assignment.value().equals(tree.get(path))) {
        changed.put(path, assignment.value());
      }
    }
    Map<String, UspFault> faults = new LinkedHashMap<>();
    tree.setAll(kept).forEach((path, fault) -> faults.put(path, new UspFault(fault.usp(), fault.text())));
    if (faults.isEmpty()) {
      changes.values.putAll(changed);
    }
    return faults;
  }

  /**
   * Whether an instance would have the unique key of another.
   *
   * @param given the values about to be set, by name; keys without any of them are not looked at
   * @param about keys without this parameter are not looked at either; null: all are
   */
  void checkKeys(Place row, Map<String, String> given, String about) throws UspFault {
    if (!row.row()) {
      return;
    }
    for (UniqueKey key : model.view(row.node()).keys()) {
      if (key.parameters().stream().noneMatch(given::containsKey) || (about != null && !key.parameters().contains(about))) {
        continue;
      }
      Map<String, String> mine = new LinkedHashMap<>();
      for (String name : key.parameters()) {
        mine.put(name, given.containsKey(name) ? given.get(name) : tree.get(row.path() + name));
      }
      for (Place other : tree.children(tree.find(row.parent()))) {
        if (other.i() != row.i() && same(other, mine)) {
          throw new UspFault(
              UspErrors.DUPLICATE_UNIQUE_KEY, other.path() + " already has " + String.join(", ", key.parameters()) + " " + String.join(", ", mine.values()));
        }
      }
    }
  }

  private boolean same(Place other, Map<String, String> key) {
    for (Map.Entry<String, String> part : key.entrySet()) {
      if (!part.getValue().equals(tree.get(other.path() + part.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** The unique keys of an instance, by parameter name. */
  Map<String, String> keys(Place row) {
    List<String> names = model.view(row.node()).keyParameters();
    Map<String, String> keys = LinkedHashMap.newLinkedHashMap(names.size());
    for (String name : names) {
      Place place = tree.find(row.path() + name);
      if (place != null) {
        keys.put(name, tree.shown(place));
      }
    }
    return keys;
  }

  /** The table of a path as Add wants it. */
  Place table(String path) throws UspFault {
    if (!PathExpression.plain(path) || !path.endsWith(".")) {
      PathExpression.parse(path);
      throw new UspFault(UspErrors.INVALID_PATH_SYNTAX, path + " must be the path of a table, without searches, and end with a dot");
    }
    Place place = new PathResolver(tree, model).resolve(path).getFirst();
    if (!(place.node() instanceof ObjectNode object) || !object.table() || place.row()) {
      throw new UspFault(UspErrors.NOT_A_TABLE, path + " is not a table");
    }
    if (!object.growable()) {
      throw new UspFault(UspErrors.NOT_CREATABLE, "instances of " + path + " cannot be created");
    }
    return place;
  }
}
