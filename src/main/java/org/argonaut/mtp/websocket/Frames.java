package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.util.ByteString;

/** Writing of WebSocket frames (RFC 6455 5.2): each message in one frame (R-WS.14a). */
final class Frames {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  static final int FIN = 0x80;
  static final int MASKED = 0x80;
  /** A control frame carries no more. */
  static final int MAX_CONTROL = 125;

  static final int LENGTH_16 = 126;
  static final int LENGTH_64 = 127;
  private static final int MAX_16 = 0xffff;

  private final boolean mask;

  /**
   * @param mask whether to mask, as clients must and servers must not
   */
  Frames(boolean mask) {
    this.mask = mask;
  }

  ByteString binary(byte[] payload) {
    return frame(BINARY, payload);
  }

  ByteString ping() {
    return frame(PING, new byte[0]);
  }

  ByteString pong(byte[] payload) {
    return frame(PONG, payload);
  }

  /** A reason that is too long for a control frame is cut. */
  ByteString close(int code, String reason) {
    byte[] text = reason.getBytes(UTF_8);
    int length = Math.min(text.length, MAX_CONTROL - 2);
    while (length < text.length && (text[length] & 0xC0) == 0x80) {
      length--; // never within a character
    }
    return frame(CLOSE, ByteBuffer.allocate(2 + length).putShort((short) code).put(text, 0, length).array());
  }

  private ByteString frame(int opcode, byte[] payload) {
    int length = payload.length;
    int extended = length <= MAX_CONTROL ? 0 : length <= MAX_16 ? 2 : 8;
    ByteBuffer frame = ByteBuffer.allocate(2 + extended + (mask ? 4 : 0) + length);
    frame.put((byte) (FIN | opcode));
    int maskBit = mask ? MASKED : 0;
    switch (extended) {
      case 0 -> frame.put((byte) (maskBit | length));
      case 2 -> frame.put((byte) (maskBit | LENGTH_16)).putShort((short) length);
      default -> frame.put((byte) (maskBit | LENGTH_64)).putLong(length);
    }
    if (mask) {
      byte[] key = new byte[4];
      ThreadLocalRandom.current().nextBytes(key);
      frame.put(key);
      for (int i = 0; i < length; i++) {
        frame.put((byte) (payload[i] ^ key[i & 3]));
      }
    } else {
      frame.put(payload);
    }
    return ByteString.fromArrayUnsafe(frame.array());
  }
}
