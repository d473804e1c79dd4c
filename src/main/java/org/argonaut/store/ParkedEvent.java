package org.argonaut.store;

import java.time.Instant;

/**
 * An event that a listener's callback failed on for good.
 *
 * @param owner who listens, for example {@code script wifi}
 * @param listener its name with the owner
 * @param error of the last attempt
 * @param attempts how often the callback ran with it
 */
public record ParkedEvent(String owner, String listener, EventRow event, String error, int attempts, Instant parked) {}
