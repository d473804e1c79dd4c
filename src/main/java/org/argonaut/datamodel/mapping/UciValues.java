package org.argonaut.datamodel.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.argonaut.datamodel.mapping.Tables.Entry;
import org.argonaut.datamodel.mapping.uci.IndexedFile;
import org.argonaut.datamodel.mapping.uci.SectionNames;
import org.argonaut.datamodel.mapping.uci.UciSection;
import org.argonaut.datamodel.plugin.Mapping;

/** Finds and reads the options that mappings name. */
final class UciValues {
  static final String NAME = "@Name";
  static final String COUNT = "@Count";

  private static final String ALIAS = ".Alias";
  private static final String NUMBER_OF_ENTRIES = "NumberOfEntries";

  private final Backends backends;
  private final Tables tables;

  UciValues(Backends backends, Tables tables) {
    this.backends = backends;
    this.tables = tables;
  }

  /** An option, or a list, of a section. */
  record Target(IndexedFile file, UciSection section, String option, boolean list) {
    /** What is read: the items of a list, or the one value. */
    List<String> items() {
      if (option.equals(NAME)) {
        return List.of(SectionNames.decode(file.nameOf(section)));
      }
      if (!list) {
        return section.get(option).map(List::of).orElse(List.of());
      }
      List<String> items = section.list(option);
      return items.isEmpty() ? section.get(option).map(UciValues::words).orElse(List.of()) : items;
    }
  }

  /** A list written as one option has blanks between its items. */
  private static List<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  /** Whether the parameter is an alias, which lives in the shadow section of its instance. */
  static boolean isAlias(Place place) {
    return place.path().contains(ALIAS) && place.instance() != null && place.instance().section() != null;
  }

  /** How many instances there are, if that is what is asked for; null: it is not. */
  String count(Place place, Mapping.Uci uci, int version) {
    if (!place.path().contains(NUMBER_OF_ENTRIES) || uci.sectionType().isEmpty() || uci.option().isEmpty()) {
      return null;
    }
    if (version > 0 && !uci.option().equals(COUNT)) {
      return "";
    }
    Optional<IndexedFile> file = file(place, uci);
    return file.map(f -> Integer.toString(tables.count(f, uci.file(), uci.sectionType(), Walk.parentSection(place)))).orElse("");
  }

  private Optional<IndexedFile> file(Place place, Mapping.Uci uci) {
    return switch (uci.folder().replaceFirst("/+$", "")) {
      case "", "/etc/config" -> backends.file(place.node(), false, uci.file());
      case "/etc/bbfdm", "/etc/bbfdm/dmmap" -> backends.file(place.node(), true, uci.file());
      default -> {
        backends.error(place.node(), "\"path\" is \"" + uci.folder() + "\"; files are taken from /etc/config and /etc/bbfdm/dmmap only");
        yield Optional.empty();
      }
    };
  }

  /** Where a value is; empty: there is no such section, or no file that can be used. */
  Optional<Target> target(Place place, Mapping.Uci uci) {
    boolean list = !uci.list().isEmpty();
    String option = list ? uci.list() : uci.option();
    Instance instance = place.instance();
    boolean ofInstance = instance != null && !uci.sectionType().isEmpty();
    if (option.isEmpty() || uci.file().isEmpty()) {
      return Optional.empty();
    }
    if (ofInstance && instance.section() != null) {
      Entry own = instance.section();
      return Optional.of(isAlias(place) ? new Target(own.shadowFile(), own.shadow(), option, list) : new Target(own.file(), own.section(), option, list));
    }
    Optional<IndexedFile> file = file(place, uci);
    if (ofInstance) {
      return file.flatMap(f -> f.section(uci.sectionType(), instance.number() - 1).map(s -> new Target(f, s, option, list)));
    }
    if (!uci.section().isEmpty()) {
      return file.flatMap(f -> f.section(uci.section()).map(s -> new Target(f, s, option, list)));
    }
    boolean indexed = !uci.index().isEmpty() && !backends.compatible();
    int index = uci.index().matches("[0-9]{1,6}") ? Integer.parseInt(uci.index()) : 0;
    return indexed ? file.flatMap(f -> f.section(uci.sectionType(), index).map(s -> new Target(f, s, option, list))) : Optional.empty();
  }

  /**
   * Where a value is looked for when an instance's own section has none: the section of its number. Devices look
   * there also when that is another instance's section; here only when the own one is of another kind.
   */
  Optional<Target> second(Place place, Mapping.Uci uci, Target first) {
    Instance instance = place.instance();
    if (instance == null || instance.section() == null || uci.sectionType().isEmpty() || isAlias(place) || first.option.equals(NAME)) {
      return Optional.empty();
    }
    boolean sameKind = first.section.type().equals(uci.sectionType()) && file(place, uci).filter(f -> f == first.file).isPresent();
    if (sameKind && !backends.compatible()) {
      return Optional.empty();
    }
    return file(place, uci)
        .flatMap(f -> f.section(uci.sectionType(), instance.number() - 1))
        .map(s -> new Target(first.file, s, first.option, first.list));
  }

  /** Where the value of a {@code uci_sec} or {@code dmmap_sec} mapping is; empty: the instance has no section. */
  Optional<Target> target(Place place, Mapping.Section mapping) {
    boolean list = mapping.key().isEmpty();
    String option = list ? mapping.list() : mapping.key();
    Entry entry = place.instance() == null ? null : place.instance().section();
    if (entry == null || option.isEmpty()) {
      return Optional.empty();
    }
    boolean shadow = mapping.shadow() || isAlias(place);
    return Optional.of(new Target(shadow ? entry.shadowFile() : entry.file(), shadow ? entry.shadow() : entry.section(), option, list));
  }

  /** The items of a value; of an alias that is not there yet, the one that is then made and kept. */
  List<String> read(Place place, Target target) {
    List<String> items = target.items();
    if (isAlias(place) && (items.isEmpty() || items.getFirst().isEmpty()) && target.file == place.instance().section().shadowFile()) {
      String alias = "cpe-" + place.instance().number();
      target.file.set(target.section, target.option, alias);
      return List.of(alias);
    }
    return items;
  }
}
