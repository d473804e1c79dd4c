package org.argonaut.cpe.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes answers off a connection: heads, and bodies in their three framings (RFC 9112, section 6). */
final class ReplyReader {
  private static final int MAX_LINE = 16_384;
  private static final int MAX_HEADERS = 100;

  private final InputStream in;
  private final byte[] buffer = new byte[4096];
  private int at;
  private int end;
  private long deadline;
  private boolean deadlineSet;

  private Framing framing = Framing.NONE;
  private long left;
  private boolean gzipped;
  private boolean answerBegun;

  private enum Framing {
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  ReplyReader(InputStream in) {
    this.in = in;
  }

  void deadline(long nanoTime) {
    deadline = nanoTime;
    deadlineSet = true;
  }

  /** Fails when the deadline is over. */
  void checkDeadline() throws SocketTimeoutException {
    if (deadlineSet && System.nanoTime() - deadline > 0) {
      throw new SocketTimeoutException("session deadline");
    }
  }

  /** A call is about to be sent. */
  void expectAnswer() {
    answerBegun = at < end;
  }

  /** Whether anything has come since then. */
  boolean answerBegun() {
    return answerBegun;
  }

  boolean gzipped() {
    return gzipped;
  }

  HttpHead head(String method) throws IOException {
    String statusLine = line();
    if (!statusLine.startsWith("HTTP/1.") || statusLine.length() < 12) {
      throw new IOException("not an HTTP answer");
    }
    int status = number(statusLine.substring(9, 12), 10);
    List<String> names = new ArrayList<>(8);
    List<String> values = new ArrayList<>(8);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || names.size() == MAX_HEADERS) {
        throw new IOException("bad header in the answer");
      }
      names.add(line.substring(0, colon).toLowerCase(Locale.ROOT));
      values.add(line.substring(colon + 1).strip());
    }
    HttpHead head = new HttpHead(status, true, names, values);
    boolean open = frame(head, method);
    String connection = head.header("connection");
    boolean alive =
        connection == null ? statusLine.startsWith("HTTP/1.1") : !connection.toLowerCase(Locale.ROOT).contains("close");
    return new HttpHead(status, alive && open, names, values);
  }

  /** Finds how the body ends; false when it ends with the connection. */
  private boolean frame(HttpHead head, String method) throws IOException {
    left = 0;
    String coding = head.header("transfer-encoding");
    String length = head.header("content-length");
    if (head.status() / 100 == 1 || head.status() == 204 || head.status() == 304 || method.equals("HEAD")) {
      framing = Framing.NONE;
    } else if (coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked")) {
      framing = Framing.CHUNKED;
    } else if (length != null) {
      framing = Framing.LENGTH;
      left = longNumber(length);
    } else {
      framing = Framing.UNTIL_CLOSE;
    }
    gzipped = "gzip".equalsIgnoreCase(head.header("content-encoding")) && framing != Framing.NONE && length(length) != 0;
    return framing != Framing.UNTIL_CLOSE;
  }

  private static long length(String text) throws IOException {
    return text == null ? -1 : longNumber(text);
  }

  InputStream body() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        return length == 0 ? 0 : readBody(into, from, length);
      }
    };
  }

  private int readBody(byte[] into, int from, int length) throws IOException {
    switch (framing) {
      case NONE -> {
        return -1;
      }
      case UNTIL_CLOSE -> {
        return take(into, from, length);
      }
      case LENGTH -> {
        if (left == 0) {
          return -1;
        }
      }
      case CHUNKED -> {
        if (left == 0 && !nextChunk()) {
          framing = Framing.NONE;
          return -1;
        }
      }
    }
    int read = take(into, from, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the answer ends early");
    }
    left -= read;
    if (left == 0 && framing == Framing.CHUNKED) {
      line();
    }
    return read;
  }

  private boolean nextChunk() throws IOException {
    String size = line();
    int semicolon = size.indexOf(';');
    left = number((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
    if (left == 0) {
      String trailer = line();
      while (!trailer.isEmpty()) {
        trailer = line();
      }
      return false;
    }
    return true;
  }

  private int take(byte[] into, int from, int length) throws IOException {
    if (at == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, into, from, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    checkDeadline();
    at = 0;
    end = Math.max(0, in.read(buffer, 0, buffer.length));
    answerBegun |= end > 0;
    return end > 0;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (true) {
      if (at == end && !fill()) {
        throw new EOFException("the server closed the connection");
      }
      int start = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.append(new String(buffer, start, at - start, StandardCharsets.ISO_8859_1));
      if (line.length() > MAX_LINE) {
        throw new IOException("line too long in the answer");
      }
      if (at < end) {
        at++;
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
      }
    }
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseInt(text, radix);
    } catch (NumberFormatException e) {
      throw new IOException("bad number in the answer: " + text, e);
    }
  }

  private static long longNumber(String text) throws IOException {
    try {
      return Long.parseUnsignedLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IOException("bad Content-Length: " + text, e);
    }
  }
}
