package org.argonaut.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A TCP load balancer before several nodes, as an operator has one: it asks the nodes whether they are ready, and the next
 * one that is gets the connection.
 */
final class Balancer implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1_000;
  private static final int BUFFER = 16 * 1024;
  private static final long QUEUE_NANOS = 5_000_000_000L;
  private static final long RETRY_NANOS = 50_000_000L;
  private static final int CHECK_MILLIS = 200;

  private final ServerSocket server;
  private final List<Backend> backends;
  private final boolean inTurn;
  private final AtomicInteger next = new AtomicInteger();
  private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor();

  private static final class Backend {
    private final NodeProcess node;
    private final int port;
    private volatile boolean ready = true;

    Backend(NodeProcess node) {
      this.node = node;
      this.port = node.deviceUrl().getPort();
    }

    void check() {
      ready = node.ready();
    }
  }

  private Balancer(ServerSocket server, List<Backend> backends, boolean inTurn) {
    this.inTurn = inTurn;
    this.server = server;
    this.backends = backends;
  }

  /** Starts before the device ports of these nodes. */
  static Balancer before(NodeProcess... nodes) {
    return start(true, nodes);
  }

  /** The same, but every connection goes to the first of these nodes that is ready. */
  static Balancer preferring(NodeProcess... nodes) {
    return start(false, nodes);
  }

  private static Balancer start(boolean inTurn, NodeProcess... nodes) {
    try {
      var backends = Stream.of(nodes).map(Backend::new).toList();
      var balancer = new Balancer(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), backends, inTurn);
      Thread.ofVirtual().start(balancer::accept);
      balancer.checks.scheduleWithFixedDelay(
          () -> backends.forEach(Backend::check), 0, CHECK_MILLIS, TimeUnit.MILLISECONDS);
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
    var node = queued();
    if (node == null) {
      close(client);
      return;
    }
    Thread.ofVirtual().start(() -> pipe(node, client));
    pipe(client, node);
  }

  /** As balancers do: who comes while no node is ready waits for a moment. */
  private Socket queued() {
    var node = connect();
    for (long until = System.nanoTime() + QUEUE_NANOS; node == null && System.nanoTime() < until; node = connect()) {
      LockSupport.parkNanos(RETRY_NANOS);
    }
    return node;
  }

  /** To the next ready node that takes it; null when none does. */
  private Socket connect() {
    for (int tries = 0; tries < backends.size(); tries++) {
      int turn = inTurn ? next.getAndIncrement() : tries;
      var backend = backends.get(Math.floorMod(turn, backends.size()));
      if (!backend.ready) {
        continue;
      }
      var node = new Socket();
      try {
        node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), backend.port), CONNECT_MILLIS);
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
    checks.shutdownNow();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
