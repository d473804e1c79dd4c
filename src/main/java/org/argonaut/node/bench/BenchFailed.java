package org.argonaut.node.bench;

/** A benchmark could not be carried out; the message is one line for the user. */
final class BenchFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchFailed(String message) {
    super(message);
  }

  BenchFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
