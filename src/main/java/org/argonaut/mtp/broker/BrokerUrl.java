package org.argonaut.mtp.broker;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where a broker is, read from a setting such as {@code mqtts://user:password@broker.example.net:8883}.
 *
 * @param scheme one of those allowed, lower case
 * @param username empty: none
 * @param path with its slash; empty: none
 */
public record BrokerUrl(String scheme, String host, int port, String username, String password, String path) {
  private static final int MAX_PORT = 65_535;

  /**
   * Reads one.
   *
   * @param defaultPorts the schemes allowed and their usual ports
   * @throws IllegalArgumentException with what is wrong and how it should be; never with the password
   */
  public static BrokerUrl parse(String text, Map<String, Integer> defaultPorts) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw bad("is not a URL (" + e.getReason() + "; characters like @ or / in a password are written %40, %2F)", defaultPorts);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!defaultPorts.containsKey(scheme)) {
      throw bad("begins with " + (scheme.isEmpty() ? "no scheme" : scheme + "://"), defaultPorts);
    }
    if (uri.getHost() == null) {
      throw bad("names no host", defaultPorts);
    }
    int port = uri.getPort() < 0 ? defaultPorts.get(scheme) : uri.getPort();
    if (port < 1 || port > MAX_PORT) {
      throw bad("has port " + port, defaultPorts);
    }
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = user.indexOf(':');
    return new BrokerUrl(
        scheme,
        withoutBrackets(uri.getHost()),
        port,
        decoded(colon < 0 ? user : user.substring(0, colon)),
        colon < 0 ? "" : decoded(user.substring(colon + 1)),
        uri.getRawPath() == null ? "" : uri.getRawPath());
  }

  /** The same broker, with these credentials where the URL had none. */
  public BrokerUrl orCredentials(String otherUsername, String otherPassword) {
    return username.isEmpty() && !otherUsername.isEmpty()
        ? new BrokerUrl(scheme, host, port, otherUsername, otherPassword, path)
        : this;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException bad(String flaw, Map<String, Integer> schemes) {
    return new IllegalArgumentException(
        "the URL " + flaw + "; it is written SCHEME://USER:PASSWORD@HOST:PORT with one of "
            + String.join(", ", schemes.keySet().stream().sorted().toList()));
  }

  /** For log lines: without the credentials. */
  @Override
  public String toString() {
    return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + path;
  }
}
