package org.argonaut.usp;

/** A session context cannot go on and has to begin anew (R-E2E.21); the message says why, for people. */
final class SessionFailure extends Exception {
  SessionFailure(String message) {
    super(message);
  }
}
