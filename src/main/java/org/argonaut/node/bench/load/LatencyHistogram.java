package org.argonaut.node.bench.load;

import java.util.Arrays;

/**
 * Counts durations in buckets that grow with the value: exact below 256 microseconds, within 0.8 % above. Not safe for
 * several threads.
 */
public final class LatencyHistogram {
  /** Buckets of each power of two. */
  private static final int SUB_BUCKETS = 128;

  private static final int SUB_BUCKET_BITS = 7;

  /** More than an hour. */
  private static final long MAX_MICROS = (1L << 32) - 1;

  private final long[] counts;
  private long total;

  public LatencyHistogram() {
    counts = new long[bucket(MAX_MICROS) + 1];
  }

  private LatencyHistogram(long[] counts) {
    this();
    System.arraycopy(counts, 0, this.counts, 0, counts.length);
    total = Arrays.stream(counts).sum();
  }

  /** The histogram with these {@link #counts()}. */
  public static LatencyHistogram of(long[] counts) {
    return new LatencyHistogram(counts);
  }

  /** Counts one duration; what lies outside of 0 to an hour is counted as the nearest that does not. */
  public void record(long micros) {
    counts[bucket(Math.clamp(micros, 0, MAX_MICROS))]++;
    total++;
  }

  public void add(LatencyHistogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  /** How many durations were counted. */
  public long total() {
    return total;
  }

  /** The counts by bucket, up to the last that is not empty; for {@link #of}. */
  public long[] counts() {
    int end = counts.length;
    while (end > 0 && counts[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(counts, end);
  }

  /**
   * The duration that this share of all do not exceed, in microseconds; 0 when nothing was counted.
   *
   * @param share 0.5 for the median
   */
  public long quantileMicros(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return lowestOf(i);
      }
    }
    return 0;
  }

  private static int bucket(long micros) {
    int shift = Math.max(0, Long.SIZE - 1 - SUB_BUCKET_BITS - Long.numberOfLeadingZeros(micros));
    return shift * SUB_BUCKETS + (int) (micros >>> shift);
  }

  private static long lowestOf(int bucket) {
    int shift = Math.max(0, bucket / SUB_BUCKETS - 1);
    return (long) (bucket - shift * SUB_BUCKETS) << shift;
  }
}
