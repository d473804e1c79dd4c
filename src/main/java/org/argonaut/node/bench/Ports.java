package org.argonaut.node.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** TCP ports on loopback. */
final class Ports {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final int CONNECT_MILLIS = 1000;

  private Ports() {}

  /** One that nobody uses at the moment. */
  static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new BenchFailed("no free port on loopback: " + e.getMessage(), e);
    }
  }

  /** Waits until {@code owner} listens. */
  static void awaitOpen(int port, ChildProcess owner) {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!isOpen(port)) {
      owner.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new BenchFailed("nothing listens on port " + port + " after " + START_LIMIT.toSeconds() + " s");
      }
      LockSupport.parkNanos(RETRY.toNanos());
    }
  }

  private static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
