package org.argonaut.datamodel;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Bounds of a number, or of a length; null: not bounded on that side.
 *
 * @param step distance of permitted values from {@code min}; null: every value between
 */
public record Range(BigDecimal min, BigDecimal max, BigDecimal step) {
  /** From {@code min} to {@code max}, both included. */
  public static Range of(long min, long max) {
    return new Range(BigDecimal.valueOf(min), BigDecimal.valueOf(max), null);
  }

  /** Whether the value is inside and on a step. */
  public boolean contains(BigDecimal value) {
    if ((min != null && value.compareTo(min) < 0) || (max != null && value.compareTo(max) > 0)) {
      return false;
    }
    return step == null
        || step.signum() <= 0
        || value.subtract(min == null ? BigDecimal.ZERO : min).remainder(step).signum() == 0;
  }

  /** The least whole number inside, at least {@link Long#MIN_VALUE}. */
  long low() {
    return min == null ? Long.MIN_VALUE : clamp(min);
  }

  /** The greatest whole number inside, at most {@link Long#MAX_VALUE}. */
  long high() {
    return max == null ? Long.MAX_VALUE : clamp(max);
  }

  private static long clamp(BigDecimal bound) {
    BigInteger whole = bound.toBigInteger();
    if (whole.bitLength() < Long.SIZE) {
      return whole.longValue();
    }
    return whole.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  /** For people: {@code 1..10}, {@code at least 1}, {@code 7}. */
  @Override
  public String toString() {
    String steps = step == null ? "" : " in steps of " + step.toPlainString();
    if (min == null && max == null) {
      return "anything" + steps;
    }
    if (min == null) {
      return "at most " + max.toPlainString() + steps;
    }
    if (max == null) {
      return "at least " + min.toPlainString() + steps;
    }
    return min.compareTo(max) == 0 ? min.toPlainString() : min.toPlainString() + ".." + max.toPlainString() + steps;
  }
}
