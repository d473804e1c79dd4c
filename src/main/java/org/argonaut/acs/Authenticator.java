package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.argonaut.store.CredentialRow;

/**
 * Checks Authorization headers against the stored credentials and writes challenges. Holds no state of a CPE: nonces are
 * signed, so any node takes a nonce of any other.
 */
final class Authenticator {
  private final AcsSettings.Authentication settings;
  private final Nonces nonces;
  private final Passwords passwords;

  Authenticator(AcsSettings.Authentication settings, Nonces nonces, Passwords passwords) {
    this.settings = settings;
    this.nonces = nonces;
    this.passwords = passwords;
  }

  /** What came of a check. */
  sealed interface Verdict {
    record Granted(Principal principal) implements Verdict {}

    /**
     * @param stale the credentials are right, only the nonce is too old: the CPE repeats without asking anybody
     * @param claimed the name it gave; null when it gave none
     */
    record Denied(boolean stale, String claimed) implements Verdict {}
  }

  private static final Verdict.Denied NO_CREDENTIALS = new Verdict.Denied(false, null);

  /**
   * Checks an Authorization header as {@code argonaut.acs.auth} wants it.
   *
   * @param authorization null when the request has none
   * @return fails when the credentials cannot be looked up
   */
  CompletionStage<Verdict> check(String authorization, String method) {
    return check(authorization, method, settings.scheme(), null);
  }

  /**
   * The same with a scheme of the caller's choice.
   *
   * @param endpointId which the client claims: a user name with colons, at which a Basic user name would end (RFC 7617); null:
   *     none
   */
  CompletionStage<Verdict> check(String authorization, String method, AcsSettings.Auth scheme, String endpointId) {
    AuthHeader header = authorization == null ? null : AuthHeader.parse(authorization);
    if (header == null) {
      return CompletableFuture.completedFuture(NO_CREDENTIALS);
    }
    if (header.scheme().equals("digest") && scheme.digest()) {
      return digest(header, method);
    }
    if (header.scheme().equals("basic") && scheme.basic() && header.token() != null) {
      return basic(header.token(), endpointId);
    }
    return CompletableFuture.completedFuture(NO_CREDENTIALS);
  }

  /**
   * The WWW-Authenticate headers of a 401, in the order of preference for clients that look at the first only: MD5 comes
   * first by default, because a CPE that knows SHA-256 also reads on to it, and one that does not gives up at it.
   */
  List<String> challenges(AcsSettings.Auth scheme, boolean stale) {
    List<String> challenges = new ArrayList<>();
    String realm = "realm=\"" + settings.realm() + '"';
    if (scheme.digest()) {
      String nonce = nonces.create();
      for (HttpDigest.Algorithm algorithm : settings.algorithms()) {
        challenges.add(
            "Digest "
                + realm
                + ", qop=\"auth\", algorithm="
                + algorithm.token()
                + ", nonce=\""
                + nonce
                + '"'
                + (stale ? ", stale=true" : ""));
      }
    }
    if (scheme.basic()) {
      challenges.add("Basic " + realm);
    }
    return challenges;
  }

  private CompletionStage<Verdict> digest(AuthHeader header, String method) {
    String username = header.parameter("username");
    String nonce = header.parameter("nonce");
    String response = header.parameter("response");
    String uri = header.parameter("uri");
    if (username == null || nonce == null || response == null || uri == null) {
      return CompletableFuture.completedFuture(new Verdict.Denied(false, username));
    }
    return passwords.find(username).thenApply(row -> digest(header, method, row, nonces.valid(nonce), username));
  }

  /** The uri is hashed as sent and not compared with the request line: CPEs write a full URL, or just a slash. */
  private Verdict digest(AuthHeader header, String method, CredentialRow row, boolean fresh, String username) {
    String name = header.parameter("algorithm");
    HttpDigest.Algorithm algorithm = name == null ? HttpDigest.Algorithm.MD5 : HttpDigest.Algorithm.of(name);
    String qop = header.parameter("qop");
    boolean withQop = qop != null && !qop.isEmpty();
    boolean ours = header.parameter("realm") == null || settings.realm().equals(header.parameter("realm"));
    if (algorithm == null || !ours || (withQop && !qop.equalsIgnoreCase("auth"))) {
      return new Verdict.Denied(false, username);
    }
    String ha1 = algorithm == HttpDigest.Algorithm.MD5 ? row.ha1Md5() : row.ha1Sha256();
    if (ha1 == null) {
      return new Verdict.Denied(false, username);
    }
    String expected =
        HttpDigest.response(
            algorithm,
            ha1,
            method,
            header.parameter("uri"),
            header.parameter("nonce"),
            withQop ? qop : null,
            header.parameter("nc"),
            header.parameter("cnonce"));
    boolean right = same(expected, header.parameter("response"));
    boolean known = Passwords.known(row);
    if (right && fresh && known) {
      return new Verdict.Granted(principal(Passwords.Match.of(row)));
    }
    return new Verdict.Denied(right && known, username);
  }

  private CompletionStage<Verdict> basic(String token, String endpointId) {
    String[] pair = userAndPassword(token, endpointId);
    if (pair == null) {
      return CompletableFuture.completedFuture(NO_CREDENTIALS);
    }
    return passwords
        .check(pair[0], pair[1])
        .thenApply(match -> match == null ? new Verdict.Denied(false, pair[0]) : new Verdict.Granted(principal(match)));
  }

  private static Principal principal(Passwords.Match match) {
    return new Principal(match.username(), match.sn() == null ? null : Set.of(match.sn()));
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(ISO_8859_1), given.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1));
  }

  /** User and password of a Basic token; null when it is no such thing. UTF-8, or Latin-1 where that is none. */
  private static String[] userAndPassword(String token, String endpointId) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      text = new String(bytes, ISO_8859_1);
    }
    int colon = endpointId != null && text.startsWith(endpointId + ':') ? endpointId.length() : text.indexOf(':');
    return colon < 0 ? null : new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }
}
