package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The arithmetic of HTTP Digest (RFC 7616 3.4), the same for the server and the client side. */
final class HttpDigest {

  /** The hash functions CPEs know. */
  enum Algorithm {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    Algorithm(String token) {
      this.token = token;
    }

    /** As it stands in the {@code algorithm} parameter, and as the JDK calls it. */
    String token() {
      return token;
    }

    /** The algorithm of that name in any case; null when it is none of ours ({@code MD5-sess} and the like). */
    static Algorithm of(String token) {
      for (Algorithm algorithm : values()) {
        if (algorithm.token.equalsIgnoreCase(token)) {
          return algorithm;
        }
      }
      return null;
    }
  }

  private HttpDigest() {}

  /** H(username:realm:password) in lower-case hex: what a server keeps instead of the password. */
  static String ha1(Algorithm algorithm, String username, String realm, String password) {
    return hash(algorithm, username + ':' + realm + ':' + password);
  }

  /**
   * The {@code response} parameter.
   *
   * @param ha1 of {@link #ha1}
   * @param uri as it stands in the {@code uri} parameter
   * @param qop {@code auth}; null for the older form without qop, which knows no nc and cnonce
   */
  static String response(
      Algorithm algorithm, String ha1, String method, String uri, String nonce, String qop, String nc, String cnonce) {
    String ha2 = hash(algorithm, method + ':' + uri);
    String middle = qop == null ? nonce : nonce + ':' + nc + ':' + cnonce + ':' + qop;
    return hash(algorithm, ha1 + ':' + middle + ':' + ha2);
  }

  private static String hash(Algorithm algorithm, String text) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm.token).digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm.token, e);
    }
  }
}
