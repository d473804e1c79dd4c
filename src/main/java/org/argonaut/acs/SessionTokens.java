package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.device.SessionRef;

/**
 * The session cookie's value: device, session and CWMP version, signed with the cluster's secret, so that any node
 * serves any request of a session. Only letters, digits, {@code -} and {@code _}: CPEs mangle anything else.
 */
final class SessionTokens {
  private static final byte LAYOUT = 1;
  private static final int SIGNATURE = 16;
  private static final int SESSION_ID_CHARS = 16;
  private static final int HEAD = 1 + 8 + 1 + SESSION_ID_CHARS;
  private static final int MAX_TOKEN_CHARS = 1024;

  private final Seal seal;
  private final long lifetimeMillis;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SessionTokens(byte[] key, Duration lifetime, Clock clock) {
    this.seal = new Seal(key, SIGNATURE);
    this.lifetimeMillis = lifetime.toMillis();
    this.clock = clock;
  }

  /**
   * A session as a cookie names it.
   *
   * @param issuedMillis when the Inform came that opened it
   */
  record Named(SessionRef session, long issuedMillis) {}

  /** A session id that cannot be guessed: 96 bits. */
  String newSessionId() {
    byte[] id = new byte[12];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  /** Names the session; its id must come from {@link #newSessionId}. */
  Named name(SessionRef session) {
    return new Named(session, clock.millis());
  }

  /** The cookie's value. */
  String write(Named named) {
    SessionRef session = named.session();
    byte[] deviceId = session.deviceId().getBytes(UTF_8);
    byte[] sessionId = session.sessionId().getBytes(ISO_8859_1);
    if (sessionId.length != SESSION_ID_CHARS) {
      throw new IllegalArgumentException("not a session id of ours: " + session.sessionId().length() + " characters");
    }
    ByteBuffer data = ByteBuffer.allocate(HEAD + deviceId.length);
    data.put(LAYOUT).putLong(named.issuedMillis()).put(mark(session.version()));
    data.put(sessionId).put(deviceId);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(seal.seal(data.array(), data.capacity()));
  }

  /** The session a cookie's value names; null when it is not ours, changed, or too old. */
  Named read(String token) {
    if (token == null || token.isEmpty() || token.length() > MAX_TOKEN_CHARS) {
      return null;
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
    if (bytes.length <= HEAD + SIGNATURE || bytes[0] != LAYOUT || !seal.genuine(bytes)) {
      return null;
    }
    ByteBuffer data = ByteBuffer.wrap(bytes, 1, seal.dataSize(bytes) - 1);
    long issued = data.getLong();
    CwmpVersion version = version(data.get());
    if (clock.millis() - issued > lifetimeMillis || version == null) {
      return null;
    }
    String sessionId = text(data, SESSION_ID_CHARS);
    String deviceId = text(data, data.remaining());
    return new Named(new SessionRef(deviceId, sessionId, version), issued);
  }

  /** {@code 2} of {@code 1.2}. */
  private static byte mark(CwmpVersion version) {
    return (byte) version.number().charAt(2);
  }

  private static CwmpVersion version(byte mark) {
    for (CwmpVersion version : CwmpVersion.values()) {
      if (mark(version) == mark) {
        return version;
      }
    }
    return null;
  }

  private static String text(ByteBuffer data, int length) {
    byte[] bytes = new byte[length];
    data.get(bytes);
    return new String(bytes, UTF_8);
  }
}
