package org.argonaut.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.japi.Util;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes this node a member of its cluster. */
final class ClusterMembership {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterMembership.class);

  private ClusterMembership() {}

  /**
   * Joins and waits until this node is up.
   *
   * @throws CommandFailed when that takes longer than the settings allow
   */
  static void join(ActorSystem<?> system, NodeSettings settings) {
    var cluster = Cluster.get(system);
    var up = new CompletableFuture<Void>();
    org.apache.pekko.cluster.Cluster.get(system).registerOnMemberUp(() -> up.complete(null));
    if (settings.seeds().isEmpty()) {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    } else {
      var seeds = settings.seeds().stream().map(seed -> address(cluster, seed)).toList();
      cluster.manager().tell(new JoinSeedNodes(Util.immutableSeq(seeds)));
    }
    await(up, settings);
    LOG.info("up in the cluster as {}", cluster.selfMember().address());
  }

  private static void await(CompletableFuture<Void> up, NodeSettings settings) {
    Duration limit = settings.joinTimeout();
    try {
      up.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new CommandFailed(
          "could not join the cluster within " + limit.toSeconds() + " s by the seeds " + settings.seeds()
              + " (ARGONAUT_SEEDS): the first of them starts the cluster; is it up, and reachable on that port?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("interrupted while joining the cluster", e);
    } catch (ExecutionException e) {
      throw new CommandFailed("could not join the cluster: " + Configuration.oneLine(e.getCause()), e);
    }
  }

  private static Address address(Cluster cluster, HostPort seed) {
    return new Address(cluster.selfMember().address().protocol(), ActorSystems.NAME, seed.host(), seed.port());
  }
}
