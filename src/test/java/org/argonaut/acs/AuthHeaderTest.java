package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AuthHeaderTest {
  @Test
  void aDigestHeaderIsReadWhateverItsBlanksQuotesAndCase() {
    AuthHeader header =
        AuthHeader.parse("digest Username = \"a \\\"b\\\", c\" ,REALM=argonaut , nc=00000001,uri=\"/\",qop=auth,,");
    assertThat(header.scheme()).isEqualTo("digest");
    assertThat(header.parameter("username")).isEqualTo("a \"b\", c");
    assertThat(header.parameter("realm")).isEqualTo("argonaut");
    assertThat(header.parameter("nc")).isEqualTo("00000001");
    assertThat(header.parameter("uri")).isEqualTo("/");
    assertThat(header.parameter("qop")).isEqualTo("auth");
  }

  @Test
  void aBasicHeaderGivesItsToken() {
    assertThat(AuthHeader.parse("Basic dXNlcjpwYXNz").token()).isEqualTo("dXNlcjpwYXNz");
    assertThat(AuthHeader.parse("BASIC  dXNlcjpwYXM= ").token()).isEqualTo("dXNlcjpwYXM=");
  }

  @Test
  void severalChallengesInOneHeaderAreAllRead() {
    var challenges =
        AuthHeader.parseAll("Basic realm=\"x, y\", Digest realm=\"z\", nonce=n1, algorithm=SHA-256, Digest nonce=\"n2\"");
    assertThat(challenges).extracting(AuthHeader::scheme).containsExactly("basic", "digest", "digest");
    assertThat(challenges.get(0).parameter("realm")).isEqualTo("x, y");
    assertThat(challenges.get(1).parameter("algorithm")).isEqualTo("SHA-256");
    assertThat(challenges.get(2).parameter("nonce")).isEqualTo("n2");
  }

  @Test
  void garbageIsNoHeaderAndNoException() {
    for (String garbage : new String[] {"", " ", ",", "=", "\"", "Digest", "Digest =", "Digest a=\"", "\\", "Basic"}) {
      AuthHeader header = AuthHeader.parse(garbage);
      assertThat(header == null || header.parameter("nonce") == null).isTrue();
    }
  }
}
