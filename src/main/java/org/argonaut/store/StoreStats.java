package org.argonaut.store;

/**
 * What the store did since it started, and how full its queues are now.
 *
 * @param contactsWaiting devices whose last contact is not written yet
 * @param contactsDropped contacts not written because too many waited
 * @param patchesDropped parameter patches not written because too many waited
 * @param embeddedRestarts how often the embedded server died and was started again
 */
public record StoreStats(
    Queue recoveries,
    Queue upserts,
    Queue events,
    Queue commands,
    Queue parameters,
    Queue credentials,
    Queue bulkReports,
    long contactsWaiting,
    long contactsDropped,
    long patchesDropped,
    long embeddedRestarts) {

  /**
   * One group-commit queue.
   *
   * @param batches statements run
   * @param rows rows in them
   * @param failed rows whose statement failed
   * @param refused rows not taken because the queue was full or the database away
   * @param waiting rows queued now
   * @param busyNanos time statements took, summed
   */
  public record Queue(long batches, long rows, long failed, long refused, long waiting, long busyNanos) {}
}
