package org.argonaut.datamodel.mapping.uci;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.argonaut.datamodel.Findings;

/**
 * One UCI file in memory. What is not changed is written back as it was read, to the byte. Not thread-safe.
 *
 * <p>A line that makes no sense is a finding, stays where it is, and means nothing.
 */
public final class UciFile {
  private final String lineEnd;
  private final List<UciLine> preamble = new ArrayList<>();
  private final List<UciSection> sections = new ArrayList<>();

  private UciFile(String lineEnd) {
    this.lineEnd = lineEnd;
  }

  /** A file's content; {@code name} is its name in findings. */
  public static UciFile parse(String text, String name, Findings findings) {
    UciFile file = new UciFile(text.contains("\r\n") ? "\r\n" : "\n");
    int at = 0;
    int line = 1;
    while (at < text.length()) {
      UciWords.Read read = UciWords.read(text, at);
      List<String> words = read.words();
      int end = read.end();
      if (end < 0) {
        int next = text.indexOf('\n', at);
        end = next < 0 ? text.length() : next + 1;
        findings.error(name, line, "a quote without its end; the line is left as it is and means nothing");
        words = List.of();
      }
      String raw = text.substring(at, end);
      file.add(new UciLine(raw, checked(words, name, line, file.sections.isEmpty(), findings)));
      line += (int) raw.chars().filter(c -> c == '\n').count();
      at = end;
    }
    return file;
  }

  /** The words if they are a statement that means something here; none otherwise. */
  private static List<String> checked(List<String> words, String name, int line, boolean beforeSections, Findings findings) {
    if (words.isEmpty()) {
      return words;
    }
    String problem =
        switch (words.getFirst()) {
          case "package" -> "";
          case "config" -> words.size() == 2 || words.size() == 3 ? "" : "\"config\" needs a type, and a name or none";
          case "option", "list" -> {
            if (beforeSections) {
              yield "\"" + words.getFirst() + "\" before any section";
            }
            yield words.size() == 3 ? "" : "\"" + words.getFirst() + "\" needs a name and one value; quote values with blanks";
          }
          default -> "\"" + words.getFirst() + "\" is no statement; it is config, option or list";
        };
    if (!problem.isEmpty()) {
      findings.error(name, line, problem + "; the line is left as it is and means nothing");
    }
    return problem.isEmpty() ? words : List.of();
  }

  private void add(UciLine line) {
    if (line.isHeader()) {
      sections.add(new UciSection(this, line));
    } else if (sections.isEmpty()) {
      preamble.add(line);
    } else {
      sections.getLast().add(line);
    }
  }

  String lineEnd() {
    return lineEnd;
  }

  /** All sections in the order of the file. */
  public List<UciSection> sections() {
    return Collections.unmodifiableList(sections);
  }

  /** Those of one type in the order of the file. */
  public List<UciSection> sections(String type) {
    return sections.stream().filter(section -> section.type().equals(type)).toList();
  }

  /** The section of that name, or {@code @type[2]}, {@code @type[-1]}; empty if there is none. */
  public Optional<UciSection> section(String name) {
    if (name.startsWith("@") && name.endsWith("]")) {
      int bracket = name.indexOf('[');
      String number = bracket < 0 ? "" : name.substring(bracket + 1, name.length() - 1);
      if (!number.matches("-?[0-9]{1,6}")) {
        return Optional.empty();
      }
      List<UciSection> ofType = sections(name.substring(1, bracket));
      int index = Integer.parseInt(number);
      int place = index < 0 ? ofType.size() + index : index;
      return place >= 0 && place < ofType.size() ? Optional.of(ofType.get(place)) : Optional.empty();
    }
    return sections.stream().filter(section -> !name.isEmpty() && section.name().equals(name)).findFirst();
  }

  /**
   * Adds a section behind the last.
   *
   * @param name empty: anonymous
   */
  public UciSection addSection(String type, String name) {
    endLastLine();
    List<UciLine> before = sections.isEmpty() ? preamble : sections.getLast().lines();
    if (!before.isEmpty() && !before.getLast().text().isBlank()) {
      before.add(new UciLine(lineEnd, List.of()));
    }
    UciSection section = new UciSection(this, UciLine.header(type, name, lineEnd));
    sections.add(section);
    return section;
  }

  /** Removes a section with its comments; false if it is not in the file. */
  public boolean remove(UciSection section) {
    return sections.remove(section);
  }

  /** Removes several sections with their comments. */
  public void removeAll(Set<UciSection> gone) {
    sections.removeIf(gone::contains);
  }

  /** A file need not end with the end of a line, but what is added begins a new one. */
  void endLastLine() {
    List<UciLine> last = sections.isEmpty() ? preamble : sections.getLast().lines();
    if (!last.isEmpty() && !last.getLast().text().endsWith("\n")) {
      UciLine line = last.removeLast();
      last.add(new UciLine(line.text() + lineEnd, line.words()));
    }
  }

  /** The content to write. */
  public String text() {
    StringBuilder text = new StringBuilder();
    preamble.forEach(line -> text.append(line.text()));
    sections.forEach(section -> section.lines().forEach(line -> text.append(line.text())));
    return text.toString();
  }
}
