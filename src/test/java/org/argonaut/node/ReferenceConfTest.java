package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReferenceConfTest {
  private static final Path FILE = Path.of("src/main/resources/reference.conf");

  /** Variables that the outside is promised (they are described in the README). */
  private static final List<String> PROMISED =
      List.of(
          "ARGONAUT_DEVICE_PORT",
          "ARGONAUT_API_PORT",
          "ARGONAUT_BIND",
          "ARGONAUT_DATA_DIR",
          "ARGONAUT_DB_URL",
          "ARGONAUT_ADMIN_TOKEN",
          "ARGONAUT_CWMP_AUTH",
          "ARGONAUT_SEEDS",
          "ARGONAUT_REMOTE_PORT");

  /** Sections that are handed to Pekko or PostgreSQL as they are. */
  private static final Set<String> PASSED_ON = Set.of("parameters", "durable-state", "lease");

  /** One comment may stand above several settings, with no blank line between. */
  @Test
  void everySettingHasAComment() throws IOException {
    var bare = new ArrayList<String>();
    var before = "";
    for (var line : Files.readAllLines(FILE)) {
      var text = line.strip();
      if (before.isEmpty() && !text.isEmpty() && !text.startsWith("#") && !text.startsWith("}") && !text.endsWith("{")) {
        bare.add(text);
      }
      before = text;
    }
    assertThat(bare).isEmpty();
  }

  @Test
  void everyVariableThatIsPromisedSetsSomething() {
    var reference = ConfigFactory.parseResources(Configuration.class.getClassLoader(), "reference.conf");
    assertThat(EnvironmentBinding.allIn(reference)).extracting(EnvironmentBinding::variable).containsAll(PROMISED);
  }

  @Test
  void everySettingIsReadSomewhere() throws IOException {
    var sources = sources();
    var unread = new ArrayList<String>();
    for (var key : keys("", ours().getObject("argonaut"))) {
      if (!sources.contains('"' + key + '"') && !sources.contains('.' + key + '"')) {
        unread.add(key);
      }
    }
    assertThat(unread).isEmpty();
  }

  /** The file alone, without the libraries' and with nothing substituted. */
  private static Config ours() {
    return ConfigFactory.parseFile(FILE.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
        .resolve(Configuration.withVariables(_ -> null));
  }

  private static String sources() throws IOException {
    try (var files = Files.walk(Path.of("src/main/java"))) {
      return files
          .filter(f -> f.toString().endsWith("Settings.java") || f.toString().contains("/store/"))
          .filter(Files::isRegularFile)
          .map(
              f -> {
                try {
                  return Files.readString(f);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              })
          .collect(Collectors.joining());
    }
  }

  /** The last word of every setting's path. */
  private static List<String> keys(String name, ConfigValue value) {
    if (value instanceof ConfigObject object && !object.isEmpty()) {
      return object.entrySet().stream().filter(e -> !PASSED_ON.contains(e.getKey())).flatMap(e -> keys(e.getKey(), e.getValue()).stream()).distinct().toList();
    }
    return List.of(name);
  }
}
