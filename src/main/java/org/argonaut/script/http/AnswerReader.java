package org.argonaut.script.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads one answer of HTTP/1.x (RFC 9112) within limits. */
final class AnswerReader {
  private final InputStream in;
  private final OutboundSettings limits;
  private int headLeft;

  AnswerReader(InputStream in, OutboundSettings limits) {
    this.in = new BufferedInputStream(in);
    this.limits = limits;
    this.headLeft = limits.maxHead();
  }

  OutboundAnswer read(String method) throws IOException {
    int status = status();
    Map<String, String> headers = headers();
    while (status / 100 == 1) { // what comes before the answer
      status = status();
      headers = headers();
    }
    boolean bare = method.equals("HEAD") || status == 204 || status == 304;
    return new OutboundAnswer(status, headers, bare ? new byte[0] : body(headers));
  }

  private int status() throws IOException {
    String line = line();
    if (!line.matches("HTTP/1\\.\\d \\d{3}( .*)?")) {
      throw new IOException("the answer is no HTTP");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.merge(canonical(line.substring(0, colon)), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
      }
    }
    return headers;
  }

  /** {@code content-type} as {@code Content-Type}. */
  private static String canonical(String name) {
    StringBuilder out = new StringBuilder(name.strip().toLowerCase(Locale.ROOT));
    for (int i = 0; i < out.length(); i++) {
      if (i == 0 || out.charAt(i - 1) == '-') {
        out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
      }
    }
    return out.toString();
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    String coding = headers.get("Transfer-Encoding");
    String length = headers.get("Content-Length");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked")) {
      for (long size = chunkSize(); size > 0; size = chunkSize()) {
        copy(body, size);
        line();
      }
    } else if (length != null) {
      copy(body, number(length.split(",", 2)[0].strip(), 10));
    } else {
      copyAll(body);
    }
    return body.toByteArray();
  }

  private long chunkSize() throws IOException {
    headLeft = limits.maxHead();
    String line = line();
    int semicolon = line.indexOf(';');
    return number((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
  }

  private static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("the answer has '" + text + "' for a length", e);
    }
    throw new IOException("the answer has '" + text + "' for a length");
  }

  private void copy(ByteArrayOutputStream body, long bytes) throws IOException {
    if (body.size() + bytes > limits.maxBody()) {
      throw tooLarge();
    }
    byte[] part = in.readNBytes((int) bytes);
    if (part.length < bytes) {
      throw new EOFException("the answer ends early");
    }
    body.writeBytes(part);
  }

  private void copyAll(ByteArrayOutputStream body) throws IOException {
    byte[] all = in.readNBytes(limits.maxBody() + 1);
    if (all.length > limits.maxBody()) {
      throw tooLarge();
    }
    body.writeBytes(all);
  }

  private IOException tooLarge() {
    return new IOException("the answer is larger than " + limits.maxBody() + " bytes");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (--headLeft < 0) {
        throw new IOException("the head of the answer is larger than " + limits.maxHead() + " bytes");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }
}
