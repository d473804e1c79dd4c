package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks that every setting of ours has the type of its default: a number, a duration, a size ... */
final class ValueTypes {
  private static final Pattern DURATION =
      Pattern.compile("\\d+\\s*(ns|nanos?|us|micros?|ms|millis?|s|seconds?|m|minutes?|h|hours?|d|days?)");
  private static final Pattern SIZE = Pattern.compile("\\d+\\s*(B|[kKMGT]i?B|[KMGT])");

  private ValueTypes() {}

  /** One line for each value that does not fit, with its origin, key, value and what is allowed. */
  static List<String> violations(Config config, Config defaults) {
    var problems = new ArrayList<String>();
    check(config, "argonaut", defaults.getObject("argonaut"), problems);
    return problems;
  }

  private static void check(Config config, String path, ConfigValue standard, List<String> problems) {
    if (standard instanceof ConfigObject section) {
      if (!isObject(config, path)) {
        problems.add(line(config, path, "a section { ... }"));
      } else {
        section.forEach((key, value) -> check(config, path + "." + ConfigUtil.joinPath(key), value, problems));
      }
    } else if (config.hasPath(path)) {
      var allowed = whatFits(config, path, standard);
      if (allowed != null) {
        problems.add(line(config, path, allowed));
      }
    }
  }

  private static boolean isObject(Config config, String path) {
    return config.getValue(path).valueType() == ConfigValueType.OBJECT;
  }

  /** Null when the value fits; otherwise what would. */
  private static String whatFits(Config config, String path, ConfigValue standard) {
    return switch (standard.valueType()) {
      case NUMBER -> fits(() -> config.getNumber(path)) ? null : "a number, for example " + standard.unwrapped();
      case BOOLEAN -> fits(() -> config.getBoolean(path)) ? null : "true or false";
      case STRING -> whatTextFits(config, path, (String) standard.unwrapped());
      case LIST, OBJECT, NULL -> null;
    };
  }

  private static String whatTextFits(Config config, String path, String standard) {
    if (DURATION.matcher(standard).matches()) {
      return fits(() -> config.getDuration(path)) ? null : "a duration, for example " + standard;
    }
    if (SIZE.matcher(standard).matches()) {
      return fits(() -> config.getMemorySize(path)) ? null : "a size, for example " + standard;
    }
    return fits(() -> config.getString(path)) ? null : "a text, for example \"" + standard + "\"";
  }

  private static boolean fits(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  private static String line(Config config, String path, String allowed) {
    var value = config.getValue(path);
    return value.origin().description() + ": " + path + " = " + value.render() + ": must be " + allowed;
  }
}
