package org.argonaut.mtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether a connecting agent is who it says (R-SEC.9): by its TLS certificate, by a password, by a secret in the
 * path, as {@code argonaut.usp.auth} wants it.
 */
public final class AgentAuthenticator {
  private final UspSettings settings;
  private final Passwords passwords;

  public AgentAuthenticator(UspSettings settings, Passwords passwords) {
    this.settings = settings;
    this.passwords = passwords;
  }

  /**
   * What an agent shows.
   *
   * @param endpointId which it claims; null: its first record will tell
   * @param token the secret of the path; null: none
   * @param certificate proved by the TLS handshake; null: none
   * @param authorization the header; null: none
   */
  public record Claim(String endpointId, String token, X509Certificate certificate, String authorization) {
    @Override
    public String toString() { // never a credential in a log
      return "Claim[" + endpointId + "]";
    }
  }

  /** What came of it. */
  public sealed interface Verdict {
    record Granted(Speaker speaker) implements Verdict {}

    /**
     * @param challenge whether a password might help (401); else it is refused for good (403)
     * @param wrong whether something was shown that does not hold
     * @param line for whoever looks at the answer
     */
    record Denied(boolean challenge, boolean wrong, String line) implements Verdict {}
  }

  /** The challenge of a 401. */
  public static String challenge() {
    return "Basic realm=\"usp\", charset=\"UTF-8\"";
  }

  /**
   * Decides.
   *
   * @return fails when the credentials cannot be looked up
   */
  public CompletionStage<Verdict> check(Claim claim) {
    if (claim.token() != null) {
      return done(byToken(claim));
    }
    if (settings.auth() == UspSettings.Auth.NONE) {
      return done(new Verdict.Granted(Speaker.anybody(claim.endpointId() == null ? "an agent" : claim.endpointId())));
    }
    if (settings.auth().certificate() && claim.certificate() != null) {
      Speaker speaker = AgentCertificates.speaker(claim.certificate());
      if (claim.endpointId() == null || speaker.maySpeakFor(claim.endpointId())) {
        return done(new Verdict.Granted(speaker));
      }
      if (claim.authorization() == null || !settings.auth().basic()) {
        return done(
            new Verdict.Denied(
                false, true, "The " + speaker.name() + " does not name " + EndpointIds.printable(claim.endpointId())));
      }
    }
    if (!settings.auth().basic()) {
      return done(new Verdict.Denied(false, false, "Show a TLS client certificate that names the endpoint id."));
    }
    return byPassword(claim);
  }

  private Verdict byToken(Claim claim) {
    boolean right =
        !settings.pathToken().isEmpty()
            && MessageDigest.isEqual(settings.pathToken().getBytes(UTF_8), claim.token().getBytes(UTF_8));
    return right
        ? new Verdict.Granted(Speaker.anybody("an agent that knows the path"))
        : new Verdict.Denied(false, true, "Wrong path.");
  }

  private CompletionStage<Verdict> byPassword(Claim claim) {
    String[] pair = claim.authorization() == null ? null : pair(claim.authorization(), claim.endpointId());
    if (pair == null) {
      return done(new Verdict.Denied(true, false, "Authenticate with the endpoint id as user name, and its password."));
    }
    return passwords.check(pair[0], pair[1]).thenApply(account -> judge(account, claim.endpointId()));
  }

  private static Verdict judge(Passwords.Account account, String endpointId) {
    if (account == null) {
      return new Verdict.Denied(true, true, "Wrong user name or password.");
    }
    String owner = owner(account);
    if (owner == null) {
      return new Verdict.Granted(Speaker.anybody(account.username()));
    }
    if (endpointId == null || owner.equals(endpointId)) {
      return new Verdict.Granted(Speaker.of(owner));
    }
    return new Verdict.Denied(false, true, "These credentials belong to another device.");
  }

  /** The one agent that may use them; a user name with a colon is an endpoint id, and that agent's. Null: shared. */
  private static String owner(Passwords.Account account) {
    if (account.device() != null) {
      return account.device();
    }
    return account.username().indexOf(':') >= 0 ? account.username() : null;
  }

  /**
   * User and password of a Basic header; null when it is none. A user name ends at the first colon (RFC 7617), but agents
   * send their endpoint id, which is full of them: so where the text begins with the id, the id is the name.
   */
  private static String[] pair(String authorization, String endpointId) {
    String scheme = "basic ";
    if (!authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(authorization.substring(scheme.length()).strip());
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
    String text = text(bytes);
    if (endpointId != null && text.startsWith(endpointId + ':')) {
      return new String[] {endpointId, text.substring(endpointId.length() + 1)};
    }
    int colon = text.indexOf(':');
    return colon < 0 ? null : new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }

  private static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, ISO_8859_1);
    }
  }

  private static CompletionStage<Verdict> done(Verdict verdict) {
    return CompletableFuture.completedFuture(verdict);
  }
}
