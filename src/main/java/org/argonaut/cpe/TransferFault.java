package org.argonaut.cpe;

/** Why a file transfer failed, as a CPE's fault code (TR-069 A.5.1). */
public final class TransferFault extends Exception {
  static final int FAILURE_DOWNLOAD = 9010;
  static final int FAILURE_UPLOAD = 9011;
  static final int AUTHENTICATION = 9012;
  static final int UNSUPPORTED_PROTOCOL = 9013;
  static final int UNABLE_TO_CONTACT = 9015;
  static final int UNABLE_TO_ACCESS = 9016;
  static final int UNABLE_TO_COMPLETE = 9017;
  static final int CORRUPTED = 9018;
  static final int OUTSIDE_WINDOWS = 9020;

  private final int code;

  /** A fault with its code and words for people. */
  public TransferFault(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The fault code. */
  public int code() {
    return code;
  }

  /** Whether no server was there to talk to. */
  public boolean unreachable() {
    return code == UNABLE_TO_CONTACT || code == UNSUPPORTED_PROTOCOL;
  }
}
