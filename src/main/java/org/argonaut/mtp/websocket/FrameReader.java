package org.argonaut.mtp.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.pekko.util.ByteString;

/**
 * Reads WebSocket frames (RFC 6455 5) and puts fragments together. Every length is checked before its bytes are read, and
 * memory is taken as bytes come, not as they are announced.
 *
 * <p>After an exception nothing more can be read.
 */
final class FrameReader {
  private static final byte[] NOTHING = {};
  private static final int FIRST_BUFFER = 16 * 1024;
  private static final int RESERVED_BITS = 0x70;
  private static final int CONTROL_BIT = 0x8;

  private final boolean expectMask;
  private final int maxMessage;

  private byte[] input = NOTHING;
  private int at;

  private final byte[] head = new byte[14];
  private int headLength;
  private boolean inPayload;
  private int opcode;
  private boolean fin;
  private long mask;
  private int remaining;
  private int payloadAt;

  /** Of the frame that is read: of a control frame, or the message so far. */
  private final Buffer control = new Buffer();
  private final Buffer message = new Buffer();
  private boolean inMessage;

  /** What comes out. */
  sealed interface Event {
    record Message(byte[] bytes) implements Event {}

    record Ping(byte[] payload) implements Event {}

    record Pong() implements Event {}

    /**
     * @param code {@link CloseCodes#NONE} when none was given
     */
    record Close(int code, String reason) implements Event {}
  }

  /**
   * @param expectMask whether the other side is a client, which must mask
   * @param maxMessage bytes
   */
  FrameReader(boolean expectMask, int maxMessage) {
    this.expectMask = expectMask;
    this.maxMessage = maxMessage;
  }

  /** More bytes; only after {@link #next} has returned null. */
  void feed(ByteString bytes) {
    if (at < input.length) {
      throw new IllegalStateException("there is still something to read");
    }
    input = bytes.toArrayUnsafe();
    at = 0;
  }

  /** Whether a message has begun and not ended. */
  boolean midMessage() {
    return inMessage || inPayload || headLength > 0;
  }

  /** Bytes of the unfinished message in memory. */
  int held() {
    return message.length;
  }

  /**
   * The next event; null when more bytes are needed.
   *
   * @throws Violation when the other side breaks the protocol
   */
  Event next() throws Violation {
    while (true) {
      if (!inPayload && !readHead()) {
        return null;
      }
      readPayload();
      if (remaining > 0) {
        return null;
      }
      inPayload = false;
      Event event = (opcode & CONTROL_BIT) != 0 ? controlEvent() : fin ? messageEvent() : null;
      if (event != null) {
        return event;
      }
    }
  }

  private Event messageEvent() {
    inMessage = false;
    return new Event.Message(message.take());
  }

  /** Reads a frame's head when all of it is there. */
  private boolean readHead() throws Violation {
    while (at < input.length) {
      head[headLength++] = input[at++];
      if (headLength == 2) {
        checkFirstBytes();
      }
      if (headLength >= 2 && headLength == wantedHead()) {
        headLength = 0;
        beginPayload();
        return true;
      }
    }
    return false;
  }

  private int wantedHead() {
    int length = head[1] & 0x7f;
    int extended = length == Frames.LENGTH_16 ? 2 : length == Frames.LENGTH_64 ? 8 : 0;
    return 2 + extended + (expectMask ? 4 : 0);
  }

  private void checkFirstBytes() throws Violation {
    fin = (head[0] & Frames.FIN) != 0;
    opcode = head[0] & 0xf;
    if ((head[0] & RESERVED_BITS) != 0) {
      throw new Violation(CloseCodes.PROTOCOL_ERROR, "a reserved bit is set");
    }
    if (((head[1] & Frames.MASKED) != 0) != expectMask) {
      throw new Violation(
          CloseCodes.PROTOCOL_ERROR, expectMask ? "a frame of a client must be masked" : "a masked frame of a server");
    }
    switch (opcode) {
      case Frames.PING, Frames.PONG, Frames.CLOSE -> {
        if (!fin || (head[1] & 0x7f) > Frames.MAX_CONTROL) {
          throw new Violation(CloseCodes.PROTOCOL_ERROR, "a control frame that is fragmented or too long");
        }
      }
      case Frames.CONTINUATION -> {
        if (!inMessage) {
          throw new Violation(CloseCodes.PROTOCOL_ERROR, "a continuation of nothing");
        }
      }
      case Frames.TEXT ->
          throw new Violation(CloseCodes.UNACCEPTABLE, "USP records come in binary messages, not in text");
      case Frames.BINARY -> {
        if (inMessage) {
          throw new Violation(CloseCodes.PROTOCOL_ERROR, "a new message within another one");
        }
      }
      default -> throw new Violation(CloseCodes.PROTOCOL_ERROR, "an unknown kind of frame: " + opcode);
    }
  }

