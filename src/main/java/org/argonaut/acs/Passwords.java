package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.argonaut.store.CredentialRow;

/** The credentials of devices, stored ones and the shared one of the settings, and passwords checked against them. */
public final class Passwords {
  /** Slow hashes computed at once: more wait for a moment, so that a flood of wrong passwords does not take all cores. */
  private static final int HASHES_AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final Function<String, CompletionStage<CredentialRow>> lookup;
  private final Executor blocking;
  private final CredentialRow shared;
  private final CredentialRow nobody;
  private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE);

  /** Seals of passwords that matched a moment ago, so that the slow hash is not computed for every session. */
  private final Cache<ByteBuffer, Boolean> matched =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

  private final Seal matchedSeal;

  /**
   * @param lookup finds stored credentials; null inside when unknown; fails when the database is away
   * @param blocking for slow hashes: virtual threads
   */
  public Passwords(
      AcsSettings.Authentication settings,
      Function<String, CompletionStage<CredentialRow>> lookup,
      Executor blocking) {
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

  /**
   * Whose password it was.
   *
   * @param sn the one device that may use it; null: any
   */
  public record Match(String username, String sn) {
    static Match of(CredentialRow row) {
      return new Match(row.username(), row.sn());
    }
  }

  /**
   * Checks a password. An unknown name takes as long as a wrong password.
   *
   * @return null inside when it is wrong; fails when the credentials cannot be looked up
   */
  public CompletionStage<Match> check(String username, String password) {
    return find(username).thenCompose(row -> check(row, password));
  }

  private CompletionStage<Match> check(CredentialRow row, String password) {
    byte[] text = (row.basicHash() + '\n' + password).getBytes(UTF_8);
    byte[] sealed = matchedSeal.seal(text, text.length);
    ByteBuffer seal = ByteBuffer.wrap(Arrays.copyOfRange(sealed, text.length, sealed.length)); // not the password
    if (matched.getIfPresent(seal) != null) {
      return CompletableFuture.completedFuture(Match.of(row));
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
            return null;
          }
          matched.put(seal, true);
          return Match.of(row);
        },
        blocking);
  }

  /** The credentials of that name; for an unknown one nobody's, to be checked against in the same time. */
  CompletionStage<CredentialRow> find(String username) {
    if (shared != null && shared.username().equals(username)) {
      return CompletableFuture.completedFuture(shared);
    }
    return lookup.apply(username).thenApply(row -> row == null ? nobody : row);
  }

  /** Whether they are somebody's. */
  static boolean known(CredentialRow row) {
    return !row.username().isEmpty();
  }
}
