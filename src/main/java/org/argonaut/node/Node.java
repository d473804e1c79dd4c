package org.argonaut.node;

import com.typesafe.config.Config;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.acs.AcsStats;
import org.argonaut.device.Devices;
import org.argonaut.script.FunctionLibrary;
import org.argonaut.script.Scripts;
import org.argonaut.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node. Several may live in one JVM (tests, benchmarks). Ports set to 0 are any free ones.
 *
 * <p>{@link Assembly} brings its parts together.
 */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  private final Assembly parts;

  private Node(Assembly parts) {
    this.parts = parts;
  }

  /**
   * Starts a node and returns when it serves. Blocks: not for an actor's thread.
   *
   * @param config from {@link Configuration}
   * @throws InvalidSettings when a setting cannot be used
   * @throws CommandFailed when a port is taken, the cluster cannot be joined, or the like
   */
  public static Node start(Config config) {
    var settings = Settings.from(config);
    var system = ActorSystems.create(config, settings.node());
    try {
      return new Node(Assembly.start(system, settings));
    } catch (RuntimeException e) {
      stop(system);
      throw e;
    }
  }

  /** Where devices send their Informs, as this machine reaches it. */
  public URI deviceUrl() {
    return url(parts.endpoint().addresses().getFirst());
  }

  /** The root of everything people and programs talk to, as this machine reaches it. */
  public URI apiUrl() {
    return url(parts.api().address());
  }

  /** The bearer token of the API. */
  public String token() {
    return parts.token().value();
  }

  AdminToken adminToken() {
    return parts.token();
  }

  /** For what runs beside the node in its JVM: demo, benchmarks, tests. */
  public ActorSystem<?> system() {
    return parts.system();
  }

  public Devices devices() {
    return parts.devices();
  }

  public Scripts scripts() {
    return parts.scripts().scripts();
  }

  public Store store() {
    return parts.store();
  }

  public AcsStats acsStats() {
    return parts.acsStats();
  }

  /** What scripts on this node may call. */
  public List<FunctionLibrary> scriptFunctions() {
    return parts.scripts().functions();
  }

  private static URI url(InetSocketAddress address) {
    var bound = address.getAddress();
    var host = bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
    return URI.create("http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort() + "/");
  }

  /** Why a node is no more. */
  public enum End {
    /** It was told to. */
    STOPPED,
    /** The rest of the cluster went on without it. */
    DOWNED
  }

  /** Waits until the node is no more. */
  public End awaitEnd() {
    system().getWhenTerminated().toCompletableFuture().join();
    return CoordinatedShutdown.get(system())
        .getShutdownReason()
        .filter(reason -> reason == CoordinatedShutdown.clusterDowningReason())
        .map(_ -> End.DOWNED)
        .orElse(End.STOPPED);
  }

  /** Stops as SIGTERM does: finishes what runs, hands the devices over, leaves the cluster, closes the database. */
  public void stop() {
    stop(system());
  }

  private static void stop(ActorSystem<?> system) {
    var stopped =
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.actorSystemTerminateReason()).toCompletableFuture();
    try {
      stopped.orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      LOG.warn("stopping did not end well: {}", Configuration.oneLine(e));
    }
  }
}
