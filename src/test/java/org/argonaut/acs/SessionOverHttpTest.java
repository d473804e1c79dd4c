package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Fault;
import org.argonaut.device.Devices;
import org.argonaut.device.SessionReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions without authentication: facts/cwmp.md sections 2 (HTTP) and 3. */
class SessionOverHttpTest {
  private TestEndpoint acs;

  @BeforeEach
  void start() throws Exception {
    acs = new TestEndpoint("");
  }

  @AfterEach
  void stop() throws Exception {
    acs.close();
  }

  @Test
  void aSessionRunsFromInformToTheEmpty204() throws Exception {
    acs.devices.queue("S1", new CpeMethod.Reboot("key"));
    RawHttp cpe = acs.connect();
    RawHttp.Answer inform = cpe.post("/acs", Soap.inform("00D09E", "S1"));
    assertThat(inform.status()).isEqualTo(200);
    assertThat(inform.body()).contains("InformResponse").contains(">42</").doesNotContain("<?xml");
    assertThat(inform.header("Content-Type")).isEqualTo("text/xml; charset=utf-8");
    assertThat(inform.header("Transfer-Encoding")).isNull();
    assertThat(inform.header("Content-Length")).isEqualTo(Integer.toString(inform.bytes().length));
    assertThat(inform.header("Set-Cookie")).matches("session=[A-Za-z0-9_-]+; Path=/");

    RawHttp.Answer rpc = cpe.post("/acs", "", "Cookie: " + inform.cookie());
    assertThat(rpc.status()).isEqualTo(200);
    assertThat(rpc.body()).contains("Reboot").contains(">id-Reboot</");

    RawHttp.Answer end = cpe.post("/acs", Soap.rebootResponse("id-Reboot"), "Cookie: " + inform.cookie());
    assertThat(end.status()).isEqualTo(204);
    assertThat(end.bytes()).isEmpty();
    assertThat(acs.devices.answers).containsExactly(new CpeAnswer.RebootResponse());
    assertThat(acs.devices.answerIds).containsExactly("id-Reboot");
    assertThat(acs.devices.sessions.getFirst().version()).isEqualTo(CwmpVersion.V1_2);
    assertThat(acs.devices.informs.getFirst().remoteAddress()).isEqualTo("127.0.0.1");
    assertThat(acs.stats.informs()).isEqualTo(1);
    assertThat(acs.stats.sessionsEnded()).isEqualTo(1);
  }

