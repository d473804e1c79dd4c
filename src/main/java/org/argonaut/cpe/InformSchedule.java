package org.argonaut.cpe;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.argonaut.cpe.tree.Tree;

/** When a CPE informs of its own accord: periodically, and after a failed session (TR-069 3.2.1.1). */
final class InformSchedule {
  private static final int LONGEST_BACK_OFF = 10;

  private final Tree tree;
  private final String managementServer;
  private final long seed;
  private final double retryScale;

  InformSchedule(Tree tree, String managementServer, long seed, double retryScale) {
    this.tree = tree;
    this.managementServer = managementServer;
    this.seed = seed;
    this.retryScale = retryScale;
  }

  /** Periodic informs fall where PeriodicInformTime says, else at an offset of the CPE's own, so that a fleet spreads. */
  Duration untilPeriodic(long nowMillis) {
    long interval = 1000L * number("PeriodicInformInterval", 300);
    return Duration.ofMillis(interval - Math.floorMod(nowMillis - referenceMillis(interval), interval));
  }

  private long referenceMillis(long interval) {
    String time = tree.get(managementServer + "PeriodicInformTime");
    if (time == null || time.startsWith("0001-")) {
      return Math.floorMod(seed, interval);
    }
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeException withoutZone) {
      return Math.floorMod(seed, interval);
    }
  }

  /**
   * A random wait between m(k/1000)^(n-1) and m(k/1000)^n seconds, n at most 10.
   *
   * @param failures n, sessions that have failed one after the other
   * @param retryAfterSeconds what the ACS asked for at least; 0: nothing
   */
  Duration untilRetry(int failures, long retryAfterSeconds) {
    double minimum = (double) number("CWMPRetryMinimumWaitInterval", 5);
    double factor = (double) number("CWMPRetryIntervalMultiplier", 2000) / 1000.0;
    int step = Math.min(failures, LONGEST_BACK_OFF);
    double from = minimum * Math.pow(factor, step - 1);
    double to = Math.max(from * 1.001, minimum * Math.pow(factor, step));
    double seconds = ThreadLocalRandom.current().nextDouble(from, to) * retryScale;
    return Duration.ofMillis((long) (1000 * Math.max(seconds, (double) retryAfterSeconds)));
  }

  /** Recorded devices of the first version of CWMP lack some. */
  private long number(String name, long otherwise) {
    String value = tree.get(managementServer + name);
    return value == null ? otherwise : Long.parseLong(value);
  }
}
