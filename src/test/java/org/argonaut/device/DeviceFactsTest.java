package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeviceFactsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theFirstInformMakesADeviceKnown() {
    Devices.SessionStart start = Informs.start("00AABB", "S1", "1.0", "0 BOOTSTRAP");

    assertThat(DeviceFacts.unchanged(DeviceState.UNKNOWN, start)).isFalse();
    DeviceState state = DeviceState.UNKNOWN.withFacts(DeviceFacts.learn(DeviceState.UNKNOWN, start), NOW);

    assertThat(state.known()).isTrue();
    assertThat(state.firstContact()).isEqualTo(NOW);
    assertThat(state.vendor()).isEqualTo("ACME");
    assertThat(state.version()).isEqualTo("1.0");
    assertThat(state.hardwareVersion()).isEqualTo("rev A");
    assertThat(state.connectionRequestUrl()).isEqualTo(Informs.URL);
    assertThat(state.dataModel()).isEqualTo(DataModel.TR_181);
    assertThat(state.ip()).isEqualTo("192.0.2.7");
  }

  @Test
  void anInformThatBringsNothingNewIsRecognised() {
    Devices.SessionStart start = Informs.start("00AABB", "S1", "1.0", "2 PERIODIC");
    DeviceState state = DeviceState.UNKNOWN.withFacts(DeviceFacts.learn(DeviceState.UNKNOWN, start), NOW);

    assertThat(DeviceFacts.unchanged(state, start)).isTrue();
    assertThat(DeviceFacts.unchanged(state, Informs.start("00AABB", "S1", "1.1", "2 PERIODIC"))).isFalse();
  }

  @Test
  void whatPeopleSetSurvivesWhatTheCpeTells() {
    DeviceState named =
        DeviceState.UNKNOWN.withChange(
            new Devices.DeviceChange("Anna's box", "X1", java.util.Set.of("vip"), null, null, null), null);
    DeviceState state =
        named.withFacts(DeviceFacts.learn(named, Informs.start("00AABB", "S1", "1.0", "1 BOOT")), NOW);

    assertThat(state.alias()).isEqualTo("Anna's box");
    assertThat(state.model()).isEqualTo("X1");
    assertThat(state.tags()).containsExactly("vip");
    assertThat(state.firstContact()).isEqualTo(NOW);
  }

  @Test
  void anUnreadableIntervalIsNone() {
    assertThat(DeviceFacts.seconds(" 300 ")).isEqualTo(300);
    assertThat(DeviceFacts.seconds("soon")).isZero();
    assertThat(DeviceFacts.seconds("-5")).isZero();
  }
}
