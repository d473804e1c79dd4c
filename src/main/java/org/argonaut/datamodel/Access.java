package org.argonaut.datamodel;

/** What a controller may do: set a parameter, or add and delete instances of a table. */
public enum Access {
  READ_ONLY,
  READ_WRITE,
  /** Given when the instance is created, read-only from then on. */
  WRITE_ONCE;

  public boolean writable() {
    return this != READ_ONLY;
  }
}
