package org.argonaut.mtp.broker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** What a link must know of its node and of the others. */
public final class Peers {
  private final ActorSystem<?> system;

  public Peers(ActorSystem<?> system) {
    this.system = system;
  }

  /** A template with {@code {host}}, this machine's name, and {@code {port}}, the node's cluster port, filled in. */
  public String named(String template) {
    return template
        .replace("{host}", hostName())
        .replace("{port}", system.address().getPort().map(Object::toString).orElse("0"));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a machine that cannot resolve itself
    }
  }

  /** Whether other nodes of the cluster can do this one's work. */
  public boolean othersAreUp() {
    if (!system.settings().config().getString("pekko.actor.provider").equals("cluster")) {
      return false;
    }
    Cluster cluster = Cluster.get(system);
    for (var member : cluster.state().getMembers()) {
      if (member.status().equals(MemberStatus.up()) && !member.equals(cluster.selfMember())) {
        return true;
      }
    }
    return false;
  }
}
