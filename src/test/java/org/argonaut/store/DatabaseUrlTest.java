package org.argonaut.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
  @Test
  void aUrlSaysEverything() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://bob:p%40ss%2Fw+rd@db.example:6543/acs?sslmode=require");
    assertThat(url.host()).isEqualTo("db.example");
    assertThat(url.port()).isEqualTo(6543);
    assertThat(url.database()).isEqualTo("acs");
    assertThat(url.user()).isEqualTo("bob");
    assertThat(url.password()).isEqualTo("p@ss/w+rd");
    assertThat(url.parameters()).containsEntry("sslmode", "require");
    assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example:6543/acs");
  }

  @Test
  void portAndPasswordMayBeMissing() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://bob@[::1]/acs");
    assertThat(url.port()).isEqualTo(5432);
    assertThat(url.password()).isEmpty();
    assertThat(url.host()).isEqualTo("[::1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://bob:SECRET@host/acs",
        "postgresql://bob:SECRET@host",
        "postgresql://bob:SECRET@host/",
        "postgresql://bob:SEC RET@host/acs",
        "postgresql://bob:SECRET@host_1/acs",
        "postgresql://bob:SECRET@host/acs?sslmode=perhaps",
        "postgresql://bob:SECRET@host/acs?colour=red",
        "SECRET"
      })
  void aUrlThatCannotBeIsRefusedWithoutShowingThePassword(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ARGONAUT_DB_URL")
        .hasMessageNotContaining("SECRET")
        .hasMessageNotContaining("SEC RET")
        .hasNoCause();
  }

  @Test
  void thePasswordNeverShowsInText() {
    assertThat(DatabaseUrl.parse("postgresql://bob:SECRET@host/acs").toString()).doesNotContain("SECRET");
  }
}
