package org.argonaut.datamodel.mapping.uci;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.argonaut.datamodel.mapping.uci.UciFolder.Opened;

/** A UCI file whose sections are found by name and type without a search, and that knows whether it was changed. Not thread-safe. */
public final class IndexedFile {
  /** Options that say which sections belong together, so that what was derived from them is no longer true. */
  private static final Set<String> TYING = Set.of("dm_parent", "section_name", "instance");

  private Opened opened;
  private boolean dirty;
  private long version;
  private final Map<String, Long> versions = new HashMap<>();
  private Map<String, UciSection> byName;
  private Map<String, List<UciSection>> byType;
  private int size;

  IndexedFile(Opened opened) {
    this.opened = opened;
  }

  Opened opened() {
    return opened;
  }

  /** The name of the file in its folder. */
  public String name() {
    return opened.name();
  }

  boolean isDirty() {
    return dirty;
  }

  /** It is on disk as it is here. */
  void saved(Opened as) {
    opened = as;
    dirty = false;
  }

  /** It was read anew. */
  void replace(Opened by) {
    saved(by);
    restructured();
  }

  /** A number that is another whenever sections of that type came, went, or were tied to others. */
  public long version(String type) {
    return version + versions.getOrDefault(type, 0L);
  }

  /** All sections in the order of the file. */
  public List<UciSection> sections() {
    return opened.content().sections();
  }

  /** All sections of a type in the order of the file. */
  public List<UciSection> sections(String type) {
    index();
    return byType.getOrDefault(type, List.of());
  }

  /** The section of that name, given or generated, or {@code @type[2]}, {@code @type[-1]}; empty if there is none. */
  public Optional<UciSection> section(String name) {
    if (name.startsWith("@")) {
      return opened.content().section(name);
    }
    index();
    return Optional.ofNullable(byName.get(name));
  }

  /** The section of that number among those of its type, from 0; empty if there is none. */
  public Optional<UciSection> section(String type, int number) {
    List<UciSection> ofType = sections(type);
    return number >= 0 && number < ofType.size() ? Optional.of(ofType.get(number)) : Optional.empty();
  }

  /** Its name, or the one UCI generates if it has none. */
  public String nameOf(UciSection section) {
    String name = section.name();
    return name.isEmpty() ? SectionNames.generated(section.type(), placeOf(section) + 1) : name;
  }

  /** Its place among all sections, from 0. */
  public int placeOf(UciSection section) {
    index();
    return section.place();
  }

  /** Adds a section behind the last; an empty name makes it anonymous. */
  public UciSection add(String type, String name) {
    index();
    UciSection section = opened.content().addSection(type, name);
    dirty = true;
    versions.merge(type, 1L, Long::sum);
    enter(section);
    return section;
  }

  /** Removes sections. */
  public void remove(Set<UciSection> gone) {
    if (!gone.isEmpty()) {
      opened.content().removeAll(gone);
      dirty = true;
      restructured();
    }
  }

  /** Gives a section another name. */
  public void rename(UciSection section, String name) {
    section.rename(name);
    dirty = true;
    restructured();
  }

  /** Sets an option; an empty value removes it. */
  public void set(UciSection section, String option, String value) {
    if (value.isEmpty()) {
      section.remove(option);
    } else {
      section.set(option, value);
    }
    touched(section, option);
  }

  /** Sets the items of a list; without items it goes. */
  public void setList(UciSection section, String list, List<String> items) {
    section.setList(list, items);
    touched(section, list);
  }

  private void touched(UciSection section, String option) {
    dirty = true;
    if (TYING.contains(option)) {
      versions.merge(section.type(), 1L, Long::sum);
    }
  }

  private void restructured() {
    version++;
    byName = null;
    byType = null;
  }

  private void index() {
    if (byName == null) {
      byName = new HashMap<>();
      byType = new HashMap<>();
      size = 0;
      opened.content().sections().forEach(this::enter);
    }
  }

  private void enter(UciSection section) {
    section.place(size++);
    byName.putIfAbsent(nameOf(section), section);
    byType.computeIfAbsent(section.type(), _ -> new ArrayList<>()).add(section);
  }
}
