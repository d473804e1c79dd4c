package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcsSettingsTest {
  private static Config with(String overrides) {
    return ConfigFactory.parseString(overrides).withFallback(ConfigFactory.defaultReference()).resolve();
  }

  @Test
  void theDefaultsAreThoseOfTheContract() {
    AcsSettings settings = AcsSettings.from(with(""));
    assertThat(settings.port()).isEqualTo(7547);
    assertThat(settings.bind()).isEqualTo("0.0.0.0");
    assertThat(settings.authentication().scheme()).isEqualTo(AcsSettings.Auth.DIGEST);
    assertThat(settings.authentication().algorithms())
        .containsExactly(HttpDigest.Algorithm.MD5, HttpDigest.Algorithm.SHA_256);
    assertThat(settings.tls().on()).isFalse();
    assertThat(settings.connectionRequest().timeout()).hasSeconds(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "argonaut.acs.auth = maybe | none, basic, digest, basic-or-digest",
        "argonaut.acs.port = 70000 | 70000 is no port",
        "argonaut.acs.digest-algorithms = [SHA-1] | MD5 and SHA-256",
        "argonaut.acs.tls.certificate = /x.pem | belong together",
        "argonaut.acs.connection-request.per-second = 0 | above 0",
        "argonaut.acs.max-connections = 0 | at least 1",
        "argonaut.acs.body.max-size = 0 | 1 byte to 1 GiB"
      })
  void aWrongSettingIsNamedWithItsRemedy(String setting, String remedy) {
    assertThatThrownBy(() -> AcsSettings.from(with(setting))).hasMessageContaining(remedy);
  }

  @Test
  void passwordsAreNotPrinted() {
    AcsSettings settings =
        AcsSettings.from(with("argonaut.acs { shared-password = s3cret, connection-request.password = s3cret }"));
    assertThat(settings.toString()).doesNotContain("s3cret");
  }
}
