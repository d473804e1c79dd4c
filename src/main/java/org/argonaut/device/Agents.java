package org.argonaut.device;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.argonaut.usp.proto.UspRecord;

/**
 * The USP side of the fleet, as {@code mtp} sees it: hands what agents send to their device actors, wherever those live.
 *
 * <p>Who calls has made sure that the record is for this controller (R-E2E.1), that the sender may speak for its
 * {@code from_id} (R-SEC.9), and that the {@code from_id} is an endpoint id.
 */
public interface Agents {

  /**
   * A record arrived.
   *
   * @param route over which an answer reaches the agent; for a broker the newest reply topic
   * @return completes when the record has done its work: what must be durable is on disk. The transport may acknowledge
   *     it then, and should hold back more (64 records of one agent at a time are plenty). Fails when the device could not be
   *     reached or the database is away: let the agent repeat it, or drop it
   */
  CompletionStage<Done> arrived(AgentRoute route, UspRecord.Record record);

  /**
   * An agent's connection is open and it may be sent records: for transports that know before a record came, and for a
   * connection whose device actor asks after it moved. Idempotent.
   */
  CompletionStage<Done> attached(String endpointId, AgentRoute route);

  /**
   * An agent's connection has ended (the end of a connection's actor is noticed without this), or its broker says so.
   *
   * @param route with an empty place when the broker does not tell on which topic the agent had listened
   */
  void left(String endpointId, AgentRoute route);
}
