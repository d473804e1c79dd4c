package org.argonaut.store;

import java.time.Instant;

/**
 * A script without its content.
 *
 * @param version of the content, from 1
 * @param active whether it is wanted to run
 * @param deleted whether it is no more; its versions are kept
 * @param origin who keeps it: {@code api} or {@code folder}
 * @param revision grows with every change that calls for another run or for none
 * @param endedRevision the revision whose run is over for good; below {@code revision}: its home has yet to act, or acts
 * @param problem why the last run is over; null: nothing was wrong
 */
public record ScriptRow(
    String name,
    String description,
    long version,
    boolean active,
    boolean deleted,
    String origin,
    long revision,
    long endedRevision,
    String problem,
    Instant created,
    String createdBy,
    Instant changed,
    String changedBy) {

  /** Whether its home is to run it, or runs it. */
  public boolean wantsToRun() {
    return active && !deleted && isPending();
  }

  /** Whether its home has yet to act on it, or acts. */
  public boolean isPending() {
    return endedRevision < revision;
  }
}
