/**
 * The durable-state plugin: Pekko's {@code DurableStateBehavior} on top of {@link org.argonaut.store.StateRows}. Plugin
 * id {@code argonaut.store.durable-state}.
 *
 * <p>May use {@code store}; serializes, and speaks no SQL.
 */
package org.argonaut.store.state;
