package org.argonaut.store;

/**
 * The database is away, starting, or too slow: nothing is known to have been done. The caller may try again later; a
 * write may have happened when the connection broke while it was under way.
 */
public final class StoreUnavailable extends RuntimeException {
  public StoreUnavailable(String message) {
    super(message);
  }

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
