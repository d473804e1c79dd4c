package org.argonaut.mtp.broker;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** What a link must know of its node and of the others. */
public final class Peers {
  private static final String SEEDS = "argonaut.node.seeds";

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

  /** Whether this node is meant to be one of several: it was given others to join. */
  public boolean expected() {
    Config config = system.settings().config();
    return config.hasPath(SEEDS)
        && switch (config.getValue(SEEDS)) {
          case ConfigList list -> !list.isEmpty();
          case ConfigValue text -> !text.unwrapped().toString().isBlank(); // of a variable
        };
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
