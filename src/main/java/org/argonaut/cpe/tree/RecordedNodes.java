package org.argonaut.cpe.tree;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.argonaut.cpe.tree.Node.Access;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Node.Rows;
import org.argonaut.cpe.tree.RecordedTree.Entry;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.argonaut.cpe.tree.Syntax.Kind;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Problem;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.datamodel.ValueType.Trait;

/** Makes a skeleton of the lines of a {@link RecordedTree}. */
final class RecordedNodes {
  private static final Set<String> DIAGNOSTICS =
      Set.of(
          "IPPing",
          "IPPingDiagnostics",
          "TraceRoute",
          "TraceRouteDiagnostics",
          "NSLookupDiagnostics",
          "NeighboringWiFiDiagnostic",
          "DownloadDiagnostics",
          "UploadDiagnostics");

  /** What each CPE has of its own, or what no session goes without: taken from the built-in tree. */
  private static final Map<String, Set<String>> OWN =
      Map.of(
          "DeviceInfo",
          Set.of("Manufacturer", "ManufacturerOUI", "SerialNumber", "SoftwareVersion"),
          "ManagementServer",
          Set.of(
              "URL", "Username", "Password", "PeriodicInformEnable", "PeriodicInformInterval", "ParameterKey",
              "ConnectionRequestURL", "ConnectionRequestUsername", "ConnectionRequestPassword"));

  /** The same, but not added to a device that lacks them. */
  private static final Map<String, Set<String>> OWN_IF_THERE =
      Map.of("DeviceInfo", Set.of("ProductClass", "UpTime"), "ManagementServer", Set.of("PeriodicInformTime"));

  private static final Set<String> IN_EVERY_INFORM =
      Set.of("DeviceSummary", "RootDataModelVersion", "SpecVersion", "HardwareVersion", "ProvisioningCode");

  private final CsvRows rows;
  private final Model model;
  private final Standard standard;
  private final ObjectNode builtIn;
  private final Draft root = new Draft();
  private final Map<String, String> identity = new HashMap<>();

  /** An object while lines come in. */
  private static final class Draft {
    private final Map<String, Draft> objects = new LinkedHashMap<>();
    private final Map<String, Entry> parameters = new LinkedHashMap<>();
    private boolean writable;

    int size() {
      return parameters.size() + objects.values().stream().mapToInt(inner -> 1 + inner.size()).sum();
    }
  }

  RecordedNodes(CsvRows rows, Model model) {
    this.rows = rows;
    this.model = model;
    this.standard = Skeleton.of(model).standard();
    this.builtIn = Skeleton.of(model).rootNode();
  }

  Model model() {
    return model;
  }

  /** Of the device that was recorded. */
  Map<String, String> identity() {
    return identity;
  }

  void add(Entry entry) {
    String[] parts = entry.path().split("\\.", -1);
    if (!parts[0].equals(builtIn.name())) {
      throw rows.wrong(entry.line(), entry.path() + ": the lines before are below " + builtIn.name() + ".");
    }
    Draft at = root;
    for (int n = 1; n < parts.length; n++) {
      if (parts[n].isEmpty()) {
        throw rows.wrong(entry.line(), "\"" + entry.path() + "\" is no path");
      }
      if (n < parts.length - 1 || entry.object()) {
        at = at.objects.computeIfAbsent(parts[n], _ -> new Draft());
      }
    }
    if (entry.object()) {
      at.writable |= entry.writable();
    } else if (at.parameters.putIfAbsent(parts[parts.length - 1], entry) != null) {
      throw rows.wrong(entry.line(), entry.path() + " is there twice");
    } else if (parts.length == 3 && parts[1].equals("DeviceInfo")) {
      identity.put(parts[2].equals("ManufacturerOUI") ? "OUI" : parts[2], entry.value());
    }
  }

  Skeleton skeleton() {
    String path = builtIn.name() + ".";
    ObjectNode node = new ObjectNode(builtIn.name(), new Rows.None(), false, false);
    OWN.keySet().forEach(name -> root.objects.computeIfAbsent(name, _ -> new Draft()));
    fill(node, root, path);
    return Skeleton.of(node, standard);
  }

  private void fill(ObjectNode into, Draft draft, String path) {
    draft.parameters.forEach((name, entry) -> into.add(parameter(name, entry, into.name(), draft, path)));
    if (path.equals(builtIn.name() + "." + into.name() + ".")) {
      for (String name : OWN.getOrDefault(into.name(), Set.of())) {
        into.add(own(into.name(), name)); // does nothing if it is there
      }
    }
    draft.objects.forEach((name, inner) -> into.add(object(name, inner, path + name + ".")));
  }

  private Node own(String object, String name) {
    return ((ObjectNode) builtIn.child(object)).child(name);
  }

