package org.argonaut.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.acs.DeviceEndpoint;
import org.argonaut.api.ApiServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a node stops: it tells the load balancers, closes the API while devices can still answer what runs there, closes the
 * device port, hands its devices over and leaves the cluster (sharding and cluster do that), and the store closes last.
 */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
  private static final Duration DEVICE_LIMIT = Duration.ofSeconds(10);

  private static final Duration AGENTS_LIMIT = Duration.ofSeconds(5);

  private Shutdown() {}

  static void register(
      ActorSystem<?> system,
      Duration drainDelay,
      Lifecycle lifecycle,
      ApiServer api,
      DeviceEndpoint endpoint,
      UspParts usp,
      ExecutorService blocking) {
    var shutdown = CoordinatedShutdown.get(system);
    task(
        shutdown,
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "drain",
        () -> drain(lifecycle, downed(shutdown) ? Duration.ZERO : drainDelay));
    task(shutdown, CoordinatedShutdown.PhaseServiceUnbind(), "api", api::stop);
    task(shutdown, CoordinatedShutdown.PhaseServiceRequestsDone(), "usp agents", () -> usp.stop(AGENTS_LIMIT));
    task(
        shutdown, CoordinatedShutdown.PhaseServiceRequestsDone(), "device port", () -> endpoint.stop(DEVICE_LIMIT));
    task(
        shutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
        "virtual threads",
        () -> {
          blocking.shutdownNow();
          return CompletableFuture.completedFuture(Done.getInstance());
        });
  }

  /** The others go on without this node, with its devices: nothing here is worth a moment more. */
  private static boolean downed(CoordinatedShutdown shutdown) {
    return shutdown.getShutdownReason().filter(reason -> reason == CoordinatedShutdown.clusterDowningReason()).isPresent();
  }

  private static CompletionStage<Done> drain(Lifecycle lifecycle, Duration delay) {
    LOG.info("stopping{}", delay.isZero() ? "" : ": serving on for " + delay.toMillis() + " ms");
    lifecycle.stopping();
    return new CompletableFuture<Done>().completeOnTimeout(Done.getInstance(), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void task(
      CoordinatedShutdown shutdown, String phase, String name, Supplier<CompletionStage<Done>> work) {
    shutdown.addTask(phase, name, work);
  }
}
