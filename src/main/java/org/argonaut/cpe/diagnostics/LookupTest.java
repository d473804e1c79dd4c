package org.argonaut.cpe.diagnostics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.diagnostics.LookupResult.Answer;

/** NSLookup (TR-181 {@code Device.DNS.Diagnostics.NSLookupDiagnostics}): asks a DNS server, or the machine's, for a name. */
public final class LookupTest {
  private LookupTest() {}

  /**
   * Runs it.
   *
   * @throws InterruptedException it was cancelled
   */
  public static LookupResult run(LookupRequest request) throws InterruptedException {
    InetAddress server = null;
    if (!request.server().isBlank()) {
      try {
        server = Resolver.resolve(request.server(), "", Resolver.PATIENCE).getFirst();
      } catch (UnknownHostException e) {
        return new LookupResult(Outcome.DNS_SERVER_NOT_RESOLVED, 0, List.of());
      }
    }
    Duration timeout = Duration.ofMillis(Math.clamp(request.timeout().toMillis(), 1, Duration.ofMinutes(1).toMillis()));
    List<Answer> answers = new ArrayList<>();
    for (int n = 0; n < Math.min(LookupRequest.MOST, request.repetitions()); n++) {
      answers.add(server == null ? asTheMachine(request.host(), timeout) : asked(request.host(), server, timeout));
      if (Thread.interrupted()) {
        throw new InterruptedException("lookup cancelled");
      }
    }
    int successes = (int) answers.stream().filter(answer -> answer.status().equals("Success")).count();
    return new LookupResult(Outcome.COMPLETE, successes, answers);
  }

  private static Answer asTheMachine(String host, Duration timeout) throws InterruptedException {
    long began = System.nanoTime();
    try {
      List<String> addresses = Resolver.resolve(host, "", timeout).stream().map(InetAddress::getHostAddress).toList();
      return new Answer("Success", host, addresses, "", millisSince(began));
    } catch (UnknownHostException e) {
      return new Answer("Error_HostNameNotResolved", "", List.of(), "", millisSince(began));
    }
  }

  private static Answer asked(String host, InetAddress server, Duration timeout) {
    long began = System.nanoTime();
    String address = server.getHostAddress();
    try {
      List<String> addresses = new ArrayList<>(DnsQuery.ask(server, host, DnsQuery.A, timeout));
      addresses.addAll(DnsQuery.ask(server, host, DnsQuery.AAAA, timeout));
      boolean none = addresses.isEmpty();
      String status = none ? "Error_HostNameNotResolved" : "Success";
      return new Answer(status, none ? "" : host, addresses, address, millisSince(began));
    } catch (SocketTimeoutException | PortUnreachableException e) {
      return new Answer("Error_DNSServerNotAvailable", "", List.of(), address, millisSince(began));
    } catch (IOException e) {
      return new Answer("Error_Other", "", List.of(), address, millisSince(began));
    }
  }

  private static int millisSince(long nanos) {
    return (int) ((System.nanoTime() - nanos) / 1_000_000);
  }
}
