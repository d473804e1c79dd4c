package org.argonaut.script.http;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a request goes: an absolute URL with what HTTP forbids in it percent-encoded.
 *
 * @param host in lower case, without the brackets of an IPv6 address
 * @param target path and query
 */
record OutboundUrl(boolean tls, String host, int port, String target) {
  private static final int LONGEST = 8192;
  private static final String TO_ENCODE = "\"<>\\^`{|}";

  /**
   * Reads an absolute URL.
   *
   * @throws OutboundFailure says what is wrong with it
   */
  static OutboundUrl parse(String url) throws OutboundFailure {
    String text = url.strip();
    if (text.length() > LONGEST) {
      throw new OutboundFailure("the URL is longer than " + LONGEST + " characters");
    }
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
      throw new OutboundFailure("the URL holds control characters");
    }
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new OutboundFailure("the URL must begin with http:// or https://, got '" + shortened(text) + "'");
    }
    String rest = text.substring(colon + 3);
    int end = authorityEnd(rest);
    String authority = rest.substring(0, end);
    if (authority.indexOf('@') >= 0 || authority.indexOf('\\') >= 0) {
      throw new OutboundFailure("a user name and password in the URL are not allowed; use an Authorization header");
    }
    return of(scheme.equals("https"), authority, rest.substring(end));
  }

  private static int authorityEnd(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if ("/?#".indexOf(rest.charAt(i)) >= 0) {
        return i;
      }
    }
    return rest.length();
  }

  private static OutboundUrl of(boolean tls, String authority, String rest) throws OutboundFailure {
    String host;
    String port;
    if (authority.startsWith("[")) {
      int close = authority.indexOf(']');
      host = close < 0 ? "" : authority.substring(1, close);
      port = authority.substring(close + 1);
      if (close < 0 || !Network.isAddress(host)) {
        throw new OutboundFailure("'" + authority + "' is no IPv6 address in brackets");
      }
    } else {
      int colon = authority.indexOf(':');
      host = ascii(colon < 0 ? authority : authority.substring(0, colon));
      port = colon < 0 ? "" : authority.substring(colon);
    }
    if (host.isEmpty()) {
      throw new OutboundFailure("the URL names no host");
    }
    int hash = rest.indexOf('#');
    return new OutboundUrl(tls, host, port(port, tls), target(hash < 0 ? rest : rest.substring(0, hash)));
  }

  private static String ascii(String host) throws OutboundFailure {
    try {
      return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new OutboundFailure("'" + host + "' is no host name");
    }
  }

  private static int port(String text, boolean tls) throws OutboundFailure {
    if (text.isEmpty() || text.equals(":")) {
      return tls ? 443 : 80;
    }
    int port = text.matches(":\\d{1,5}") ? Integer.parseInt(text.substring(1)) : 0;
    if (port < 1 || port > 65_535) {
      throw new OutboundFailure("'" + text + "' is no port; expected :1 to :65535 after the host");
    }
    return port;
  }

  private static String target(String rest) {
    String target = rest.startsWith("/") ? rest : "/" + rest;
    StringBuilder out = new StringBuilder(target.length());
    for (byte b : target.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xFF;
      if (c <= ' ' || c >= 0x7F || TO_ENCODE.indexOf(c) >= 0) {
        out.append('%').append(String.format(Locale.ROOT, "%02X", c));
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  /** The URL that a Location header leads to. */
  OutboundUrl resolve(String location) throws OutboundFailure {
    String text = location.strip();
    if (text.contains("://") && text.indexOf("://") < authorityEnd(text)) {
      return parse(text);
    }
    String scheme = tls ? "https" : "http";
    if (text.startsWith("//")) {
      return parse(scheme + ":" + text);
    }
    if (text.startsWith("/")) {
      return parse(scheme + "://" + authority() + text);
    }
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String base = text.startsWith("?") ? path : path.substring(0, path.lastIndexOf('/') + 1);
    return parse(scheme + "://" + authority() + base + text);
  }

  /** For the Host header. */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  boolean sameOrigin(OutboundUrl other) {
    return tls == other.tls && host.equals(other.host) && port == other.port;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
