package org.argonaut.mtp.websocket;

/** The other side broke RFC 6455 or a limit; the message is what it is told as the reason. */
final class Violation extends Exception {
  private final int closeCode;

  Violation(int closeCode, String message) {
    super(message);
    this.closeCode = closeCode;
  }

  int closeCode() {
    return closeCode;
  }
}
