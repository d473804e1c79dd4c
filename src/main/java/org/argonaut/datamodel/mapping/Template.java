package org.argonaut.datamodel.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.argonaut.datamodel.Paths;
import org.argonaut.datamodel.mapping.uci.SectionNames;

/**
 * A text of a ubus or cli mapping with symbols in it. A symbol is a whole part between dots; {@code {i}} may stand
 * anywhere. Immutable.
 */
final class Template {
  private static final String INPUT = "@Input";

  private final String text;
  private final List<String> parts;
  private final int version;

  private Template(String text, List<String> parts, int version) {
    this.text = text;
    this.parts = parts;
    this.version = version;
  }

  static Template of(String text, int version) {
    boolean symbols = text.indexOf('@') >= 0 || text.contains(Paths.INSTANCE);
    return new Template(text, symbols ? List.of(text.split("\\.", -1)) : List.of(), version);
  }

  /**
   * What symbols stand for.
   *
   * @param instance the innermost instance; null: none
   * @param value being set; null: nothing is
   * @param input of the command; null: there is no command
   */
  record Given(Instance instance, String value, Map<String, String> input) {
    static Given of(Instance instance) {
      return new Given(instance, null, null);
    }
  }

  String resolve(Given given) {
    if (parts.isEmpty()) {
      return text;
    }
    List<String> resolved = new ArrayList<>();
    List<Integer> numbers = Instance.numbers(given.instance);
    int seen = 0;
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.equals(INPUT) && given.input != null) {
        String name = i + 1 < parts.size() ? parts.get(i + 1) : "";
        resolved.add(given.input.getOrDefault(name, ""));
        break;
      }
      String symbol = symbol(part, given, numbers);
      if (symbol == null) {
        StringBuilder filled = new StringBuilder();
        seen = fillNumbers(part, numbers, seen, filled);
        symbol = filled.toString();
      }
      resolved.add(symbol);
    }
    return String.join(".", resolved);
  }

  /** What a symbol stands for; null: it is none. */
  private String symbol(String part, Given given, List<Integer> numbers) {
    if (part.isEmpty() || part.charAt(0) != '@') {
      return null;
    }
    if (part.equals("@Value") && given.value != null) {
      return given.value;
    }
    if (part.equals("@Name")) {
      Tables.Entry section = Instance.nearestSection(given.instance);
      return section == null ? "" : SectionNames.decode(section.name());
    }
    if (part.equals(version == 0 ? "@i-1" : "@index")) {
      return Integer.toString(Instance.index(given.instance));
    }
    if (part.matches("@index-[0-9]{1,3}")) {
      int back = Integer.parseInt(part.substring("@index-".length()));
      return back >= 1 && back <= numbers.size() ? numbers.get(numbers.size() - back).toString() : "";
    }
    return null;
  }

  private static int fillNumbers(String part, List<Integer> numbers, int seen, StringBuilder to) {
    int at = 0;
    int used = seen;
    for (int mark = part.indexOf(Paths.INSTANCE); mark >= 0 && used < numbers.size(); mark = part.indexOf(Paths.INSTANCE, at)) {
      to.append(part, at, mark).append(numbers.get(used++));
      at = mark + Paths.INSTANCE.length();
    }
    to.append(part, at, part.length());
    return used;
  }
}
