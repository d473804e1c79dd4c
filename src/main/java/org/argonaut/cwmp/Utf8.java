package org.argonaut.cwmp;

/** UTF-8 from senders that may not know what UTF-8 is. */
final class Utf8 {
  private Utf8() {}

  /** Whether all bytes are well-formed UTF-8 (plain ASCII is). */
  static boolean valid(byte[] bytes) {
    for (int at = 0; at < bytes.length; ) {
      int length = sequence(bytes, at, bytes.length);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Decodes UTF-8; a byte that belongs to no well-formed sequence stands for the ISO-8859-1 character of its number. */
  static String decode(byte[] bytes, int start, int end) {
    StringBuilder text = new StringBuilder(end - start);
    for (int at = start; at < end; ) {
      int length = sequence(bytes, at, end);
      switch (length) {
        case 2 -> text.append((char) (((bytes[at] & 0x1F) << 6) | tail(bytes, at + 1, 1)));
        case 3 -> text.append((char) (((bytes[at] & 0x0F) << 12) | tail(bytes, at + 1, 2)));
        case 4 -> text.appendCodePoint(((bytes[at] & 0x07) << 18) | tail(bytes, at + 1, 3));
        default -> text.append((char) (bytes[at] & 0xFF));
      }
      at += Math.max(length, 1);
    }
    return text.toString();
  }

  /** The bits that the given number of continuation bytes hold. */
  private static int tail(byte[] bytes, int at, int count) {
    int bits = 0;
    for (int i = at; i < at + count; i++) {
      bits = (bits << 6) | (bytes[i] & 0x3F);
    }
    return bits;
  }

  /** The length of the well-formed sequence that begins here; 0 when none does. */
  private static int sequence(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xFF;
    int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length < 2) {
      return length;
    }
    if (at + length > end) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = bytes[at + 1] & 0xFF;
    boolean outOfRange = switch (first) {
      case 0xE0 -> second < 0xA0; // could be shorter
      case 0xED -> second > 0x9F; // a surrogate
      case 0xF0 -> second < 0x90; // could be shorter
      case 0xF4 -> second > 0x8F; // above U+10FFFF
      default -> false;
    };
    return outOfRange ? 0 : length;
  }
}
