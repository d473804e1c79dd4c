package org.argonaut.node.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * Reads one HTTP answer at a time out of a buffer, as far as a CPE needs it: status, length, cookies, whether the
 * connection goes on. One object serves a connection for ever.
 */
final class HttpAnswer {
  private static final byte[] CONTENT_LENGTH = ascii("content-length:");
  private static final byte[] SET_COOKIE = ascii("set-cookie:");
  private static final byte[] CONNECTION = ascii("connection:");
  private static final byte[] CLOSE = ascii("close");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");

  /** "HTTP/1.1 200" */
  private static final int STATUS_OFFSET = 9;

  private static final int STATUS_END = 12;

  private int status;
  private int bodyStart;
  private int end;
  private boolean closes;
  private final byte[] cookie = new byte[2048];
  private int cookieLength;

  /** The answer cannot be read: the message says why. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * Reads the answer at the start of the buffer.
   *
   * @param length of what the buffer holds
   * @return false when more is needed
   */
  boolean read(byte[] buffer, int length) throws Unreadable {
    int line = lineEnd(buffer, 0, length);
    if (line < 0) {
      return false;
    }
    if (line < STATUS_END) {
      throw new Unreadable("not an HTTP answer");
    }
    status = number(buffer, STATUS_OFFSET, STATUS_END);
    closes = false;
    cookieLength = 0;
    int contentLength = 0;
    for (int start = line + 2; ; start = line + 2) {
      line = lineEnd(buffer, start, length);
      if (line < 0) {
        return false;
      }
      if (line == start) {
        bodyStart = line + 2;
        end = bodyStart + contentLength;
        return end <= length;
      }
      if (startsWith(buffer, start, line, CONTENT_LENGTH)) {
        contentLength = number(buffer, start + CONTENT_LENGTH.length, line);
      } else if (startsWith(buffer, start, line, SET_COOKIE)) {
        keepCookie(buffer, start + SET_COOKIE.length, line);
      } else if (startsWith(buffer, start, line, CONNECTION)) {
        closes = indexOf(buffer, start, line, CLOSE) >= 0;
      } else if (startsWith(buffer, start, line, TRANSFER_ENCODING)) {
        throw new Unreadable("a chunked answer: CPEs want Content-Length");
      }
    }
  }

  int status() {
    return status;
  }

  /** Where the next answer would begin. */
  int end() {
    return end;
  }

  boolean closesConnection() {
    return closes;
  }

  boolean bodyContains(byte[] buffer, byte[] word) {
    return indexOf(buffer, bodyStart, end, word) >= 0;
  }

  /** Copies {@code name=value; name=value} of all cookies that came; returns how many bytes that are. */
  int copyCookies(byte[] target, int offset) {
    System.arraycopy(cookie, 0, target, offset, cookieLength);
    return cookieLength;
  }

  private void keepCookie(byte[] buffer, int from, int to) throws Unreadable {
    int start = skipBlanks(buffer, from, to);
    int stop = start;
    while (stop < to && buffer[stop] != ';') {
      stop++;
    }
    if (cookieLength + stop - start + 2 > cookie.length) {
      throw new Unreadable("cookies of more than " + cookie.length + " bytes");
    }
    if (cookieLength > 0) {
      cookie[cookieLength++] = ';';
      cookie[cookieLength++] = ' ';
    }
    System.arraycopy(buffer, start, cookie, cookieLength, stop - start);
    cookieLength += stop - start;
  }

  private static int lineEnd(byte[] buffer, int from, int length) {
    for (int i = from; i + 1 < length; i++) {
      if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static int number(byte[] buffer, int from, int to) throws Unreadable {
    int value = 0;
    for (int i = skipBlanks(buffer, from, to); i < to && buffer[i] != ' '; i++) {
      int digit = buffer[i] - '0';
      if (digit < 0 || digit > 9 || value > 100_000_000) {
        throw new Unreadable("not a number where one belongs");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int skipBlanks(byte[] buffer, int from, int to) {
    int i = from;
    while (i < to && buffer[i] == ' ') {
      i++;
    }
    return i;
  }

  private static boolean startsWith(byte[] buffer, int from, int to, byte[] lowerCase) {
    if (to - from < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (lower(buffer[from + i]) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(byte[] buffer, int from, int to, byte[] word) {
    int last = to - word.length;
    for (int i = from; i <= last; i++) {
      int matched = 0;
      while (matched < word.length && buffer[i + matched] == word[matched]) {
        matched++;
      }
      if (matched == word.length) {
        return i;
      }
    }
    return -1;
  }

  private static int lower(byte character) {
    return character >= 'A' && character <= 'Z' ? character + 32 : character;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
