package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One TCP connection on which a test writes bytes as odd CPEs do, and reads what comes back. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawHttp(InetSocketAddress address) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), address.getPort()));
  }

  RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** An answer as it came. */
  record Answer(int status, List<String> headers, byte[] bytes) {
    String body() {
      return new String(bytes, UTF_8);
    }

    /** The first header of that name; null when there is none. */
    String header(String name) {
      return all(name).isEmpty() ? null : all(name).getFirst();
    }

    List<String> all(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(h -> h.substring(prefix.length()).strip())
          .toList();
    }

    /** What a CPE sends back as its Cookie header. */
    String cookie() {
      String set = header("Set-Cookie");
      return set == null ? null : set.substring(0, set.indexOf(';'));
    }
  }

  /** Sends a POST in one piece, with further header lines, and reads the answer. */
  Answer post(String path, String body, String... headers) throws IOException {
    send(request("POST", path, body.getBytes(UTF_8), headers));
    return read();
  }

  Answer get(String path, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: acs\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    send(head.append("\r\n").toString());
    return read();
  }

  static byte[] request(String method, String path, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder(method + ' ' + path + " HTTP/1.1\r\nHost: acs\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  void send(String raw) throws IOException {
    send(raw.getBytes(ISO_8859_1));
  }

  void send(byte[] raw) throws IOException {
    socket.getOutputStream().write(raw);
    socket.getOutputStream().flush();
  }

  void noMoreToSend() throws IOException {
    socket.shutdownOutput();
  }

  Answer read() throws IOException {
    return read(true);
  }

  /** Reads an answer to a HEAD request: headers only. */
  Answer readHead() throws IOException {
    return read(false);
  }

  private Answer read(boolean withBody) throws IOException {
    String status = line();
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    Answer head = new Answer(Integer.parseInt(status.substring(9, 12)), headers, new byte[0]);
    String length = head.header("Content-Length");
    int size = length == null || !withBody ? 0 : Integer.parseInt(length);
    return new Answer(head.status(), headers, in.readNBytes(size));
  }

  String line() throws IOException {
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

  /** Whether the other side closes, within the socket's timeout. */
  boolean closes() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
