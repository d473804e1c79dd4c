package org.argonaut.script.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which addresses a script may reach: public ones, and what the operator allows. Keeps a script from the services of the
 * node's own network (metadata services, databases, admin interfaces), whatever a host name resolves to.
 */
public final class AddressPolicy {
  /** Special-purpose blocks of IPv4 (the IANA registry), none of them the public Internet. */
  private static final List<Network> NOT_PUBLIC_4 =
      networks(
          "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
          "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
          "224.0.0.0/4", "240.0.0.0/4");

  /** Of IPv6 only this is public ... */
  private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

  /** ... without protocol assignments and Teredo, documentation, and 6to4, which leads to any IPv4 address. */
  private static final List<Network> NOT_PUBLIC_6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?");

  private final List<Network> allowedNetworks = new ArrayList<>();
  private final List<String> allowedHosts = new ArrayList<>();

  private AddressPolicy() {}

  /**
   * @param allow networks ({@code 10.1.0.0/16}), addresses, host names ({@code billing.example.net}) or all hosts under a
   *     name ({@code *.example.net}) that may be reached although they are not public
   * @throws IllegalArgumentException names the entry that is none of these
   */
  public static AddressPolicy allowing(List<String> allow) {
    AddressPolicy policy = new AddressPolicy();
    for (String entry : allow) {
      String text = entry.strip().toLowerCase(Locale.ROOT);
      if (text.indexOf('/') >= 0 || Network.isAddress(text)) {
        policy.allowedNetworks.add(Network.parse(text));
      } else if (HOST.matcher(text).matches()) {
        policy.allowedHosts.add(text);
      } else {
        throw new IllegalArgumentException(
            "'" + entry + "' is neither a network such as 10.1.0.0/16, nor a host name, nor *. and a domain");
      }
    }
    return policy;
  }

  /** Whether a connection to this address may be made, found as one of {@code host}, which is in lower case. */
  boolean permits(String host, InetAddress address) {
    return isPublic(address)
        || allowedNetworks.stream().anyMatch(network -> network.contains(address))
        || allowedHosts.stream().anyMatch(allowed -> names(allowed, host));
  }

  private static boolean names(String allowed, String host) {
    return allowed.startsWith("*.") ? host.endsWith(allowed.substring(1)) : host.equals(allowed);
  }

  /** IPv4 addresses in IPv6 form are IPv4 to the JDK already; all other forms of embedding are not public. */
  static boolean isPublic(InetAddress address) {
    return address instanceof Inet6Address
        ? GLOBAL_UNICAST.contains(address) && NOT_PUBLIC_6.stream().noneMatch(n -> n.contains(address))
        : NOT_PUBLIC_4.stream().noneMatch(n -> n.contains(address));
  }

  private static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::parse).toList();
  }
}
