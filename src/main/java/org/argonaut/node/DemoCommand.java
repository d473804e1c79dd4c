package org.argonaut.node;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.Fleet;
import org.argonaut.cpe.FleetOptions;
import org.argonaut.cpe.tree.Skeleton.Model;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code argonaut demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one node, example scripts, and virtual CPEs that talk to it: half over CWMP (TR-098 and TR-181), half over USP.",
      "Devices are let in from this machine only, without a password."
    })
final class DemoCommand implements Callable<Integer> {
  static final String SERIAL_PREFIX = "DEMO";
  private static final int MOST_CPES = 100_000;
  private static final Duration REGISTRATION = Duration.ofMinutes(2);
  private static final int INTERVAL_SECONDS = 60;

  /** What makes it a demo, above file and environment. */
  private static final Map<String, Object> OVERRIDES =
      Map.of("argonaut.acs.auth", "none", "argonaut.usp.auth", "none", "argonaut.acs.bind", "127.0.0.1");

  @Spec private CommandSpec spec;

  @Mixin private SettingsOption settings;

  @Option(names = "--cpes", paramLabel = "N", defaultValue = "25", description = "How many CPEs (${DEFAULT-VALUE}).")
  private int cpes;

  @Override
  public Integer call() throws InterruptedException {
    if (cpes < 1 || cpes > MOST_CPES) {
      throw new ParameterException(spec.commandLine(), "--cpes is 1 to " + MOST_CPES + ", not " + cpes);
    }
    var config = settings.load(ConfigFactory.parseMap(OVERRIDES, "the demo"));
    Logging.configure(NodeSettings.from(config).log());
    var node = Node.start(config);
    Banner.print(node, System.out);
    new DemoScripts(node.scripts()).start();
    var cpeSettings = CpeSettings.from(config);
    var fleets = start(node, cpeSettings);
    var agents = startAgents(node, cpeSettings);
    stopWith(node, fleets, agents);
    for (var fleet : fleets) {
      if (!fleet.awaitRegistered(REGISTRATION)) {
        System.err.println("argonaut: not every CPE has registered: " + fleet.stats().failures());
      }
    }
    if (agents != null && !agents.awaitOnBoarded(REGISTRATION)) {
      System.err.println("argonaut: not every USP agent is known to the controller yet");
    }
    new DemoLines(fleets).start();
    new DemoTour(node, cpes).print(System.out);
    return Foreground.untilEnd(node);
  }

  private List<Fleet> start(Node node, CpeSettings cpeSettings) {
    var fleets = new ArrayList<Fleet>();
    try {
      int overCwmp = cpes - agents();
      int older = overCwmp / 2;
      fleets.add(Fleet.start(options(node, cpeSettings).model(Model.TR181).count(overCwmp - older).build()));
      if (older > 0) {
        fleets.add(
            Fleet.start(
                options(node, cpeSettings).model(Model.TR098).count(older).firstNumber(overCwmp - older + 1).build()));
      }
      return fleets;
    } catch (IOException e) {
      throw new CommandFailed("the virtual CPEs cannot listen for connection requests: " + e.getMessage(), e);
    }
  }

  /** How many of the CPEs speak USP. */
  private int agents() {
    return cpes / 2;
  }

  /** Null when there is to be none. */
  private UspFleet startAgents(Node node, CpeSettings cpeSettings) {
    if (agents() == 0) {
      return null;
    }
    try {
      return UspFleet.start(
          UspFleetSettings.to("ws://127.0.0.1:" + node.deviceUrl().getPort() + "/usp")
              .serialPrefix(SERIAL_PREFIX)
              .firstNumber(cpes - agents() + 1)
              .count(agents())
              .intervalSeconds(INTERVAL_SECONDS)
              .settings(cpeSettings)
              .build());
    } catch (IOException e) {
      throw new CommandFailed("the virtual USP agents cannot start: " + e.getMessage(), e);
    }
  }

  private static FleetOptions.Builder options(Node node, CpeSettings cpeSettings) {
    return FleetOptions.to(node.deviceUrl().toString())
        .serialPrefix(SERIAL_PREFIX)
        .intervalSeconds(INTERVAL_SECONDS)
        .connectionRequestBind("127.0.0.1", 0)
        .settings(cpeSettings);
  }

  /** The CPEs fall silent first, so that none complains of a node that stops. */
  private static void stopWith(Node node, List<Fleet> fleets, UspFleet agents) {
    CoordinatedShutdown.get(node.system())
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "demo CPEs",
            () -> {
              fleets.forEach(Fleet::close);
              if (agents != null) {
                agents.stop();
              }
              return CompletableFuture.completedFuture(Done.getInstance());
            });
  }
}
