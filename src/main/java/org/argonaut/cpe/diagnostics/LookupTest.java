package org.argonaut.cpe.diagnostics;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
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
    String server = "";
    if (!request.server().isBlank()) {
      try {
        server = Resolver.resolve(request.server(), "", Resolver.PATIENCE).getFirst().getHostAddress();
      } catch (UnknownHostException e) {
        return new LookupResult(Outcome.DNS_SERVER_NOT_RESOLVED, 0, List.of());
      }
    }
    Duration timeout = Duration.ofMillis(Math.clamp(request.timeout().toMillis(), 1, Duration.ofMinutes(1).toMillis()));
    List<Answer> answers = new ArrayList<>();
    for (int n = 0; n < Math.min(LookupRequest.MOST, request.repetitions()); n++) {
      answers.add(server.isEmpty() ? asTheMachine(request.host(), timeout) : asked(request.host(), server, timeout));
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

  private static Answer asked(String host, String server, Duration timeout) {
    Hashtable<String, String> terms = new Hashtable<>();
    terms.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    terms.put(Context.PROVIDER_URL, "dns://" + (server.indexOf(':') >= 0 ? "[" + server + "]" : server));
    terms.put("com.sun.jndi.dns.timeout.initial", Long.toString(timeout.toMillis()));
    terms.put("com.sun.jndi.dns.timeout.retries", "1");
    long began = System.nanoTime();
    try {
      DirContext context = new InitialDirContext(terms);
      try {
        List<String> addresses = new ArrayList<>();
        for (String type : new String[] {"A", "AAAA"}) {
          Attribute found = context.getAttributes(host, new String[] {type}).get(type);
          for (int n = 0; found != null && n < found.size(); n++) {
            addresses.add(found.get(n).toString());
          }
        }
        String status = addresses.isEmpty() ? "Error_HostNameNotResolved" : "Success";
        return new Answer(status, addresses.isEmpty() ? "" : host, addresses, server, millisSince(began));
      } finally {
        context.close();
      }
    } catch (CommunicationException e) {
      return new Answer("Error_DNSServerNotAvailable", "", List.of(), server, millisSince(began));
    } catch (NameNotFoundException e) {
      return new Answer("Error_HostNameNotResolved", "", List.of(), server, millisSince(began));
    } catch (NamingException e) {
      return new Answer("Error_Other", "", List.of(), server, millisSince(began));
    }
  }

  private static int millisSince(long nanos) {
    return (int) ((System.nanoTime() - nanos) / 1_000_000);
  }
}
