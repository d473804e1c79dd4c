package org.argonaut.cpe.tree;

/** Numbers that look random and are the same whenever they are asked for again. */
final class Noise {
  private Noise() {}

  /** A well mixed function of both arguments (the finalizer of SplitMix64). */
  static long mix(long a, long b) {
    long z = a + 0x9E3779B97F4A7C15L * (b + 1);
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  static long below(long mixed, long bound) {
    return Long.remainderUnsigned(mixed, bound);
  }

  /** From 0 to 1. */
  static double unit(long mixed) {
    return (mixed >>> 11) * 0x1.0p-53;
  }

  /** A level that drifts smoothly between 0 and 1, with a new aim every {@code periodSeconds}. */
  static double drift(long seed, double epochSecond, int periodSeconds) {
    double steps = epochSecond / periodSeconds;
    long step = (long) Math.floor(steps);
    double fraction = steps - step;
    double ease = fraction * fraction * (3 - 2 * fraction);
    return unit(mix(seed, step)) * (1 - ease) + unit(mix(seed, step + 1)) * ease;
  }

  /**
   * What a counter shows after {@code upSeconds}: starts at 0, never falls, its speed swings around {@code perSecond} over
   * the hours.
   */
  static double count(long seed, double upSeconds, double perSecond) {
    double swingSeconds = 3600 + below(seed, 3600);
    double omega = 2 * Math.PI / swingSeconds;
    double phase = 2 * Math.PI * unit(seed);
    double swung = upSeconds + 0.9 / omega * (Math.sin(omega * upSeconds + phase) - Math.sin(phase));
    return perSecond * (0.6 + 0.8 * unit(mix(seed, 7))) * swung;
  }
}
