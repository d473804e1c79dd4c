package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.argonaut.cwmp.CpeMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts/cwmp.md section 4: how CPEs authenticate. */
class AuthenticationOverHttpTest {
  private TestEndpoint acs;

  @BeforeEach
  void start() throws Exception {
    acs = new TestEndpoint("argonaut.acs.auth = digest");
    acs.allow("cpe", "s3cret", null);
  }

  @AfterEach
  void stop() throws Exception {
    acs.close();
  }

  /** The challenge of an answer for an algorithm. */
  private static AuthHeader challenge(RawHttp.Answer answer, HttpDigest.Algorithm algorithm) {
    return answer.all("WWW-Authenticate").stream()
        .map(AuthHeader::parse)
        .filter(c -> algorithm.token().equals(c.parameter("algorithm")))
        .findFirst()
        .orElseThrow();
  }

  private static String digest(String nonce, HttpDigest.Algorithm algorithm, String password, boolean qop, String nc) {
    String ha1 = HttpDigest.ha1(algorithm, "cpe", "argonaut", password);
    String response =
        HttpDigest.response(algorithm, ha1, "POST", "/", nonce, qop ? "auth" : null, nc, "0a4f113b");
    return "Authorization: Digest username=\"cpe\", realm=\"argonaut\", nonce=\"" + nonce + "\", uri=\"/\", response=\""
        + response + "\", algorithm=" + algorithm.token()
        + (qop ? ", qop=auth, nc=" + nc + ", cnonce=\"0a4f113b\"" : "");
  }

  private static String digest(RawHttp.Answer challenged) {
    String nonce = challenge(challenged, HttpDigest.Algorithm.MD5).parameter("nonce");
    return digest(nonce, HttpDigest.Algorithm.MD5, "s3cret", true, "00000001");
  }

  private static String basic(String username, String password) {
    return "Authorization: Basic " + Base64.getEncoder().encodeToString((username + ':' + password).getBytes(UTF_8));
  }

