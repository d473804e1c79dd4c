package org.argonaut.bulkdata;

/** What came is no bulk data report, or too much of one. */
final class BadReport extends Exception {
  private final BulkStats.Reason reason;

  /**
   * @param detail one line for people: the place and what should be there
   */
  BadReport(BulkStats.Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  static BadReport unreadable(String detail) {
    return new BadReport(BulkStats.Reason.UNREADABLE, detail);
  }

  BulkStats.Reason reason() {
    return reason;
  }
}
