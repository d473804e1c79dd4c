package org.argonaut.device;

/** What a device actor tells the actor of an agent's connection. */
public sealed interface ToAgent extends Wire {

  /** Sends one record; an agent that is gone never gets it, and the connection's actor ends then. */
  record Deliver(byte[] record) implements ToAgent {}

  /** Ends the connection: another one of the same agent has taken its place, or the device was deleted. */
  record Close(String reason) implements ToAgent {}
}
