package org.argonaut.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Finding.Level;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.json.BadJson;
import org.argonaut.datamodel.json.Json;
import org.argonaut.datamodel.json.JsonTree;
import org.argonaut.datamodel.plugin.Change;
import org.argonaut.datamodel.plugin.Plugin;
import org.argonaut.datamodel.plugin.PluginReader;
import org.argonaut.store.PluginRow;

/**
 * What a plugin does among the others.
 *
 * @param unusable why nothing of it can be used, at its line; null: something can
 * @param findings of the linter and of merging, by line
 * @param changes what it extends, overwrites, excludes and conflicts with
 */
public record PluginTrial(Finding unusable, List<Finding> findings, List<Change> changes) {
  /** Sets of other plugins it is merged with: usually one, a few when it is bound to several models. */
  private static final int MOST_MERGES = 4;

  private static final int MOST_CHANGES = 1000;

  public PluginTrial {
    findings = List.copyOf(findings);
    changes = List.copyOf(changes);
  }

  /** How many findings are of that level. */
  public long count(Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  /** Reads a plugin by itself; tells no changes. */
  static PluginTrial lint(PluginRow plugin, String prefix) {
    Findings findings = new Findings();
    new PluginReader(prefix, findings).parse(plugin.content(), plugin.file());
    return new PluginTrial(null, findings.list(), List.of());
  }

  /** Reads a plugin and merges it with those that devices of its models have besides. */
  static PluginTrial of(String file, String content, List<String> boundTo, List<PluginRow> all, String prefix) {
    Findings findings = new Findings();
    Plugin plugin = new PluginReader(prefix, findings).parse(content, file);
    Finding unusable = unusable(file, content, plugin, findings);
    if (unusable != null) {
      return new PluginTrial(unusable, findings.list(), List.of());
    }
    PluginRow row = new PluginRow(file, content, boundTo, 0, Instant.EPOCH);
    Set<Finding> found = new LinkedHashSet<>(findings.list());
    Set<Change> changes = new LinkedHashSet<>();
    for (List<PluginRow> together : sets(row, all)) {
      MergedModel merged = MergedModel.of(MergedModel.TR_181, together, prefix);
      merged.findings().stream().filter(finding -> finding.file().equals(file)).forEach(found::add);
      merged.changes().stream().filter(change -> change.file().equals(file)).limit(MOST_CHANGES).forEach(changes::add);
    }
    List<Finding> sorted = new ArrayList<>(found);
    sorted.sort(java.util.Comparator.comparingInt(Finding::line));
    return new PluginTrial(null, sorted, List.copyOf(changes));
  }

  private static Finding unusable(String file, String content, Plugin plugin, Findings findings) {
    try {
      Json tree = JsonTree.read(content, _ -> {});
      if (!(tree instanceof Json.Obj)) {
        return new Finding(file, tree.line(), Level.ERROR, "a plugin is a JSON object, not " + tree.kind());
      }
    } catch (BadJson e) {
      return new Finding(file, e.line(), Level.ERROR, e.getMessage());
    }
    if (plugin.entries().isEmpty()) {
      return findings.list().stream()
          .filter(finding -> finding.level() == Level.ERROR)
          .findFirst()
          .orElse(new Finding(file, 1, Level.ERROR, "there is no object in it, such as \"Device.X_ACME_Thing.\""));
    }
    return null;
  }

  /** The plugin with the others, once for each different set that one of its models has. */
  private static List<List<PluginRow>> sets(PluginRow row, List<PluginRow> all) {
    List<PluginRow> others = all.stream().filter(other -> !other.file().equals(row.file())).toList();
    Map<List<String>, List<PluginRow>> sets = new LinkedHashMap<>();
    List<String> models = row.models().isEmpty() ? List.of("") : row.models();
    for (String model : models) {
      List<PluginRow> set = new ArrayList<>(Catalog.bound(others, model));
      set.add(row);
      sets.putIfAbsent(set.stream().map(PluginRow::file).toList(), set);
    }
    return sets.values().stream().limit(MOST_MERGES).toList();
  }
}
