package org.argonaut.mtp.stomp;

import java.io.IOException;

/** The broker said something that is not STOMP 1.2, or above our limits; the connection cannot go on. */
final class StompError extends IOException {
  StompError(String message) {
    super(message);
  }
}
