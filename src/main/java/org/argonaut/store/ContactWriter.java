package org.argonaut.store;

import java.time.Instant;

/** Writes last contacts in batches, best effort: coalesced per device, flushed at intervals and at shutdown. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class ContactWriter {
  ContactWriter() {}

  /**
   * Notes a contact; returns at once.
   *
   * @param onlineUntil null leaves what is known
   */
  public void touch(String sn, Instant lastContact, Instant onlineUntil) {
    throw new UnsupportedOperationException();
  }
}
