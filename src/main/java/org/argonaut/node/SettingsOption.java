package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config FILE}, for every command that runs a node. */
final class SettingsOption {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Settings in HOCON over the defaults; environment variables win over it.")
  private Path file;

  Config load() {
    return load(ConfigFactory.empty());
  }

  /** The settings with {@code overrides} above all. */
  Config load(Config overrides) {
    return Configuration.load(file, System.getenv(), overrides);
  }
}
