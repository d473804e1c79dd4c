package org.argonaut.store;

import java.time.Instant;

/**
 * One version of a script.
 *
 * @param content null in lists
 * @param note what whoever changed it said
 */
public record ScriptVersionRow(String name, long version, String content, String note, Instant at, String by) {}
