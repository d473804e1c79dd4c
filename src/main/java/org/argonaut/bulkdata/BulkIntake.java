package org.argonaut.bulkdata;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes bulk data reports, however they come. */
@FunctionalInterface
public interface BulkIntake {

  /**
   * Reads, checks and stores what came.
   *
   * @return completes once the reports are on disk; fails when they cannot be stored now and should come again
   */
  CompletionStage<Verdict> take(Delivery delivery);

  /** What came of a delivery. */
  sealed interface Verdict {
    /**
     * It is on disk.
     *
     * @param reports their ids
     */
    record Stored(String sn, List<Long> reports) implements Verdict {}

    /**
     * It is not taken, and sending it again will not help.
     *
     * @param detail one line for people
     */
    record Refused(BulkStats.Reason reason, String detail) implements Verdict {}
  }
}
