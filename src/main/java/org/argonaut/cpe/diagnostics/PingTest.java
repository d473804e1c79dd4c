package org.argonaut.cpe.diagnostics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * IPPing (TR-181 {@code Device.IP.Diagnostics.IPPing}): asks a host several times whether it is there. By ICMP when the process
 * may, otherwise by connections, whose refusal is an answer too; so block size and DSCP have no effect.
 */
public final class PingTest {
  private PingTest() {}

  /**
   * Runs it. A host that never answers makes a complete test of failures.
   *
   * @throws InterruptedException it was cancelled
   */
  public static PingResult run(PingRequest request) throws InterruptedException {
    InetAddress address;
    try {
      address = Resolver.resolve(request.host(), request.protocolVersion(), Resolver.PATIENCE).getFirst();
    } catch (UnknownHostException e) {
      return PingResult.failed(Outcome.CANNOT_RESOLVE_HOST_NAME, "");
    }
    return run(request, address);
  }

  private static PingResult run(PingRequest request, InetAddress address) throws InterruptedException {
    int timeout = (int) Math.clamp(request.timeout().toMillis(), 1, Duration.ofMinutes(1).toMillis());
    Probe probe = new Probe(address, timeout);
    int successes = 0;
    int failures = 0;
    long sum = 0;
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int n = 0; n < Math.min(PingRequest.MOST, request.repetitions()); n++) {
      try {
        long micros = Math.max(1, probe.ask() / 1000);
        successes++;
        sum += micros;
        least = Math.min(least, micros);
        most = Math.max(most, micros);
      } catch (NoRouteToHostException e) {
        return PingResult.failed(Outcome.NO_ROUTE_TO_HOST, address.getHostAddress());
      } catch (IOException e) {
        failures++;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("ping cancelled");
      }
    }
    long average = successes == 0 ? 0 : sum / successes;
    return new PingResult(
        Outcome.COMPLETE, address.getHostAddress(), successes, failures, average, successes == 0 ? 0 : least, most);
  }
}
