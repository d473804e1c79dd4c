package org.argonaut.acs;

import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** Finds the session a request belongs to: by its cookie, or else by its TCP connection. */
final class Sessions {
  private final SessionTokens tokens;
  private final boolean trustConnection;

  /**
   * @param trustConnection whether a connection stands for one CPE; false behind a proxy that shares its connections
   */
  Sessions(SessionTokens tokens, boolean trustConnection) {
    this.tokens = tokens;
    this.trustConnection = trustConnection;
  }

  /** The session; null when neither cookie nor connection names one. */
  SessionTokens.Named find(HttpRequest request, CpeConnection connection) {
    SessionTokens.Named byCookie = byCookie(request);
    SessionTokens.Named byConnection = trustConnection ? connection.session() : null;
    if (byCookie == null || byConnection == null) {
      return byCookie == null ? byConnection : byCookie;
    }
    // Some CPEs keep their first cookie for ever: of one device's sessions the newer one is meant, and of two that began in
    // the same millisecond the connection's, which is its last. A cookie of another device comes through a proxy that
    // shares its connections.
    boolean sameDevice = byCookie.session().deviceId().equals(byConnection.session().deviceId());
    return sameDevice && byConnection.issuedMillis() >= byCookie.issuedMillis() ? byConnection : byCookie;
  }

  private SessionTokens.Named byCookie(HttpRequest request) {
    SessionTokens.Named newest = null;
    for (HttpHeader header : request.getHeaders()) {
      if (header.lowercaseName().equals("cookie")) {
        SessionTokens.Named named = tokens.read(Cookies.session(header.value()));
        if (named != null && (newest == null || named.issuedMillis() >= newest.issuedMillis())) {
          newest = named;
        }
      }
    }
    return newest;
  }
}
