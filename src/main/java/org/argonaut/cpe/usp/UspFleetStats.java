package org.argonaut.cpe.usp;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a fleet of agents has done so far. Counting is cheap and safe from every thread. */
public final class UspFleetStats {
  private static final int MOST_REASONS = 50;

  final LongAdder connected = new LongAdder();
  final LongAdder connects = new LongAdder();
  final LongAdder failedConnects = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder errors = new LongAdder();
  final LongAdder notifications = new LongAdder();
  final LongAdder retries = new LongAdder();
  final LongAdder notifyResponses = new LongAdder();
  final LongAdder dropped = new LongAdder();
  final LongAdder transfers = new LongAdder();
  final LongAdder failedTransfers = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

  /**
   * The counts at one moment.
   *
   * @param connected agents with a connection now
   * @param connects connections that came up
   * @param failedConnects connections that failed or broke
   * @param requests answered, {@code errors} of them with an Error
   * @param notifications sent, retries not counted
   * @param retries notifications sent again
   * @param notifyResponses notifications answered by the controller
   * @param dropped records and messages that could not be used
   */
  public record Counts(
      long connected,
      long connects,
      long failedConnects,
      long requests,
      long errors,
      long notifications,
      long retries,
      long notifyResponses,
      long dropped,
      long transfers,
      long failedTransfers) {}

  public Counts counts() {
    return new Counts(
        connected.sum(),
        connects.sum(),
        failedConnects.sum(),
        requests.sum(),
        errors.sum(),
        notifications.sum(),
        retries.sum(),
        notifyResponses.sum(),
        dropped.sum(),
        transfers.sum(),
        failedTransfers.sum());
  }

  void failed(String why) {
    failedConnects.increment();
    if (failures.size() < MOST_REASONS || failures.containsKey(why)) {
      failures.computeIfAbsent(why, _ -> new LongAdder()).increment();
    }
  }

  /** Why connections failed, the commonest first: {@code 12 x connection refused}. */
  public List<String> failures() {
    return failures.entrySet().stream()
        .sorted(Comparator.comparingLong((Map.Entry<String, LongAdder> entry) -> entry.getValue().sum()).reversed())
        .map(entry -> entry.getValue().sum() + " x " + entry.getKey())
        .toList();
  }
}
