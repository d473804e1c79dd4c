package org.argonaut.mtp;

/** One open connection to an agent, whatever carries it. Thread-safe; nothing blocks. */
public interface AgentLink {

  /** Sends a record after those before it. A connection whose agent does not read fast enough is ended. */
  void send(byte[] record);

  /** Ends the connection in order, after what was sent; the second time nothing happens. */
  void close(Ending why, String reason);

  /** Why a connection is ended from our side. */
  enum Ending {
    /** Another connection of the same agent has taken its place, or the device was deleted. */
    REPLACED,
    /** This node stops; the agent finds another one. */
    NODE_STOPS
  }
}
