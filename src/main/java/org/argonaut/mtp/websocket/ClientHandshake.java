package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.pekko.util.ByteString;
import org.argonaut.mtp.EndpointIds;
import org.argonaut.usp.EndpointId;

/** The opening handshake with an agent that listens (RFC 6455 4.1): our own endpoint id goes into the query (R-WS.10b). */
final class ClientHandshake {
  /** Of the answer, up to its empty line. */
  private static final int MAX_HEAD = 16 * 1024;

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final URI uri;
  private final String ownId;
  private final String key;
  private ByteString head = ByteString.emptyByteString();

  ClientHandshake(URI uri, String ownId) {
    this.uri = uri;
    this.ownId = ownId;
    byte[] random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    this.key = Base64.getEncoder().encodeToString(random);
  }

  /** The agent does not let us in, or is no agent. */
  static final class Failed extends Exception {
    Failed(String message) {
      super(message);
    }
  }

  ByteString request() {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = (uri.getRawQuery() == null ? "" : uri.getRawQuery() + '&') + "eid=" + new EndpointId(ownId).encodeQuery();
    String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
    return ByteString.fromString(
        "GET " + path + '?' + query + " HTTP/1.1\r\n"
            + "Host: " + host + "\r\n"
            + "Upgrade: websocket\r\n"
            + "Connection: Upgrade\r\n"
            + "Sec-WebSocket-Key: " + key + "\r\n"
            + "Sec-WebSocket-Version: " + Handshake.VERSION + "\r\n"
            + "Sec-WebSocket-Protocol: " + Handshake.SUBPROTOCOL + "\r\n\r\n");
  }

  /**
   * Takes bytes of the answer.
   *
   * @return what follows the answer, the first frames; null when more bytes are needed
   */
  ByteString feed(ByteString bytes) throws Failed {
    head = head.concat(bytes);
    String text = head.take(MAX_HEAD).decodeString(ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      if (head.length() >= MAX_HEAD) {
        throw new Failed("an answer without end");
      }
      return null;
    }
    check(text.substring(0, end).split("\r\n", -1));
    return head.drop(end + END_OF_HEAD.length());
  }

  private void check(String[] lines) throws Failed {
    if (!lines[0].startsWith("HTTP/1.1 101")) {
      throw new Failed("it answers " + EndpointIds.printable(lines[0]));
    }
    if (!Handshake.accept(key).equals(header(lines, "sec-websocket-accept"))) {
      throw new Failed("its Sec-WebSocket-Accept is wrong");
    }
    if (!Handshake.SUBPROTOCOL.equals(header(lines, "sec-websocket-protocol"))) {
      throw new Failed("it does not speak " + Handshake.SUBPROTOCOL);
    }
  }

  private static String header(String[] lines, String name) {
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(name)) {
        return line.substring(colon + 1).strip();
      }
    }
    return null;
  }
}
