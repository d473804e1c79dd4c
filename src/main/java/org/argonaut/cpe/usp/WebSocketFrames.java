package org.argonaut.cpe.usp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/** The frames of one WebSocket connection, client side (RFC 6455, section 5). One thread reads, any may send. */
final class WebSocketFrames implements Link {
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int MOST_CONTROL = 125;
  private static final int MOST_BYTES = 16 << 20;
  private static final int NORMAL_CLOSURE = 1000;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int TOO_BIG = 1009;

  private final Socket socket;
  private final WireInput in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final boolean text;
  private final boolean fragments;

  WebSocketFrames(Socket socket, UspFleetSettings settings) throws IOException {
    this.socket = socket;
    this.in = new WireInput(socket.getInputStream());
    this.out = socket.getOutputStream();
    this.text = settings.has(UspQuirk.TEXT_FRAMES);
    this.fragments = settings.has(UspQuirk.FRAGMENTS);
  }

  // ---- bytes in ----

  /** A line of the HTTP answer, without its end. */
  String line() throws IOException {
    return in.line();
  }

  /** Hands over records until the connection ends. */
  void read(Mtp.Served agent) throws IOException {
    ByteArrayOutputStream parts = null;
    while (true) {
      int first = in.next();
      byte[] payload = in.take(length());
      int opcode = first & 0x0F;
      if (opcode >= CLOSE) {
        agent.alive();
        control(opcode, payload);
        continue;
      }
      boolean last = (first & FINAL) != 0;
      if ((opcode == CONTINUATION) != (parts != null)) {
        throw failed(PROTOCOL_ERROR, "a fragment out of order");
      }
      if (last && parts == null) {
        agent.received(this, payload);
        continue;
      }
      parts = parts == null ? new ByteArrayOutputStream() : parts;
      parts.writeBytes(payload);
      if (parts.size() > MOST_BYTES) {
        throw failed(TOO_BIG, "a message over " + MOST_BYTES + " bytes");
      }
      if (last) {
        agent.received(this, parts.toByteArray());
        parts = null;
      }
    }
  }

  private int length() throws IOException {
    int second = in.next();
    if ((second & MASKED) != 0) {
      throw failed(PROTOCOL_ERROR, "a masked frame of a server");
    }
    long length = second;
    if (second >= SHORT_LENGTH) {
      length = 0;
      for (int n = second == LONG_LENGTH ? 8 : 2; n > 0; n--) {
        length = (length << 8) | in.next();
      }
    }
    if (length < 0 || length > MOST_BYTES) {
      throw failed(TOO_BIG, "a frame of " + Long.toUnsignedString(length) + " bytes");
    }
    return (int) length;
  }

  private void control(int opcode, byte[] payload) throws IOException {
    switch (opcode) {
      case PING -> frame(FINAL | PONG, payload);
      case PONG -> {
        // a sign of life
      }
      case CLOSE -> {
        frame(FINAL | CLOSE, Arrays.copyOf(payload, Math.min(payload.length, MOST_CONTROL)));
        int code = payload.length < 2 ? NORMAL_CLOSURE : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
        String reason = payload.length < 3 ? "" : " " + new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        throw new EOFException("the controller closed the connection: " + code + reason);
      }
      default -> throw failed(PROTOCOL_ERROR, "an unknown opcode " + opcode);
    }
  }

  private IOException failed(int code, String why) {
    close(code);
    return new IOException("the controller sent " + why);
  }

  // ---- bytes out ----

  @Override
  public void send(byte[] record) throws IOException {
    int opcode = text ? TEXT : BINARY;
    if (!fragments || record.length < 2) {
      frame(FINAL | opcode, record);
      return;
    }
    writing.lock(); // no other record may come between
    try {
      frame(opcode, Arrays.copyOf(record, record.length / 2));
      frame(FINAL | CONTINUATION, Arrays.copyOfRange(record, record.length / 2, record.length));
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void ping() throws IOException {
    frame(FINAL | PING, new byte[0]);
  }

  @Override
  public boolean watched() {
    return true;
  }

  private void frame(int first, byte[] payload) throws IOException {
    int lengthBytes = payload.length < SHORT_LENGTH ? 0 : payload.length <= 0xFFFF ? 2 : 8;
    byte[] frame = new byte[2 + lengthBytes + 4 + payload.length];
    frame[0] = (byte) first;
    frame[1] = (byte) (MASKED | (lengthBytes == 0 ? payload.length : lengthBytes == 2 ? SHORT_LENGTH : LONG_LENGTH));
    for (int n = 0; n < lengthBytes; n++) {
      frame[2 + n] = (byte) ((long) payload.length >>> (8 * (lengthBytes - 1 - n)));
    }
    int mask = ThreadLocalRandom.current().nextInt();
    int from = 2 + lengthBytes;
    for (int n = 0; n < 4; n++) {
      frame[from + n] = (byte) (mask >>> (8 * (3 - n)));
    }
    for (int n = 0; n < payload.length; n++) {
      frame[from + 4 + n] = (byte) (payload[n] ^ frame[from + (n & 3)]);
    }
    write(frame);
  }

  /** Puts bytes on the wire. */
  void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      out.write(bytes);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    close(NORMAL_CLOSURE);
  }

  private void close(int code) {
    try (socket) {
      frame(FINAL | CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
    } catch (IOException e) {
      return; // it had ended
    }
  }
}
