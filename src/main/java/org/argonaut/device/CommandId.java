package org.argonaut.device;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of commands: unique, ordered by time, and short enough to be a CommandKey (32 characters). */
public final class CommandId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private CommandId() {}

  /** 24 lower-case hexadecimal digits: 11 of milliseconds, 13 of chance. */
  public static String next() {
    byte[] chance = new byte[7];
    RANDOM.nextBytes(chance);
    return HexFormat.of().toHexDigits(System.currentTimeMillis(), 11) + HexFormat.of().formatHex(chance).substring(1);
  }
}
