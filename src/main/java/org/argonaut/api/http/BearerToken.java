package org.argonaut.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The admin token, as its digest: compared in constant time, never printed. */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private final byte[] digest;

  public BearerToken(String token) {
    if (token == null || token.isBlank()) {
      throw new IllegalArgumentException("The admin token is empty; set ARGONAUT_ADMIN_TOKEN or leave it unset");
    }
    this.digest = sha256(token.strip());
  }

  /**
   * Lets a request in.
   *
   * @param authorization the header's value; null when absent
   * @throws Problem 401 with WWW-Authenticate
   */
  void admit(String authorization) throws Problem {
    if (authorization == null) {
      throw refused("This route needs 'Authorization: Bearer TOKEN' with the admin token", "");
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused("Authorization must be 'Bearer TOKEN' with the admin token", "");
    }
    if (!MessageDigest.isEqual(digest, sha256(authorization.substring(SCHEME.length()).strip()))) {
      throw refused("The bearer token is not the admin token of this cluster", ", error=\"invalid_token\"");
    }
  }

  private static Problem refused(String detail, String error) {
    return Problem.of(401, "unauthorized", "Not authorized", detail)
        .withHeader("WWW-Authenticate", "Bearer realm=\"argonaut\"" + error);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
