package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What strangers send: each gets its status, a log line that names who it was, and nobody else notices. */
class BadInputOverHttpTest {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TestEndpoint acs;

  @BeforeEach
  void start() throws Exception {
    acs =
        new TestEndpoint(
            "argonaut.acs { idle-timeout = 1500ms, body { deadline = 1s, max-size = 1 MiB, max-inflated-size = 2 MiB } }");
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stop() throws Exception {
    logger().detachAppender(log);
    acs.close();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("org.argonaut.acs");
  }

  private void assertLogged(String... parts) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(new ArrayList<>(log.list))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anySatisfy(line -> assertThat(line).contains(parts)));
  }

  /** Nobody else notices. */
  private void assertOthersAreServed() throws Exception {
    RawHttp other = acs.connect();
    assertThat(other.post("/", Soap.inform("00D09E", "OTHER")).status()).isEqualTo(200);
    assertThat(other.post("/", "").status()).isEqualTo(204);
    assertThat(acs.endpoint.bodyBytes()).isZero();
  }

  private void assertFault(RawHttp.Answer answer, int status, int code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).isEqualTo("text/xml; charset=utf-8");
    assertThat(answer.body()).contains("<FaultCode>" + code + "</FaultCode>");
  }

  @Test
  void garbageInsteadOfHttpGets400AndALogLineWithTheAddress() throws Exception {
    RawHttp cpe = acs.connect();
    byte[] garbage = new byte[200];
    new java.util.Random(1).nextBytes(garbage);
    cpe.send(garbage);
    assertThat(cpe.read().status()).isIn(400, 501);
    assertThat(cpe.closes()).isTrue();
    assertLogged("127.0.0.1", "not HTTP");
    assertThat(acs.stats.badRequests()).isEqualTo(1);
    assertOthersAreServed();
  }

  @Test
  void garbageInsteadOfXmlGets400AndFault8003() throws Exception {
    RawHttp cpe = acs.connect();
    assertFault(cpe.post("/", "\u0001\u0002 not xml at all"), 400, 8003);
    assertLogged("127.0.0.1", "refused with 400");
    assertFault(cpe.post("/", "<html><body>HTTP 500</body></html>"), 400, 8003);
    assertOthersAreServed();
  }

  @Test
  void truncatedXmlGets400AndTheLogNamesTheDeviceOfTheSession() throws Exception {
    RawHttp cpe = acs.connect();
    String inform = Soap.inform("00D09E", "S1");
    cpe.post("/", inform);
    assertFault(cpe.post("/", inform.substring(0, inform.length() / 2)), 400, 8003);
    assertLogged("S1", "127.0.0.1", "refused with 400");
    assertThat(cpe.post("/", "").status()).as("the session goes on").isEqualTo(204);
  }

  @Test
  void anAnswerThatCannotBeReadFailsItsCommandAndTheSessionGoesOn() throws Exception {
    acs.devices.queue("S1", new CpeMethod.Reboot("one"));
    acs.devices.queue("S1", new CpeMethod.FactoryReset());
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    cpe.post("/", "");
    String answer = Soap.rebootResponse("id-Reboot");
    RawHttp.Answer next = cpe.post("/", answer.substring(0, answer.length() - 40));
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.body()).contains("FactoryReset");
    assertThat(acs.devices.answers.getFirst())
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.message()).contains("cannot be read"));
    assertLogged("S1", "its command fails");
  }

  @Test
  void anInformWithoutSerialNumberGetsFault8003() throws Exception {
    RawHttp cpe = acs.connect();
    assertThat(cpe.post("/", Soap.inform("00D09E", "")).status()).isEqualTo(400);
    assertThat(cpe.post("/", Soap.inform("00D09E", "x".repeat(1000))).status()).isEqualTo(400);
    assertThat(acs.devices.informs).isEmpty();
  }

  @Test
  void fiftyMegabytesGet413AndTakeNoMemory() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: " + (50 << 20) + "\r\n\r\n");
    byte[] piece = new byte[1 << 16];
    Thread sender = Thread.ofVirtual().start(() -> sendMany(cpe, piece, 800));
    RawHttp.Answer answer = cpe.read();
    assertFault(answer, 413, 8004);
    assertThat(answer.body()).contains("argonaut.acs.body.max-size");
    assertThat(cpe.closes()).isTrue();
    sender.join();
    assertLogged("127.0.0.1", "413");
    assertOthersAreServed();
  }

  private static void sendMany(RawHttp cpe, byte[] piece, int times) {
    try {
      for (int i = 0; i < times; i++) {
        cpe.send(piece);
      }
    } catch (java.io.IOException refused) {
      return; // the other side had enough, which is what the test is about
    }
  }

  @Test
  void endlessChunksGet413() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nTransfer-Encoding: chunked\r\n\r\n");
    byte[] chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
    Thread sender = Thread.ofVirtual().start(() -> sendMany(cpe, chunk, 800));
    assertThat(cpe.read().status()).isEqualTo(413);
    sender.join();
    assertOthersAreServed();
  }

  @Test
  void aZipBombGets413() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 64; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    RawHttp cpe = acs.connect();
    cpe.send(RawHttp.request("POST", "/", bomb.toByteArray(), "Content-Encoding: gzip"));
    RawHttp.Answer answer = cpe.read();
    assertFault(answer, 413, 8004);
    assertThat(answer.body()).contains("max-inflated-size");
    assertOthersAreServed();
  }

  @Test
  void brokenGzipAndUnknownEncodingsGet400() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.send(RawHttp.request("POST", "/", "not gzip".getBytes(UTF_8), "Content-Encoding: gzip"));
    assertFault(cpe.read(), 400, 8003);
    cpe.send(RawHttp.request("POST", "/", "x".getBytes(UTF_8), "Content-Encoding: br"));
    RawHttp.Answer answer = cpe.read();
    assertFault(answer, 400, 8003);
    assertThat(answer.body()).contains("gzip, deflate");
    assertOthersAreServed();
  }

  @Test
  void billionLaughsAndExternalEntitiesGet400() throws Exception {
    RawHttp cpe = acs.connect();
    String laughs =
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol1 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">]>"
            + Soap.inform("00D09E", "&lol1;");
    assertFault(cpe.post("/", laughs), 400, 8003);
    String external =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + Soap.inform("00D09E", "&e;");
    RawHttp.Answer answer = cpe.post("/", external);
    assertFault(answer, 400, 8003);
    assertThat(answer.body()).doesNotContain("root:");
    assertThat(acs.devices.informs).isEmpty();
  }

  @Test
  void tenThousandDeepNestingAndAHundredThousandParametersGet400() throws Exception {
    RawHttp cpe = acs.connect();
    String deep = Soap.envelope("1", "<a>".repeat(10_000) + "</a>".repeat(10_000));
    assertFault(cpe.post("/", deep), 400, 8004);
    String parameter = "<s><Name>a</Name></s>";
    String many =
        Soap.inform("00D09E", "S1")
            .replace("</ParameterList>", parameter.repeat(48_000) + "</ParameterList>");
    assertThat(many.length()).isLessThan(1 << 20);
    assertThat(cpe.post("/", many).status()).isIn(200, 400);
    assertOthersAreServed();
  }

  @Test
  void aSlowSenderOfABodyGets408AndALogLine() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 1000\r\n\r\n<so");
    Thread sender = Thread.ofVirtual().start(() -> trickle(cpe));
    assertThat(cpe.read().status()).isEqualTo(408);
    assertLogged("127.0.0.1", "408");
    sender.interrupt();
    assertOthersAreServed();
  }

  @Test
  void aSlowSenderOfHeadersIsDisconnected() throws Exception {
    RawHttp cpe = acs.connect();
    cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nX-Slow: ");
    Thread sender = Thread.ofVirtual().start(() -> trickle(cpe));
    assertThat(cpe.closes()).isTrue();
    sender.join();
    assertOthersAreServed();
  }

  private static void trickle(RawHttp cpe) {
    try {
      while (true) {
        cpe.send("x");
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException | java.io.IOException gone) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    assertThat(acs.connect().closes()).isTrue();
    RawHttp used = acs.connect();
    used.post("/", Soap.inform("00D09E", "S1"));
    assertThat(used.closes()).isTrue();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> acs.stats.activeConnections() == 0);
  }

  @Test
  void aThousandIdleConnectionsKeepNobodyOut() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        idle.add(new Socket(java.net.InetAddress.getLoopbackAddress(), acs.address().getPort()));
      }
      assertOthersAreServed();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void connectionsBeyondTheLimitWaitUntilOneEnds() throws Exception {
    try (TestEndpoint two = new TestEndpoint("argonaut.acs { max-connections = 2, idle-timeout = 500ms }")) {
      RawHttp first = two.connect();
      RawHttp second = two.connect();
      assertThat(first.post("/", "").status()).isEqualTo(204);
      assertThat(second.post("/", "").status()).isEqualTo(204);
      assertThat(two.connect().post("/", "").status()).as("after the others' idle timeout").isEqualTo(204);
    }
  }

  @Test
  void bodiesBeyondTheMemoryForThemGet503() throws Exception {
    try (TestEndpoint small = new TestEndpoint("argonaut.acs.body.budget = 100 KiB")) {
      RawHttp cpe = small.connect();
      cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 300000\r\n\r\n");
      for (int i = 0; i < 3; i++) {
        cpe.send(new byte[100_000]);
      }
      RawHttp.Answer answer = cpe.read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isNotNull();
      assertThat(small.endpoint.bodyBytes()).isZero();
    }
  }

  @Test
  void aCpeThatGoesAwayInTheMiddleOfItsBodyLeavesNothingBehind() throws Exception {
    try (RawHttp cpe = new RawHttp(acs.address())) {
      cpe.send("POST / HTTP/1.1\r\nHost: acs\r\nContent-Length: 100000\r\n\r\n<soap");
    }
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> acs.stats.activeConnections() == 0);
    assertOthersAreServed();
  }

  @Test
  void aStoppingEndpointFinishesWhatItBegan() throws Exception {
    java.util.concurrent.CompletableFuture<org.argonaut.device.SessionReply> held =
        new java.util.concurrent.CompletableFuture<>();
    RawHttp idle = acs.connect();
    idle.post("/", "");
    RawHttp cpe = acs.connect();
    cpe.post("/", Soap.inform("00D09E", "S1"));
    acs.devices.instead = () -> held;
    cpe.send(RawHttp.request("POST", "/", new byte[0]));
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> acs.stats.requests() == 3);
    var stopped = acs.endpoint.stop(Duration.ofSeconds(5)).toCompletableFuture();
    assertThat(idle.closes()).isTrue();
    held.complete(new org.argonaut.device.SessionReply.End());
    RawHttp.Answer last = cpe.read();
    assertThat(last.status()).isEqualTo(204);
    assertThat(last.header("Connection")).isEqualTo("close");
    assertThat(cpe.closes()).isTrue();
    stopped.get(5, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(catchConnect()).isTrue();
  }

  private boolean catchConnect() throws Exception {
    try (Socket _ = new Socket(java.net.InetAddress.getLoopbackAddress(), acs.address().getPort())) {
      return false;
    } catch (SocketException refused) {
      return true;
    }
  }
}
