package org.argonaut.cpe.usp;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.tree.Node;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cpe.usp.PathExpression.Condition;
import org.argonaut.cpe.usp.PathExpression.Segment;
import org.argonaut.usp.UspErrors;

/** Finds what a path means in one CPE's tree (TR-369 "Path Names", "Searching"). */
final class PathResolver {
  private final Tree tree;
  private final UspModel model;

  PathResolver(Tree tree, UspModel model) {
    this.tree = tree;
    this.model = model;
  }

  /**
   * The objects or parameters a path names.
   *
   * @return empty when searches or wildcards match nothing
   * @throws UspFault 7008 no path, 7010 no such parameter, 7016 no such instance, 7026 not in the data model
   */
  List<Place> resolve(String path) throws UspFault {
    if (PathExpression.plain(path)) {
      Place place = tree.find(path);
      if (place != null && model.visible(place.node())) {
        return List.of(place);
      }
    }
    PathExpression expression = PathExpression.parse(path);
    check(path, expression);
    return walk(path, expression);
  }

  /** As {@link #resolve}, objects and instances only. */
  List<Place> objects(String path) throws UspFault {
    if (!path.endsWith(".")) {
      throw new UspFault(UspErrors.INVALID_PATH, path + " does not name an object: those end with a dot");
    }
    return resolve(path);
  }

  /** What can be known without any instance: whether the names are those of the data model. */
  private void check(String path, PathExpression expression) throws UspFault {
    List<Segment> segments = expression.segments();
    if (!(segments.getFirst() instanceof Segment.Name(String first)) || !first.equals(model.root().name())) {
      throw notInModel(path);
    }
    if (segments.size() == 1 && !expression.object()) {
      throw notInModel(path);
    }
    ObjectNode at = model.root();
    boolean atTable = at.table();
    for (int n = 1; n < segments.size(); n++) {
      boolean leaf = n == segments.size() - 1 && !expression.object();
      switch (segments.get(n)) {
        case Segment.Name(String name) -> {
          Node child = atTable ? null : at.child(name);
          if (child == null || !model.visible(child) || leaf != child instanceof Parameter) {
            throw leaf && !atTable ? new UspFault(UspErrors.UNSUPPORTED_PARAMETER, "there is no parameter " + path) : notInModel(path);
          }
          if (child instanceof ObjectNode object) {
            at = object;
            atTable = object.table();
          }
        }
        case Segment.Follow(String name, int _) -> {
          if (atTable || !(at.child(name) instanceof Parameter)) {
            throw notInModel(path);
          }
          return; // where it leads only the value knows
        }
        case Segment.Search(List<Condition> conditions) -> {
          if (!atTable || leaf) {
            throw notInModel(path);
          }
          for (Condition condition : conditions) {
            checkCondition(path, at, condition.parameter());
          }
          atTable = false;
        }
        case Segment.Instance _, Segment.Wildcard _ -> {
          if (!atTable || leaf) {
            throw notInModel(path);
          }
          atTable = false;
        }
      }
    }
  }

  private void checkCondition(String path, ObjectNode from, String parameter) throws UspFault {
    Node at = from;
    for (String name : parameter.split("\\.")) {
      at = at instanceof ObjectNode object && (at == from || !object.table()) ? object.child(name) : null;
    }
    if (!(at instanceof Parameter) || !model.visible(at)) {
      throw new UspFault(UspErrors.INVALID_PATH, "the search in " + path + " asks for " + parameter + ", which is none");
    }
  }

  private static UspFault notInModel(String path) {
    return new UspFault(UspErrors.INVALID_PATH, path + " is not in the supported data model");
  }

  private List<Place> walk(String path, PathExpression expression) throws UspFault {
    List<Segment> segments = expression.segments();
    List<Place> at = List.of(tree.find(model.root().name() + "."));
    boolean searched = false;
    for (int n = 1; n < segments.size(); n++) {
      boolean leaf = n == segments.size() - 1 && !expression.object();
      List<Place> next = new ArrayList<>();
      for (Place place : at) {
        switch (segments.get(n)) {
          case Segment.Name(String name) -> addIfThere(place.path() + name + (leaf ? "" : "."), next);
          case Segment.Instance(int number) -> addIfThere(place.path() + number + ".", next);
          case Segment.Wildcard() -> next.addAll(rows(place));
          case Segment.Search(List<Condition> conditions) -> {
            for (Place row : rows(place)) {
              if (matches(row, conditions)) {
                next.add(row);
              }
            }
          }
          case Segment.Follow(String name, int item) -> follow(place.path() + name, item, next);
        }
      }
      searched |= !(segments.get(n) instanceof Segment.Name || segments.get(n) instanceof Segment.Instance);
      if (next.isEmpty() && !searched) {
        throw new UspFault(UspErrors.NO_SUCH_OBJECT, "there is no instance as in " + path);
      }
      at = next;
    }
    return at;
  }

  private List<Place> rows(Place table) {
    return table.node() instanceof ObjectNode object && object.table() && !table.row() ? tree.children(table) : List.of();
  }

  private void addIfThere(String path, List<Place> into) {
    Place place = tree.find(path);
    if (place != null && model.visible(place.node())) {
      into.add(place);
    }
  }

  /** Whether all of it holds of an instance; a condition on what the instance has not does not hold. */
  boolean matches(Place row, List<Condition> conditions) {
    for (Condition condition : conditions) {
      Place place = tree.find(row.path() + condition.parameter());
      if (place == null || !(place.node() instanceof Parameter) || !condition.holds(tree.shown(place))) {
        return false;
      }
    }
    return true;
  }

  private void follow(String parameter, int item, List<Place> into) {
    String value = tree.get(parameter);
    if (value == null || value.isEmpty()) {
      return;
    }
    String[] targets = value.split(",");
    for (int n = 0; n < targets.length; n++) {
      if (item == 0 || item == n + 1) {
        String target = targets[n].strip();
        addIfThere(target.endsWith(".") ? target : target + ".", into);
      }
    }
  }
}