  @Test
  void nothingOfAnInformReachesADeviceBeforeTheCpeIsKnown() throws Exception {
    RawHttp.Answer answer = acs.connect().post("/", Soap.inform("00D09E", "S1"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Set-Cookie")).isNull();
    assertThat(acs.devices.informs).isEmpty();
    assertThat(acs.stats.challenges()).isEqualTo(1);
    assertThat(acs.stats.authenticationFailures()).isZero();
  }

  @Test
  void theChallengeOffersMd5ThenSha256() throws Exception {
    RawHttp.Answer answer = acs.connect().post("/", "");
    List<String> challenges = answer.all("WWW-Authenticate");
    assertThat(challenges).hasSize(2);
    assertThat(challenges.get(0)).matches("Digest realm=\"argonaut\", qop=\"auth\", algorithm=MD5, nonce=\"[0-9a-f]{32}\"");
    assertThat(challenges.get(1)).contains("algorithm=SHA-256");
  }

  @ParameterizedTest
  @EnumSource(HttpDigest.Algorithm.class)
  void digestIsTakenWithAndWithoutQop(HttpDigest.Algorithm algorithm) throws Exception {
    for (boolean qop : new boolean[] {true, false}) {
      RawHttp cpe = acs.connect();
      String nonce = challenge(cpe.post("/", Soap.inform("00D09E", "S1")), algorithm).parameter("nonce");
      RawHttp.Answer answer =
          cpe.post("/", Soap.inform("00D09E", "S1"), digest(nonce, algorithm, "s3cret", qop, "00000001"));
      assertThat(answer.status()).as("qop %s", qop).isEqualTo(200);
    }
    assertThat(acs.devices.informs).hasSize(2).allMatch(start -> start.username().equals("cpe"));
  }

  @Test
  void theBodyMayComeWithTheFirstRequestOrOnlyWithTheSecond() throws Exception {
    RawHttp early = acs.connect();
    RawHttp.Answer challenged = early.post("/", Soap.inform("00D09E", "S1"));
    assertThat(early.post("/", Soap.inform("00D09E", "S1"), digest(challenged)).status()).isEqualTo(200);
    RawHttp late = acs.connect();
    challenged = late.post("/", "");
    assertThat(late.post("/", Soap.inform("00D09E", "S2"), digest(challenged)).status()).isEqualTo(200);
  }

  @Test
  void onceAuthenticatedTheConnectionIs() throws Exception {
    RawHttp cpe = acs.connect();
    RawHttp.Answer challenged = cpe.post("/", Soap.inform("00D09E", "S1"));
    cpe.post("/", Soap.inform("00D09E", "S1"), digest(challenged));
    acs.devices.queue("S1", new CpeMethod.Reboot("k"));
    assertThat(cpe.post("/", "").status()).isEqualTo(200);
    assertThat(cpe.post("/", Soap.rebootResponse("id-Reboot")).status()).isEqualTo(204);
    assertThat(cpe.post("/", Soap.inform("00D09E", "S1")).status()).as("another session").isEqualTo(200);
    assertThat(acs.stats.challenges()).isEqualTo(1);
  }

  @Test
  void onceAuthenticatedTheSessionIsOnWhicheverConnection() throws Exception {
    RawHttp.Answer challenged = acs.connect().post("/", "");
    String cookie = acs.connect().post("/", Soap.inform("00D09E", "S1"), digest(challenged)).cookie();
    acs.devices.queue("S1", new CpeMethod.Reboot("k"));
    assertThat(acs.connect().post("/", "", "Cookie: " + cookie).status()).isEqualTo(200);
    assertThat(acs.connect().post("/", Soap.rebootResponse("id-Reboot"), "Cookie: " + cookie).status()).isEqualTo(204);
  }

  @Test
  void anOldSessionsCookieDoesNotStandForANewSession() throws Exception {
    RawHttp.Answer challenged = acs.connect().post("/", "");
    String cookie = acs.connect().post("/", Soap.inform("00D09E", "S1"), digest(challenged)).cookie();
    RawHttp.Answer again = acs.connect().post("/", Soap.inform("00D09E", "S1"), "Cookie: " + cookie);
    assertThat(again.status()).isEqualTo(401);
    assertThat(acs.devices.informs).hasSize(1);
  }

  @Test
  void aNonceIsReusedWithTheSameNcOrAHigherOneInManySessions() throws Exception {
    String nonce = challenge(acs.connect().post("/", ""), HttpDigest.Algorithm.MD5).parameter("nonce");
    for (String nc : new String[] {"00000001", "00000001", "00000002", "00000001", "0000000a"}) {
      RawHttp.Answer answer =
          acs.connect()
              .post("/", Soap.inform("00D09E", "S1"), digest(nonce, HttpDigest.Algorithm.MD5, "s3cret", true, nc));
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void anOldNonceIsStaleAndTheCpeRepeatsByItself() throws Exception {
    Nonces past =
        new Nonces(new byte[32], Duration.ofHours(1), Clock.offset(Clock.systemUTC(), Duration.ofHours(-2)));
    RawHttp cpe = acs.connect();
    RawHttp.Answer stale =
        cpe.post(
            "/", Soap.inform("00D09E", "S1"), digest(past.create(), HttpDigest.Algorithm.MD5, "s3cret", true, "00000001"));
    assertThat(stale.status()).isEqualTo(401);
    assertThat(stale.header("WWW-Authenticate")).endsWith("stale=true");
    assertThat(acs.stats.authenticationFailures()).isZero();
    assertThat(cpe.post("/", Soap.inform("00D09E", "S1"), digest(stale)).status()).isEqualTo(200);
    RawHttp.Answer wrong =
        acs.connect()
            .post("/", "x", digest(past.create(), HttpDigest.Algorithm.MD5, "wrong", true, "00000001"));
    assertThat(wrong.header("WWW-Authenticate")).as("not for a wrong password").doesNotContain("stale");
  }

  @Test
  void aWrongPasswordAndAnUnknownNameGet401AndAreCounted() throws Exception {
    String nonce = challenge(acs.connect().post("/", ""), HttpDigest.Algorithm.MD5).parameter("nonce");
    String inform = Soap.inform("00D09E", "S1");
    String wrong = digest(nonce, HttpDigest.Algorithm.MD5, "wrong", true, "00000001");
    assertThat(acs.connect().post("/", inform, wrong).status()).isEqualTo(401);
    String unknown = digest(nonce, HttpDigest.Algorithm.MD5, "s3cret", true, "00000001").replace("\"cpe\"", "\"who\"");
    assertThat(acs.connect().post("/", inform, unknown).status()).isEqualTo(401);
    assertThat(acs.stats.authenticationFailures()).isEqualTo(2);
    assertThat(acs.devices.informs).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Digest",
        "Authorization: Digest username=\"cpe\"",
        "Authorization: Basic !!!",
        "Authorization: Basic Y3Bl",
        "Authorization: Bearer x",
        "Authorization: ,,,",
        "Authorization:",
        "Authorization: Digest username=\"cpe\", nonce=\"x\", uri=\"/\", response=\"y\", algorithm=ROT13"
      })
  void anAuthorizationThatCannotBeReadGetsAChallenge(String header) throws Exception {
    assertThat(acs.connect().post("/", Soap.inform("00D09E", "S1"), header).status()).isEqualTo(401);
    assertThat(acs.devices.informs).isEmpty();
  }

  @Test
  void basicFirstAndThenDigestIsTaken() throws Exception {
    RawHttp cpe = acs.connect();
    RawHttp.Answer refused = cpe.post("/", Soap.inform("00D09E", "S1"), basic("cpe", "s3cret"));
    assertThat(refused.status()).isEqualTo(401);
    assertThat(cpe.post("/", Soap.inform("00D09E", "S1"), digest(refused)).status()).isEqualTo(200);
  }

  @Test
  void basicIsTakenWhereItIsAllowed() throws Exception {
    try (TestEndpoint both = new TestEndpoint("argonaut.acs.auth = basic-or-digest")) {
      both.allow("cpe", "pä:ss", null);
      RawHttp.Answer challenged = both.connect().post("/", "");
      assertThat(challenged.all("WWW-Authenticate")).hasSize(3).last().isEqualTo("Basic realm=\"argonaut\"");
      assertThat(both.connect().post("/", Soap.inform("00D09E", "S1"), basic("cpe", "pä:ss")).status()).isEqualTo(200);
      assertThat(both.connect().post("/", Soap.inform("00D09E", "S1"), basic("cpe", "pä:ss")).status()).isEqualTo(200);
      byte[] latin1 = "cpe:pä:ss".getBytes(ISO_8859_1);
      String header = "Authorization: Basic " + Base64.getEncoder().encodeToString(latin1);
      assertThat(both.connect().post("/", Soap.inform("00D09E", "S1"), header).status()).as("Latin-1").isEqualTo(200);
      assertThat(both.connect().post("/", Soap.inform("00D09E", "S1"), basic("cpe", "pass")).status()).isEqualTo(401);
      assertThat(both.connect().post("/", Soap.inform("00D09E", "S1"), basic("who", "pä:ss")).status()).isEqualTo(401);
      assertThat(both.devices.informs).hasSize(3);
    }
  }

  @Test
  void aChangedPasswordVoidsTheOldOneAtOnce() throws Exception {
    try (TestEndpoint basic = new TestEndpoint("argonaut.acs.auth = basic")) {
      basic.allow("cpe", "old", null);
      assertThat(basic.connect().post("/", Soap.inform("00D09E", "S1"), basic("cpe", "old")).status()).isEqualTo(200);
      basic.allow("cpe", "new", null);
      assertThat(basic.connect().post("/", Soap.inform("00D09E", "S1"), basic("cpe", "old")).status()).isEqualTo(401);
      assertThat(basic.connect().post("/", Soap.inform("00D09E", "S1"), basic("cpe", "new")).status()).isEqualTo(200);
    }
  }

  @Test
  void credentialsOfOneDeviceAreGoodForThatOneOnly() throws Exception {
    try (TestEndpoint own = new TestEndpoint("argonaut.acs.auth = basic")) {
      own.allow("one", "x", "S1");
      own.allow("two", "x", "00D09E-S2");
      assertThat(own.connect().post("/", Soap.inform("00D09E", "S1"), basic("one", "x")).status()).isEqualTo(200);
      assertThat(own.connect().post("/", Soap.inform("00D09E", "S2"), basic("two", "x")).status()).isEqualTo(200);
      RawHttp cpe = own.connect();
      RawHttp.Answer refused = cpe.post("/", Soap.inform("00D09E", "S2"), basic("one", "x"));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("another device");
      assertThat(cpe.post("/", Soap.inform("00D09E", "S2")).status()).as("not remembered").isEqualTo(401);
      assertThat(own.devices.serials()).containsExactly("S1", "S2");
      assertThat(own.stats.authenticationFailures()).isEqualTo(1);
    }
  }

  @Test
  void sharedCredentialsOfTheSettingsAreTaken() throws Exception {
    try (TestEndpoint shared =
        new TestEndpoint(
            "argonaut.acs { auth = basic-or-digest, shared-username = cpe, shared-password = s3cret }")) {
      RawHttp.Answer challenged = shared.connect().post("/", "");
      assertThat(shared.connect().post("/", Soap.inform("00D09E", "S1"), digest(challenged)).status()).isEqualTo(200);
      assertThat(shared.connect().post("/", Soap.inform("00D09E", "S1"), basic("cpe", "s3cret")).status()).isEqualTo(200);
    }
  }

  @Test
  void aLoneEmptyPostWithoutCredentialsGets401() throws Exception {
    RawHttp cpe = acs.connect();
    RawHttp.Answer challenged = cpe.post("/", "");
    assertThat(challenged.status()).isEqualTo(401);
    assertThat(cpe.post("/", "", digest(challenged)).status()).as("with credentials, without session").isEqualTo(204);
  }

  @Test
  void behindASharingProxyAConnectionStandsForNobody() throws Exception {
    try (TestEndpoint proxied =
        new TestEndpoint("argonaut.acs { auth = basic, trust-connection = false }")) {
      proxied.allow("cpe", "x", null);
      RawHttp shared = proxied.connect();
      assertThat(shared.post("/", Soap.inform("00D09E", "S1"), basic("cpe", "x")).status()).isEqualTo(200);
      assertThat(shared.post("/", Soap.inform("00D09E", "S2")).status()).isEqualTo(401);
      assertThat(shared.post("/", "").status()).isEqualTo(401);
    }
  }

  @Test
  void credentialsThatCannotBeLookedUpMean503() throws Exception {
    RawHttp cpe = acs.connect();
    RawHttp.Answer challenged = cpe.post("/", "");
    acs.credentialsUp.set(false);
    RawHttp.Answer answer = cpe.post("/", Soap.inform("00D09E", "S1"), digest(challenged));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isNotNull();
    acs.credentialsUp.set(true);
    assertThat(cpe.post("/", Soap.inform("00D09E", "S1"), digest(challenged)).status()).isEqualTo(200);
  }
}
