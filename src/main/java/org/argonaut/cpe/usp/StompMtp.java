package org.argonaut.cpe.usp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.STOMPConnectRecord;

/**
 * Agents as clients of a STOMP 1.2 broker (TR-369 "STOMP Binding", R-STOMP): {@code stomp://host:61613?destination=D&own=O}.
 * {@code D} is where the controller listens, {@code O} where the agent does unless the broker names a place; both may hold
 * {@code {controller}}, {@code {endpoint}} and {@code {serial}}.
 */
final class StompMtp implements Mtp {
  private static final String CONTENT_TYPE = "application/vnd.bbf.usp.msg";
  private static final String CONTROLLER = "/queue/usp/controller/{controller}";
  private static final String OWN = "/queue/usp/agent/{endpoint}";
  private static final int BEAT_MILLIS = 30_000;
  private static final int MOST_HEADERS = 100;
  private static final int MOST_BYTES = 16 << 20;

  private final UspFleetSettings settings;
  private final Sockets sockets;
  private final UrlQuery query;

  /**
   * @throws IOException a certificate cannot be read
   */
  StompMtp(UspFleetSettings settings) throws IOException {
    URI url = settings.url();
    boolean secure = url.getScheme().equals("stomps");
    this.settings = settings;
    this.sockets = new Sockets(url, secure, secure ? 61_614 : 61_613, settings);
    this.query = UrlQuery.of(url, "destination", "own", "host");
  }

  /** One frame; header values are unescaped. */
  private record Frame(String command, Map<String, String> headers, byte[] body) {}

  @Override
  public void serve(Served agent) throws IOException {
    try (Socket socket = sockets.open()) {
      WireInput in = new WireInput(socket.getInputStream());
      StompLink link = new StompLink(socket);
      String own = query.text("own", OWN, settings, agent);
      connect(link, agent);
      Frame connected = frame(in, agent);
      if (!connected.command.equals("CONNECTED")) {
        throw new IOException("the broker answers CONNECT with " + shown(connected));
      }
      own = connected.headers.getOrDefault("subscribe-dest", own);
      Map<String, String> subscribe = new LinkedHashMap<>();
      subscribe.put("id", "0");
      subscribe.put("destination", own);
      subscribe.put("ack", "auto");
      link.write("SUBSCRIBE", subscribe, new byte[0]);
      link.destination = query.text("destination", CONTROLLER, settings, agent);
      link.replyTo = own;
      link.watched = !connected.headers.getOrDefault("heart-beat", "0,0").startsWith("0,");
      socket.setSoTimeout(0);
      agent.up(
          link,
          Record.newBuilder().setStompConnect(STOMPConnectRecord.newBuilder().setSubscribedDestination(own)));
      while (true) {
        Frame frame = frame(in, agent);
        switch (frame.command) {
          case "MESSAGE" -> {
            link.destination = frame.headers.getOrDefault("reply-to-dest", link.destination);
            agent.received(link, frame.body);
          }
          case "ERROR" -> throw new IOException("the broker says: " + shown(frame));
          default -> agent.alive();
        }
      }
    }
  }

  private void connect(StompLink link, Served agent) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept-version", "1.2");
    headers.put("host", query.text("host", sockets.host(), settings, agent));
    headers.put("heart-beat", BEAT_MILLIS + "," + BEAT_MILLIS);
    headers.put("endpoint-id", agent.endpointId());
    if (!settings.username().isEmpty()) {
      headers.put("login", WebSocketMtp.mine(settings.username(), agent));
      headers.put("passcode", WebSocketMtp.mine(settings.password(), agent));
    }
    link.write("STOMP", headers, new byte[0]);
  }

  private static String shown(Frame frame) {
    return frame.command + " " + frame.headers.getOrDefault("message", "") + new String(frame.body, StandardCharsets.UTF_8);
  }

  private static Frame frame(WireInput in, Served agent) throws IOException {
    String command = in.line();
    while (command.isEmpty()) { // heart-beats, and what may follow a frame
      agent.alive();
      command = in.line();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      int colon = line.indexOf(':');
      if (colon < 0 || headers.size() >= MOST_HEADERS) {
        throw new IOException("not a STOMP frame: " + line);
      }
      headers.putIfAbsent(unescaped(line.substring(0, colon)), unescaped(line.substring(colon + 1)));
    }
    return new Frame(command, headers, body(in, headers.get("content-length")));
  }

  private static byte[] body(WireInput in, String length) throws IOException {
    if (length == null) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int c = in.next(); c != 0; c = in.next()) {
        if (body.size() >= MOST_BYTES) {
          throw new IOException("a STOMP frame over " + MOST_BYTES + " bytes");
        }
        body.write(c);
      }
      return body.toByteArray();
    }
    int bytes;
    try {
      bytes = Integer.parseInt(length.strip());
    } catch (NumberFormatException e) {
      throw new IOException("content-length " + length, e);
    }
    if (bytes < 0 || bytes > MOST_BYTES) {
      throw new IOException("a STOMP frame of " + bytes + " bytes");
    }
    byte[] body = in.take(bytes);
    if (in.next() != 0) {
      throw new IOException("a STOMP frame does not end where its content-length says");
    }
    return body;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n").replace(":", "\\c");
  }

  private static String unescaped(String text) {
    byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
    String utf8 = new String(raw, StandardCharsets.UTF_8);
    if (utf8.indexOf('\\') < 0) {
      return utf8;
    }
    StringBuilder plain = new StringBuilder(utf8.length());
    for (int n = 0; n < utf8.length(); n++) {
      char c = utf8.charAt(n);
      if (c == '\\' && n + 1 < utf8.length()) {
        n++;
        plain.append(
            switch (utf8.charAt(n)) {
              case 'c' -> ':';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> utf8.charAt(n);
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static final class StompLink implements Link {
    private final Socket socket;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile String destination;
    private volatile String replyTo;
    private volatile boolean watched;

    StompLink(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    @Override
    public void send(byte[] record) throws IOException {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("destination", destination);
      headers.put("content-type", CONTENT_TYPE);
      headers.put("reply-to-dest", replyTo);
      write("SEND", headers, record);
    }

    /** Headers of CONNECT and CONNECTED are not escaped, except that the standard of USP wants it of endpoint-id. */
    void write(String command, Map<String, String> headers, byte[] body) throws IOException {
      StringBuilder head = new StringBuilder(256).append(command).append('\n');
      headers.forEach(
          (name, value) ->
              head.append(name)
                  .append(':')
                  .append(command.equals("STOMP") && !name.equals("endpoint-id") ? value : escaped(value))
                  .append('\n'));
      if (body.length > 0) {
        head.append("content-length:").append(body.length).append('\n');
      }
      ByteArrayOutputStream frame = new ByteArrayOutputStream(head.length() + body.length + 2);
      frame.writeBytes(head.append('\n').toString().getBytes(StandardCharsets.UTF_8));
      frame.writeBytes(body);
      frame.write(0);
      bytes(frame.toByteArray());
    }

    /** A heart-beat. */
    @Override
    public void ping() throws IOException {
      bytes(new byte[] {'\n'});
    }

    /** When the broker has promised heart-beats. */
    @Override
    public boolean watched() {
      return watched;
    }

    private void bytes(byte[] bytes) throws IOException {
      writing.lock();
      try {
        out.write(bytes);
      } finally {
        writing.unlock();
      }
    }

    @Override
    public void close() {
      try (socket) {
        write("DISCONNECT", Map.of(), new byte[0]);
      } catch (IOException e) {
        return; // it had ended
      }
    }
  }
}
