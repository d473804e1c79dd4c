package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An environment variable that {@code reference.conf} names as a source of a setting.
 *
 * @param key the setting's full path, for example {@code argonaut.api.port}
 * @param variable for example {@code ARGONAUT_API_PORT}
 */
record EnvironmentBinding(String key, String variable) {
  private static final String MARK = "\u0001";

  /**
   * Every binding of the unresolved reference, the weaker first: where two variables set one key, the one named later in
   * the reference wins.
   */
  static List<EnvironmentBinding> allIn(Config reference) {
    var bindings = new ArrayList<EnvironmentBinding>();
    var seen = new HashSet<String>();
    while (true) {
      var stronger = new ArrayList<EnvironmentBinding>();
      collect("", shapeOf(reference, seen).root(), stronger);
      if (stronger.isEmpty()) {
        return bindings;
      }
      bindings.addAll(0, stronger);
      stronger.forEach(binding -> seen.add(binding.variable()));
    }
  }

  /**
   * The reference as if every variable of ours were set, to a mark with its own name: so each key that a variable may
   * set is there, also where it has no default.
   */
  static Config shapeOf(Config reference) {
    return shapeOf(reference, Set.of());
  }

  private static Config shapeOf(Config reference, Set<String> unset) {
    return reference.resolve(
        Configuration.withVariables(
            variable -> variable.startsWith("ARGONAUT_") && !unset.contains(variable) ? MARK + variable : null));
  }

  private static void collect(String path, ConfigValue value, List<EnvironmentBinding> bindings) {
    switch (value) {
      case ConfigObject object ->
          object.forEach(
              (key, child) -> {
                var name = ConfigUtil.joinPath(key);
                collect(path.isEmpty() ? name : path + "." + name, child, bindings);
              });
      case ConfigList _ -> {
        // no variable sets an element of a list
      }
      default -> {
        if (value.unwrapped() instanceof String text && text.startsWith(MARK)) {
          bindings.add(new EnvironmentBinding(path, text.substring(MARK.length())));
        }
      }
    }
  }
}
