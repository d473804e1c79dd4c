package org.argonaut.cpe.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * An http or https URL, taken apart.
 *
 * @param host without the brackets of an IPv6 literal
 * @param target path and query, at least {@code /}
 */
public record HttpUrl(boolean tls, String host, int port, String target) {

  /** Reads a URL. An IllegalArgumentException says what is wrong with it. */
  public static HttpUrl parse(String url) {
    URI uri;
    try {
      uri = new URI(url.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a URL: " + url, e);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("not an http or https URL: " + url);
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("no host in " + url);
    }
    boolean tls = scheme.equals("https");
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
    return new HttpUrl(tls, uri.getHost().replaceAll("[\\[\\]]", ""), port, target(uri));
  }

  private static String target(URI uri) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** The URL that a Location header names, which may be relative to this one. */
  public HttpUrl resolve(String location) {
    return parse(URI.create(toString()).resolve(location.strip()).toString());
  }

  /** Whether both are served over one connection. */
  public boolean sameServer(HttpUrl other) {
    return tls == other.tls && port == other.port && host.equalsIgnoreCase(other.host);
  }

  /** For the Host header. */
  public String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls ? 443 : 80) ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://") + authority() + target;
  }
}
