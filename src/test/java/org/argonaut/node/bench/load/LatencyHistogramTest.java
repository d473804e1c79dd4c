package org.argonaut.node.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void smallDurationsAreExact() {
    var histogram = new LatencyHistogram();
    for (int micros = 0; micros < 200; micros++) {
      histogram.record(micros);
    }
    assertThat(histogram.quantileMicros(0.5)).isEqualTo(99);
    assertThat(histogram.quantileMicros(1)).isEqualTo(199);
  }

  @Test
  void quantilesAreWithinOnePercentOfTheSortedValues() {
    var random = new Random(7);
    var values = random.longs(20_000, 1, 1L << random.nextInt(20, 31)).toArray();
    var histogram = new LatencyHistogram();
    Arrays.stream(values).forEach(histogram::record);
    Arrays.sort(values);
    for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
      double exact = values[(int) Math.ceil(share * values.length) - 1];
      assertThat((double) histogram.quantileMicros(share)).isCloseTo(exact, Percentage.withPercentage(1));
    }
  }

  @Test
  void whatIsOutOfRangeIsCountedAtItsEnd() {
    var histogram = new LatencyHistogram();
    histogram.record(-5);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.total()).isEqualTo(2);
    assertThat(histogram.quantileMicros(0.5)).isZero();
    assertThat(histogram.quantileMicros(1) / 3.6e9).isCloseTo(1.19, within(0.02));
  }

  @Test
  void countsGoOverTheWireAndAddUp() {
    var one = new LatencyHistogram();
    one.record(100);
    var two = LatencyHistogram.of(one.counts());
    two.record(1_000_000);
    one.add(two);
    assertThat(one.total()).isEqualTo(3);
    assertThat(one.quantileMicros(0.6)).isEqualTo(100);
    assertThat(new LatencyHistogram().quantileMicros(0.5)).isZero();
  }
}
