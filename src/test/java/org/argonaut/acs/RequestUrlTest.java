package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestUrlTest {
  @ParameterizedTest
  @CsvSource({
    "http://192.0.2.1:7547/, 192.0.2.1, 7547, /",
    "HTTP://cpe.example.net, cpe.example.net, 80, /",
    "http://[2001:db8::1]:30005/a/b?c=d#e, 2001:db8::1, 30005, /a/b?c=d",
    "http://[fe80::1], fe80::1, 80, /",
    "http://h:8080?x, h, 8080, /?x",
    "http://h:/p, h, 80, /p",
    "'http://h/a b{c}|d', h, 80, /a%20b{c}|d",
    "http://user:secret@h:1/x@y, h, 1, /x@y"
  })
  void urlsAreReadAsCpesWriteThem(String url, String host, int port, String target) throws Exception {
    assertThat(RequestUrl.parse(url)).isEqualTo(new RequestUrl(host, port, target));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/",
        "ftp://h/",
        "file:///etc/passwd",
        "h:7547",
        "",
        "http://",
        "http://:80/",
        "http://h:0/",
        "http://h:99999/",
        "http://h:x/",
        "http://fe80::1/",
        "http://a b/",
        "http://[::1/"
      })
  void whatIsNoHttpUrlIsRefused(String url) {
    assertThatThrownBy(() -> RequestUrl.parse(url)).isInstanceOf(RequestUrl.Unusable.class);
  }

  @Test
  void aPathCannotBreakOutOfTheRequestLine() throws Exception {
    RequestUrl url = RequestUrl.parse("http://h/x\r\nEvil: 1\r\n\r\n?y z");
    assertThat(url.target()).isEqualTo("/x%0D%0AEvil:%201%0D%0A%0D%0A?y%20z");
  }

  @Test
  void theHostHeaderHasBracketsAndPortWhereNeeded() throws Exception {
    assertThat(RequestUrl.parse("http://[::1]:5/").hostHeader()).isEqualTo("[::1]:5");
    assertThat(RequestUrl.parse("http://h/").hostHeader()).isEqualTo("h");
  }
}
