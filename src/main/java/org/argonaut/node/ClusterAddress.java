package org.argonaut.node;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Finds under which address the other nodes reach this one. */
final class ClusterAddress {
  private static final String LOOPBACK = "127.0.0.1";

  private ClusterAddress() {}

  /** The setting, if there is one; loopback for a node alone; else the address from which we reach the first seed. */
  static String of(NodeSettings settings) {
    if (!settings.remoteHost().isEmpty()) {
      return settings.remoteHost();
    }
    return settings.seeds().isEmpty() ? LOOPBACK : towards(settings.seeds());
  }

  /** Connecting a UDP socket sends nothing: it only asks the routing table. */
  private static String towards(List<HostPort> seeds) {
    for (var seed : seeds) {
      var target = new InetSocketAddress(seed.host(), seed.port());
      if (target.isUnresolved()) {
        continue;
      }
      try (var socket = new DatagramSocket()) {
        socket.connect(target);
        return socket.getLocalAddress().getHostAddress();
      } catch (IOException e) {
        throw noAddress("no route to the seed " + seed, e);
      }
    }
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (IOException e) {
      throw noAddress("none of the seeds resolves, nor does this machine's own name", e);
    }
  }

  private static CommandFailed noAddress(String why, IOException e) {
    return new CommandFailed("cannot tell this node's address: " + why + "; set ARGONAUT_REMOTE_HOST", e);
  }
}
