package org.argonaut.script.http;

/** A request that could not be done: a bad URL, a target that is not allowed, no connection, no answer in time. */
public final class OutboundFailure extends Exception {
  OutboundFailure(String message) {
    super(message, null, false, false); // thrown for what a script or a server did, never for a fault of ours
  }
}
