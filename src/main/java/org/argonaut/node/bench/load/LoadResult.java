package org.argonaut.node.bench.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a {@link LoadPlan}.
 *
 * @param sessions complete and right
 * @param errors sessions that were not
 * @param failures what went wrong, and how often
 * @param seconds from the start to the end of the last session
 * @param latencyCounts of whole sessions, {@link LatencyHistogram#counts()}
 */
public record LoadResult(
    long sessions, long errors, Map<String, Long> failures, double seconds, long[] latencyCounts) {

  public static final LoadResult NOTHING = new LoadResult(0, 0, Map.of(), 0, new long[0]);

  public double sessionsPerSecond() {
    return seconds == 0 ? 0 : sessions / seconds;
  }

  public LatencyHistogram latency() {
    return LatencyHistogram.of(latencyCounts);
  }

  /** Both, one after the other. */
  public LoadResult then(LoadResult next) {
    var both = new TreeMap<>(failures);
    next.failures.forEach((what, times) -> both.merge(what, times, Long::sum));
    var latency = latency();
    latency.add(next.latency());
    return new LoadResult(
        sessions + next.sessions, errors + next.errors, both, seconds + next.seconds, latency.counts());
  }
}
