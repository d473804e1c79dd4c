package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void onlyTheRightPasswordMatches() {
    String hash = PasswordHash.create("pässwörd", 10, random);
    assertThat(PasswordHash.matches("pässwörd", hash)).isTrue();
    assertThat(PasswordHash.matches("passwörd", hash)).isFalse();
    assertThat(PasswordHash.matches("", hash)).isFalse();
  }

  @Test
  void equalPasswordsHaveDifferentHashes() {
    assertThat(PasswordHash.create("x", 10, random)).isNotEqualTo(PasswordHash.create("x", 10, random));
  }

  @Test
  void aHashThatCannotBeReadMatchesNothing() {
    for (String bad : new String[] {null, "", "x", "pbkdf2-sha256$a$b$c", "pbkdf2-sha256$99999999$AA$AA", "md5$1$AA$AA"}) {
      assertThat(PasswordHash.matches("x", bad)).isFalse();
    }
  }
}
