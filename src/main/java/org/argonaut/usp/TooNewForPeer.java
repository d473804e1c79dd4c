package org.argonaut.usp;

/** A message that a peer of this version cannot understand; the message says what needs which version. */
public final class TooNewForPeer extends Exception {
  TooNewForPeer(String message) {
    super(message);
  }
}
