package org.argonaut.datamodel;

/**
 * One of the values a parameter may have.
 *
 * @param readOnly the device reports it, a controller must not set it
 * @param status deleted ones are never listed
 */
public record Enumeration(String value, boolean readOnly, Status status) {
  /** A value without anything special. */
  public static Enumeration of(String value) {
    return new Enumeration(value, false, Status.CURRENT);
  }
}
