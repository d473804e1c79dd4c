package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpDigestTest {
  private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  private static final String CNONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  private static String rfc7616(HttpDigest.Algorithm algorithm) {
    String ha1 = HttpDigest.ha1(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life");
    return HttpDigest.response(algorithm, ha1, "GET", "/dir/index.html", NONCE, "auth", "00000001", CNONCE);
  }

  @Test
  void md5AgreesWithTheExampleOfRfc7616() {
    assertThat(rfc7616(HttpDigest.Algorithm.MD5)).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
  }

  @Test
  void sha256AgreesWithTheExampleOfRfc7616() {
    assertThat(rfc7616(HttpDigest.Algorithm.SHA_256))
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  }

  @Test
  void withoutQopItAgreesWithTheOlderForm() {
    String ha1 = HttpDigest.ha1(HttpDigest.Algorithm.MD5, "Mufasa", "testrealm@host.com", "Circle Of Life");
    String nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
    assertThat(HttpDigest.response(HttpDigest.Algorithm.MD5, ha1, "GET", "/dir/index.html", nonce, null, null, null))
        .isEqualTo("670fd8c2df070c60b045671b8b24ff02");
    assertThat(
            HttpDigest.response(
                HttpDigest.Algorithm.MD5, ha1, "GET", "/dir/index.html", nonce, "auth", "00000001", "0a4f113b"))
        .isEqualTo("6629fae49393a05397450978507c4ef1");
  }
}
