package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.argonaut.mtp.EndpointIds;
import org.argonaut.usp.EndpointId;

/**
 * The client's half of an opening handshake (RFC 6455 4.2.1), as USP wants it (R-WS.9 to 12a).
 *
 * @param key of {@code Sec-WebSocket-Key}
 * @param endpointId null when the agent has not told it
 * @param extension what of {@code Sec-WebSocket-Extensions} is echoed (R-WS.11a); null: nothing
 */
record Handshake(String key, String endpointId, String extension) {
  static final String SUBPROTOCOL = "v1.usp";
  static final String VERSION = "13";

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final String EXTENSION = "bbf-usp-protocol";
  private static final Pattern EXTENSION_EID =
      Pattern.compile("\\beid\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;,\"]+))", Pattern.CASE_INSENSITIVE);

  /** A handshake that is refused. */
  static final class Refused extends Exception {
    private final int status;

    Refused(int status, String line) {
      super(line);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * Reads it.
   *
   * @throws Refused with the status and one line that says what to do
   */
  static Handshake read(HttpRequest request) throws Refused {
    if (!request.method().equals(HttpMethods.GET)) {
      throw new Refused(405, "This is where USP agents connect with WebSocket: use GET with an upgrade.");
    }
    if (!tokens(request, "upgrade").contains("websocket") || !tokens(request, "connection").contains("upgrade")) {
      throw new Refused(426, "This is where USP agents connect with WebSocket (subprotocol " + SUBPROTOCOL + ").");
    }
    if (!values(request, "sec-websocket-version").equals(List.of(VERSION))) {
      throw new Refused(426, "Only version " + VERSION + " of WebSocket is spoken here.");
    }
    List<String> keys = values(request, "sec-websocket-key");
    if (keys.size() != 1 || !isKey(keys.getFirst())) {
      throw new Refused(400, "Sec-WebSocket-Key must be given once: 16 bytes as base64.");
    }
    if (!tokens(request, "sec-websocket-protocol").contains(SUBPROTOCOL)) {
      throw new Refused(400, "Offer the subprotocol of USP: Sec-WebSocket-Protocol: " + SUBPROTOCOL);
    }
    String extension = extension(request);
    return new Handshake(keys.getFirst(), endpointId(request, extension), extension);
  }

  /** The {@code Sec-WebSocket-Accept} for a key. */
  static String accept(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static String endpointId(HttpRequest request, String extension) throws Refused {
    String queried = queried(request.getUri().rawQueryString().orElse(""));
    String extended = null;
    if (extension != null) {
      Matcher eid = EXTENSION_EID.matcher(extension);
      extended = !eid.find() ? null : eid.group(1) != null ? eid.group(1) : eid.group(2);
    }
    if (queried != null && extended != null && !queried.equals(extended)) {
      throw new Refused(400, "The eid of the query and the one of Sec-WebSocket-Extensions differ.");
    }
    String id = queried != null ? queried : extended;
    String flaw = id == null ? null : EndpointIds.flaw(id);
    if (flaw != null) {
      throw new Refused(400, "The eid cannot be used: " + flaw + '.');
    }
    return id;
  }

  /** The parameter {@code eid}, percent-decoded once; a plus is a plus (R-WS.10b). Null: there is none. */
  private static String queried(String query) throws Refused {
    String found = null;
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("eid=")) {
        if (found != null) {
          throw new Refused(400, "Give eid once.");
        }
        try {
          found = EndpointId.decodeQuery(parameter.substring("eid=".length())).text();
        } catch (IllegalArgumentException e) {
          throw new Refused(400, "The eid cannot be used: " + e.getMessage() + '.');
        }
      }
    }
    return found;
  }

  /** What of the offered extensions is ours. */
  private static String extension(HttpRequest request) {
    for (String value : values(request, "sec-websocket-extensions")) {
      for (String one : value.split(",", -1)) {
        if (one.strip().toLowerCase(Locale.ROOT).startsWith(EXTENSION)) {
          return one.strip();
        }
      }
    }
    return null;
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == 16;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static List<String> tokens(HttpRequest request, String header) {
    List<String> tokens = new ArrayList<>();
    for (String value : values(request, header)) {
      for (String token : value.split(",", -1)) {
        tokens.add(token.strip().toLowerCase(Locale.ROOT));
      }
    }
    return tokens;
  }

  private static List<String> values(HttpRequest request, String header) {
    List<String> values = new ArrayList<>();
    for (HttpHeader one : request.getHeaders()) {
      if (one.is(header)) {
        values.add(one.value().strip());
      }
    }
    return values;
  }
}
