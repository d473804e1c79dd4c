package org.argonaut.store;

import java.time.Instant;

/**
 * A device profile without its content.
 *
 * @param model the device model, or product class, it is for
 * @param protocol {@code cwmp} or {@code usp}
 * @param version of the content, from 1
 * @param active whether devices are bound to it
 * @param deleted whether it is no more; its versions are kept
 */
public record ProfileRow(
    String model,
    String protocol,
    String description,
    long version,
    boolean active,
    boolean deleted,
    Instant created,
    String createdBy,
    Instant changed,
    String changedBy) {}
