package org.argonaut.store;

import java.time.Instant;

/**
 * A logged event.
 *
 * @param id ascends in the order in which events became visible, over all nodes
 */
public record EventRow(long id, String sn, String type, Instant at, String dataJson) {}
