package org.argonaut.node.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviceTurnsTest {
  @Test
  void eachDeviceHasOneTurnWhenOnce() {
    var turns = new DeviceTurns(10, 3, true);
    assertThat(new int[] {turns.take(), turns.take(), turns.take(), turns.take()}).containsExactly(10, 11, 12, DeviceTurns.NONE);
    turns.done(10);
    assertThat(turns.take()).isEqualTo(DeviceTurns.NONE);
  }

  @Test
  void theTurnGoesRoundAndPassesOverThoseInASession() {
    var turns = new DeviceTurns(0, 3, false);
    turns.take();
    turns.take();
    turns.done(1);
    assertThat(new int[] {turns.take(), turns.take()}).containsExactly(2, 1);
    assertThat(turns.take()).isEqualTo(DeviceTurns.NONE);
    turns.done(2);
    assertThat(turns.take()).isEqualTo(2);
  }
}
