package org.argonaut.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: the place where the parts are brought together.
 *
 * <p>Several may live in one JVM (tests). Ports set to 0 are any free ones.
 */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  private final ActorSystem<Void> system;
  private final Store store;

  private Node(ActorSystem<Void> system, Store store) {
    this.system = system;
    this.store = store;
  }

  /**
   * Starts a node and returns when it serves. Blocks: not for an actor's thread.
   *
   * @throws InvalidSettings when a setting cannot be used
   * @throws CommandFailed when a port is taken, the cluster cannot be joined, or the like
   */
  public static Node start(Config config) {
    try {
      var settings = NodeSettings.from(config);
      var system = ActorSystems.create(config, settings);
      try {
        return start(system, settings);
      } catch (RuntimeException e) {
        stop(system);
        throw e;
      }
    } catch (ConfigException e) {
      throw new InvalidSettings(Configuration.oneLine(e), e);
    }
  }

  private static Node start(ActorSystem<Void> system, NodeSettings settings) {
    var store = Store.get(system);
    ClusterMembership.join(system, settings);
    return new Node(system, store);
  }

  /** Where devices send their Informs. */
  public URI deviceUrl() {
    return URI.create("http://127.0.0.1/");
  }

  /** The root of everything people and programs talk to. */
  public URI apiUrl() {
    return URI.create("http://127.0.0.1/");
  }

  /** The node's actor system, for what runs inside it (demo, benchmarks). */
  public ActorSystem<Void> system() {
    return system;
  }

  String databaseDetail() {
    return store.health().detail();
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
    system.getWhenTerminated().toCompletableFuture().join();
    return CoordinatedShutdown.get(system)
        .getShutdownReason()
        .filter(reason -> reason == CoordinatedShutdown.clusterDowningReason())
        .map(_ -> End.DOWNED)
        .orElse(End.STOPPED);
  }

  /** Stops as SIGTERM does: serves what runs, hands the devices over, leaves the cluster, closes the database. */
  public void stop() {
    stop(system);
  }

  private static void stop(ActorSystem<Void> system) {
    var stopped =
        CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.actorSystemTerminateReason()).toCompletableFuture();
    try {
      stopped.orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      LOG.warn("stopping did not end well: {}", Configuration.oneLine(e));
    }
  }

  static CompletableFuture<Done> done() {
    return CompletableFuture.completedFuture(Done.getInstance());
  }
}
