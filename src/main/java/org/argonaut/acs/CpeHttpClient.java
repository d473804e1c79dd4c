package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The few lines of HTTP that connection requests need, blocking, on one connection: CPEs' servers are small and odd, so the
 * request is minimal and the answer is read leniently, within limits and one deadline for everything.
 */
final class CpeHttpClient implements AutoCloseable {
  private static final int MAX_HEAD = 16 * 1024;
  private static final int MAX_BODY = 64 * 1024;

  private final RequestUrl url;
  private final long deadlineNanos;
  private Socket socket;
  private InputStream in;

  CpeHttpClient(RequestUrl url, Duration timeout) {
    this.url = url;
    this.deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  /**
   * An answer.
   *
   * @param challenges of its WWW-Authenticate headers
   * @param open whether the connection can carry another request
   */
  record Answer(int status, List<AuthHeader> challenges, boolean open) {}

  /**
   * Sends a GET, over the connection of the last one if that is still open.
   *
   * @param authorization null for none
   * @throws SocketTimeoutException when the deadline passes
   */
  Answer get(String authorization) throws IOException {
    if (socket == null) {
      connect();
    }
    StringBuilder request = new StringBuilder(512);
    request.append("GET ").append(url.target()).append(" HTTP/1.1\r\nHost: ").append(url.hostHeader());
    request.append("\r\nUser-Agent: Argonaut\r\nAccept: */*\r\n");
    if (authorization != null) {
      request.append("Authorization: ").append(authorization).append("\r\n");
    }
    request.append("\r\n");
    socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
    Answer answer = read();
    if (!answer.open()) {
      close();
    }
    return answer;
  }

  @Override
  public void close() {
    Socket closing = socket;
    socket = null;
    if (closing == null) {
      return;
    }
    try {
      closing.close();
    } catch (IOException alreadyGone) {
      in = null;
    }
  }

  private void connect() throws IOException {
    Socket connecting = new Socket();
    try {
      connecting.setTcpNoDelay(true);
      connecting.connect(new InetSocketAddress(InetAddress.getByName(url.host()), url.port()), remainingMillis());
      in = new BufferedInputStream(connecting.getInputStream());
      socket = connecting;
    } catch (IOException | RuntimeException e) {
      connecting.close();
      throw e;
    }
  }

  private int remainingMillis() throws SocketTimeoutException {
    long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("the deadline passed");
    }
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  private int readByte() throws IOException {
    if (in.available() == 0) {
      socket.setSoTimeout(remainingMillis());
    }
    return in.read();
  }

  private Answer read() throws IOException {
    List<String> head = head();
    int status = status(head.getFirst());
    boolean keepAlive = head.getFirst().startsWith("HTTP/1.1");
    long length = status == 204 || status == 304 ? 0 : -1;
    List<AuthHeader> challenges = new ArrayList<>();
    for (String line : head.subList(1, head.size())) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      switch (name) {
        case "www-authenticate" -> challenges.addAll(AuthHeader.parseAll(value));
        case "connection" -> keepAlive = keepAlive && !value.equalsIgnoreCase("close");
        case "content-length" -> length = value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
        default -> keepAlive = keepAlive && !name.equals("transfer-encoding");
      }
    }
    boolean whole = keepAlive && length >= 0 && length <= MAX_BODY && skip(length);
    return new Answer(status, challenges, whole);
  }

  private List<String> head() throws IOException {
    List<String> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int size = 0; size < MAX_HEAD; size++) {
      int b = readByte();
      if (b < 0 && lines.isEmpty() && line.size() == 0) {
        throw new ClosedWithoutAnswer();
      }
      if (b >= 0 && b != '\n') {
        line.write(b);
        continue;
      }
      String text = line.toString(ISO_8859_1).stripTrailing();
      line.reset();
      if (!text.isEmpty()) {
        lines.add(text);
        status(lines.getFirst()); // no use in waiting for more of what is no HTTP
      } else if (!lines.isEmpty()) {
        return lines;
      }
      if (b < 0) {
        return lines;
      }
    }
    throw new NotHttp("its answer's head is larger than " + MAX_HEAD + " bytes");
  }

  private static int status(String line) throws IOException {
    String[] words = line.split(" +", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
      throw new NotHttp("it answered something else than HTTP");
    }
    return Integer.parseInt(words[1]);
  }

  private boolean skip(long length) throws IOException {
    for (long left = length; left > 0; left--) {
      if (readByte() < 0) {
        return false;
      }
    }
    return true;
  }

  /** The CPE took the connection and closed it without a word. */
  static final class ClosedWithoutAnswer extends IOException {
    ClosedWithoutAnswer() {
      super("it closed the connection without an answer");
    }
  }

  /** What came is not HTTP. */
  static final class NotHttp extends IOException {
    NotHttp(String message) {
      super(message);
    }
  }
}
