package org.argonaut.datamodel.plugin;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.argonaut.datamodel.Spelling;

/** The keys of the format, and guesses at what a misspelled one meant. */
final class Words {
  static final Set<String> OBJECT =
      Set.of(
          "type", "protocols", "access", "array", "mapping", "dependency", "uniqueKeys", "description", "version", "obsolete",
          "status", "minEntries", "maxEntries");

  static final Set<String> PARAMETER =
      Set.of(
          "type", "read", "write", "protocols", "datatype", "range", "enumerations", "pattern", "list", "unit", "default",
          "flags", "mapping", "description", "version", "obsolete", "mandatory", "status", "defaultType", "references",
          "readOnlyValues", "deprecatedValues", "forcedInform", "activeNotify", "once", "dependency");

  static final Set<String> COMMAND =
      Set.of("type", "async", "protocols", "input", "output", "mapping", "description", "version", "obsolete", "status", "dependency");

  static final List<String> UCI = List.of("file", "section", "option", "list", "dmmapfile", "path", "ref");
  static final List<String> UBUS = List.of("object", "method", "args", "key");

  private Words() {}

  /** {@code ; did you mean "x"?}, or nothing. */
  static String guess(String word, Collection<String> known) {
    String best = null;
    int least = 3;
    for (String candidate : known.stream().sorted().toList()) {
      int distance = Spelling.distance(word, candidate, least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best == null ? "" : "; did you mean \"" + best + "\"?";
  }

  /** The first letter nobody sees, as {@code U+00AD}; empty: none. Copied text brings them. */
  static String invisible(String word) {
    return word.codePoints()
        .filter(c -> Character.getType(c) == Character.FORMAT || Character.isSpaceChar(c) || Character.isISOControl(c))
        .mapToObj(c -> String.format("U+%04X", c))
        .findFirst()
        .orElse("");
  }
}
