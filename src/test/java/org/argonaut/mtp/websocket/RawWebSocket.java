package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/** A TCP connection on which a test says what no decent WebSocket client would. */
final class RawWebSocket implements AutoCloseable {
  static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final Socket socket;
  private final InputStream in;
  private final FrameReader reader = new FrameReader(false, 16 << 20);

  RawWebSocket(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** The answer's status line and headers, and its body where it has a length. */
  record Answer(int status, List<String> head, String body) {
    String header(String name) {
      return head.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse(null);
    }
  }

  /** A decent handshake, with further header lines. */
  Answer handshake(String target, String... headers) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("Upgrade: websocket");
    all.add("Connection: keep-alive, Upgrade");
    all.add("Sec-WebSocket-Key: " + KEY);
    all.add("Sec-WebSocket-Version: 13");
    all.add("Sec-WebSocket-Protocol: v1.usp");
    all.addAll(List.of(headers));
    return request("GET", target, all);
  }

  Answer request(String method, String target, List<String> headers) throws IOException {
    StringBuilder request = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nHost: controller\r\n");
    headers.forEach(header -> request.append(header).append("\r\n"));
    write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    List<String> head = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.add(line);
    }
    Answer answer = new Answer(Integer.parseInt(head.getFirst().substring(9, 12)), head, "");
    String length = answer.header("Content-Length");
    String body = length == null ? "" : new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
    return new Answer(answer.status(), head, body);
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** The next frame; fails after the socket's timeout. */
  FrameReader.Event read() throws IOException {
    try {
      while (true) {
        FrameReader.Event event = reader.next();
        if (event != null) {
          return event;
        }
        byte[] bytes = new byte[64 * 1024];
        int count = in.read(bytes);
        if (count < 0) {
          throw new EOFException();
        }
        reader.feed(ByteString.fromArray(bytes, 0, count));
      }
    } catch (Violation violation) {
      throw new IOException(violation);
    }
  }

  /** Reads until the close frame. */
  FrameReader.Event.Close readClose() throws IOException {
    while (true) {
      if (read() instanceof FrameReader.Event.Close close) {
        return close;
      }
    }
  }

  /** Whether the other side ends the TCP connection, whatever it sends before. */
  boolean ends() throws IOException {
    try {
      byte[] bytes = new byte[64 * 1024];
      while (in.read(bytes) >= 0) {
        // not over yet
      }
      return true;
    } catch (SocketException reset) {
      return true;
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after '" + line.toString(ISO_8859_1) + "'");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
