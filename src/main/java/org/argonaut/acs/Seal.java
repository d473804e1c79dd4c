package org.argonaut.acs;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what we hand out and want back unchanged: nonces, session cookies, file links. HMAC-SHA256, shortened. */
final class Seal {
  /** Holds the key ready; each use works on a copy. */
  private final Mac prepared;

  private final int length;

  /**
   * @param key at least 16 bytes; the same on every node
   * @param length bytes of the signature that are kept
   */
  Seal(byte[] key, int length) {
    if (key.length < 16 || length < 8 || length > 32) {
      throw new IllegalArgumentException("a seal needs a key of 16 bytes or more and 8 to 32 bytes of signature");
    }
    try {
      this.prepared = Mac.getInstance("HmacSHA256");
      prepared.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
    this.length = length;
  }

  /** The first {@code size} bytes of {@code data} with their signature behind them. */
  byte[] seal(byte[] data, int size) {
    byte[] sealed = Arrays.copyOf(data, size + length);
    System.arraycopy(mac(data, size), 0, sealed, size, length);
    return sealed;
  }

  /** Whether {@code sealed} came from {@link #seal}; takes the same time wherever it differs. */
  boolean genuine(byte[] sealed) {
    int size = sealed.length - length;
    if (size <= 0) {
      return false;
    }
    byte[] expected = Arrays.copyOf(mac(sealed, size), length);
    return MessageDigest.isEqual(expected, Arrays.copyOfRange(sealed, size, sealed.length));
  }

  /** How many bytes of a sealed array are the data. */
  int dataSize(byte[] sealed) {
    return sealed.length - length;
  }

  private byte[] mac(byte[] data, int size) {
    try {
      Mac mac = (Mac) prepared.clone();
      mac.update(data, 0, size);
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be copied", e);
    }
  }
}
