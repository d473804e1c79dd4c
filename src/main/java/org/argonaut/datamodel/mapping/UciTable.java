package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.argonaut.datamodel.mapping.ParentIndex.Row;
import org.argonaut.datamodel.mapping.Tables.Entry;
import org.argonaut.datamodel.mapping.uci.IndexedFile;
import org.argonaut.datamodel.mapping.uci.SectionNames;
import org.argonaut.datamodel.mapping.uci.UciSection;

/**
 * The instances one pair of files holds, by what they belong to. Making it brings the shadow file up to date; it is true as long
 * as nobody else changes which sections there are.
 */
final class UciTable {
  static final String SECTION_NAME = "section_name";
  static final String INSTANCE = "instance";
  static final int MOST_ON_DEVICES = 255;

  private static final String ANY_PARENT = "";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final IndexedFile file;
  private final IndexedFile shadowFile;
  private final String type;
  private final boolean compatible;
  private final ParentIndex index;
  private final Map<String, Instances> byParent = new HashMap<>();
  private long shadowVersion;
  private int greatestOfAll;

  /** The instances below one parent. */
  static final class Instances {
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, Entry> byNumber = new HashMap<>();
    private int greatest;

    private void add(Entry entry) {
      entries.add(entry);
      byNumber.putIfAbsent(entry.number(), entry);
      greatest = Math.max(greatest, entry.number());
    }

    /** In the order of the file. */
    List<Entry> entries() {
      return entries;
    }

    /** Null: there is none of that number. */
    Entry of(int number) {
      return byNumber.get(number);
    }
  }

  UciTable(IndexedFile file, IndexedFile shadowFile, String type, boolean compatible) {
    this.file = file;
    this.shadowFile = shadowFile;
    this.type = type;
    this.compatible = compatible;
    this.index = new ParentIndex(file, type);
    bringUpToDate();
    this.shadowVersion = shadowFile.version(type);
  }

  boolean isTrueOf(IndexedFile other, IndexedFile otherShadow) {
    return index.isTrueOf(other) && shadowFile == otherShadow && shadowVersion == otherShadow.version(type);
  }

  private void bringUpToDate() {
    Map<String, Row> byName = new HashMap<>();
    index.all().forEach(row -> byName.putIfAbsent(row.name(), row));
    Set<UciSection> gone = new HashSet<>();
    for (UciSection shadow : shadowFile.sections(type)) {
      Row row = byName.get(shadow.get(SECTION_NAME).orElse(""));
      if (row == null || row.shadow() != null) {
        gone.add(shadow);
      } else {
        row.shadow(shadow);
        row.number(number(shadow));
        greatestOfAll = Math.max(greatestOfAll, row.number());
      }
    }
    shadowFile.remove(gone);
    for (Row row : index.all()) {
      if (row.shadow() == null) {
        row.shadow(shadowFile.add(type, ""));
        shadowFile.set(row.shadow(), SECTION_NAME, row.name());
      }
    }
  }

  private static int number(UciSection shadow) {
    String number = shadow.get(INSTANCE).orElse("");
    return NUMBER.matcher(number).matches() ? Integer.parseInt(number) : 0;
  }

  /**
   * The instances below a section; numbers that are missing are given and kept.
   *
   * @param parent name of the section they belong to; null: no matter which
   */
  Instances below(String parent) {
    return byParent.computeIfAbsent(parent == null ? ANY_PARENT : parent, _ -> numbered(index.below(parent)));
  }

  private Instances numbered(List<Row> rows) {
    List<Row> counted = compatible && rows.size() > MOST_ON_DEVICES ? rows.subList(0, MOST_ON_DEVICES) : rows;
    Map<Integer, Row> taken = new HashMap<>();
    int greatest = 0;
    for (Row row : counted) {
      if (row.number() > 0) {
        taken.putIfAbsent(row.number(), row);
        greatest = Math.max(greatest, row.number());
      }
    }
    Instances instances = new Instances();
    for (Row row : counted) {
      // Two with one number come from files edited by hand, or from a section that belongs to every parent.
      if (row.number() == 0 || (!compatible && taken.get(row.number()) != row)) {
        greatest = (row.isOrphan() && !compatible ? Math.max(greatest, greatestOfAll) : greatest) + 1;
        give(row, greatest);
      }
      instances.add(entry(row));
    }
    return instances;
  }

  private Entry entry(Row row) {
    return new Entry(file, row.section(), row.name(), shadowFile, row.shadow(), row.number());
  }

  private void give(Row row, int number) {
    row.number(number);
    greatestOfAll = Math.max(greatestOfAll, number);
    shadowFile.set(row.shadow(), INSTANCE, Integer.toString(number));
    shadowVersion = shadowFile.version(type);
  }

  /**
   * Adds a section with its shadow.
   *
   * @param parent name of the section it belongs to; null: none
   * @return its instance number
   */
  int add(String parent) {
    int number = below(parent).greatest + 1;
    String name = freeName(SectionNames.cleaned((parent == null ? "" : parent + "_") + type + "_" + number));
    UciSection section = file.add(type, name);
    UciSection shadow = shadowFile.add(type, "");
    shadowFile.set(shadow, SECTION_NAME, name);
    if (parent != null) {
      file.set(section, ParentIndex.PARENT, parent);
      shadowFile.set(shadow, ParentIndex.PARENT, parent);
    }
    Row row = index.append(section);
    row.shadow(shadow);
    give(row, number);
    below(parent).add(entry(row));
    // What belongs to nobody belongs to all, and all is what is below no matter whom.
    byParent.keySet().removeIf(other -> !other.equals(parent == null ? ANY_PARENT : parent) && (parent == null || other.equals(ANY_PARENT)));
    return number;
  }

  private String freeName(String wanted) {
    String name = wanted;
    for (int i = 2; file.section(name).isPresent(); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
