package org.argonaut.usp;

/** Bytes that are no USP record, or a record that breaks a rule; the message says which, for people. */
public final class BadRecord extends Exception {
  private final int code;

  /**
   * @param code the record error (TR-369, 7100 to 7199)
   */
  public BadRecord(int code, String message) {
    super(message);
    this.code = code;
  }

  /** The record error (7100 to 7199). */
  public int code() {
    return code;
  }
}
