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
  private final List<Row> all = new ArrayList<>();
  private final List<Row> orphans = new ArrayList<>();
  private final Map<String, List<Row>> byParent = new HashMap<>();
  private long version;

  /** A section, with what a table knows of it. */
  static final class Row {
    private final UciSection section;
    private final String name;
    private final String parent;
    private final int place;
    private UciSection shadow;
    private int number;

    Row(IndexedFile file, UciSection section) {
      this.section = section;
      this.name = file.nameOf(section);
      this.parent = section.get(PARENT).orElse("");
      this.place = file.placeOf(section);
    }

    UciSection section() {
      return section;
    }

    String name() {
      return name;
    }

    /** Whether it belongs to no section, and so to all. */
    boolean isOrphan() {
      return parent.isEmpty();
    }

    /** Null: not yet found. */
    UciSection shadow() {
      return shadow;
    }

    void shadow(UciSection value) {
      shadow = value;
    }

    /** The instance number; 0: none yet. */
    int number() {
      return number;
    }

    void number(int value) {
      number = value;
    }
  }

  /** Of the sections of a type; of several with one name the first counts. */
  ParentIndex(IndexedFile file, String type) {
    this.file = file;
    this.type = type;
    Set<String> seen = new HashSet<>();
    for (UciSection section : file.sections(type)) {
      if (section.name().isEmpty() || seen.add(section.name())) {
        enter(section);
      }
    }
    this.version = file.version(type);
  }

  private Row enter(UciSection section) {
    Row row = new Row(file, section);
    all.add(row);
    (row.isOrphan() ? orphans : byParent.computeIfAbsent(row.parent, _ -> new ArrayList<>())).add(row);
    return row;
  }

  /** Enters a section that was just added behind all others. */
  Row append(UciSection section) {
    version = file.version(type);
    return enter(section);
  }

  boolean isTrueOf(IndexedFile other) {
    return file == other && version == other.version(type);
  }

  List<Row> all() {
    return all;
  }

  /** How many there are below a section; null: no matter below what. */
  int count(String parent) {
    return parent == null ? all.size() : orphans.size() + byParent.getOrDefault(parent, List.of()).size();
  }

  /** Those below a section, and those that belong to none, in the order of the file; null: no matter below what. */
  List<Row> below(String parent) {
    if (parent == null) {
      return all;
    }
    List<Row> own = byParent.getOrDefault(parent, List.of());
    if (orphans.isEmpty()) {
      return own;
    }
    List<Row> merged = new ArrayList<>(own.size() + orphans.size());
    int i = 0;
    for (Row orphan : orphans) {
      while (i < own.size() && own.get(i).place < orphan.place) {
        merged.add(own.get(i++));
      }
      merged.add(orphan);
    }
    merged.addAll(own.subList(i, own.size()));
    return merged;
  }
}
