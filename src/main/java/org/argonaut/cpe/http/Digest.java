package org.argonaut.cpe.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The arithmetic and the header syntax of HTTP Digest (RFC 7616), for both its sides. */
public final class Digest {
  private static final HexFormat HEX = HexFormat.of();

  private Digest() {}

  /** Lower-case hex of the hash; the algorithm is {@code MD5} or {@code SHA-256}. */
  public static String hash(String algorithm, String text) {
    try {
      return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has both
    }
  }

  /** {@code H(username:realm:password)}. */
  public static String ha1(String algorithm, String username, String realm, String password) {
    return hash(algorithm, username + ":" + realm + ":" + password);
  }

  /**
   * The response for one request.
   *
   * @param qop {@code auth}, or null for the older form without nc and cnonce
   */
  public static String response(
      String algorithm, String ha1, String nonce, String nc, String cnonce, String qop, String method, String uri) {
    String ha2 = hash(algorithm, method + ":" + uri);
    return qop == null
        ? hash(algorithm, ha1 + ":" + nonce + ":" + ha2)
        : hash(algorithm, ha1 + ":" + nonce + ":" + nc + ":" + cnonce + ":" + qop + ":" + ha2);
  }

  /** The {@code name=value} pairs after the scheme; names in lower case, quotes taken off. */
  public static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length()) {
      int equals = text.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = text.substring(at, equals).replace(',', ' ').strip().toLowerCase(Locale.ROOT);
      StringBuilder value = new StringBuilder();
      at = value(text, equals + 1, value);
      parameters.put(name, value.toString());
    }
    return parameters;
  }

  private static int value(String text, int from, StringBuilder value) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    if (quoted) {
      at++;
    }
    while (at < text.length() && (quoted ? text.charAt(at) != '"' : text.charAt(at) != ',')) {
      if (quoted && text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    if (!quoted) {
      value.setLength(value.toString().stripTrailing().length());
    }
    return Math.min(at + 1, text.length());
  }
}
