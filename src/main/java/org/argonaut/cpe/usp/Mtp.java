package org.argonaut.cpe.usp;

import java.io.IOException;
import org.argonaut.usp.proto.UspRecord.Record;

/** A message transfer protocol, set up for one controller; shared by all agents of a fleet. */
interface Mtp extends AutoCloseable {

  /** What an MTP tells the agent that it serves. */
  interface Served {
    String endpointId();

    String serial();

    /**
     * The connection is there.
     *
     * @param connect the connect record of the MTP, still without addresses; it goes first (R-MTP.6)
     */
    void up(Link link, Record.Builder connect);

    /** A record came in. */
    void received(Link link, byte[] record);

    /** Something other than a record came in: a sign of life. */
    void alive();
  }

  /**
   * Connects and hands over what comes in until the connection ends. Blocks; runs on a virtual thread.
   *
   * @throws IOException why there is, or is no longer, a connection
   */
  void serve(Served agent) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
