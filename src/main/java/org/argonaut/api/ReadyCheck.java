package org.argonaut.api;

import java.util.function.Supplier;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.argonaut.store.DatabaseHealth;

/**
 * One thing that must be well before this node should get work.
 *
 * @param check cheap; called on every {@code GET /health/ready}
 */
public record ReadyCheck(String name, Supplier<State> check) {

  /**
   * How it is.
   *
   * @param detail for people, one line
   */
  public record State(boolean up, String detail) {}

  public static ReadyCheck database(DatabaseHealth health) {
    return new ReadyCheck("database", () -> new State(health.up(), health.detail()));
  }

  /** Up while this node is a member of the cluster and takes part. */
  public static ReadyCheck cluster(ClassicActorSystemProvider system) {
    Cluster cluster = Cluster.get(system);
    return new ReadyCheck(
        "cluster",
        () -> {
          MemberStatus status = cluster.selfMember().status();
          boolean up = status == MemberStatus.up() || status == MemberStatus.weaklyUp();
          return new State(up && !cluster.isTerminated(), "this node is " + status);
        });
  }
}
