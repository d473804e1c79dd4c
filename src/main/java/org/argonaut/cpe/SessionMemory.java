package org.argonaut.cpe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.cpe.http.Credentials;

/** What a CPE keeps from session to session: cookies, and how it last answered the ACS's challenge. Not thread-safe. */
final class SessionMemory {
  private final boolean reusesNonceCount;
  private Credentials credentials;
  private Map<String, String> cookies = Map.of();

  SessionMemory(boolean reusesNonceCount) {
    this.reusesNonceCount = reusesNonceCount;
  }

  /** The same while user name and password stay. */
  Credentials credentials(String username, String password) {
    if (credentials == null || !credentials.same(username, password)) {
      credentials = new Credentials(username, password, reusesNonceCount);
    }
    return credentials;
  }

  Map<String, String> cookies() {
    if (cookies.isEmpty()) {
      cookies = new LinkedHashMap<>(2);
    }
    return cookies;
  }

  void forget() {
    credentials = null;
    cookies = Map.of();
  }
}
