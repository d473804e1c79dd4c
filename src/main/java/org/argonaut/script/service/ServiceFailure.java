package org.argonaut.script.service;

/** Why something about services could not be done; the message names the place and the fix. */
public final class ServiceFailure extends RuntimeException {
  private final int code;

  /**
   * @param code 400, 404, 409, 429 as in HTTP
   */
  public ServiceFailure(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
