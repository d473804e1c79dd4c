package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Answers the challenge of a CPE's connection-request server: SHA-256, MD5, Basic, the strongest it offers. */
final class RequestAuthorization {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RequestAuthorization() {}

  /**
   * The Authorization header.
   *
   * @param basicAllowed whether the password may be sent as it is
   * @return null when nothing is offered that we can or may answer
   */
  static String answer(
      List<AuthHeader> challenges, String target, String username, String password, boolean basicAllowed) {
    AuthHeader best = null;
    int bestRank = 0;
    for (AuthHeader challenge : challenges) {
      int rank = rank(challenge, basicAllowed);
      if (rank > bestRank) {
        best = challenge;
        bestRank = rank;
      }
    }
    if (best == null) {
      return null;
    }
    return best.scheme().equals("basic")
        ? "Basic " + Base64.getEncoder().encodeToString((username + ':' + password).getBytes(UTF_8))
        : digest(best, target, username, password);
  }

  private static int rank(AuthHeader challenge, boolean basicAllowed) {
    if (challenge.scheme().equals("basic")) {
      return basicAllowed ? 1 : 0;
    }
    boolean qopUsable = challenge.parameter("qop") == null || offersAuth(challenge);
    if (!challenge.scheme().equals("digest") || challenge.parameter("nonce") == null || !qopUsable) {
      return 0;
    }
    return switch (algorithm(challenge)) {
      case null -> 0;
      case MD5 -> 2;
      case SHA_256 -> 3;
    };
  }

  private static HttpDigest.Algorithm algorithm(AuthHeader challenge) {
    String name = challenge.parameter("algorithm");
    return name == null || name.isEmpty() ? HttpDigest.Algorithm.MD5 : HttpDigest.Algorithm.of(name);
  }

  private static boolean offersAuth(AuthHeader challenge) {
    return Arrays.stream(challenge.parameter("qop").split("[, ]+")).anyMatch("auth"::equalsIgnoreCase);
  }

  private static String digest(AuthHeader challenge, String target, String username, String password) {
    String realm = challenge.parameter("realm") == null ? "" : challenge.parameter("realm");
    String nonce = challenge.parameter("nonce");
    String qop = challenge.parameter("qop") == null ? null : "auth";
    byte[] random = new byte[8];
    RANDOM.nextBytes(random);
    String cnonce = HexFormat.of().formatHex(random);
    String nc = "00000001";
    HttpDigest.Algorithm algorithm = algorithm(challenge);
    String ha1 = HttpDigest.ha1(algorithm, username, realm, password);
    String response = HttpDigest.response(algorithm, ha1, "GET", target, nonce, qop, nc, cnonce);
    StringBuilder header = new StringBuilder(256).append("Digest username=").append(quoted(username));
    header.append(", realm=").append(quoted(realm)).append(", nonce=").append(quoted(nonce));
    header.append(", uri=").append(quoted(target)).append(", response=\"").append(response).append('"');
    if (challenge.parameter("algorithm") != null) {
      header.append(", algorithm=").append(algorithm.token());
    }
    if (qop != null) {
      header.append(", qop=auth, nc=").append(nc).append(", cnonce=\"").append(cnonce).append('"');
    }
    if (challenge.parameter("opaque") != null) {
      header.append(", opaque=").append(quoted(challenge.parameter("opaque")));
    }
    return header.toString();
  }

  /** Quoted and without anything that could begin a new header line. */
  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (!Character.isISOControl(c)) {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
