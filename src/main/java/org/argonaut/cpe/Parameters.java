package org.argonaut.cpe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.cpe.tree.MappedPart;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.cpe.tree.Tree.Verdict;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Fault.ParameterFault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.mapping.Result;

/** The RPCs on parameters and objects (TR-069 A.3.2.1 to A.3.2.7). What is wrong with a call is answered as a fault. */
final class Parameters {
  private static final int SMALL_ANSWER = 100;
  private static final int LONGEST_KEY = 32;

  private final Tree tree;
  private final Notifications notifications;
  private final boolean smallAnswers;

  Parameters(Tree tree, Notifications notifications, boolean smallAnswers) {
    this.tree = tree;
    this.notifications = notifications;
    this.smallAnswers = smallAnswers;
  }

  CpeAnswer getValues(CpeMethod.GetParameterValues call) {
    List<ParameterValue> values = new ArrayList<>();
    for (String name : call.names()) {
      Place place = nameOrPartialPath(name);
      if (place == null) {
        return invalidName(name);
      }
      if (place.node() instanceof ObjectNode) {
        tree.walk(place, Protocols.CWMP, found -> addValue(found, values));
      } else {
        addValue(place, values);
      }
    }
    return tooLarge(values.size()) ? resourcesExceeded(values.size()) : new CpeAnswer.GetParameterValuesResponse(values);
  }

  private void addValue(Place place, List<ParameterValue> values) {
    if (place.node() instanceof Parameter parameter) {
      values.add(new ParameterValue(place.path(), tree.shown(place), parameter.syntax().kind().xsd()));
    }
  }

  /** A full parameter name, or a partial path, which ends with a dot or is empty for all; null when there is none. */
  private Place nameOrPartialPath(String name) {
    return find(name.isEmpty() ? tree.skeleton().root() : name);
  }

  /** The node at a path; null when there is none, or none for CWMP. */
  private Place find(String path) {
    Place place = tree.find(path);
    if (tree.mapped() == MappedPart.NONE) {
      return place; // only plugins hide anything
    }
    for (Place at = place; at != null; at = at.parent().isEmpty() ? null : tree.find(at.parent())) {
      if (!at.node().visibleTo(Protocols.CWMP)) {
        return null;
      }
    }
    return place;
  }

  CpeAnswer getNames(CpeMethod.GetParameterNames call) {
    String path = call.parameterPath();
    Place place = nameOrPartialPath(path);
    if (place == null) {
      return invalidName(path);
    }
    List<CpeAnswer.ParameterInfo> names = new ArrayList<>();
    if (place.node() instanceof Parameter) {
      if (call.nextLevel()) {
        return new Fault(Fault.CPE_INVALID_ARGUMENTS, "NextLevel true needs a partial path, not " + path);
      }
      names.add(info(place));
    } else if (call.nextLevel() && path.isEmpty()) {
      names.add(info(place));
    } else if (call.nextLevel()) {
      tree.children(place).stream().filter(child -> child.node().visibleTo(Protocols.CWMP)).forEach(child -> names.add(info(child)));
    } else {
      names.add(info(place));
      tree.walk(place, Protocols.CWMP, found -> names.add(info(found)));
    }
    return tooLarge(names.size()) ? resourcesExceeded(names.size()) : new CpeAnswer.GetParameterNamesResponse(names);
  }

  private static CpeAnswer.ParameterInfo info(Place place) {
    boolean writable =
        switch (place.node()) {
          case Parameter parameter -> parameter.writable();
          case ObjectNode object -> object.growable();
        };
    return new CpeAnswer.ParameterInfo(place.path(), writable);
  }

  private boolean tooLarge(int entries) {
    return smallAnswers && entries > SMALL_ANSWER;
  }

  private static Fault resourcesExceeded(int entries) {
    return new Fault(Fault.CPE_RESOURCES_EXCEEDED, entries + " entries are more than " + SMALL_ANSWER);
  }

  /** Checks all values, then sets all or none. The paths set go into {@code changed}. */
  CpeAnswer setValues(CpeMethod.SetParameterValues call, Set<String> changed) {
    if (call.parameterKey().length() > LONGEST_KEY) {
      return keyTooLong();
    }
    List<ParameterFault> faults = new ArrayList<>();
    Map<String, String> canonical = new LinkedHashMap<>();
    Set<String> seen = new HashSet<>();
    for (ParameterValue value : call.values()) {
      if (!seen.add(value.name())) {
        return new Fault(Fault.CPE_INVALID_ARGUMENTS, value.name() + " is there twice");
      }
      check(value, canonical, faults);
    }
    if (!faults.isEmpty()) {
      return new Fault(Fault.CPE_INVALID_ARGUMENTS, "Invalid arguments", faults, null);
    }
    canonical.replaceAll((path, value) -> triggers(path) && !mapped(path) ? "false" : value);
    tree.setAll(canonical).forEach((path, fault) -> faults.add(new ParameterFault(path, fault.cwmp(), fault.text())));
    if (!faults.isEmpty()) {
      return new Fault(Fault.CPE_INVALID_ARGUMENTS, "Invalid arguments", faults, null);
    }
    changed.addAll(canonical.keySet());
    keep(call.parameterKey());
    return new CpeAnswer.SetParameterValuesResponse(0);
  }

