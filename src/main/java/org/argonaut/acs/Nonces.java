package org.argonaut.acs;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Digest nonces that need no memory: the time and a signature. Any node knows them again; a CPE may use one as often as
 * it likes, with any nc, until it is too old.
 */
final class Nonces {
  /** 4 bytes of time, 2 that tell nonces of one second apart, 10 of signature: 32 hex characters, as old CPEs expect. */
  private static final int DATA = 6;

  private static final int SIGNATURE = 10;

  private final Seal seal;
  private final long lifetimeSeconds;
  private final Clock clock;

  Nonces(byte[] key, Duration lifetime, Clock clock) {
    this.seal = new Seal(key, SIGNATURE);
    this.lifetimeSeconds = lifetime.toSeconds();
    this.clock = clock;
  }

  /** A fresh nonce. */
  String create() {
    ByteBuffer data = ByteBuffer.allocate(DATA);
    data.putInt((int) clock.instant().getEpochSecond());
    data.putShort((short) ThreadLocalRandom.current().nextInt());
    return HexFormat.of().formatHex(seal.seal(data.array(), DATA));
  }

  /** Whether we made this nonce and it is still young enough. */
  boolean valid(String nonce) {
    if (nonce == null || nonce.length() != 2 * (DATA + SIGNATURE)) {
      return false;
    }
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(nonce);
    } catch (IllegalArgumentException notHex) {
      return false;
    }
    if (!seal.genuine(bytes)) {
      return false;
    }
    long made = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
    long age = clock.instant().getEpochSecond() - made;
    return age >= -60 && age <= lifetimeSeconds; // the clocks of two nodes may differ a little
  }
}
