package org.argonaut.store;

import java.time.Instant;

/**
 * What a profile was.
 *
 * @param content null where only the list was asked for
 */
public record ProfileVersionRow(
    String model, String protocol, long version, String content, String note, Instant at, String by) {}
