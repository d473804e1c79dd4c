package org.argonaut.datamodel.mapping;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.argonaut.datamodel.mapping.uci.IndexedFile;
import org.argonaut.datamodel.mapping.uci.UciSection;
import org.argonaut.datamodel.plugin.Mapping;

/**
 * The tables that are made of UCI sections. Instance numbers are kept in shadow files, a section there for each in the
 * configuration, so that they stay when sections come and go. Not thread-safe.
 */
final class Tables {
  private final Backends backends;
  private final Map<Key, UciTable> tables = new LinkedHashMap<>();
  private final Map<String, ParentIndex> counted = new HashMap<>();

  private record Key(String file, String type, String shadowFile) {}

  /** A section of an instance, with the section that shadows it. */
  record Entry(IndexedFile file, UciSection section, String name, IndexedFile shadowFile, UciSection shadow, int number) {}

  Tables(Backends backends) {
    this.backends = backends;
  }

  /** The table of a mapping as the files are now; empty: it cannot have instances, which is a finding. */
  Optional<UciTable> of(MappedNode node, Mapping.Uci uci) {
    if (uci.file().isEmpty() || uci.sectionType().isEmpty() || uci.shadowFile().isEmpty()) {
      return Optional.empty();
    }
    Optional<IndexedFile> file = backends.file(node, false, uci.file());
    Optional<IndexedFile> shadow = backends.file(node, true, uci.shadowFile());
    if (file.isEmpty() || shadow.isEmpty()) {
      return Optional.empty();
    }
    Key key = new Key(uci.file(), uci.sectionType(), uci.shadowFile());
    UciTable table = tables.get(key);
    if (table == null || !table.isTrueOf(file.get(), shadow.get())) {
      table = new UciTable(file.get(), shadow.get(), uci.sectionType(), backends.compatible());
      tables.put(key, table);
    }
    return Optional.of(table);
  }

  /** How many sections of a type there are below a section; null: no matter below what. */
  int count(IndexedFile file, String fileName, String type, String parent) {
    String key = fileName + "\0" + type;
    ParentIndex index = counted.get(key);
    if (index == null || !index.isTrueOf(file)) {
      index = new ParentIndex(file, type);
      counted.put(key, index);
    }
    return index.count(parent);
  }
}