  @Test
  void aCpeThatReturnsNoCookieHasItsSessionByItsConnection() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    assertThat(cpe.post("/", "").status()).isEqualTo(204);
    assertThat(acs.stats.sessionsEnded()).isEqualTo(1);
  }

  @Test
  void aCpeThatOpensAConnectionForEachPostHasItsSessionByItsCookie() throws Exception {
    acs.devices.queue("S1", new CpeMethod.Reboot("key"));
    RawHttp.Answer inform = acs.connect().post("/", Soap.inform("00D09E", "S1"));
    RawHttp.Answer rpc = acs.connect().post("/", "", "Cookie: " + inform.cookie());
    assertThat(rpc.body()).contains("Reboot");
    RawHttp.Answer end = acs.connect().post("/", Soap.rebootResponse("id-Reboot"), "Cookie: " + inform.cookie());
    assertThat(end.status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s; Path=/", "$Version=0; %s; $Path=/", "lang=en; %s", "%s;"})
  void cookiesComeBackWithAttributesAndOthers(String form) throws Exception {
    RawHttp.Answer inform = acs.connect().post("/", Soap.inform("00D09E", "S1"));
    RawHttp.Answer end = acs.connect().post("/", "", "Cookie: " + form.formatted(inform.cookie()));
    assertThat(end.status()).isEqualTo(204);
    assertThat(acs.stats.sessionsEnded()).isEqualTo(1);
  }

  @Test
  void aCpeThatKeepsItsFirstCookieForEverIsServedInItsNewSession() throws Exception {
    RawHttp cpe = acs.connect();
    String first = cpe.post("/", Soap.inform("00D09E", "S1")).cookie();
    cpe.post("/", "", "Cookie: " + first);
    acs.devices.queue("S1", new CpeMethod.Reboot("key"));
    RawHttp.Answer again = cpe.post("/", Soap.inform("00D09E", "S1"), "Cookie: " + first);
    assertThat(again.status()).isEqualTo(200);
    assertThat(cpe.post("/", "", "Cookie: " + first).body()).contains("Reboot");
    assertThat(acs.devices.sessions).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aCookieIsWorthMoreThanAConnectionThatAProxyShares() throws Exception {
    RawHttp shared = acs.connect();
    String one = shared.post("/", Soap.inform("00D09E", "S1")).cookie();
    String two = shared.post("/", Soap.inform("00D09E", "S2")).cookie();
    acs.devices.queue("S1", new CpeMethod.Reboot("one"));
    acs.devices.queue("S2", new CpeMethod.FactoryReset());
    assertThat(shared.post("/", "", "Cookie: " + one).body()).contains("Reboot");
    assertThat(shared.post("/", "", "Cookie: " + two).body()).contains("FactoryReset");
  }

  @Test
  void aNewInformEndsTheOldSession() throws Exception {
    String old = acs.connect().post("/", Soap.inform("00D09E", "S1")).cookie();
    acs.connect().post("/", Soap.inform("00D09E", "S1"));
    RawHttp.Answer late = acs.connect().post("/", "", "Cookie: " + old);
    assertThat(late.status()).isEqualTo(400);
    assertThat(late.body()).contains("Inform");
  }

  @Test
  void theSameInformFromTwoConnectionsAtOnceGivesTwoSessionsOfWhichOneLives() throws Exception {
    RawHttp first = acs.connect();
    RawHttp second = acs.connect();
    byte[] inform = RawHttp.request("POST", "/", Soap.inform("00D09E", "S1").getBytes(UTF_8));
    first.send(inform);
    second.send(inform);
    assertThat(List.of(first.read().status(), second.read().status())).containsOnly(200);
    assertThat(List.of(first.post("/", "").status(), second.post("/", "").status())).containsExactlyInAnyOrder(204, 400);
  }

  @Test
  void aMessageThatBelongsToNoSessionGets400() throws Exception {
    RawHttp.Answer answer = acs.connect().post("/", Soap.rebootResponse("7"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("RebootResponse").contains("no session");
    assertThat(acs.devices.answers).isEmpty();
    assertThat(acs.connect().post("/", Soap.rebootResponse("7"), "Cookie: session=forged").status()).isEqualTo(400);
  }

  @Test
  void aLoneEmptyPostGets204WithoutAuthentication() throws Exception {
    assertThat(acs.connect().post("/", "").status()).isEqualTo(204);
    assertThat(acs.connect().post("/", " \r\n ").status()).as("white space").isEqualTo(204);
  }

  @Test
  void aSecondEmptyPostAfterTheEndIsHarmless() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    assertThat(cpe.post("/", "").status()).isEqualTo(204);
    assertThat(cpe.post("/", "").status()).isEqualTo(204);
  }

  @Test
  void aCpesOwnCallsBeforeItsFirstEmptyPostAreAnswered() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1", "7 TRANSFER COMPLETE"));
    String transfer =
        "<cwmp:TransferComplete><CommandKey>k</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/>"
            + "</FaultStruct><StartTime>2026-11-21T12:00:00Z</StartTime><CompleteTime>2026-11-21T12:00:00Z</CompleteTime>"
            + "</cwmp:TransferComplete>";
    RawHttp.Answer answer = cpe.post("/", Soap.envelope("own-1", transfer));
    assertThat(answer.body()).contains("TransferCompleteResponse").contains(">own-1</");
    assertThat(cpe.post("/", Soap.envelope("own-2", "<cwmp:GetRPCMethods/>")).body()).contains("GetRPCMethodsResponse");
    assertThat(acs.devices.calls).hasSize(2);
    assertThat(cpe.post("/", "").status()).isEqualTo(204);
  }

  @Test
  void anUnknownCallGetsFault8000AndTheSessionGoesOn() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    RawHttp.Answer answer = cpe.post("/", Soap.envelope("own-1", "<cwmp:X_ACME_Dance/>"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("8000").contains(">own-1</");
    assertThat(acs.devices.calls).containsExactly(new AcsMethod.UnknownMethod("X_ACME_Dance"));
    assertThat(cpe.post("/", "").status()).isEqualTo(204);
  }

  @Test
  void aFaultIsAnAnswer() throws Exception {
    acs.devices.queue("S1", new CpeMethod.Reboot("key"));
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    cpe.post("/", "");
    assertThat(cpe.post("/", Soap.fault("id-Reboot")).status()).isEqualTo(204);
    assertThat(acs.devices.answers.getFirst())
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(9002));
    assertThat(acs.stats.cpeFaults()).isEqualTo(1);
  }

  @Test
  void anAnswerNobodyAskedForIsTheDevicesToJudge() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    assertThat(cpe.post("/", Soap.rebootResponse("stray")).status()).isEqualTo(204);
    assertThat(acs.devices.answerIds).containsExactly("stray");
  }

  @Test
  void aClashingSerialNumberIsServedUnderItsOtherName() throws Exception {
    acs.devices.clashes.put("AAAAAA-S1", "AAAAAA-S1");
    RawHttp cpe = acs.connect();
    RawHttp.Answer inform = cpe.post("/", Soap.inform("AAAAAA", "S1"));
    assertThat(inform.status()).isEqualTo(200);
    assertThat(acs.devices.sessions).hasSize(1);
    assertThat(acs.devices.sessions.getFirst().deviceId()).isEqualTo("AAAAAA-S1");
    acs.devices.queue("AAAAAA-S1", new CpeMethod.Reboot("key"));
    assertThat(acs.connect().post("/", "", "Cookie: " + inform.cookie()).body()).contains("Reboot");
  }

  @Test
  void aDatabaseThatIsAwayMeans503AndRetryAfterAndThenAllIsWellAgain() throws Exception {
    acs.databaseUp.set(false);
    RawHttp cpe = acs.connect();
    RawHttp.Answer answer = cpe.post("/", Soap.inform("00D09E", "S1"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("30");
    assertThat(acs.devices.informs).isEmpty();
    acs.databaseUp.set(true);
    assertThat(cpe.post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
  }

  @Test
  void aDeviceThatCannotBeReachedMeans503() throws Exception {
    acs.devices.instead =
        () -> CompletableFuture.failedStage(new Devices.DeviceUnavailable("node lost", null));
    assertThat(acs.connect().post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(503);
    acs.devices.instead = () -> CompletableFuture.completedStage(new SessionReply.Unavailable("away"));
    RawHttp.Answer answer = acs.connect().post("/", Soap.inform("00D09E", "S1"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Set-Cookie")).isNull();
    assertThat(answer.header("Retry-After")).isNotNull();
  }

  @Test
  void untilTheSecretsAreKnownEverythingGets503() throws Exception {
    CompletableFuture<DeviceEndpoint.Secrets> secrets = new CompletableFuture<>();
    try (TestEndpoint starting = new TestEndpoint("", secrets)) {
      assertThat(starting.connect().post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(503);
      secrets.complete(TestEndpoint.secrets());
      assertThat(starting.connect().post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/acs", "/any/path/of?kind=1&x", "/a|b{c}", "//"})
  void cpesPostToAnyPath(String path) throws Exception {
    assertThat(acs.connect().post(path, Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/xml",
        "Content-Type: text/xml; charset=\"utf-8\"",
        "Content-Type: application/soap+xml",
        "Content-Type: nonsense",
        "Content-Type: text/xml charset=utf-8",
        "Content-Type:",
        "SOAPAction: \"\"",
        "content-TYPE: TEXT/XML",
        "User-Agent: (((broken"
      })
  void anyContentTypeAndOddHeadersAreTaken(String header) throws Exception {
    assertThat(acs.connect().post("/", Soap.inform("00D09E", "S1"), header).status()).isEqualTo(200);
  }

  @Test
  void theCharsetOfTheContentTypeIsUsed() throws Exception {
    RawHttp cpe = acs.connect();
    byte[] body = Soap.inform("00D09E", "SÄ").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    cpe.send(RawHttp.request("POST", "/", body, "Content-Type: text/xml; charset=iso-8859-1"));
    assertThat(cpe.read().status()).isEqualTo(200);
    assertThat(acs.devices.serials()).containsExactly("SÄ");
  }

  @Test
  void chunkedBodiesAreTaken() throws Exception {
    RawHttp cpe = acs.connect();
    String body = Soap.inform("00D09E", "S1");
    cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int at = 0; at < body.length(); at += 100) {
      String piece = body.substring(at, Math.min(body.length(), at + 100));
      cpe.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
    }
    cpe.send("0\r\n\r\n");
    assertThat(cpe.read().status()).isEqualTo(200);
    cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assertThat(cpe.read().status()).as("an empty chunked POST").isEqualTo(204);
  }

  @Test
  void aBodyInManyPiecesIsTaken() throws Exception {
    RawHttp cpe = acs.connect();
    byte[] request = RawHttp.request("POST", "/", Soap.inform("00D09E", "S1").getBytes(UTF_8));
    for (byte b : request) {
      cpe.send(new byte[] {b});
    }
    assertThat(cpe.read().status()).isEqualTo(200);
  }

  private static byte[] gzip(byte[] body) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] body, boolean raw) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(6, raw))) {
      deflate.write(body);
    }
    return out.toByteArray();
  }

  @Test
  void gzipAndBothKindsOfDeflateAreTaken() throws Exception {
    RawHttp cpe = acs.connect();
    byte[] inform = Soap.inform("00D09E", "S1").getBytes(UTF_8);
    cpe.send(RawHttp.request("POST", "/", gzip(inform), "Content-Encoding: gzip"));
    assertThat(cpe.read().status()).isEqualTo(200);
    cpe.send(RawHttp.request("POST", "/", deflate(inform, false), "Content-Encoding: deflate"));
    assertThat(cpe.read().status()).isEqualTo(200);
    cpe.send(RawHttp.request("POST", "/", deflate(inform, true), "Content-Encoding: Deflate"));
    assertThat(cpe.read().status()).isEqualTo(200);
    cpe.send(RawHttp.request("POST", "/", new byte[0], "Content-Encoding: gzip"));
    assertThat(cpe.read().status()).as("an empty POST that says gzip").isEqualTo(204);
    assertThat(acs.devices.informs).hasSize(3);
  }

  @Test
  void expect100ContinueIsAnsweredBeforeTheBody() throws Exception {
    RawHttp cpe = acs.connect();
    byte[] body = Soap.inform("00D09E", "S1").getBytes(UTF_8);
    cpe.send(
        "POST / HTTP/1.1\r\nHost: acs\r\nExpect: 100-continue\r\nContent-Length: " + body.length + "\r\n\r\n");
    assertThat(cpe.read().status()).isEqualTo(100);
    cpe.send(body);
    assertThat(cpe.read().status()).isEqualTo(200);
  }

  @Test
  void http10WithoutKeepAliveWorksThroughCookies() throws Exception {
    byte[] body = Soap.inform("00D09E", "S1").getBytes(UTF_8);
    RawHttp first = acs.connect();
    first.send("POST / HTTP/1.0\r\nContent-Length: " + body.length + "\r\n\r\n");
    first.send(body);
    RawHttp.Answer inform = first.read();
    assertThat(inform.status()).isEqualTo(200);
    assertThat(inform.header("Content-Length")).isNotNull();
    assertThat(first.closes()).isTrue();
    RawHttp second = acs.connect();
    second.send("POST / HTTP/1.0\r\nContent-Length: 0\r\nCookie: " + inform.cookie() + "\r\n\r\n");
    assertThat(second.read().status()).isEqualTo(204);
    assertThat(second.closes()).isTrue();
  }

  @Test
  void anEmptyPostWithoutContentLengthIsEmpty() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    cpe.send("POST / HTTP/1.1\r\nHost: acs\r\n\r\n");
    assertThat(cpe.read().status()).isEqualTo(204);
  }

  @Test
  void aCpeThatClosesItsSendingSideStillGetsItsAnswer() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.send(RawHttp.request("POST", "/", Soap.inform("00D09E", "S1").getBytes(UTF_8)));
    cpe.noMoreToSend();
    assertThat(cpe.read().status()).isEqualTo(200);
    assertThat(cpe.closes()).isTrue();
  }

  @Test
  void theConnectionIsKeptWithinASession() throws Exception {
    RawHttp cpe = acs.connect();
    for (int i = 0; i < 20; i++) {
      assertThat(cpe.post("/", Soap.inform("00D09E", "S1")).status()).isEqualTo(200);
      assertThat(cpe.post("/", "").status()).isEqualTo(204);
    }
    assertThat(acs.stats.connectionsAccepted()).isEqualTo(1);
    assertThat(acs.stats.activeConnections()).isEqualTo(1);
  }

  @Test
  void peopleWhoLookWithABrowserAreTold() throws Exception {
    RawHttp cpe = acs.connect();
    RawHttp.Answer get = cpe.get("/");
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow")).isEqualTo("POST");
    assertThat(get.body()).contains("CWMP");
    cpe.send("HEAD /acs HTTP/1.1\r\nHost: acs\r\n\r\n");
    assertThat(cpe.readHead().status()).isEqualTo(405);
  }
}
