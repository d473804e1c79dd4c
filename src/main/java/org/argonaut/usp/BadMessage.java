package org.argonaut.usp;

/**
 * Bytes that are no USP message, or a message that breaks a rule. Carries what is needed to decide whether, and how, to
 * answer (R-MTP.5): nobody may answer a response or garbage.
 */
public final class BadMessage extends Exception {
  private final int code;
  private final String msgId;
  private final boolean request;

  /**
   * @param code the message error (TR-369, 7000 to 7099)
   * @param text which rule is broken, for people
   * @param msgId the message's id, empty when it cannot be read
   * @param request whether it certainly is a request, so that an Error may be sent back
   */
  BadMessage(int code, String text, String msgId, boolean request) {
    super(text);
    this.code = code;
    this.msgId = msgId;
    this.request = request;
  }

  /** The message error (7000 to 7099). */
  public int code() {
    return code;
  }

  /** The message's id; empty when it could not be read. */
  public String msgId() {
    return msgId;
  }

  /** Whether an Error should be sent back: it is a request and its id is known. */
  public boolean answerable() {
    return request && !msgId.isEmpty();
  }
}
