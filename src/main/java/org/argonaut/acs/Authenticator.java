package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.argonaut.store.CredentialRow;

/**
 * Checks Authorization headers against the stored credentials and writes challenges. Holds no state of a CPE: nonces are
 * signed, so any node takes a nonce of any other.
 */
final class Authenticator {
  /** Slow hashes computed at once: more wait for a moment, so that a flood of wrong passwords does not take all cores. */
  private static final int HASHES_AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final AcsSettings.Authentication settings;
  private final Nonces nonces;
  private final Function<String, CompletionStage<CredentialRow>> lookup;
  private final Executor blocking;
  private final CredentialRow shared;
  private final CredentialRow nobody;
  private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE);

  /** Seals of Basic passwords that matched a moment ago, so that the slow hash is not computed for every session. */
  private final Cache<ByteBuffer, Boolean> matched =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  private final Seal matchedSeal;

  /**
   * @param lookup finds stored credentials; null inside when unknown; fails when the database is away
   * @param blocking for slow hashes: virtual threads
   */
  Authenticator(
      AcsSettings.Authentication settings,
      Nonces nonces,
      Function<String, CompletionStage<CredentialRow>> lookup,
      Executor blocking) {
    this.settings = settings;
    this.nonces = nonces;
    this.lookup = lookup;
    this.blocking = blocking;
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[32];
    random.nextBytes(key);
    this.matchedSeal = new Seal(key, 32);
    this.shared =
        settings.sharedUsername().isEmpty()
            ? null
            : Credentials.hash(settings, settings.sharedUsername(), settings.sharedPassword(), null, random);
    this.nobody = Credentials.hash(settings, "", Base64.getEncoder().encodeToString(key), null, random);
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
    return check(authorization, method, settings.scheme());
  }

  /** The same with a scheme of the caller's choice. */
  CompletionStage<Verdict> check(String authorization, String method, AcsSettings.Auth scheme) {
    AuthHeader header = authorization == null ? null : AuthHeader.parse(authorization);
    if (header == null) {
      return CompletableFuture.completedFuture(NO_CREDENTIALS);
    }
    if (header.scheme().equals("digest") && scheme.digest()) {
      return digest(header, method);
    }
    if (header.scheme().equals("basic") && scheme.basic() && header.token() != null) {
      return basic(header.token());
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
    return find(username)
        .thenApply(row -> digest(header, method, row == null ? nobody : row, nonces.valid(nonce), username));
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
    if (right && fresh && known(row)) {
      return new Verdict.Granted(principal(row));
    }
    return new Verdict.Denied(right && known(row), username);
  }

  private CompletionStage<Verdict> basic(String token) {
    String[] pair = userAndPassword(token);
    if (pair == null) {
      return CompletableFuture.completedFuture(NO_CREDENTIALS);
    }
    return find(pair[0]).thenCompose(row -> basic(row == null ? nobody : row, pair[0], pair[1]));
  }

  private CompletionStage<Verdict> basic(CredentialRow row, String username, String password) {
    byte[] text = (row.basicHash() + '\n' + password).getBytes(UTF_8);
    byte[] sealed = matchedSeal.seal(text, text.length);
    ByteBuffer seal = ByteBuffer.wrap(Arrays.copyOfRange(sealed, text.length, sealed.length)); // not the password
    if (matched.getIfPresent(seal) != null) {
      return CompletableFuture.completedFuture(new Verdict.Granted(principal(row)));
    }
    return CompletableFuture.supplyAsync(
        () -> {
          hashing.acquireUninterruptibly();
          boolean right;
          try {
            right = PasswordHash.matches(password, row.basicHash());
          } finally {
            hashing.release();
          }
          if (!right || !known(row)) {
            return new Verdict.Denied(false, username);
          }
          matched.put(seal, true);
          return new Verdict.Granted(principal(row));
        },
        blocking);
  }

  private CompletionStage<CredentialRow> find(String username) {
    if (shared != null && shared.username().equals(username)) {
      return CompletableFuture.completedFuture(shared);
    }
    return lookup.apply(username);
  }

  /** Whether it is somebody's: an unknown name is checked against nobody's hashes, to take the same time. */
  private static boolean known(CredentialRow row) {
    return !row.username().isEmpty();
  }

  private static Principal principal(CredentialRow row) {
    return new Principal(row.username(), row.sn() == null ? null : Set.of(row.sn()));
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(ISO_8859_1), given.toLowerCase(Locale.ROOT).getBytes(ISO_8859_1));
  }

  /** User and password of a Basic token; null when it is no such thing. UTF-8, or Latin-1 where that is none. */
  private static String[] userAndPassword(String token) {
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
    int colon = text.indexOf(':');
    return colon < 0 ? null : new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }
}
