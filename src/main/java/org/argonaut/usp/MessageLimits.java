package org.argonaut.usp;

/**
 * How much one message, or one record, may hold before it is refused.
 *
 * @param bytes size on the wire, at least 1
 * @param fields fields on the wire, counted through all levels, at least 1
 */
public record MessageLimits(int bytes, int fields) {
  /** 16 MiB and two million fields: the largest answers to GetSupportedDM stay far below. */
  public static final MessageLimits DEFAULT = new MessageLimits(16 << 20, 2_000_000);

  public MessageLimits {
    if (bytes < 1 || fields < 1) {
      throw new IllegalArgumentException("limits must be positive: " + bytes + " bytes, " + fields + " fields");
    }
  }
}
