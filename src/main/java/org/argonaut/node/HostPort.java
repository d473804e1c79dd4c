package org.argonaut.node;

/** A node's address as {@code ARGONAUT_SEEDS} writes it: {@code host:port}; IPv6 in brackets. */
record HostPort(String host, int port) {

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException with what is wrong
   */
  static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw new IllegalArgumentException("'" + text + "' is not host:port");
    }
    var host = text.substring(0, colon);
    if (host.indexOf(':') >= 0 && !(host.startsWith("[") && host.endsWith("]"))) {
      throw new IllegalArgumentException("'" + text + "' is not host:port; write an IPv6 address as [address]:port");
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("'" + text + "': the port must be 1 to 65535");
      }
      return new HostPort(host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "': the port must be a number", e);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
