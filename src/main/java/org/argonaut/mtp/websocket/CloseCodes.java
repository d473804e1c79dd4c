package org.argonaut.mtp.websocket;

/** Why a WebSocket is closed (RFC 6455 7.4.1), and which codes may stand in a close frame. */
final class CloseCodes {
  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int PROTOCOL_ERROR = 1002;
  /** What is no USP record (R-WS.16). */
  static final int UNACCEPTABLE = 1003;
  static final int NOT_UTF_8 = 1007;
  static final int POLICY = 1008;
  static final int TOO_BIG = 1009;
  static final int TRY_AGAIN_LATER = 1013;
  /** For the log: the other side gave none. */
  static final int NONE = 1005;

  private CloseCodes() {}

  static boolean valid(int code) {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
  }
}
