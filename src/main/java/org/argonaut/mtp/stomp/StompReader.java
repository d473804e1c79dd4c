package org.argonaut.mtp.stomp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the frames of STOMP 1.2 off a stream, within limits. Heart-beats between frames are passed over. */
final class StompReader {
  static final int MAX_LINE = 8 * 1024;
  static final int MAX_HEADERS = 64;
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final int maxBody;

  /**
   * @param in buffered
   * @param maxBody bytes; a longer body is passed over
   */
  StompReader(InputStream in, int maxBody) {
    this.in = in;
    this.maxBody = maxBody;
  }

  /**
   * Reads the next frame; blocks until it is there.
   *
   * @return null at the end of the stream
   * @throws StompError when it is no frame
   */
  StompFrame read() throws IOException {
    int first = in.read();
    while (first == '\n' || first == '\r') {
      first = in.read();
    }
    if (first < 0) {
      return null;
    }
    String command = line(first);
    if (command.isEmpty() || !command.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw new StompError("no STOMP frame");
    }
    Map<String, String> headers = headers(command);
    return body(command, headers);
  }

  private Map<String, String> headers(String command) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    int count = 0;
    for (String line = line(next()); !line.isEmpty(); line = line(next())) {
      if (++count > MAX_HEADERS) {
        throw new StompError("a " + command + " frame with more than " + MAX_HEADERS + " headers");
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new StompError("a " + command + " frame with a header that is none");
      }
      boolean lenient = command.equals("CONNECTED"); // not escaped, says STOMP; USP brokers may all the same
      headers.putIfAbsent(
          unescaped(line.substring(0, colon), lenient), unescaped(line.substring(colon + 1), lenient));
    }
    return headers;
  }

  private StompFrame body(String command, Map<String, String> headers) throws IOException {
    String length = headers.get(StompFrame.CONTENT_LENGTH);
    if (length == null) {
      return untilNull(command, headers);
    }
    if (!length.matches("\\d{1,10}")) {
      throw new StompError("a " + command + " frame with content-length that is no number");
    }
    long expected = Long.parseLong(length);
    byte[] body = NOTHING;
    if (expected > maxBody) {
      in.skipNBytes(expected);
    } else {
      body = in.readNBytes((int) expected);
      if (body.length < expected) {
        throw new EOFException("the connection ended inside a frame");
      }
    }
    if (next() != 0) {
      throw new StompError("a " + command + " frame that does not end where its content-length says");
    }
    return new StompFrame(command, headers, body, expected > maxBody);
  }

  private StompFrame untilNull(String command, Map<String, String> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean tooLarge = false;
    for (int b = next(); b != 0; b = next()) {
      if (body.size() < maxBody) {
        body.write(b);
      } else {
        tooLarge = true;
      }
    }
    return new StompFrame(command, headers, tooLarge ? NOTHING : body.toByteArray(), tooLarge);
  }

  private int next() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the connection ended inside a frame");
    }
    return b;
  }

  private String line(int first) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int b = first; b != '\n'; b = next()) {
      if (b == 0) {
        throw new StompError("a frame that ends inside its headers");
      }
      if (line.size() >= MAX_LINE) {
        throw new StompError("a header above " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  private static String unescaped(String text, boolean lenient) throws StompError {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    boolean escape = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (escape) {
        plain.append(unescaped(c, lenient));
      } else if (c != '\\') {
        plain.append(c);
      }
      escape = !escape && c == '\\';
    }
    if (escape) {
      plain.append(unescaped(' ', lenient));
    }
    return plain.toString();
  }

  private static String unescaped(char escape, boolean lenient) throws StompError {
    return switch (escape) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 'c' -> ":";
      case '\\' -> "\\";
      default -> {
        if (!lenient) {
          throw new StompError("a header with an escape that STOMP does not know");
        }
        yield "\\" + escape;
      }
    };
  }
}