  private void check(ParameterValue value, Map<String, String> canonical, List<ParameterFault> faults) {
    Place place = find(value.name());
    if (place == null || !(place.node() instanceof Parameter parameter)) {
      faults.add(new ParameterFault(value.name(), Fault.CPE_INVALID_PARAMETER_NAME, "Invalid parameter name"));
      return;
    }
    if (!parameter.writable()) {
      faults.add(new ParameterFault(value.name(), Fault.CPE_NON_WRITABLE_PARAMETER, "Parameter is not writable"));
      return;
    }
    if (!parameter.syntax().accepts(value.type())) {
      String wanted = "Invalid parameter type: " + value.type() + ", not " + parameter.syntax().kind().xsd();
      faults.add(new ParameterFault(value.name(), Fault.CPE_INVALID_PARAMETER_TYPE, wanted));
      return;
    }
    switch (tree.check(place, value.value())) {
      case Verdict.Fine(String kept) -> canonical.put(value.name(), kept);
      case Verdict.Refused(String why) ->
          faults.add(new ParameterFault(value.name(), Fault.CPE_INVALID_PARAMETER_VALUE, "Invalid parameter value: " + why));
    }
  }

  /** Parameters that do something when set to true and always read as false. */
  private static boolean triggers(String path) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return name.equals("Reset") || name.equals("Renew") || name.equals("ResetStatistics");
  }

  private boolean mapped(String path) {
    return tree.find(path).node() instanceof Parameter parameter && parameter.mapped();
  }

  CpeAnswer addObject(CpeMethod.AddObject call) {
    Place table = find(call.objectName());
    if (table == null || !(table.node() instanceof ObjectNode object) || !object.growable() || table.row()) {
      return invalidName(call.objectName());
    }
    if (call.parameterKey().length() > LONGEST_KEY) {
      return keyTooLong();
    }
    return switch (tree.add(table)) {
      case Result.Ok<Integer>(Integer number) -> {
        keep(call.parameterKey());
        yield new CpeAnswer.AddObjectResponse(number, 0);
      }
      case Result.Failed<Integer>(var fault) -> new Fault(fault.cwmp(), fault.text());
    };
  }

  CpeAnswer deleteObject(CpeMethod.DeleteObject call) {
    Place row = find(call.objectName());
    if (row == null || !(row.node() instanceof ObjectNode object) || !object.growable() || !row.row()) {
      return invalidName(call.objectName());
    }
    if (call.parameterKey().length() > LONGEST_KEY) {
      return keyTooLong();
    }
    var refused = tree.remove(row);
    if (refused != null) {
      return new Fault(refused.cwmp(), refused.text());
    }
    notifications.forget(row.path());
    keep(call.parameterKey());
    return new CpeAnswer.DeleteObjectResponse(0);
  }

  CpeAnswer setAttributes(CpeMethod.SetParameterAttributes call) {
    Map<Place, CpeMethod.AttributeChange> changes = new LinkedHashMap<>();
    for (CpeMethod.AttributeChange change : call.attributes()) {
      Place place = nameOrPartialPath(change.name());
      if (place == null) {
        return invalidName(change.name());
      }
      if (change.notification() != null && (change.notification() < 0 || change.notification() > 6)) {
        return new Fault(Fault.CPE_INVALID_ARGUMENTS, "Notification " + change.notification() + " is not 0 to 6");
      }
      if (place.node() instanceof Parameter parameter && !notifications.allows(parameter, change.notification())) {
        return new Fault(9009, "Notification request rejected for " + change.name());
      }
      changes.put(place, change);
    }
    changes.forEach(this::change);
    return new CpeAnswer.SetParameterAttributesResponse();
  }

  private void change(Place place, CpeMethod.AttributeChange change) {
    if (place.node() instanceof Parameter) {
      notifications.set(place, change.notification(), change.accessList());
      return;
    }
    tree.walk(
        place,
        Protocols.CWMP,
        found -> {
          if (found.node() instanceof Parameter parameter && notifications.allows(parameter, change.notification())) {
            notifications.set(found, change.notification(), change.accessList());
          }
        });
  }

  CpeAnswer getAttributes(CpeMethod.GetParameterAttributes call) {
    List<CpeAnswer.ParameterAttributes> attributes = new ArrayList<>();
    for (String name : call.names()) {
      Place place = nameOrPartialPath(name);
      if (place == null) {
        return invalidName(name);
      }
      if (place.node() instanceof Parameter) {
        attributes.add(notifications.of(place));
        continue;
      }
      tree.walk(
          place,
          Protocols.CWMP,
          found -> {
            if (found.node() instanceof Parameter) {
              attributes.add(notifications.of(found));
            }
          });
    }
    return tooLarge(attributes.size())
        ? resourcesExceeded(attributes.size())
        : new CpeAnswer.GetParameterAttributesResponse(attributes);
  }

  private void keep(String parameterKey) {
    tree.set(tree.skeleton().root() + "ManagementServer.ParameterKey", parameterKey);
  }

  private static Fault keyTooLong() {
    return new Fault(Fault.CPE_INVALID_ARGUMENTS, "ParameterKey is longer than " + LONGEST_KEY + " characters");
  }

  private static Fault invalidName(String name) {
    return new Fault(Fault.CPE_INVALID_PARAMETER_NAME, "Invalid parameter name: " + name);
  }
}