  private void beginPayload() throws Violation {
    ByteBuffer fields = ByteBuffer.wrap(head, 2, head.length - 2);
    int short7 = head[1] & 0x7f;
    long length =
        switch (short7) {
          case Frames.LENGTH_16 -> Short.toUnsignedLong(fields.getShort());
          case Frames.LENGTH_64 -> fields.getLong();
          default -> short7;
        };
    if ((opcode & CONTROL_BIT) == 0 && (length < 0 || length > maxMessage - message.length)) {
      throw new Violation(CloseCodes.TOO_BIG, "a message above " + maxMessage + " bytes");
    }
    mask = expectMask ? Integer.toUnsignedLong(fields.getInt()) : 0;
    remaining = (int) length;
    payloadAt = 0;
    inPayload = true;
    if ((opcode & CONTROL_BIT) == 0) {
      inMessage = true;
    }
  }

  private void readPayload() {
    int length = Math.min(remaining, input.length - at);
    Buffer buffer = (opcode & CONTROL_BIT) != 0 ? control : message;
    buffer.append(input, at, length, fin ? remaining : Integer.MAX_VALUE - maxMessage);
    if (mask != 0) {
      buffer.unmask(length, (int) mask, payloadAt);
    }
    at += length;
    payloadAt += length;
    remaining -= length;
  }

  private Event controlEvent() throws Violation {
    byte[] payload = control.take();
    return switch (opcode) {
      case Frames.PING -> new Event.Ping(payload);
      case Frames.PONG -> new Event.Pong();
      default -> closeEvent(payload);
    };
  }

  private static Event closeEvent(byte[] payload) throws Violation {
    if (payload.length == 0) {
      return new Event.Close(CloseCodes.NONE, "");
    }
    if (payload.length == 1) {
      throw new Violation(CloseCodes.PROTOCOL_ERROR, "a close frame with half a code");
    }
    int code = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
    if (!CloseCodes.valid(code)) {
      throw new Violation(CloseCodes.PROTOCOL_ERROR, "a close frame with the code " + code);
    }
    try {
      String reason =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload, 2, payload.length - 2)).toString();
      return new Event.Close(code, reason);
    } catch (CharacterCodingException notUtf8) {
      throw new Violation(CloseCodes.NOT_UTF_8, "a close reason that is not UTF-8");
    }
  }

  /** Bytes that grow. */
  private static final class Buffer {
    private byte[] bytes = NOTHING;
    private int length;

    /**
     * @param expected how many come at most, these included; many while more fragments follow, so that a message of tiny
     *     ones is not copied for each
     */
    void append(byte[] from, int offset, int count, int expected) {
      if (count > bytes.length - length) {
        int doubled = Math.max(Math.max(FIRST_BUFFER, 2 * bytes.length), length + count);
        bytes = Arrays.copyOf(bytes, Math.min(doubled, length + expected));
      }
      System.arraycopy(from, offset, bytes, length, count);
      length += count;
    }

    /** Unmasks the last bytes; {@code position} is that of their first one in the frame. */
    void unmask(int count, int key, int position) {
      for (int i = 0, j = length - count; i < count; i++, j++) {
        bytes[j] ^= (byte) (key >>> (24 - 8 * ((position + i) & 3)));
      }
    }

    byte[] take() {
      byte[] taken = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      bytes = NOTHING;
      length = 0;
      return taken;
    }
  }
}
