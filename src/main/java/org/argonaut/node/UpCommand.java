package org.argonaut.node;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code argonaut up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Runs one node in the foreground until it gets SIGTERM or Ctrl-C.")
final class UpCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings;

  @Override
  public Integer call() {
    var config = settings.load();
    Logging.configure(NodeSettings.from(config).log());
    var node = Node.start(config);
    Banner.print(node, System.out);
    return Foreground.untilEnd(node);
  }
}
