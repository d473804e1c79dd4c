package org.argonaut.device;

import java.time.Instant;
import org.argonaut.cwmp.CpeMethod;

/**
 * Work queued for one device: an RPC with a caller, a priority and a deadline.
 *
 * @param id unique; also the cwmp:ID of the envelope that carries it
 * @param rpc what the CPE is asked
 * @param priority order of delivery; first in, first out inside one
 * @param queuedAt when it was accepted
 * @param deadline when it ends as expired, whether or not it was sent
 * @param durable written to the database before it is accepted; survives a crash
 * @param blockQueue while it is outstanding nothing else of the queue is delivered, not even in other sessions
 * @param wake ask the CPE for a session by a connection request; false: wait for the CPE's own next session
 * @param origin who asked, for people: {@code api}, {@code script wifi.lua} ...
 */
public record Command(
    String id,
    CpeMethod rpc,
    Priority priority,
    Instant queuedAt,
    Instant deadline,
    boolean durable,
    boolean blockQueue,
    boolean wake,
    String origin) {

  /** Delivered in this order. */
  public enum Priority {
    INTERACTIVE,
    SCRIPT,
    SERVICE,
    BULK
  }
}
