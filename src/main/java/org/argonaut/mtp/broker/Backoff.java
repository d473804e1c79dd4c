package org.argonaut.mtp.broker;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: doubled each time up to a limit, and at random between half of that and all of
 * it, so that nodes that lost a broker together do not come back together. Not thread-safe.
 */
final class Backoff {
  private static final int MAX_DOUBLINGS = 20;

  private final Duration first;
  private final Duration longest;
  private int failures;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  Duration next() {
    long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(full / 2, Math.max(full, 1) + 1));
  }

  /** It went well for a while: the next failure is a first one again. */
  void reset() {
    failures = 0;
  }
}
