package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.argonaut.datamodel.mapping.Tables.Entry;
import org.argonaut.datamodel.mapping.uci.IndexedFile;
import org.argonaut.datamodel.mapping.uci.SectionNames;
import org.argonaut.datamodel.mapping.uci.UciSection;

/**
 * The instances one pair of files holds, by what they belong to. Making it brings the shadow file up to date; it is true as long
 * as nobody changes which sections there are.
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
  private final Map<UciSection, UciSection> shadows = new IdentityHashMap<>();
  private final Map<String, Instances> byParent = new HashMap<>();
  private long shadowVersion;
  // Known since it was first asked for; -1: it was not.
  private int greatestOfAll = -1;

  /**
   * The instances below one parent.
   *
   * @param entries in the order of the file
   * @param byNumber the same by number
   * @param greatest number in use, 0 if there are none
   */
  record Instances(List<Entry> entries, Map<Integer, Entry> byNumber, int greatest) {}

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

  IndexedFile file() {
    return file;
  }

  IndexedFile shadowFile() {
    return shadowFile;
  }

  private void bringUpToDate() {
    Map<String, UciSection> byName = new HashMap<>();
    Set<UciSection> gone = new HashSet<>();
    Set<String> names = new HashSet<>();
    index.all().forEach(section -> names.add(file.nameOf(section)));
    for (UciSection shadow : shadowFile.sections(type)) {
      String name = shadow.get(SECTION_NAME).orElse("");
      if (!names.contains(name) || byName.putIfAbsent(name, shadow) != null) {
        gone.add(shadow);
      }
    }
    shadowFile.remove(gone);
    for (UciSection section : index.all()) {
      String name = file.nameOf(section);
      UciSection shadow = byName.get(name);
      if (shadow == null) {
        shadow = shadowFile.add(type, "");
        shadowFile.set(shadow, SECTION_NAME, name);
      }
      shadows.put(section, shadow);
    }
  }

  /**
   * The instances below a section; numbers that are missing are given and kept.
   *
   * @param parent name of the section they belong to; null: no matter which
   */
  Instances below(String parent) {
    return byParent.computeIfAbsent(parent == null ? ANY_PARENT : parent, _ -> numbered(index.below(parent)));
  }

  private Instances numbered(List<UciSection> sections) {
    List<UciSection> counted = compatible && sections.size() > MOST_ON_DEVICES ? sections.subList(0, MOST_ON_DEVICES) : sections;
    Map<Integer, UciSection> taken = new HashMap<>();
    int greatest = 0;
    for (UciSection section : counted) {
      int number = number(section);
      if (number > 0) {
        taken.putIfAbsent(number, section);
        greatest = Math.max(greatest, number);
      }
    }
    List<Entry> entries = new ArrayList<>(counted.size());
    Map<Integer, Entry> byNumber = new HashMap<>(counted.size() * 2);
    for (UciSection section : counted) {
      int number = number(section);
      // Two with one number come from files edited by hand, or from a section that belongs to every parent.
      if (number == 0 || (!compatible && taken.get(number) != section)) {
        greatest = index.isOrphan(section) && !compatible ? Math.max(greatest, greatestOfAll()) + 1 : greatest + 1;
        number = greatest;
        give(section, number);
      }
      Entry entry = new Entry(file, section, file.nameOf(section), shadowFile, shadows.get(section), number);
      entries.add(entry);
      byNumber.putIfAbsent(number, entry);
    }
    return new Instances(entries, byNumber, greatest);
  }

  private int number(UciSection section) {
    String number = shadows.get(section).get(INSTANCE).orElse("");
    return NUMBER.matcher(number).matches() ? Integer.parseInt(number) : 0;
  }

  private int greatestOfAll() {
    if (greatestOfAll < 0) {
      greatestOfAll = index.all().stream().mapToInt(this::number).max().orElse(0);
    }
    return greatestOfAll;
  }

  private void give(UciSection section, int number) {
    shadowFile.set(shadows.get(section), INSTANCE, Integer.toString(number));
    greatestOfAll = greatestOfAll < 0 ? -1 : Math.max(greatestOfAll, number);
    shadowVersion = shadowFile.version(type);
  }

  /**
   * Adds a section with its shadow; the table is no longer true then.
   *
   * @param parent name of the section it belongs to; null: none
   * @return its instance number
   */
  int add(String parent) {
    int number = below(parent).greatest() + 1;
    String name = freeName(SectionNames.cleaned((parent == null ? "" : parent + "_") + type + "_" + number));
    UciSection section = file.add(type, name);
    UciSection shadow = shadowFile.add(type, "");
    shadowFile.set(shadow, SECTION_NAME, name);
    if (parent != null) {
      file.set(section, ParentIndex.PARENT, parent);
      shadowFile.set(shadow, ParentIndex.PARENT, parent);
    }
    shadowFile.set(shadow, INSTANCE, Integer.toString(number));
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
