package org.argonaut.device;

import java.time.Instant;

/**
 * A command as it is kept in the database.
 *
 * @param status how far it came
 * @param sentAt when it was last given to the CPE; null while queued
 */
record DurableCommand(Command command, Status status, Instant sentAt) implements Wire {

  /** How far a command came. */
  enum Status {
    QUEUED,
    /** Given to the CPE, no answer yet. */
    SENT,
    /** The CPE took a transfer; its TransferComplete is awaited. */
    TRANSFERRING
  }
}
