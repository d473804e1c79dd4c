package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class CookiesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "session=abc-_1",
        "session=abc-_1; Path=/",
        "other=x;session=abc-_1",
        "$Version=0; session=\"abc-_1\"; $Path=\"/\"",
        "SESSION = abc-_1 ;",
        "a=b, session=abc-_1",
        "session=old; session=abc-_1",
        "Path=/; session=abc-_1"
      })
  void theSessionIsFoundHoweverTheCpeWritesItsCookies(String header) {
    assertThat(Cookies.session(header)).isEqualTo("abc-_1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "=", "session", "xsession=1", "session2=1", ",,,", "Path=/"})
  void whereThereIsNoneNoneIsFound(String header) {
    assertThat(Cookies.session(header)).isNull();
  }

  @Test
  void theCookieIsSetWithPathAndNothingElse() {
    assertThat(Cookies.header("abc").value()).isEqualTo("session=abc; Path=/");
  }
}
