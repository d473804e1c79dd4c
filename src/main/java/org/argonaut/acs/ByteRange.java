package org.argonaut.acs;

/**
 * What part of a file a GET asks for (RFC 9110 14). Only one range is served; several are answered with the whole file,
 * as the RFC allows.
 *
 * @param offset of the first byte
 * @param length in bytes
 * @param kind how to answer
 */
record ByteRange(long offset, long length, Kind kind) {

  enum Kind {
    /** 200 with everything. */
    WHOLE,
    /** 206 with the part. */
    PART,
    /** 416: nothing of the file is in the range. */
    UNSATISFIABLE
  }

  /**
   * Reads a Range header.
   *
   * @param header null when there is none; one that cannot be read counts as none
   * @param size of the file
   */
  static ByteRange of(String header, long size) {
    ByteRange whole = new ByteRange(0, size, Kind.WHOLE);
    if (header == null) {
      return whole;
    }
    String spec = header.replace(" ", "");
    if (!spec.regionMatches(true, 0, "bytes=", 0, 6) || spec.indexOf(',') >= 0) {
      return whole;
    }
    String range = spec.substring(6);
    int dash = range.indexOf('-');
    if (dash < 0 || range.length() < 2) {
      return whole;
    }
    try {
      return dash == 0 ? suffix(range, size) : fromTo(range, dash, size);
    } catch (NumberFormatException notNumbers) {
      return whole;
    }
  }

  private static ByteRange suffix(String range, long size) {
    long wanted = digits(range.substring(1));
    if (wanted == 0 || size == 0) {
      return new ByteRange(0, 0, Kind.UNSATISFIABLE);
    }
    long length = Math.min(wanted, size);
    return new ByteRange(size - length, length, Kind.PART);
  }

  private static ByteRange fromTo(String range, int dash, long size) {
    long first = digits(range.substring(0, dash));
    long last = dash == range.length() - 1 ? Long.MAX_VALUE : digits(range.substring(dash + 1));
    if (last < first) {
      return new ByteRange(0, size, Kind.WHOLE); // invalid, so ignored
    }
    if (first >= size) {
      return new ByteRange(0, 0, Kind.UNSATISFIABLE);
    }
    return new ByteRange(first, Math.min(last, size - 1) - first + 1, Kind.PART);
  }

  private static long digits(String text) {
    if (text.isEmpty() || text.charAt(0) == '+' || text.charAt(0) == '-') {
      throw new NumberFormatException(text);
    }
    return text.length() > 18 ? Long.MAX_VALUE - 1 : Long.parseLong(text);
  }
}
