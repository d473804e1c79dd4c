package org.argonaut.cpe.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A client's user name and password and the server's last challenge: after the first 401 every request is authorized
 * ahead of being asked. Prefers Digest SHA-256 to Digest MD5 to Basic.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Credentials {
  private final String username;
  private final String password;
  private final boolean reuseNonceCount;
  private Challenge challenge;

  /** A challenge understood: {@code ha1} null for Basic. */
  private static final class Challenge {
    String algorithm;
    String algorithmAsSent;
    String realm;
    String nonce;
    String opaque;
    String qop;
    String ha1;
    int count;
  }

  /**
   * @param reuseNonceCount send {@code nc=00000001} with every request, as some CPEs do
   */
  public Credentials(String username, String password, boolean reuseNonceCount) {
    this.username = username;
    this.password = password;
    this.reuseNonceCount = reuseNonceCount;
  }

  public boolean same(String otherUsername, String otherPassword) {
    return username.equals(otherUsername) && password.equals(otherPassword);
  }

  /** Takes the WWW-Authenticate headers of a 401; false when none of them can be answered. */
  public boolean challenged(List<String> headers) {
    Challenge best = null;
    for (String header : headers) {
      Challenge offered = read(header);
      if (offered != null && (best == null || rank(offered) > rank(best))) {
        best = offered;
      }
    }
    challenge = best;
    return best != null && !username.isEmpty();
  }

  private static int rank(Challenge offered) {
    if (offered.nonce == null) {
      return 0;
    }
    return offered.algorithm.equals("SHA-256") ? 2 : 1;
  }

  private Challenge read(String header) {
    String scheme = header.strip().split(" ", 2)[0].toLowerCase(Locale.ROOT);
    Challenge read = new Challenge();
    if (scheme.equals("basic")) {
      return read;
    }
    if (!scheme.equals("digest")) {
      return null;
    }
    Map<String, String> parameters = Digest.parameters(header.strip().substring(6));
    String sent = parameters.get("algorithm");
    read.algorithmAsSent = sent;
    read.algorithm = sent == null ? "MD5" : sent.toUpperCase(Locale.ROOT);
    read.realm = parameters.getOrDefault("realm", "");
    read.nonce = parameters.getOrDefault("nonce", "");
    read.opaque = parameters.get("opaque");
    String qop = parameters.get("qop");
    read.qop = qop == null || qop.isBlank() ? null : "auth";
    if (!read.algorithm.equals("MD5") && !read.algorithm.equals("SHA-256")) {
      return null;
    }
    if (qop != null && !qop.isBlank() && !List.of(qop.replace(" ", "").split(",")).contains("auth")) {
      return null;
    }
    return read;
  }

  /** The Authorization header for a request, or null while there was no challenge. */
  public String authorization(String method, String target) {
    if (challenge == null) {
      return null;
    }
    if (challenge.nonce == null) {
      return "Basic "
          + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
    if (challenge.ha1 == null) {
      challenge.ha1 = Digest.ha1(challenge.algorithm, username, challenge.realm, password);
    }
    challenge.count = reuseNonceCount ? 1 : challenge.count + 1;
    String nc = String.format(Locale.ROOT, "%08x", challenge.count);
    String cnonce = Long.toHexString(ThreadLocalRandom.current().nextLong());
    String response =
        Digest.response(
            challenge.algorithm, challenge.ha1, challenge.nonce, nc, cnonce, challenge.qop, method, target);
    StringBuilder header = new StringBuilder(256);
    header.append("Digest username=\"").append(username.replace("\\", "\\\\").replace("\"", "\\\""));
    header.append("\", realm=\"").append(challenge.realm.replace("\\", "\\\\").replace("\"", "\\\""));
    header.append("\", nonce=\"").append(challenge.nonce).append("\", uri=\"").append(target);
    header.append("\", response=\"").append(response).append('"');
    if (challenge.algorithmAsSent != null) {
      header.append(", algorithm=").append(challenge.algorithmAsSent);
    }
    if (challenge.qop != null) {
      header.append(", qop=auth, nc=").append(nc).append(", cnonce=\"").append(cnonce).append('"');
    }
    if (challenge.opaque != null) {
      header.append(", opaque=\"").append(challenge.opaque).append('"');
    }
    return header.toString();
  }
}
