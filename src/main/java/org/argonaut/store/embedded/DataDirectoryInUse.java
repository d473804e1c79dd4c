package org.argonaut.store.embedded;

/** Another process works with this data directory; waiting does not help. */
public final class DataDirectoryInUse extends RuntimeException {
  public DataDirectoryInUse(String message) {
    super(message);
  }
}
