package org.argonaut.cpe.usp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads bytes from a socket with a small buffer of its own: thousands of connections wait at once. */
final class WireInput {
  private static final int BUFFER = 512;
  private static final int LONGEST_LINE = 8192;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  WireInput(InputStream in) {
    this.in = in;
  }

  /** The next byte, 0 to 255. */
  int next() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      if (end == 0) {
        throw new EOFException("the other side closed the connection");
      }
    }
    return buffer[at++] & 0xFF;
  }

  /** A line without its end, each byte a character. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = next(); c != '\n'; c = next()) {
      if (line.length() >= LONGEST_LINE) {
        throw new IOException("a line over " + LONGEST_LINE + " characters");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** So many bytes; the caller has checked the number. */
  byte[] take(int length) throws IOException {
    byte[] bytes = new byte[length];
    int had = Math.min(length, end - at);
    System.arraycopy(buffer, at, bytes, 0, had);
    at += had;
    if (in.readNBytes(bytes, had, length - had) < length - had) {
      throw new EOFException("the other side closed the connection in the middle of a message");
    }
    return bytes;
  }
}
