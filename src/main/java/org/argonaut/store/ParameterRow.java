package org.argonaut.store;

import java.time.Instant;

/**
 * A parameter as it was last read. In a patch, null for value, type or writable keeps what is known.
 *
 * @param name full path
 * @param type {@code xsd:string} ...; null when never told
 * @param writable null when never told
 * @param updated when it was read; the database keeps the time of the last change
 */
public record ParameterRow(String name, String value, String type, Boolean writable, Instant updated) {}
