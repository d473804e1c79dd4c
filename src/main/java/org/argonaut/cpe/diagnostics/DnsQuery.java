package org.argonaut.cpe.diagnostics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One question to one DNS server over UDP (RFC 1035, section 4): the addresses of a name. */
final class DnsQuery {
  static final int A = 1;
  static final int AAAA = 28;
  private static final int PORT = 53;
  private static final int INTERNET = 1;
  private static final int MOST = 4096;
  private static final int NO_SUCH_NAME = 3;
  private static final int MOST_LABELS = 128;

  private DnsQuery() {}

  /**
   * The addresses; none if there is no such name, or it has none of that type.
   *
   * @throws IOException the server did not answer in time, refused, or answered what cannot be read
   */
  static List<String> ask(InetAddress server, int port, String host, int type, Duration timeout) throws IOException {
    int id = ThreadLocalRandom.current().nextInt(1 << 16);
    byte[] question = question(id, host, type);
    long deadline = System.nanoTime() + timeout.toNanos();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server, port);
      socket.send(new DatagramPacket(question, question.length));
      while (true) {
        int left = (int) ((deadline - System.nanoTime()) / 1_000_000);
        if (left <= 0) {
          throw new SocketTimeoutException("no answer of " + server.getHostAddress());
        }
        socket.setSoTimeout(left);
        DatagramPacket reply = new DatagramPacket(new byte[MOST], MOST);
        socket.receive(reply);
        ByteBuffer answer = ByteBuffer.wrap(reply.getData(), 0, reply.getLength());
        if (answer.remaining() > 12 && (answer.getShort(0) & 0xFFFF) == id) {
          return addresses(answer, type);
        }
      }
    }
  }

  static List<String> ask(InetAddress server, String host, int type, Duration timeout) throws IOException {
    return ask(server, PORT, host, type, timeout);
  }

  private static byte[] question(int id, String host, int type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(12).putShort((short) id).putShort((short) 0x0100).putShort((short) 1).array());
    for (String label : host.split("\\.")) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      if (bytes.length == 0 || bytes.length > 63 || out.size() > 255) {
        throw new IOException(host + " is no name");
      }
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putShort((short) type).putShort((short) INTERNET).array());
    return out.toByteArray();
  }

  /** Takes an answer apart; it comes from a stranger. */
  static List<String> addresses(ByteBuffer answer, int type) throws IOException {
    try {
      int code = answer.getShort(2) & 15;
      if (code != 0 && code != NO_SUCH_NAME) {
        throw new IOException("the server refuses, code " + code);
      }
      int questions = answer.getShort(4) & 0xFFFF;
      int answers = answer.getShort(6) & 0xFFFF;
      answer.position(12);
      for (int n = 0; n < questions; n++) {
        skipName(answer);
        answer.getInt();
      }
      List<String> found = new ArrayList<>();
      for (int n = 0; n < answers; n++) {
        skipName(answer);
        int kind = answer.getShort() & 0xFFFF;
        answer.getShort();
        answer.getInt();
        byte[] data = new byte[answer.getShort() & 0xFFFF];
        answer.get(data);
        if (kind == type && (data.length == 4 || data.length == 16)) {
          found.add(InetAddress.getByAddress(data).getHostAddress());
        }
      }
      return found;
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("an answer that cannot be read", e);
    }
  }

  private static void skipName(ByteBuffer answer) throws IOException {
    for (int labels = 0; labels < MOST_LABELS; labels++) {
      int length = answer.get() & 0xFF;
      if (length == 0) {
        return;
      }
      if (length >= 0xC0) {
        answer.get(); // the rest stands elsewhere
        return;
      }
      answer.position(answer.position() + length);
    }
    throw new IOException("a name without end");
  }
}
