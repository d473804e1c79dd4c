package org.argonaut.datamodel.mapping;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.argonaut.datamodel.mapping.MappedNode.Binding;
import org.argonaut.datamodel.mapping.Tables.Entry;
import org.argonaut.datamodel.mapping.UciValues.Target;
import org.argonaut.datamodel.mapping.uci.IndexedFile;
import org.argonaut.datamodel.mapping.uci.SectionNames;
import org.argonaut.datamodel.mapping.uci.UciSection;
import org.argonaut.datamodel.plugin.Mapping;

/** Adds, deletes and renames sections, and keeps true what refers to them by name. */
final class Sections {
  private static final Pattern TYPE = Pattern.compile("[!-~&&[^'\"#\\\\]]{1,128}");

  private final Backends backends;
  private final Tables tables;
  private final MappedFiles files;

  Sections(Backends backends, Tables tables, MappedFiles files) {
    this.backends = backends;
    this.tables = tables;
    this.files = files;
  }

  /** Adds an instance to a table; its number. */
  int add(Place table) throws Refused {
    Binding binding = changeable(table);
    Mapping.Uci uci = (Mapping.Uci) binding.mapping();
    if (!TYPE.matcher(uci.sectionType()).matches()) {
      throw Refused.path(table.path() + ": \"" + uci.sectionType() + "\" is no type of a section");
    }
    String parent = Walk.parentSection(table);
    UciTable made = tables.of(table.node(), uci).orElseThrow(() -> Refused.path(table.path() + " cannot have instances: its mapping cannot be used"));
    if (backends.compatible() && made.below(parent).entries().size() >= UciTable.MOST_ON_DEVICES) {
      throw new Refused(Fault.Kind.RESOURCES_EXCEEDED, table.path() + " has " + UciTable.MOST_ON_DEVICES + " instances already");
    }
    return made.add(parent);
  }

  private static Binding changeable(Place place) throws Refused {
    MappedNode node = place.node();
    Binding binding = node.browsing();
    if (!node.isTable() || !node.schema().access().writable() || binding == null || !(binding.mapping() instanceof Mapping.Uci)) {
      throw Refused.path(place.path() + ": instances cannot be added or deleted there");
    }
    return binding;
  }

  /** Deletes an instance with the sections that belong to its section. */
  void delete(Place instance) throws Refused {
    changeable(instance);
    Entry entry = instance.instance().section();
    Set<UciSection> gone = new HashSet<>();
    gone.add(entry.section());
    Deque<String> open = new ArrayDeque<>(List.of(entry.name()));
    Map<String, List<UciSection>> byParent = byParent(entry.file());
    while (!open.isEmpty()) {
      for (UciSection child : byParent.getOrDefault(open.pop(), List.of())) {
        if (gone.add(child) && !backends.compatible()) {
          open.push(entry.file().nameOf(child));
        }
      }
    }
    Map<UciSection, String> unnamed = unnamed(entry.file());
    Set<String> names = new HashSet<>();
    gone.forEach(section -> names.add(entry.file().nameOf(section)));
    removeShadows(entry, names);
    entry.file().remove(gone);
    retie(instance.node(), entry.file(), unnamed);
  }

  private static Map<String, List<UciSection>> byParent(IndexedFile file) {
    Map<String, List<UciSection>> byParent = new HashMap<>();
    for (UciSection section : file.sections()) {
      section.get(ParentIndex.PARENT).filter(p -> !p.isEmpty()).ifPresent(p -> byParent.computeIfAbsent(p, _ -> new ArrayList<>()).add(section));
    }
    return byParent;
  }

  /** Devices leave the shadows of children to the next look at their table. */
  private void removeShadows(Entry entry, Set<String> names) {
    if (backends.compatible()) {
      entry.shadowFile().remove(Set.of(entry.shadow()));
      return;
    }
    Set<UciSection> gone = new HashSet<>();
    for (UciSection shadow : entry.shadowFile().sections()) {
      if (names.contains(shadow.get(UciTable.SECTION_NAME).orElse(""))) {
        gone.add(shadow);
      }
    }
    entry.shadowFile().remove(gone);
  }

  private static Map<UciSection, String> unnamed(IndexedFile file) {
    Map<UciSection, String> names = new HashMap<>();
    for (UciSection section : file.sections()) {
      if (section.name().isEmpty()) {
        names.put(section, file.nameOf(section));
      }
    }
    return names;
  }

  /** The names of sections without one tell their place, so they change when one before them goes. */
  private void retie(MappedNode node, IndexedFile file, Map<UciSection, String> before) {
    Map<String, String> renamed = new HashMap<>();
    for (UciSection section : file.sections()) {
      String old = before.get(section);
      if (old != null && !old.equals(file.nameOf(section))) {
        renamed.put(old, file.nameOf(section));
      }
    }
    rewrite(node, file, renamed);
  }

  /** Writes new names of sections where the old ones are referred to. */
  private void rewrite(MappedNode node, IndexedFile file, Map<String, String> renamed) {
    if (renamed.isEmpty()) {
      return;
    }
    replace(file, ParentIndex.PARENT, renamed);
    for (String name : files.shadowsOf(file.name())) {
      Optional<IndexedFile> shadow = backends.file(node, true, name);
      shadow.ifPresent(s -> replace(s, UciTable.SECTION_NAME, renamed));
      shadow.ifPresent(s -> replace(s, ParentIndex.PARENT, renamed));
    }
  }

  private static void replace(IndexedFile file, String option, Map<String, String> by) {
    for (UciSection section : file.sections()) {
      String name = by.get(section.get(option).orElse(""));
      if (name != null) {
        file.set(section, option, name);
      }
    }
  }

  /** Gives the section another name, encoded if need be. */
  void rename(Place place, Target target, String value) throws Refused {
    IndexedFile file = target.file();
    String old = file.nameOf(target.section());
    String name = SectionNames.encode(value);
    if (value.isEmpty()) {
      throw Refused.value(place.path() + ": a name cannot be empty");
    }
    if (file.section(name).filter(other -> other != target.section()).isPresent()) {
      throw Refused.value(place.path() + ": there is another \"" + value + "\" already");
    }
    file.rename(target.section(), name);
    Entry entry = place.instance() == null ? null : place.instance().section();
    if (backends.compatible()) {
      if (entry != null && entry.section() == target.section()) {
        entry.shadowFile().set(entry.shadow(), UciTable.SECTION_NAME, name);
      }
      return;
    }
    rewrite(place.node(), file, Map.of(old, name));
  }
}
