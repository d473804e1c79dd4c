package org.argonaut.datamodel.mapping;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.datamodel.plugin.Mapping;

/** The names of the files that mappings read. Immutable once made. */
final class MappedFiles {
  private final Set<String> config = new LinkedHashSet<>();
  private final Set<String> shadows = new LinkedHashSet<>();
  private final Map<String, Set<String>> shadowsOf = new LinkedHashMap<>();

  MappedFiles(MappedNode root) {
    collect(root);
  }

  private void collect(MappedNode node) {
    for (Mapping mapping : mappings(node)) {
      if (mapping instanceof Mapping.Uci uci && !uci.file().isEmpty()) {
        (uci.folder().startsWith("/etc/bbfdm") ? shadows : config).add(uci.file());
        if (!uci.shadowFile().isEmpty()) {
          shadows.add(uci.shadowFile());
          shadowsOf.computeIfAbsent(uci.file(), _ -> new LinkedHashSet<>()).add(uci.shadowFile());
        }
      }
    }
    node.leaves().forEach(this::collect);
    node.objects().forEach(this::collect);
  }

  private static List<Mapping> mappings(MappedNode node) {
    return node.plugin() == null ? List.of() : node.plugin().mappings();
  }

  Set<String> config() {
    return config;
  }

  Set<String> shadows() {
    return shadows;
  }

  /** The shadow files that keep the instance numbers of a file's sections. */
  Set<String> shadowsOf(String file) {
    return shadowsOf.getOrDefault(file, Set.of());
  }
}
