package org.argonaut.usp;

/** JSON that is no USP message; the message names the place and, where it can, the fix. */
public final class UspJsonException extends Exception {
  UspJsonException(String message) {
    super(message);
  }
}
