package org.argonaut.store;

import java.time.Instant;

/**
 * One line of a script's log.
 *
 * @param id 0 before it is written
 * @param level {@code print}, {@code debug}, {@code info}, {@code warn}, {@code error}, {@code system}
 */
public record ScriptLogRow(long id, String name, Instant at, String level, String text) {}
