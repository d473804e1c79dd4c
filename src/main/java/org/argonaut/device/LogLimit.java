package org.argonaut.device;

import java.util.concurrent.atomic.AtomicLong;

/** Keeps a flood of bad requests from becoming a flood of log lines: some a second, and then the number left out. */
public final class LogLimit {
  private static final int LINES_A_SECOND = 10;

  private final AtomicLong second = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong suppressed = new AtomicLong();

  /** Whether to write a line now. */
  public boolean permit() {
    long now = System.nanoTime() / 1_000_000_000L;
    long current = second.get();
    if (now != current && second.compareAndSet(current, now)) {
      lines.set(0);
    }
    if (lines.incrementAndGet() <= LINES_A_SECOND) {
      return true;
    }
    suppressed.incrementAndGet();
    return false;
  }

  /** For the end of a permitted line: how many were left out since the last one; empty when none. */
  public String note() {
    long left = suppressed.getAndSet(0);
    return left == 0 ? "" : " (" + left + " lines like this left out)";
  }
}
