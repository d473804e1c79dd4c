package org.argonaut.datamodel.xml;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.Access;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.ListShape;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Notification;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.ObjectFacts.UniqueKey;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.Status;
import org.argonaut.datamodel.ValueType;

/** Puts one model together: its base, its components in place, its own items. */
final class ModelImporter {
  private static final String SERVICES = "Device.Services.";
  private static final int MAX_NODES = 1_000_000;

  /** Components that contain each other twice would double with every level. */
  private static final int MAX_COMPONENTS = 100_000;

  private final Findings findings;
  private final TypeImporter types;
  private int nodes;
  private int components;

  ModelImporter(TypeImporter types, Findings findings) {
    this.findings = findings;
    this.types = types;
  }

  /** The tree of a model, from the nameless root; services lie below {@code Device.Services.}. */
  Draft read(Document document, Element model) {
    Draft root = Draft.root();
    Draft at = model.isTrue("isService") ? objects(root, SERVICES) : root;
    readInto(at, new Scope(document, null, ""), model);
    int rootParts = model.isTrue("isService") ? 3 : 1;
    new ReferenceResolver(document.name(), rootParts, findings).resolveAll(root);
    return root;
  }

  private void readInto(Draft at, Scope scope, Element model) {
    String base = model.attribute("base");
    if (base != null) {
      Document.Definition definition = scope.document().definition("model", base);
      Scope inner = definition == null ? null : scope.inner(definition.document(), null);
      if (definition == null || definition.element() == model || inner.isTooDeep()) {
        tell(scope, model, "model '" + base + "', which this one extends, is not there");
      } else {
        readInto(at, inner, definition.element());
      }
    }
    items(at, scope, model);
  }

  /** Missing objects on the way are made. */
  private static Draft objects(Draft from, String path) {
    Draft at = from;
    for (String part : Paths.objectParts(path)) {
      Draft next = at.child(part, true);
      at = next == null ? at.put(new Draft(NodeKind.OBJECT, part)) : next;
    }
    return at;
  }

  private void items(Draft at, Scope scope, Element holder) {
    for (Element item : holder.children()) {
      if (nodes > MAX_NODES) {
        return;
      }
      switch (item.name()) {
        case "component" -> component(at, scope, item);
        case "parameter" -> parameter(at, scope, item);
        case "object" -> object(at, scope, item);
        case "command" -> command(at, scope, item);
        case "event" -> items(item(at, scope, item, NodeKind.EVENT), scope, item);
        default -> {
          // Keys belong to objects and are read there; syntax to parameters.
        }
      }
    }
  }

  private void component(Draft at, Scope scope, Element reference) {
    String name = reference.attribute("ref", "");
    Document.Definition component = scope.component(name);
    if (component == null) {
      String why = scope.document().isMissing("component", name) ? "comes from a file that is missing" : "is neither defined nor imported";
      tell(scope, reference, "component '" + name + "' " + why + "; its part of the model is left out");
      return;
    }
    Scope inner = scope.inner(component.document(), scope.version(reference, at.version()));
    if (++components > MAX_COMPONENTS) {
      tell(scope, reference, "more than " + MAX_COMPONENTS + " components in one model; the rest is left out");
      return;
    }
    if (inner.isTooDeep()) {
      tell(scope, reference, "component '" + name + "' contains itself");
      return;
    }
    String path = reference.attribute("path", "");
    Draft place = at.descend(path);
    if (place == null) {
      findings.warning(scope.document().name(), reference.line(), "no object '" + path + "' for component '" + name + "'; made one");
      place = objects(at, path);
    }
    items(place, inner, component.element());
  }

  private void parameter(Draft at, Scope scope, Element element) {
    String base = element.attribute("base");
    Draft parameter;
    if (base != null) {
      parameter = at.child(base, false);
      if (parameter == null) {
        tell(scope, element, "no parameter '" + base + "' to change here" + suggest(at));
        return;
      }
    } else {
      parameter = item(at, scope, element, NodeKind.PARAMETER);
      String previous = element.attribute("previousParameter");
      if (previous != null) {
        at.moveBehind(parameter, previous, false);
      }
    }
    access(parameter, element);
    status(parameter, element);
    if (element.attribute("mandatory") != null) {
      parameter.mandatory(element.isTrue("mandatory"));
    }
    if (element.attribute("forcedInform") != null) {
      parameter.forcedInform(element.isTrue("forcedInform"));
    }
    Notification.of(element.attribute("activeNotify", "")).ifPresent(parameter::notification);
    Element syntax = element.child("syntax");
    if (syntax != null) {
      parameter.type(types.read(scope.document(), syntax, base == null ? null : parameter.type()));
    } else if (parameter.type() == null) {
      tell(scope, element, "parameter '" + parameter.name() + "' has no syntax; taken for a string");
      parameter.type(ValueType.of(BaseType.STRING));
    }
  }