  private ObjectNode object(String name, Draft draft, String path) {
    SchemaNode known = standard.find(path);
    boolean numbered = !draft.objects.isEmpty() && draft.objects.keySet().stream().allMatch(RecordedNodes::isNumber);
    boolean empty = draft.objects.isEmpty() && draft.parameters.isEmpty();
    if (!numbered && !(empty && (draft.writable || (known != null && known.isTable())))) {
      ObjectNode node = new ObjectNode(name, new Rows.None(), false, DIAGNOSTICS.contains(name));
      fill(node, draft, path);
      return node;
    }
    return table(name, draft, path, known);
  }

  private ObjectNode table(String name, Draft draft, String path, SchemaNode known) {
    Map<Integer, ObjectNode> instances = new HashMap<>();
    draft.objects.forEach(
        (number, inner) -> {
          ObjectNode instance = new ObjectNode(name, new Rows.None(), inner.writable, DIAGNOSTICS.contains(name));
          fill(instance, inner, path + number + ".");
          instances.put(Integer.valueOf(number), instance);
        });
    int[] numbers = instances.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    ObjectNode table = new ObjectNode(name, new Rows.Listed(numbers, Map.copyOf(instances)), draft.writable, false);
    // What rows that are added look like: the fullest of those recorded, or as the standard has it.
    draft.objects.entrySet().stream()
        .max(Comparator.comparingInt(one -> one.getValue().size()))
        .ifPresentOrElse(
            fullest -> instances.get(Integer.valueOf(fullest.getKey())).children().forEach(table::add),
            () -> standardShape(table, known));
    return table;
  }

  private static void standardShape(ObjectNode into, SchemaNode known) {
    if (known == null) {
      return;
    }
    for (SchemaNode child : known.children()) {
      if (child.kind() == NodeKind.PARAMETER) {
        Access access = !child.access().writable() ? Access.READ : secret(child) ? Access.SECRET : Access.WRITE;
        Syntax syntax = Syntax.of(kind(child.xsd()));
        into.add(new Parameter(child.name(), access, syntax, new Generator.Recorded(syntax.zero()), false, false));
      }
    }
  }

  private static boolean isNumber(String part) {
    return part.length() < 10 && part.charAt(0) != '0' && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Parameter parameter(String name, Entry entry, String parent, Draft beside, String path) {
    boolean below = path.equals(builtIn.name() + "." + parent + ".");
    boolean own = OWN.getOrDefault(parent, Set.of()).contains(name) || OWN_IF_THERE.getOrDefault(parent, Set.of()).contains(name);
    if (below && own && own(parent, name) instanceof Parameter shipped) {
      return shipped;
    }
    SchemaNode known = standard.find(entry.path());
    Kind kind = kind(entry.type());
    if (kind == null) {
      throw rows.wrong(entry.line(), "value type " + entry.type() + " is none; xsd:string or xsd:unsignedInt for example");
    }
    Syntax free = Syntax.of(kind);
    boolean overrides = known != null && known.type() != null && !fits(known, entry);
    Syntax syntax = new Syntax(kind, free.min(), free.max(), free.allowed(), overrides);
    boolean hidden = known != null && known.type() != null && secret(known);
    Access access = !entry.writable() ? Access.READ : hidden ? Access.SECRET : Access.WRITE;
    String table = counted(name, beside, path);
    Generator value = table == null ? new Generator.Recorded(entry.value()) : new Generator.Count(table);
    boolean inform = IN_EVERY_INFORM.contains(name) && (below || path.equals(builtIn.name() + "."));
    return new Parameter(name, access, syntax, value, inform, name.equals("ProvisioningCode") && below);
  }

  private static boolean secret(SchemaNode node) {
    return node.type().traits().contains(Trait.SECURE) || node.type().traits().contains(Trait.HIDDEN);
  }

  /** A device that differs from the standard in type or value is taken at its word. */
  private static boolean fits(SchemaNode known, Entry entry) {
    boolean value = known.check(entry.value()).filter(problem -> problem.kind() != Problem.Kind.READ_ONLY_VALUE).isEmpty();
    return value && known.xsd().equals(entry.type().isEmpty() ? "xsd:string" : entry.type());
  }

  /** The table beside the parameter whose instances it counts; null: none. */
  private String counted(String name, Draft beside, String path) {
    if (!name.endsWith("NumberOfEntries")) {
      return null;
    }
    for (String table : beside.objects.keySet()) {
      SchemaNode known = standard.find(path + table + ".");
      boolean told = known != null && known.isTable() && known.facts().entriesParameter().equals(name);
      if (told || name.equals(table + "NumberOfEntries")) {
        return table;
      }
    }
    return null;
  }

  private static Kind kind(String xsd) {
    String word = xsd.substring(xsd.indexOf(':') + 1);
    return switch (word) {
      case "", "string" -> Kind.STRING;
      case "boolean" -> Kind.BOOL;
      case "int" -> Kind.INT;
      case "unsignedInt" -> Kind.UINT;
      case "long" -> Kind.LONG;
      case "unsignedLong" -> Kind.ULONG;
      case "dateTime" -> Kind.DATE_TIME;
      case "base64", "base64Binary" -> Kind.BASE64;
      case "hexBinary" -> Kind.HEX;
      case "decimal" -> Kind.STRING;
      default -> null;
    };
  }
}
