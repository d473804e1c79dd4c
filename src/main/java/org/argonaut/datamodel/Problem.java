package org.argonaut.datamodel;

/**
 * Why a value is not one of its type.
 *
 * @param text for people: what is expected and what was given, without the parameter's name
 */
public record Problem(Kind kind, String text) {
  /** Which rule the value breaks. */
  public enum Kind {
    /** Not of the built-in type at all. */
    TYPE,
    RANGE,
    LENGTH,
    ENUMERATION,
    PATTERN,
    /** Too many or too few items. */
    ITEMS,
    /** A value only the device reports. */
    READ_ONLY_VALUE
  }
}
