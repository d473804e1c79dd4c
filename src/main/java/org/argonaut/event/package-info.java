/**
 * What happened to devices: the event log, live tails of it, and (later) listener actors and their fan-out.
 *
 * <p>May use {@code store} only; {@code device} publishes here.
 */
package org.argonaut.event;
