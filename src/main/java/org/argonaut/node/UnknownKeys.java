package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds settings of the user's that nobody reads: misspelt, or in the wrong place. */
final class UnknownKeys {
  private static final int SUGGESTION_DISTANCE = 4;

  private UnknownKeys() {}

  /**
   * One line for each unknown key. Below an object that is empty in the reference every key is known (free-form maps);
   * the libraries' own sections are not checked.
   *
   * @param user what the user wrote, resolved
   * @param known the reference with every key it knows
   */
  static List<String> in(Config user, Config known) {
    var problems = new ArrayList<String>();
    user.root()
        .forEach(
            (key, value) -> {
              if (!known.root().containsKey(key)) {
                problems.add(problem(key, value.origin().description(), known.root().keySet(), ""));
              }
            });
    if (user.hasPath("argonaut")) {
      check("argonaut", user.getObject("argonaut"), known.getObject("argonaut"), problems);
    }
    return problems;
  }

  private static void check(String path, ConfigObject user, ConfigObject known, List<String> problems) {
    if (known.isEmpty()) {
      return;
    }
    user.forEach(
        (key, value) -> {
          var here = path + "." + ConfigUtil.joinPath(key);
          var match = known.get(key);
          if (match == null) {
            problems.add(problem(here, value.origin().description(), known.keySet(), path + "."));
          } else if (value instanceof ConfigObject section && match instanceof ConfigObject knownSection) {
            check(here, section, knownSection, problems);
          }
        });
  }

  private static String problem(String path, String origin, Collection<String> siblings, String prefix) {
    var name = path.substring(prefix.length());
    var near = nearest(name, siblings).map(n -> "; did you mean " + prefix + n + "?");
    return origin + ": unknown setting " + path + near.orElse("; reference.conf lists every setting");
  }

  private static Optional<String> nearest(String name, Collection<String> candidates) {
    return candidates.stream()
        .filter(c -> distance(name, c) <= Math.min(SUGGESTION_DISTANCE, name.length() / 2))
        .min(Comparator.comparingInt(c -> distance(name, c)));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
