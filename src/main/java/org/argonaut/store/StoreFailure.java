package org.argonaut.store;

/** The database refused a statement; trying again does not help. */
public final class StoreFailure extends RuntimeException {
  public StoreFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
