package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class OnlineStatusTest {
  private final DeviceSettings settings = DeviceSettings.from(ConfigFactory.load());

  @Test
  void aDeviceIsOnlineUntilItsOwnIntervalPlusGraceHasPassed() {
    DeviceState state = DeviceState.UNKNOWN.withFacts(DeviceFacts.NONE.withPeriodicInterval(300));
    assertThat(OnlineStatus.onlineUntil(state, 0, settings)).isEqualTo(360_000);
  }

  @Test
  void theAssumedIntervalHoldsWhileNoneIsKnown() {
    assertThat(OnlineStatus.onlineUntil(DeviceState.UNKNOWN, 0, settings)).isEqualTo(3_660_000);
  }

  @Test
  void theGapBetweenPeriodicInformsTeachesTheInterval() {
    DeviceState learned = OnlineStatus.observe(DeviceState.UNKNOWN, 300_400);
    assertThat(learned.facts().periodicIntervalSeconds()).isEqualTo(300);
    assertThat(OnlineStatus.observe(learned, 60_000).facts().periodicIntervalSeconds()).as("shorter now").isEqualTo(60);
    assertThat(OnlineStatus.observe(learned, 600_000)).as("one Inform was lost").isSameAs(learned);
    assertThat(OnlineStatus.observe(learned, 1_000)).as("no interval but trouble").isSameAs(learned);
  }
}
