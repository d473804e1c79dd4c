package org.argonaut.cpe.diagnostics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.diagnostics.TraceResult.Hop;

/**
 * TraceRoute (TR-181 {@code Device.IP.Diagnostics.TraceRoute}): how many hops away a host is. Found by asking with a growing
 * hop limit; without privileges nobody tells who the routers on the way are, so their rows have no address.
 */
public final class TraceTest {
  private static final int TOO_MANY_HOPS = 11;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private TraceTest() {}

  /**
   * Runs it, two minutes at most.
   *
   * @throws InterruptedException it was cancelled
   */
  public static TraceResult run(TraceRequest request) throws InterruptedException {
    InetAddress address;
    try {
      address = Resolver.resolve(request.host(), request.protocolVersion(), Resolver.PATIENCE).getFirst();
    } catch (UnknownHostException e) {
      return new TraceResult(Outcome.CANNOT_RESOLVE_HOST_NAME, "", 0, List.of());
    }
    return run(request, address);
  }

  private static TraceResult run(TraceRequest request, InetAddress address) throws InterruptedException {
    int timeout = (int) Math.clamp(request.timeout().toMillis(), 1, Duration.ofMinutes(1).toMillis());
    long deadline = System.nanoTime() + LONGEST.toNanos();
    List<Hop> hops = new ArrayList<>();
    for (int limit = 1; limit <= request.maxHops(); limit++) {
      if (System.nanoTime() - deadline > 0) {
        return new TraceResult(Outcome.OTHER, address.getHostAddress(), 0, hops);
      }
      List<Integer> times = times(address, limit, request.tries(), timeout);
      if (!times.isEmpty()) {
        hops.add(new Hop(request.host(), address.getHostAddress(), 0, times));
        int average = (int) times.stream().mapToInt(Integer::intValue).average().orElse(0);
        return new TraceResult(Outcome.COMPLETE, address.getHostAddress(), average, hops);
      }
      hops.add(new Hop("", "", TOO_MANY_HOPS, List.of()));
    }
    return new TraceResult(Outcome.MAX_HOP_COUNT_EXCEEDED, address.getHostAddress(), 0, hops);
  }

  /** Round trips to the host; none if it is further away. */
  private static List<Integer> times(InetAddress address, int limit, int tries, int timeout) throws InterruptedException {
    List<Integer> times = new ArrayList<>();
    for (int n = 0; n < Math.clamp(tries, 1, 3); n++) {
      try {
        times.add((int) (Probe.echo(address, limit, timeout) / 1_000_000));
      } catch (IOException e) {
        break; // what does not get there once will not the next time
      }
    }
    return times;
  }
}
