package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.device.SessionRef;
import org.junit.jupiter.api.Test;

class SessionTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static SessionTokens at(Instant time) {
    return new SessionTokens(new byte[32], Duration.ofHours(1), Clock.fixed(time, ZoneOffset.UTC));
  }

  private static String token() {
    SessionTokens tokens = at(NOW);
    return tokens.write(tokens.name(new SessionRef("00D09E-SÄ 1", tokens.newSessionId(), CwmpVersion.V1_2)));
  }

  @Test
  void aTokenNamesItsSessionOnAnyNode() {
    SessionTokens tokens = at(NOW);
    SessionRef session = new SessionRef("00D09E-SÄ 1", tokens.newSessionId(), CwmpVersion.V1_2);
    SessionTokens.Named read = at(NOW.plusSeconds(60)).read(tokens.write(tokens.name(session)));
    assertThat(read.session()).isEqualTo(session);
    assertThat(read.issuedMillis()).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void aTokenIsSimpleEnoughForEveryCpe() {
    assertThat(token()).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void aTokenWithOneCharacterChangedNamesNothing() {
    String token = token();
    for (int i = 0; i < token.length(); i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + changed + token.substring(i + 1);
      SessionTokens.Named read = at(NOW).read(forged);
      // The last character may have bits that base64 does not use.
      assertThat(read == null || i == token.length() - 1).as("position %d", i).isTrue();
    }
  }

  @Test
  void aTokenIsNothingOnceTheLongestSessionIsOver() {
    assertThat(at(NOW.plusSeconds(3600)).read(token())).isNotNull();
    assertThat(at(NOW.plusSeconds(3601)).read(token())).isNull();
  }

  @Test
  void garbageIsNoToken() {
    for (String garbage : new String[] {null, "", "x", "%%%", "A".repeat(80), "A".repeat(5000)}) {
      assertThat(at(NOW).read(garbage)).isNull();
    }
  }

  @Test
  void sessionIdsDoNotRepeat() {
    Set<String> ids = new HashSet<>();
    SessionTokens tokens = at(NOW);
    for (int i = 0; i < 10_000; i++) {
      ids.add(tokens.newSessionId());
    }
    assertThat(ids).hasSize(10_000).allMatch(id -> id.length() == 16);
  }
}
