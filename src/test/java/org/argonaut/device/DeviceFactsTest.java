package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeviceFactsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theFirstInformMakesADeviceKnown() {
    Devices.SessionStart start = Informs.start("00AABB", "S1", "1.0", "0 BOOTSTRAP");

    assertThat(DeviceFacts.NONE.cover(start)).isFalse();
    DeviceState state = DeviceState.UNKNOWN.met(DeviceFacts.NONE.with(start), NOW);

    assertThat(state.known()).isTrue();
    assertThat(state.firstContact()).isEqualTo(NOW);
    assertThat(state.facts().vendor()).isEqualTo("ACME");
    assertThat(state.facts().version()).isEqualTo("1.0");
    assertThat(state.facts().hardwareVersion()).isEqualTo("rev A");
    assertThat(state.facts().connectionRequestUrl()).isEqualTo(Informs.URL);
    assertThat(state.facts().dataModel()).isEqualTo(DataModel.TR_181);
    assertThat(state.facts().ip()).isEqualTo("192.0.2.7");
  }

  @Test
  void anInformThatBringsNothingNewIsRecognised() {
    Devices.SessionStart start = Informs.start("00AABB", "S1", "1.0", "2 PERIODIC");
    DeviceState state = DeviceState.UNKNOWN.met(DeviceFacts.NONE.with(start), NOW);

    assertThat(state.facts().cover(start)).isTrue();
    assertThat(state.facts().cover(Informs.start("00AABB", "S1", "1.1", "2 PERIODIC"))).isFalse();
  }

  @Test
  void whatPeopleSetSurvivesWhatTheCpeTells() {
    DeviceState named =
        DeviceState.UNKNOWN.withAttributes(
            DeviceAttributes.NONE.with(
                new Devices.DeviceChange("Anna's box", "X1", java.util.Set.of("vip"), null, null, null, null), null));
    DeviceState state =
        named.met(named.facts().with(Informs.start("00AABB", "S1", "1.0", "1 BOOT")), NOW);

    assertThat(state.attributes().alias()).isEqualTo("Anna's box");
    assertThat(state.attributes().model()).isEqualTo("X1");
    assertThat(state.attributes().tags()).containsExactly("vip");
    assertThat(state.firstContact()).isEqualTo(NOW);
  }

  @Test
  void anUnreadableIntervalIsNone() {
    assertThat(DeviceFacts.seconds(" 300 ")).isEqualTo(300);
    assertThat(DeviceFacts.seconds("soon")).isZero();
    assertThat(DeviceFacts.seconds("-5")).isZero();
  }
}
