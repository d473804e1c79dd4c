package org.argonaut.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.argonaut.catalog.DeviceModelPaths.Entry;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.Protocols;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.SchemaNode;

/**
 * What of its data model a device supports.
 *
 * @param coverage by object below the root; those the device has nothing of are there, too
 * @param supported paths of the standard
 * @param added parameters that are not of the standard: a vendor's, or of nobody's that we know
 * @param deviations where the device says other than the model
 * @param emptyTables tables without instances: what their rows have is not to be seen
 */
public record ModelReport(
    List<Coverage> coverage, List<String> supported, List<Added> added, List<Deviation> deviations, List<String> emptyTables) {
  private static final Set<String> BASE64 = Set.of("xsd:base64", "xsd:base64Binary", "SOAP-ENC:base64");

  /** How many parameters of a top-level object there are, and how many the device has. */
  public record Coverage(String object, int supported, int total) {}

  /**
   * A path that is not of the standard.
   *
   * @param plugin the file that knows it; empty: none does
   */
  public record Added(Entry entry, String plugin) {
    /** Whether its name or a plugin says that it is a vendor's; else it is of another version of the standard, or wrong. */
    public boolean isVendor() {
      return !plugin.isEmpty() || entry.path().contains(".X_");
    }
  }

  /**
   * A parameter of which the device says other than its model.
   *
   * @param what {@code type} or {@code access}
   */
  public record Deviation(String path, String what, String device, String model) {}

  /** All parameters of the standard that the device has. */
  public int supportedCount() {
    return coverage.stream().mapToInt(Coverage::supported).sum();
  }

  /** All parameters of the standard. */
  public int totalCount() {
    return coverage.stream().mapToInt(Coverage::total).sum();
  }

  /**
   * Holds what a device has against its model.
   *
   * @param asker the protocols it speaks: what they do not see is not counted
   */
  public static ModelReport of(DeviceModelPaths paths, Schema schema, Protocols asker) {
    Map<String, int[]> counts = new TreeMap<>();
    schema.root(asker).children().forEach(root -> root.children().forEach(child -> count(child, top(child), counts)));
    List<String> supported = new ArrayList<>();
    List<Added> added = new ArrayList<>();
    List<Deviation> deviations = new ArrayList<>();
    for (Entry entry : paths.entries()) {
      SchemaNode node = schema.find(entry.path(), asker);
      if (node == null || node.source() != null) {
        if (!entry.isObject()) {
          added.add(new Added(entry, node == null ? "" : node.source().file()));
        }
      } else if (node.kind() == NodeKind.PARAMETER) {
        supported.add(entry.path());
        counts.computeIfAbsent(top(node), _ -> new int[2])[0]++;
      }
      if (node != null && node.kind() == NodeKind.PARAMETER) {
        deviations(entry, node, asker, deviations);
      }
    }
    List<Coverage> coverage = new ArrayList<>();
    counts.forEach((object, count) -> coverage.add(new Coverage(object, count[0], Math.max(count[0], count[1]))));
    return new ModelReport(coverage, supported, added, deviations, emptyTables(paths, schema));
  }

  private static void count(SchemaNode node, String top, Map<String, int[]> counts) {
    if (node.source() != null) {
      return;
    }
    if (node.kind() == NodeKind.PARAMETER) {
      counts.computeIfAbsent(top, _ -> new int[2])[1]++;
    } else if (node.kind() == NodeKind.OBJECT) {
      node.children().forEach(child -> count(child, top, counts));
    }
  }

  /** The object right below the root that a node is in; the root for its own parameters. */
  private static String top(SchemaNode node) {
    SchemaNode at = node;
    while (at.parent().parent() != null && at.parent().parent().parent() != null) {
      at = at.parent();
    }
    return at.kind().isContainer() ? at.path() : at.parent().path();
  }

  private static void deviations(Entry entry, SchemaNode node, Protocols asker, List<Deviation> deviations) {
    if (asker == Protocols.BOTH && !deviates(entry, node.as(Protocols.USP))) {
      return; // it is not known by which of its protocols the device told
    }
    if (deviatesInType(entry, node)) {
      deviations.add(new Deviation(entry.path(), "type", entry.type(), node.xsd()));
    }
    if (deviatesInAccess(entry, node)) {
      deviations.add(new Deviation(entry.path(), "access", access(entry.writable()), access(node.access().writable())));
    }
  }

  private static boolean deviates(Entry entry, SchemaNode node) {
    return deviatesInType(entry, node) || deviatesInAccess(entry, node);
  }

  private static boolean deviatesInType(Entry entry, SchemaNode node) {
    return !entry.type().isEmpty() && !same(entry.type(), node.xsd());
  }

  private static boolean deviatesInAccess(Entry entry, SchemaNode node) {
    return entry.writable() != null && entry.writable() != node.access().writable();
  }

  private static boolean same(String told, String model) {
    return told.equals(model) || (BASE64.contains(told) && BASE64.contains(model));
  }

  private static String access(boolean writable) {
    return writable ? "read-write" : "read-only";
  }

  /** Tables that the device named, without any of their rows. */
  private static List<String> emptyTables(DeviceModelPaths paths, Schema schema) {
    Set<String> parents = new HashSet<>();
    for (Entry entry : paths.entries()) {
      String path = entry.path();
      for (int dot = path.indexOf('.'); dot >= 0 && dot < path.length() - 1; dot = path.indexOf('.', dot + 1)) {
        parents.add(path.substring(0, dot + 1));
      }
    }
    return paths.entries().stream()
        .filter(entry -> entry.isObject() && !parents.contains(entry.path()))
        .map(Entry::path)
        .filter(path -> isTable(schema.find(path), path))
        .toList();
  }

  private static boolean isTable(SchemaNode node, String path) {
    return node != null && node.namesTable(path);
  }
}
