package org.argonaut.datamodel.mapping;

import java.util.Set;
import org.argonaut.datamodel.ValueType.Trait;

/**
 * A parameter as a device reports it.
 *
 * @param path with instance numbers
 * @param value normalised: booleans are 1 or 0, references are paths without their last dot
 * @param type {@code xsd:string} for example; lists are strings
 * @param flags {@code Linker}, {@code Reference}, {@code Unique}, {@code Secure}; usually none
 */
public record Value(String path, String value, String type, Set<Trait> flags) {}
