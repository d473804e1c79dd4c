package org.argonaut.node;

/** The settings cannot be used as they are; the message names the key, the value and what is allowed, one line each. */
public final class InvalidSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettings(String message) {
    super(message);
  }

  public InvalidSettings(String message, Throwable cause) {
    super(message, cause);
  }
}
