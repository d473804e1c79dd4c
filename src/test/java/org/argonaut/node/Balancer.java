package org.argonaut.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP load balancer before several nodes, as an operator has one: the next node that takes the connection gets it. */
final class Balancer implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket server;
  private final List<Integer> ports;
  private final AtomicInteger next = new AtomicInteger();

  private Balancer(ServerSocket server, List<Integer> ports) {
    this.server = server;
    this.ports = ports;
  }

  /** Starts before the device ports of these nodes. */
  static Balancer before(NodeProcess... nodes) {
    try {
      var ports = List.of(nodes).stream().map(node -> node.deviceUrl().getPort()).toList();
      var balancer = new Balancer(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), ports);
      Thread.ofVirtual().start(balancer::accept);
      return balancer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    var node = connect();
    if (node == null) {
      close(client);
      return;
    }
    Thread.ofVirtual().start(() -> pipe(node, client));
    pipe(client, node);
  }

  /** To the next node that takes it; null when none does. */
  private Socket connect() {
    for (int tries = 0; tries < ports.size(); tries++) {
      var node = new Socket();
      int port = ports.get(Math.floorMod(next.getAndIncrement(), ports.size()));
      try {
        node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return node;
      } catch (IOException refused) {
        close(node);
      }
    }
    return null;
  }

  private static void pipe(Socket from, Socket to) {
    var buffer = new byte[BUFFER];
    try {
      for (int n = from.getInputStream().read(buffer); n >= 0; n = from.getInputStream().read(buffer)) {
        to.getOutputStream().write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException broken) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
