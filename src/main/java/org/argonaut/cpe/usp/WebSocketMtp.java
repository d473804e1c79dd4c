package org.argonaut.cpe.usp;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.argonaut.usp.EndpointId;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.WebSocketConnectRecord;

/**
 * Agents as WebSocket clients (TR-369 "WebSocket Binding", R-WS). A client of our own: the JDK's keeps over 40 KB of buffers a
 * connection, this one a kilobyte, and thousands of agents share a process.
 */
final class WebSocketMtp implements Mtp {
  private static final String SUBPROTOCOL = "v1.usp";
  private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3
  private static final int MOST_HEADERS = 100;

  private final UspFleetSettings settings;
  private final Sockets sockets;
  private final String authority;
  private final String target;

  /**
   * @throws IOException a certificate cannot be read
   */
  WebSocketMtp(UspFleetSettings settings) throws IOException {
    URI url = settings.url();
    boolean secure = url.getScheme().equals("wss");
    this.settings = settings;
    this.sockets = new Sockets(url, secure, secure ? 443 : 80, settings);
    this.authority = url.getRawAuthority().replaceFirst("^.*@", "");
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    this.target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  @Override
  public void serve(Served agent) throws IOException {
    try (Socket socket = sockets.open()) {
      WebSocketFrames frames = new WebSocketFrames(socket, settings);
      upgrade(frames, agent);
      socket.setSoTimeout(0); // from here on keep-alive tells whether the other side is there
      agent.up(frames, Record.newBuilder().setWebsocketConnect(WebSocketConnectRecord.getDefaultInstance()));
      frames.read(agent);
    }
  }

  private void upgrade(WebSocketFrames frames, Served agent) throws IOException {
    byte[] nonce = new byte[16];
    ThreadLocalRandom.current().nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    frames.write(request(agent, key).getBytes(StandardCharsets.ISO_8859_1));
    String status = frames.line();
    Map<String, String> headers = headers(frames);
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new IOException("the controller answers " + status.replaceFirst("^HTTP/1\\.\\d ", "") + " to the upgrade");
    }
    if (!accept(key).equals(headers.get("sec-websocket-accept"))) {
      throw new IOException("wrong Sec-WebSocket-Accept");
    }
    if (!SUBPROTOCOL.equals(headers.get("sec-websocket-protocol"))) {
      throw new IOException("the controller does not agree on the subprotocol " + SUBPROTOCOL);
    }
  }

  private String request(Served agent, String key) {
    boolean old = settings.has(UspQuirk.OLD_EID_HEADER);
    String eid = "eid=" + new EndpointId(agent.endpointId()).encodeQuery();
    StringBuilder head = new StringBuilder(320);
    head.append("GET ").append(target);
    if (!old) {
      head.append(target.indexOf('?') < 0 ? '?' : '&').append(eid);
    }
    head.append(" HTTP/1.1\r\nHost: ").append(authority);
    head.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ");
    head.append(key).append("\r\nSec-WebSocket-Protocol: ").append(SUBPROTOCOL);
    if (old) {
      head.append("\r\nSec-WebSocket-Extensions: bbf-usp-protocol; eid=\"").append(agent.endpointId()).append('"');
    }
    if (!settings.username().isEmpty()) {
      String pair = mine(settings.username(), agent) + ":" + mine(settings.password(), agent);
      String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      head.append("\r\nAuthorization: Basic ").append(basic);
    }
    return head.append("\r\n\r\n").toString();
  }

  /** A user name or password with the agent's serial and endpoint id in their places. */
  static String mine(String pattern, Served agent) {
    return pattern.replace("{serial}", agent.serial()).replace("{endpoint}", agent.endpointId());
  }

  private static Map<String, String> headers(WebSocketFrames frames) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = frames.line(); !line.isEmpty(); line = frames.line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() >= MOST_HEADERS) {
        throw new IOException("not an answer of HTTP: " + line);
      }
      headers.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + ACCEPT_GUID).getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
