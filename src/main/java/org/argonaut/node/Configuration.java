package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the settings: the defaults of {@code reference.conf}, over them the user's file, over that the environment.
 *
 * <p>An environment variable wins wherever {@code reference.conf} names it ({@code key = ${?ARGONAUT_...}}), also over
 * the user's file; one that is set but blank counts as not set. Java system properties win over all.
 */
public final class Configuration {

  private Configuration() {}

  /**
   * Reads and checks everything.
   *
   * @param file the user's file; null for none
   * @param environment usually {@link System#getenv()}
   * @throws InvalidSettings when the file cannot be read, names a key no part of Argonaut knows, or a value does not
   *     have the type of its default
   */
  public static Config load(Path file, Map<String, String> environment) {
    return load(file, environment, ConfigFactory.empty());
  }

  /** As {@link #load(Path, Map)}, with {@code overrides} above file and environment. */
  public static Config load(Path file, Map<String, String> environment, Config overrides) {
    try {
      var reference = ConfigFactory.parseResources(Configuration.class.getClassLoader(), "reference.conf");
      var bindings = EnvironmentBinding.allIn(reference);
      var user = file == null ? ConfigFactory.empty() : parse(file);
      var config =
          ConfigFactory.systemProperties()
              .withFallback(overrides)
              .withFallback(overlay(bindings, environment))
              .withFallback(user)
              .withFallback(reference)
              .resolve(withVariables(name -> nonBlank(environment.get(name))));
      var problems = new ArrayList<String>();
      problems.addAll(UnknownKeys.in(resolvedAlone(user, config, environment), EnvironmentBinding.shapeOf(reference)));
      problems.addAll(ValueTypes.violations(config, reference.resolve(withVariables(_ -> null))));
      if (!problems.isEmpty()) {
        throw new InvalidSettings(String.join(System.lineSeparator(), problems));
      }
      return config;
    } catch (ConfigException e) {
      throw new InvalidSettings(oneLine(e), e);
    }
  }

  /** A library's message about a setting, on one line. */
  static String oneLine(Throwable failure) {
    var message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return message.replaceAll("\\s*\\R\\s*", " ");
  }

  /** Substitutions that no setting answers ask {@code variables}, never the real environment. */
  static ConfigResolveOptions withVariables(Function<String, String> variables) {
    return options(name -> variable(name, variables.apply(name)));
  }

  private static ConfigResolveOptions options(Function<String, ConfigValue> lookup) {
    return ConfigResolveOptions.defaults().setUseSystemEnvironment(false).appendResolver(new Lookup(lookup));
  }

  private static ConfigValue variable(String name, String value) {
    return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment variable " + name);
  }

  /** What the user wrote, and nothing else, with its substitutions answered by the whole. */
  private static Config resolvedAlone(Config user, Config whole, Map<String, String> environment) {
    return user.resolve(
        options(
            path -> whole.hasPath(path) ? whole.getValue(path) : variable(path, nonBlank(environment.get(path)))));
  }

  private static Config parse(Path file) {
    if (Files.isDirectory(file) || !Files.isReadable(file)) {
      throw new InvalidSettings("cannot read the settings file " + file + ": no such file, or not readable");
    }
    return ConfigFactory.parseFile(file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
  }

  private static Config overlay(List<EnvironmentBinding> bindings, Map<String, String> environment) {
    var config = ConfigFactory.empty();
    for (var binding : bindings) {
      var value = nonBlank(environment.get(binding.variable()));
      if (value != null) {
        config = config.withValue(binding.key(), variable(binding.variable(), value));
      }
    }
    return config;
  }

  private static String nonBlank(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private record Lookup(Function<String, ConfigValue> byPath) implements ConfigResolver {
    @Override
    public ConfigValue lookup(String path) {
      return byPath.apply(path);
    }

    @Override
    public ConfigResolver withFallback(ConfigResolver fallback) {
      return this;
    }
  }
}
