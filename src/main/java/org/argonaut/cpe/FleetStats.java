package org.argonaut.cpe;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a fleet has done so far. Counting is cheap and safe from every thread. */
public final class FleetStats {
  private static final int MOST_REASONS = 50;

  final LongAdder informs = new LongAdder();
  final LongAdder sessions = new LongAdder();
  final LongAdder failedSessions = new LongAdder();
  final LongAdder sessionNanos = new LongAdder();
  final LongAdder rpcs = new LongAdder();
  final LongAdder faults = new LongAdder();
  final LongAdder challenges = new LongAdder();
  final LongAdder connectionRequests = new LongAdder();
  final LongAdder transfers = new LongAdder();
  final LongAdder failedTransfers = new LongAdder();
  final LongAdder openSessions = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

  /**
   * The counts at one moment.
   *
   * @param informs acknowledged by the ACS
   * @param sessions ended well
   * @param sessionNanos the time they took together
   * @param rpcs calls of the ACS that were answered, {@code faults} of them with a fault
   * @param challenges 401s that were answered
   */
  public record Counts(
      long informs,
      long sessions,
      long failedSessions,
      long sessionNanos,
      long rpcs,
      long faults,
      long challenges,
      long connectionRequests,
      long transfers,
      long failedTransfers,
      long openSessions) {}

  public Counts counts() {
    return new Counts(
        informs.sum(),
        sessions.sum(),
        failedSessions.sum(),
        sessionNanos.sum(),
        rpcs.sum(),
        faults.sum(),
        challenges.sum(),
        connectionRequests.sum(),
        transfers.sum(),
        failedTransfers.sum(),
        openSessions.sum());
  }

  void failed(String why) {
    failedSessions.increment();
    if (failures.size() < MOST_REASONS || failures.containsKey(why)) {
      failures.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }
  }

  /** Why sessions failed, the commonest first: {@code 12 x connection refused}. */
  public List<String> failures() {
    return failures.entrySet().stream()
        .sorted(Comparator.comparingLong((Map.Entry<String, LongAdder> entry) -> entry.getValue().sum()).reversed())
        .map(entry -> entry.getValue().sum() + " x " + entry.getKey())
        .toList();
  }
}
