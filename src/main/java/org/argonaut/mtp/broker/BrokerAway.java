package org.argonaut.mtp.broker;

/** A broker could not be reached, or did not take a record; the message says which and why. */
public final class BrokerAway extends RuntimeException {

  /** Without a trace: this is news about the network, not about our code. */
  public BrokerAway(String message) {
    super(message, null, false, false);
  }
}
