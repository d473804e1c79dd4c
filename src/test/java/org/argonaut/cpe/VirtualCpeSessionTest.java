package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualCpeSessionTest {
  private static final CpeMethod READ = new CpeMethod.GetParameterValues(List.of("Device.DeviceInfo.SerialNumber"));
  private static final Duration SOON = Duration.ofSeconds(10);

  private ScriptedAcs acs;

  @BeforeEach
  void start() throws Exception {
    acs = new ScriptedAcs();
  }

  @AfterEach
  void stop() {
    acs.close();
  }

  private FleetOptions.Builder options() {
    return TestFleet.options(acs);
  }

  private static void assertReadsSerial(CpeAnswer answer) {
    assertThat(((CpeAnswer.GetParameterValuesResponse) answer).values())
        .extracting(ParameterValue::value)
        .containsExactly("VCPE000001");
  }

  // ---- authentication ----

  @ParameterizedTest
  @CsvSource({"MD5, auth", "SHA-256, auth", "MD5, 'auth,auth-int'", "MD5,"})
  void digestIsAnsweredOnceAndUsedUnaskedFromThenOn(String algorithm, String qop) throws Exception {
    DigestGate gate = new DigestGate(algorithm, qop, "u-VCPE000001", "secret");
    acs.gate = gate;
    try (Fleet fleet = TestFleet.registered(options().credentials("u-{serial}", "secret"))) {
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
      assertThat(gate.challenges).hasValue(1);
      if (qop != null) {
        assertThat(gate.counts.stream().distinct().toList()).hasSameSizeAs(gate.counts).hasSizeGreaterThan(3);
      }
    }
  }

  @Test
  void aNewNonceIsTakenUpWithinTheSession() throws Exception {
    DigestGate gate = new DigestGate("MD5", "auth", "u", "p");
    acs.gate = gate;
    try (Fleet fleet = TestFleet.registered(options().credentials("u", "p"))) {
      gate.nonce = "nonce-2";
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
      assertThat(gate.challenges).hasValue(2);
    }
  }

  @Test
  void theNonceCountStaysOneForTheCpeThatNeverCounts() throws Exception {
    DigestGate gate = new DigestGate("MD5", "auth", "u", "p");
    acs.gate = gate;
    try (Fleet fleet =
        TestFleet.registered(options().credentials("u", "p").quirks(Quirks.of(Quirk.REUSED_NONCE_COUNT)))) {
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
      assertThat(gate.counts).containsOnly("00000001");
    }
  }

  @Test
  void basicIsAnswered() throws Exception {
    String right = "Basic " + Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
    acs.gate =
        exchange -> {
          if (right.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return false;
          }
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
          exchange.sendResponseHeaders(401, -1);
          return true;
        };
    try (Fleet fleet = TestFleet.registered(options().credentials("u", "p"))) {
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
    }
  }

  @Test
  void wrongCredentialsFailTheSessionAfterOneTry() throws Exception {
    acs.gate = new DigestGate("MD5", "auth", "u", "right");
    try (Fleet fleet = Fleet.start(options().credentials("u", "wrong").build())) {
      VirtualCpe cpe = TestFleet.only(fleet);
      assertThat(cpe.awaitSessions(1, SOON)).isTrue();
      assertThat(cpe.lastFailure()).contains("401");
      assertThat(cpe.registered()).isFalse();
    }
  }

  // ---- failed sessions ----

  @Test
  void eventsAreKeptAndTriesCountedUntilTheAcsAnswers() throws Exception {
    AtomicInteger refusals = new AtomicInteger(2);
    acs.gate =
        exchange -> {
          if (refusals.getAndDecrement() <= 0) {
            return false;
          }
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(500, -1);
          return true;
        };
    try (Fleet _ = TestFleet.registeredEventually(options())) {
      Inform inform = acs.awaitInform("0 BOOTSTRAP");
      assertThat(inform.retryCount()).isEqualTo(2);
      assertThat(inform.has("1")).isTrue();
    }
  }

  @Test
  void retryAfterOf503IsObeyed() throws Exception {
    AtomicInteger refusals = new AtomicInteger(1);
    acs.gate =
        exchange -> {
          if (refusals.getAndDecrement() <= 0) {
            return false;
          }
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Retry-After", "1");
          exchange.sendResponseHeaders(503, -1);
          return true;
        };
    long began = System.nanoTime();
    try (Fleet _ = TestFleet.registeredEventually(options())) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(990));
    }
  }

  @Test
  void anAcsThatIsAwayIsTriedAgain() throws Exception {
    int port = acs.server().getAddress().getPort();
    acs.close();
    try (Fleet fleet = Fleet.start(options().build())) {
      VirtualCpe cpe = TestFleet.only(fleet);
      assertThat(cpe.awaitSessions(2, SOON)).isTrue();
      assertThat(cpe.lastFailure()).contains("refused").contains(":" + port);
    }
  }

  @Test
  void anAnswerThatIsNoHttpFailsTheSession() throws Exception {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread.ofVirtual().start(() -> answerNonsense(server));
      try (Fleet fleet =
          Fleet.start(
              FleetOptions.to("http://localhost:" + server.getLocalPort() + "/").settings(TestFleet.HURRIED).build())) {
        VirtualCpe cpe = TestFleet.only(fleet);
        assertThat(cpe.awaitSessions(1, SOON)).isTrue();
        assertThat(cpe.lastFailure()).contains("not an http answer");
      }
    }
  }

  private static void answerNonsense(ServerSocket server) {
    try {
      while (true) {
        try (var socket = server.accept()) {
          assertThat(socket.getInputStream().read()).isNotNegative();
          socket.getOutputStream().write("SSH-2.0-nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  @Test
  void anUnreadableEnvelopeFailsTheSession() throws Exception {
    acs.gate =
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = "<html>no soap</html>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          return true;
        };
    try (Fleet fleet = Fleet.start(options().build())) {
      VirtualCpe cpe = TestFleet.only(fleet);
      assertThat(cpe.awaitSessions(1, SOON)).isTrue();
      assertThat(cpe.lastFailure()).contains("unreadable envelope");
    }
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    acs.gate =
        exchange -> {
          if (!exchange.getRequestURI().getPath().equals("/acs")) {
            return false;
          }
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Location", "/elsewhere?x=1");
          exchange.sendResponseHeaders(302, -1);
          return true;
        };
    try (Fleet fleet = TestFleet.registered(options())) {
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
    }
  }

  // ---- sessions and connections ----

  @Test
  void aSessionHoldsOneConnectionAndReturnsItsCookie() throws Exception {
    try (Fleet fleet = TestFleet.registered(options())) {
      acs.connections.clear();
      acs.cookies.clear();
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
      assertThat(TestFleet.only(fleet).awaitSessions(2, SOON)).isTrue();
      assertThat(acs.connections.stream().distinct()).hasSize(1);
      assertThat(acs.cookies).containsExactly("", "session=s2", "session=s2");
    }
  }

  @Test
  void aConnectionThatTheAcsClosedIsOpenedAgainWithinTheSession() throws Exception {
    try (Fleet fleet = TestFleet.registered(options())) {
      acs.connections.clear();
      acs.gate =
          exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            return false;
          };
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
      assertThat(acs.connections.stream().distinct().count()).isGreaterThan(1);
    }
  }

  @Test
  void periodicInformsOfAFleetAreSpreadOverTheInterval() throws Exception {
    try (Fleet fleet = Fleet.start(options().count(40).intervalSeconds(2).build())) {
      assertThat(fleet.awaitRegistered(SOON)).isTrue();
      acs.informs.clear();
      long began = System.nanoTime();
      boolean[] slots = new boolean[8];
      while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(2000)) {
        Inform inform = acs.informs.poll(100, TimeUnit.MILLISECONDS);
        if (inform != null && inform.has("2")) {
          slots[(int) Math.min(7, (System.nanoTime() - began) / 250_000_000)] = true;
        }
      }
      assertThat(slots).containsOnly(true);
    }
  }

  // ---- quirks ----

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EMPTY_ANSWERS", "CR_BASIC", "CR_SHA256"})
  void aQuirkyCpeStillGetsThroughToATolerantAcs(Quirk quirk) throws Exception {
    try (Fleet fleet = TestFleet.registered(options().quirks(Quirks.of(quirk)))) {
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
    }
  }

  @Test
  void quirksShowOnTheWire() throws Exception {
    Quirks quirks =
        Quirks.of(
            Quirk.NO_COOKIES,
            Quirk.HTTP10,
            Quirk.PREFIX_SOAPENV,
            Quirk.NO_XSI_TYPE,
            Quirk.NO_ARRAY_TYPE,
            Quirk.BARE_EVENTS,
            Quirk.ISO_8859_1);
    try (Fleet fleet = TestFleet.registered(options().quirks(quirks))) {
      assertReadsSerial(acs.run(TestFleet.only(fleet), READ));
      assertThat(acs.cookies).containsOnly("");
      assertThat(acs.protocols).containsOnly("HTTP/1.0");
      assertThat(acs.connections).doesNotHaveDuplicates();
      assertThat(acs.rawBodies.getFirst())
          .startsWith("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")
          .contains("<soapenv:Envelope")
          .contains("<EventCode>0</EventCode>")
          .doesNotContain("xsi:type")
          .doesNotContain("arrayType");
    }
  }

  @Test
  void smallAnswersRefuseLargeReads() throws Exception {
    try (Fleet fleet = TestFleet.registered(options().quirks(Quirks.of(Quirk.SMALL_ANSWERS)))) {
      CpeAnswer answer = acs.run(TestFleet.only(fleet), new CpeMethod.GetParameterValues(List.of("Device.WiFi.")));
      assertThat(answer).hasFieldOrPropertyWithValue("code", 9004);
    }
  }

  @Test
  void emptyAnswersAreSentForEveryCall() throws Exception {
    try (Fleet fleet = TestFleet.registered(options().quirks(Quirks.of(Quirk.EMPTY_ANSWERS)))) {
      var answer = acs.ask(READ);
      TestFleet.only(fleet).informNow("2 PERIODIC");
      assertThat(answer).failsWithin(SOON).withThrowableThat().withMessageContaining("empty POST");
    }
  }

  @Test
  void anUnknownQuirkIsNamedTogetherWithThoseThereAre() {
    assertThat(catchThrowable(() -> Quirks.parse("no-cookies,dance")))
        .hasMessageContaining("no quirk 'dance'")
        .hasMessageContaining("new-connections");
  }
}
