package org.argonaut.cpe.diagnostics;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks host names up as the machine does. */
final class Resolver {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private Resolver() {}

  /**
   * All addresses of the host.
   *
   * @param protocolVersion {@code IPv4} or {@code IPv6} for those only; anything else: both
   * @throws UnknownHostException there is none, or nobody told in time
   */
  static List<InetAddress> resolve(String host, String protocolVersion, Duration patience)
      throws UnknownHostException, InterruptedException {
    if (host.isBlank()) {
      throw new UnknownHostException("no host given");
    }
    // The lookup itself cannot be interrupted, so it has a thread of its own that may be left behind.
    FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> InetAddress.getAllByName(host.strip()));
    Thread.ofVirtual().name("cpe-lookup").start(lookup);
    try {
      List<InetAddress> found =
          Arrays.stream(lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS))
              .filter(address -> fits(address, protocolVersion))
              .toList();
      if (found.isEmpty()) {
        throw new UnknownHostException(host + " has no address of " + protocolVersion);
      }
      return found;
    } catch (ExecutionException | TimeoutException e) {
      throw (UnknownHostException) new UnknownHostException(host).initCause(e);
    }
  }

  private static boolean fits(InetAddress address, String protocolVersion) {
    return switch (protocolVersion) {
      case "IPv4" -> address instanceof Inet4Address;
      case "IPv6" -> address instanceof Inet6Address;
      default -> true;
    };
  }
}
