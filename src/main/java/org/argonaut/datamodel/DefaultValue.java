package org.argonaut.datamodel;

/**
 * The value a parameter has when nobody gave it another.
 *
 * @param type {@code object} (when its object is created), {@code factory}, {@code implementation} (an example), or
 *     {@code parameter} (an argument left out)
 */
public record DefaultValue(String value, String type) {}
