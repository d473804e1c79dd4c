package org.argonaut.usp;

import java.net.URI;
import java.net.URISyntaxException;

/** Where an agent listens for WebSocket connections (R-WS.6): {@code ws://host:port/path} or {@code wss://...}. */
public final class AgentUrl {
  private static final int MAX_LENGTH = 2048;

  private AgentUrl() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with what is wrong with it; the text itself is not repeated, as it may hold a secret
   */
  public static URI parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("it is no URL: " + e.getReason(), e);
    }
    boolean webSocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
    if (!webSocket || uri.getHost() == null || uri.getFragment() != null) {
      throw new IllegalArgumentException("write ws://host:port/path or wss://host:port/path");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException("a user name or password has no use in it; leave it out");
    }
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("it is longer than " + MAX_LENGTH + " characters");
    }
    return uri;
  }

  /** The URL as it may be shown: a query may hold a secret. */
  public static String shown(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?(hidden)";
  }
}
