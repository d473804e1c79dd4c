package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.remote.RemoteTransportException;

/** Starts the node's actor system with what is known only at run time. */
final class ActorSystems {
  static final String NAME = "argonaut";

  /** What an idle device and its share of tables take, generously; the measured value is about half. */
  private static final long BYTES_PER_RESIDENT_DEVICE = 6 * 1024;

  private static final long SMALLEST_LIMIT = 10_000;

  private ActorSystems() {}

  /**
   * Binds the cluster port.
   *
   * @throws CommandFailed when that is not possible
   */
  static ActorSystem<Void> create(Config config, NodeSettings settings) {
    var host = ClusterAddress.of(settings);
    var computed =
        ConfigFactory.parseMap(
            Map.of(
                "pekko.remote.artery.canonical.hostname", host,
                "pekko.cluster.sharding.passivation.resident-devices.active-entity-limit", residentLimit(settings)),
            "computed at start");
    try {
      return ActorSystem.create(Behaviors.empty(), NAME, computed.withFallback(config));
    } catch (RemoteTransportException e) {
      throw new CommandFailed(
          "cannot listen on " + host + ":" + settings.remotePort() + " for the cluster: " + rootMessage(e)
              + "; set ARGONAUT_REMOTE_PORT (or ARGONAUT_REMOTE_HOST)",
          e);
    }
  }

  /** Half of the heap may be devices at rest. */
  private static long residentLimit(NodeSettings settings) {
    return settings
        .residentDevices()
        .orElseGet(() -> Math.max(SMALLEST_LIMIT, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_RESIDENT_DEVICE));
  }

  static String rootMessage(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Configuration.oneLine(cause);
  }
}
