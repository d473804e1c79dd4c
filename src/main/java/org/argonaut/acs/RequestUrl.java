package org.argonaut.acs;

import java.util.Locale;

/**
 * A ConnectionRequestURL as CPEs write them: any path, IPv6 literals, characters that {@link java.net.URI} refuses.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without its brackets
 * @param target path and query as they go into the request line
 */
record RequestUrl(String host, int port, String target) {

  /** The URL makes no sense; the message says why. */
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  /** Reads a URL. Only http is taken: TR-069 3.2.2 knows no other. */
  static RequestUrl parse(String url) throws Unusable {
    String text = url.strip();
    int scheme = text.indexOf("://");
    if (scheme < 0 || !text.substring(0, scheme).toLowerCase(Locale.ROOT).equals("http")) {
      throw new Unusable("'" + BodyReader.printable(text) + "' is no http URL");
    }
    int start = scheme + 3;
    int end = endOfAuthority(text, start);
    String authority = text.substring(text.lastIndexOf('@', end - 1) >= start ? text.lastIndexOf('@', end - 1) + 1 : start, end);
    int colon = authority.startsWith("[") ? authority.indexOf(':', authority.indexOf(']') + 1) : authority.indexOf(':');
    if (!authority.startsWith("[") && authority.indexOf(':', colon + 1) > colon && colon >= 0) {
      throw new Unusable("'" + BodyReader.printable(text) + "' has an IPv6 address without brackets");
    }
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 || colon == authority.length() - 1 ? 80 : port(authority.substring(colon + 1), text);
    return new RequestUrl(withoutBrackets(host, text), port, target(text.substring(end)));
  }

  /** As it stands in a Host header. */
  String hostHeader() {
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + (port == 80 ? "" : ":" + port);
  }

  private static int endOfAuthority(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if ("/?#".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static int port(String digits, String url) throws Unusable {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException noNumber) {
      throw new Unusable("'" + BodyReader.printable(url) + "' has no valid port");
    }
    throw new Unusable("'" + BodyReader.printable(url) + "' has no valid port");
  }

  private static String withoutBrackets(String host, String url) throws Unusable {
    boolean brackets = host.startsWith("[");
    String plain = brackets && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    if (plain.isEmpty() || plain.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '[' || c == ']')) {
      throw new Unusable("'" + BodyReader.printable(url) + "' has no valid host");
    }
    return plain;
  }

  /** Path and query with everything escaped that would end the request line; the fragment stays here. */
  private static String target(String rest) {
    int fragment = rest.indexOf('#');
    String plain = fragment < 0 ? rest : rest.substring(0, fragment);
    StringBuilder target = new StringBuilder(plain.startsWith("/") ? "" : "/");
    for (byte b : plain.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c <= ' ' || c >= 0x7f) {
        target.append(String.format("%%%02X", c));
      } else {
        target.append((char) c);
      }
    }
    return target.toString();
  }
}
