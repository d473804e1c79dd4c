package org.argonaut.cpe.usp;

/** Why a request, or one path of it, failed: an error code of TR-369 and words for people. */
final class UspFault extends Exception {
  private final int code;

  UspFault(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}