  private void object(Draft at, Scope scope, Element element) {
    String base = element.attribute("base");
    String path = base == null ? element.attribute("name", "") : base;
    Draft object = at.descend(path);
    if (path.isEmpty() || (base != null && object == null)) {
      tell(scope, element, base == null ? "an object without a name" : "no object '" + base + "' to change here" + suggest(at));
      return;
    }
    if (object == null) {
      object = newObject(at, scope, element, path);
    }
    access(object, element);
    status(object, element);
    object.facts(facts(object.facts(), element, path));
    items(object, scope, element);
  }

  private Draft newObject(Draft at, Scope scope, Element element, String path) {
    List<String> parts = Paths.objectParts(path);
    Draft parent = at;
    for (String part : parts.subList(0, parts.size() - 1)) {
      Draft next = parent.child(part, true);
      if (next == null) {
        findings.warning(
            scope.document().name(), element.line(), "object '" + path + "' comes before its parent '" + part + ".'; made one");
        next = parent.put(new Draft(NodeKind.OBJECT, part));
      }
      parent = next;
    }
    nodes++;
    Draft object = new Draft(NodeKind.OBJECT, parts.getLast()).version(scope.version(element, parent.version()));
    parent.put(object);
    List<String> previous = Paths.objectParts(element.attribute("previousObject", ""));
    if (!previous.isEmpty()) {
      parent.moveBehind(object, previous.getLast(), true);
    }
    return object;
  }

  private static ObjectFacts facts(ObjectFacts old, Element element, String path) {
    int most = old.maxEntries();
    String max = element.attribute("maxEntries");
    if (max != null) {
      most = max.equals("unbounded") ? ListShape.UNBOUNDED : count(max, 1);
    }
    List<UniqueKey> keys = new ArrayList<>(old.uniqueKeys());
    for (Element key : element.children("uniqueKey")) {
      UniqueKey found =
          new UniqueKey(
              key.isTrue("functional"), key.children("parameter").stream().map(p -> p.attribute("ref", "")).toList());
      if (!keys.contains(found)) {
        keys.add(found);
      }
    }
    return new ObjectFacts(
        old.table() || path.endsWith(Paths.INSTANCE + "."),
        element.attribute("minEntries") == null ? old.minEntries() : count(element.attribute("minEntries"), 0),
        most,
        element.attribute("numEntriesParameter", old.entriesParameter()),
        element.attribute("enableParameter", old.enableParameter()),
        element.attribute("discriminatorParameter", old.discriminator()),
        old.fixed() || element.isTrue("fixedObject"),
        old.mountPoint() || "mountPoint".equals(element.attribute("mountType")),
        keys);
  }

  private static int count(String text, int otherwise) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  private void command(Draft at, Scope scope, Element element) {
    Draft command = item(at, scope, element, NodeKind.COMMAND);
    if (command == null) {
      return;
    }
    if (element.attribute("async") != null) {
      command.asynchronous(element.isTrue("async"));
    }
    arguments(command, scope, element.child("input"), new Draft(NodeKind.INPUT, "input"));
    arguments(command, scope, element.child("output"), new Draft(NodeKind.OUTPUT, "output"));
  }

  private void arguments(Draft command, Scope scope, Element element, Draft fresh) {
    if (element != null) {
      Draft known = command.child(fresh.name(), true);
      Draft group = known == null ? command.put(fresh.version(command.version())) : known;
      items(group, scope, element);
    }
  }

  /** The parameter, command or event an element defines, or changes if it has a base. */
  private Draft item(Draft at, Scope scope, Element element, NodeKind kind) {
    String name = element.attribute("name", element.attribute("base", ""));
    if (name.isEmpty()) {
      tell(scope, element, "<" + element.name() + "> without a name");
      name = "?";
    }
    Draft known = at.child(name, false);
    if (known == null || known.kind() != kind) {
      nodes++;
      known = at.put(new Draft(kind, name).version(scope.version(element, at.version())));
    }
    if (kind != NodeKind.PARAMETER) {
      status(known, element);
    }
    return known;
  }

  private static void access(Draft draft, Element element) {
    String access = element.attribute("access");
    if (access != null) {
      draft.access(
          switch (access) {
            case "readWrite" -> Access.READ_WRITE;
            case "writeOnceReadOnly" -> Access.WRITE_ONCE;
            default -> Access.READ_ONLY;
          });
    }
  }

  private static void status(Draft draft, Element element) {
    String status = element.attribute("status");
    if (status != null) {
      draft.status(Status.of(status).orElse(draft.status()));
    }
  }

  private static String suggest(Draft at) {
    List<String> names = at.childNames();
    return names.isEmpty() ? "" : "; there is " + String.join(", ", names.subList(0, Math.min(5, names.size())));
  }

  private void tell(Scope scope, Element element, String text) {
    findings.error(scope.document().name(), element.line(), text);
  }
}
