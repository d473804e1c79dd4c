package org.argonaut.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.argonaut.cwmp.CpeMethod;

/**
 * Work queued for one device: an RPC or a USP message with a caller, a priority and a deadline.
 *
 * @param id unique; also the cwmp:ID of the envelope, or the msg_id of the message, that carries it
 * @param request what the device is asked
 * @param priority order of delivery; first in, first out inside one
 * @param queuedAt when it was accepted
 * @param deadline when it ends as expired, whether or not it was sent
 * @param durable written to the database before it is accepted; survives a crash
 * @param blockQueue while it is outstanding nothing else of the queue is delivered, not even in other sessions
 * @param wake ask a CPE for a session by a connection request, and end at once as unreachable when a USP agent is not connected;
 *     false: wait for the device's own next session or connection
 * @param origin who asked, for people: {@code api}, {@code script wifi.lua} ...
 */
public record Command(
    String id,
    @JsonProperty("rpc") Request request,
    Priority priority,
    Instant queuedAt,
    Instant deadline,
    boolean durable,
    boolean blockQueue,
    boolean wake,
    String origin) {

  /** A command over CWMP. */
  public Command(
      String id,
      CpeMethod rpc,
      Priority priority,
      Instant queuedAt,
      Instant deadline,
      boolean durable,
      boolean blockQueue,
      boolean wake,
      String origin) {
    this(id, new Request.Rpc(rpc), priority, queuedAt, deadline, durable, blockQueue, wake, origin);
  }

  Command with(Request other) {
    return other == request
        ? this
        : new Command(id, other, priority, queuedAt, deadline, durable, blockQueue, wake, origin);
  }

  /** The RPC of a command over CWMP; only for who knows that it is one. */
  public CpeMethod rpc() {
    return ((Request.Rpc) request).method();
  }

  /** Delivered in this order. */
  public enum Priority {
    INTERACTIVE,
    SCRIPT,
    SERVICE,
    BULK
  }
}
