package org.argonaut.datamodel.mapping.uci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A section of a {@link UciFile}. Changes keep everything else as it was. Not thread-safe. */
public final class UciSection {
  private static final String OPTION = "option";
  private static final String LIST = "list";

  private final UciFile file;
  // The header first, then all until the next header: comments and blank lines, too.
  private final List<UciLine> lines = new ArrayList<>();
  // Its place in the file, kept by the file's index.
  private int place = -1;

  UciSection(UciFile file, UciLine header) {
    this.file = file;
    lines.add(header);
  }

  List<UciLine> lines() {
    return lines;
  }

  void add(UciLine line) {
    lines.add(line);
  }

  int place() {
    return place;
  }

  void place(int value) {
    place = value;
  }

  public String type() {
    return lines.getFirst().words().get(1);
  }

  /** Empty: anonymous. */
  public String name() {
    List<String> words = lines.getFirst().words();
    return words.size() > 2 ? words.get(2) : "";
  }

  /** Gives the section another name. */
  public void rename(String name) {
    UciLine header = lines.getFirst();
    if (header.words().size() > 2) {
      lines.set(0, header.withValue(name));
    } else {
      lines.set(0, UciLine.header(type(), name, file.lineEnd()));
    }
  }

  /** The value of an option, the last if it is there several times; of a list, its items with blanks between. */
  public Optional<String> get(String option) {
    boolean lists = false;
    for (int i = lines.size() - 1; i > 0; i--) {
      UciLine line = lines.get(i);
      if (line.is(OPTION, option)) {
        return Optional.of(line.words().get(2));
      }
      lists |= line.is(LIST, option);
    }
    List<String> items = lists ? list(option) : List.of();
    return items.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", items));
  }

  /** The items of a list; none if there is none. */
  public List<String> list(String name) {
    return lines.stream().filter(line -> line.is(LIST, name)).map(line -> line.words().get(2)).toList();
  }

  /** The names of all options and lists, in order. */
  public List<String> names() {
    return lines.stream()
        .filter(line -> line.words().size() == 3 && !line.isHeader())
        .map(line -> line.words().get(1))
        .distinct()
        .collect(Collectors.toList());
  }

  /** Sets an option where it stands, or behind the last statement; a list of the name gives way. */
  public void set(String option, String value) {
    lines.removeIf(line -> line.is(LIST, option));
    int place = lastOf(option);
    if (place < 0) {
      append(OPTION, option, value);
      return;
    }
    lines.set(place, lines.get(place).withValue(value));
    for (int i = place - 1; i > 0; i--) {
      if (lines.get(i).is(OPTION, option)) {
        lines.remove(i);
      }
    }
  }

  private int lastOf(String option) {
    for (int i = lines.size() - 1; i > 0; i--) {
      if (lines.get(i).is(OPTION, option)) {
        return i;
      }
    }
    return -1;
  }

  /** Sets all items of a list; those that stay keep their lines. An option of the name gives way. */
  public void setList(String name, List<String> items) {
    if (list(name).equals(items)) {
      return;
    }
    remove(name);
    items.forEach(item -> append(LIST, name, item));
  }

  /** Removes an option or list; nothing happens if there is none. */
  public void remove(String name) {
    lines.removeIf(line -> line.is(OPTION, name) || line.is(LIST, name));
  }

  private void append(String keyword, String name, String value) {
    file.endLastLine();
    int behind = 0;
    String indent = "\t";
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).words().isEmpty()) {
        behind = i;
        String text = lines.get(i).text();
        indent = text.substring(0, text.length() - text.stripLeading().length());
      }
    }
    lines.add(behind + 1, UciLine.of(indent, keyword, name, value, file.lineEnd()));
  }
}
