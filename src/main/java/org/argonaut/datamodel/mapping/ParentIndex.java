package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.argonaut.datamodel.mapping.uci.IndexedFile;
import org.argonaut.datamodel.mapping.uci.UciSection;

/** The sections of one type by the section they belong to. True as long as the file's version stays. */
final class ParentIndex {
  static final String PARENT = "dm_parent";

  private final IndexedFile file;
  private final String type;
  private final long version;
  private final List<UciSection> all = new ArrayList<>();
  private final List<UciSection> orphans = new ArrayList<>();
  private final Map<String, List<UciSection>> byParent = new HashMap<>();

  /** Of the sections of a type; of several with one name the first counts. */
  ParentIndex(IndexedFile file, String type) {
    this.file = file;
    this.type = type;
    this.version = file.version(type);
    Set<String> seen = new HashSet<>();
    for (UciSection section : file.sections(type)) {
      if (!section.name().isEmpty() && !seen.add(section.name())) {
        continue;
      }
      all.add(section);
      String parent = section.get(PARENT).orElse("");
      (parent.isEmpty() ? orphans : byParent.computeIfAbsent(parent, _ -> new ArrayList<>())).add(section);
    }
  }

  boolean isTrueOf(IndexedFile other) {
    return file == other && version == other.version(type);
  }

  List<UciSection> all() {
    return all;
  }

  boolean isOrphan(UciSection section) {
    return section.get(PARENT).orElse("").isEmpty();
  }

  /** How many there are below a section; null: no matter below what. */
  int count(String parent) {
    return parent == null ? all.size() : orphans.size() + byParent.getOrDefault(parent, List.of()).size();
  }

  /** Those below a section, and those that belong to none, in the order of the file. */
  List<UciSection> below(String parent) {
    if (parent == null) {
      return all;
    }
    List<UciSection> own = byParent.getOrDefault(parent, List.of());
    if (orphans.isEmpty()) {
      return own;
    }
    List<UciSection> merged = new ArrayList<>(own.size() + orphans.size());
    int i = 0;
    for (UciSection orphan : orphans) {
      while (i < own.size() && file.placeOf(own.get(i)) < file.placeOf(orphan)) {
        merged.add(own.get(i++));
      }
      merged.add(orphan);
    }
    merged.addAll(own.subList(i, own.size()));
    return merged;
  }
}
