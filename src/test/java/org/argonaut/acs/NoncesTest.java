package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class NoncesTest {
  private static final byte[] KEY = new byte[32];
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static Nonces at(Instant time) {
    return new Nonces(KEY, Duration.ofHours(1), Clock.fixed(time, ZoneOffset.UTC));
  }

  @Test
  void aNonceIsGoodUntilItsLifetimeIsOverOnEveryNode() {
    String nonce = at(NOW).create();
    assertThat(at(NOW).valid(nonce)).isTrue();
    assertThat(at(NOW.plusSeconds(3600)).valid(nonce)).isTrue();
    assertThat(at(NOW.plusSeconds(3601)).valid(nonce)).isFalse();
    assertThat(at(NOW.minusSeconds(30)).valid(nonce)).as("another node's clock is behind").isTrue();
  }

  @Test
  void aNonceIsThirtyTwoHexCharactersForOldCpes() {
    assertThat(at(NOW).create()).matches("[0-9a-f]{32}");
  }

  @Test
  void aChangedOrForeignNonceIsNotOurs() {
    String nonce = at(NOW).create();
    char changed = nonce.charAt(3) == '0' ? '1' : '0';
    assertThat(at(NOW).valid(nonce.substring(0, 3) + changed + nonce.substring(4))).isFalse();
    byte[] other = new byte[32];
    other[0] = 1;
    Nonces elsewhere = new Nonces(other, Duration.ofHours(1), Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(elsewhere.valid(nonce)).isFalse();
    assertThat(at(NOW).valid("")).isFalse();
    assertThat(at(NOW).valid(null)).isFalse();
    assertThat(at(NOW).valid("zz".repeat(16))).isFalse();
  }
}
