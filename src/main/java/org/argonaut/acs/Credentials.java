package org.argonaut.acs;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.argonaut.store.CredentialRow;
import org.argonaut.store.CredentialRows;

/**
 * Device credentials: what the API stores and the endpoint checks. Passwords are kept only as hashes: one for each
 * Digest algorithm (with the realm in it, so changing the realm voids them) and a salted one for Basic.
 */
public final class Credentials {
  private static final int MAX_USERNAME = 256;
  private static final int MAX_PASSWORD = 256;

  private final AcsSettings.Authentication settings;
  private final CredentialRows rows;
  private final Executor blocking;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param blocking where hashing may take its time: virtual threads
   */
  public Credentials(AcsSettings.Authentication settings, CredentialRows rows, Executor blocking) {
    this.settings = settings;
    this.rows = rows;
    this.blocking = blocking;
  }

  /**
   * Creates or replaces credentials; good within a few seconds on every node. A user name with a colon, such as a USP
   * endpoint id, is kept, but is none that HTTP's Basic can carry.
   *
   * @param sn the one device that may use them (serial number or {@code OUI-serial}); null: any
   * @return fails with {@code StoreUnavailable} when the database is away
   * @throws IllegalArgumentException for a name or password that HTTP authentication cannot carry; the message says why
   */
  public CompletionStage<Done> put(String username, String password, String sn) {
    check("username", username, MAX_USERNAME);
    check("password", password, MAX_PASSWORD);
    return CompletableFuture.supplyAsync(() -> hash(username, password, sn), blocking).thenCompose(rows::put);
  }

  private CredentialRow hash(String username, String password, String sn) {
    return hash(settings, username, password, sn, random);
  }

  static CredentialRow hash(
      AcsSettings.Authentication settings, String username, String password, String sn, SecureRandom random) {
    return new CredentialRow(
        username,
        sn == null || sn.isBlank() ? null : sn.strip(),
        HttpDigest.ha1(HttpDigest.Algorithm.MD5, username, settings.realm(), password),
        HttpDigest.ha1(HttpDigest.Algorithm.SHA_256, username, settings.realm(), password),
        PasswordHash.create(password, settings.basicIterations(), random),
        Clock.systemUTC().instant());
  }

  private static void check(String what, String value, int longest) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    if (value.length() > longest) {
      throw new IllegalArgumentException(what + " is longer than " + longest + " characters");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " must not contain control characters");
    }
  }
}
