package org.argonaut.cwmp;

import java.util.Locale;

/**
 * An envelope that could not be read. The message says where (line, column, element), what is wrong and, where that is not
 * plain, what was expected; it is fit for a log line and for the answer to whoever sent the envelope.
 */
public final class SoapException extends Exception {
  /** What is wrong, for whoever has to choose an answer. */
  public enum Kind {
    /** Nothing but white space. */
    EMPTY,
    /** Not well-formed XML, and nothing that could be mended without guessing. */
    MALFORMED,
    /** Holds a document type declaration, which SOAP forbids. */
    FORBIDDEN,
    /** More bytes, or a longer value, than the limits allow. */
    TOO_LARGE,
    /** Elements nested deeper than the limits allow. */
    TOO_DEEP,
    /** More list entries, attributes or names of no known meaning than the limits allow. */
    TOO_MANY,
    /** Well-formed, but not a SOAP envelope with a method in its body. */
    NOT_SOAP,
    /** A field without which the message means nothing is missing or unreadable. */
    INVALID
  }

  private final Kind kind;
  private final int line;
  private final int column;

  SoapException(Kind kind, int line, int column, String what) {
    // Thrown for bad input only, where the place in the input matters and the place in our code does not.
    super(line > 0 ? "line " + line + ", column " + column + ": " + what : what, null, false, false);
    this.kind = kind;
    this.line = line;
    this.column = column;
  }

  SoapException(Kind kind, String what) {
    this(kind, 0, 0, what);
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The line in the body, from 1; 0 when the whole body is meant. */
  public int line() {
    return line;
  }

  /** The column in the line, from 1; 0 when the whole body is meant. */
  public int column() {
    return column;
  }

  /** For metrics: {@code malformed}, {@code too_large} ... */
  public String reason() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
