package org.argonaut.cpe.usp;

import java.io.IOException;

/** One open way to the controller. */
interface Link {
  /** Sends one record; returns when it is on its way. Calls may come from any thread. */
  void send(byte[] record) throws IOException;

  /**
   * Publishes something that is no record, where the transport has topics.
   *
   * @throws IOException it has none, or the broker is gone
   */
  default void publish(String topic, String contentType, byte[] payload) throws IOException {
    throw new IOException("there are no topics here");
  }

  /** Asks for a sign of life where the transport has such a thing. */
  default void ping() throws IOException {}

  /** Whether the other side must be heard of while it is there: a {@link #ping} is answered. */
  default boolean watched() {
    return false;
  }

  /** Ends the connection; harmless when it has ended. What was sent before is still delivered where that is possible. */
  void close();
}
