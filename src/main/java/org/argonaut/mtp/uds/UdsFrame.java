package org.argonaut.mtp.uds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a frame on the socket carries: {@code _USP}, a length, and fields of a type, a length and a value each (R-UDS.6 and
 * following). All lengths are four bytes, the highest first.
 *
 * @param type {@link #HANDSHAKE}, {@link #ERROR}, {@link #RECORD} or one we do not know
 */
record UdsFrame(int type, byte[] value) {
  /** The sender's endpoint id; the first frame of each side. */
  static final int HANDSHAKE = 1;
  /** Why the connection is closed, in words. */
  static final int ERROR = 2;
  /** A USP record. */
  static final int RECORD = 3;

  private static final int SYNC = 0x5F555350; // _USP
  private static final int FIELD_HEAD = 5;
  private static final int MAX_FIELDS = 64;

  /** Bytes that are no frame, or one above the limit; the message is what the other side is told. */
  static final class Malformed extends IOException {
    Malformed(String message) {
      super(message);
    }
  }

  static UdsFrame handshake(String endpointId) {
    return new UdsFrame(HANDSHAKE, endpointId.getBytes(UTF_8));
  }

  static UdsFrame error(String why) {
    return new UdsFrame(ERROR, why.getBytes(UTF_8));
  }

  static UdsFrame record(byte[] record) {
    return new UdsFrame(RECORD, record);
  }

  String text() {
    return new String(value, UTF_8);
  }

  /** The frame as it goes over the socket. */
  byte[] bytes() {
    return ByteBuffer.allocate(8 + FIELD_HEAD + value.length)
        .putInt(SYNC)
        .putInt(FIELD_HEAD + value.length)
        .put((byte) type)
        .putInt(value.length)
        .put(value)
        .array();
  }

  /**
   * Reads one frame with all its fields; blocks. Memory is taken as bytes come, not as they are announced.
   *
   * @param maxValue bytes of the longest value taken
   * @return null at the end of the stream
   * @throws Malformed when it is no frame
   */
  static List<UdsFrame> read(DataInputStream in, int maxValue) throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    byte[] rest = new byte[7];
    in.readFully(rest);
    ByteBuffer head = ByteBuffer.allocate(8).put((byte) first).put(rest).flip();
    if (head.getInt() != SYNC) {
      throw new Malformed("a frame begins with _USP");
    }
    int length = head.getInt();
    if (length < FIELD_HEAD || length > maxValue + FIELD_HEAD) {
      throw new Malformed(
          "a frame of " + Integer.toUnsignedString(length) + " bytes; " + FIELD_HEAD + " to " + (maxValue + FIELD_HEAD)
              + " are taken");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the stream ends within a frame");
    }
    return fields(ByteBuffer.wrap(body));
  }

  private static List<UdsFrame> fields(ByteBuffer body) throws Malformed {
    List<UdsFrame> fields = new ArrayList<>(1);
    while (body.hasRemaining()) {
      if (body.remaining() < FIELD_HEAD || fields.size() == MAX_FIELDS) {
        throw new Malformed("a frame whose fields do not fill it");
      }
      int type = body.get() & 0xff;
      int length = body.getInt();
      if (length < 0 || length > body.remaining()) {
        throw new Malformed("a field that is longer than its frame");
      }
      byte[] value = new byte[length];
      body.get(value);
      fields.add(new UdsFrame(type, value));
    }
    return fields;
  }
}
