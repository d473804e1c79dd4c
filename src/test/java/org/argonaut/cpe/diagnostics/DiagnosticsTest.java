package org.argonaut.cpe.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.argonaut.cpe.http.HttpConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {
  private static final HttpConnection.Terms TERMS =
      new HttpConnection.Terms(Duration.ofSeconds(10), Duration.ofSeconds(10), null);

  private HttpServer server;
  private final AtomicLong uploaded = new AtomicLong();
  private final CountDownLatch slowBegan = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, 300_000);
          exchange.getResponseBody().write(new byte[300_000]);
          exchange.close();
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/file");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/up",
        exchange -> {
          uploaded.addAndGet(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
          exchange.sendResponseHeaders(201, -1);
          exchange.close();
        });
    server.createContext("/slow", exchange -> slowBegan.countDown());
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private TransferRequest request(String path, long bytes) {
    return new TransferRequest("http://localhost:" + server.getAddress().getPort() + path, bytes, TERMS, Duration.ofMinutes(1));
  }

  @Test
  void thisMachineAnswersEveryPing() throws Exception {
    PingResult result = PingTest.run(new PingRequest("127.0.0.1", "Any", 4, Duration.ofSeconds(5)));

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(result.successes()).isEqualTo(4);
    assertThat(result.failures()).isZero();
    assertThat(result.minimumMicros()).isPositive();
    assertThat(result.averageMicros()).isBetween(result.minimumMicros(), result.maximumMicros());
  }

  @Test
  void aNameNobodyKnowsCannotBeResolved() throws Exception {
    assertThat(PingTest.run(new PingRequest("nowhere.invalid", "", 1, Duration.ofSeconds(1))).outcome())
        .isEqualTo(Outcome.CANNOT_RESOLVE_HOST_NAME);
    assertThat(TraceTest.run(new TraceRequest("", "", 1, Duration.ofSeconds(1), 30)).outcome())
        .isEqualTo(Outcome.CANNOT_RESOLVE_HOST_NAME);
    LookupResult lookup = LookupTest.run(new LookupRequest("nowhere.invalid", "", Duration.ofSeconds(10), 2));
    assertThat(lookup.successes()).isZero();
    assertThat(lookup.answers()).hasSize(2).allMatch(answer -> answer.status().equals("Error_HostNameNotResolved"));
  }

  @Test
  void anAddressOfTheOtherVersionIsNone() throws Exception {
    assertThat(PingTest.run(new PingRequest("127.0.0.1", "IPv6", 1, Duration.ofSeconds(1))).outcome())
        .isEqualTo(Outcome.CANNOT_RESOLVE_HOST_NAME);
  }

  @Test
  void thisMachineIsOneHopAway() throws Exception {
    TraceResult result = TraceTest.run(new TraceRequest("127.0.0.1", "Any", 2, Duration.ofSeconds(5), 30));

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(result.hops()).hasSize(1);
    assertThat(result.hops().getFirst().address()).isEqualTo("127.0.0.1");
    assertThat(result.hops().getFirst().millis()).hasSize(2);
  }

  @Test
  void namesAreLookedUp() throws Exception {
    LookupResult result = LookupTest.run(new LookupRequest("localhost", "", Duration.ofSeconds(10), 1));

    assertThat(result.answers().getFirst().addresses()).contains("127.0.0.1");
  }

  @Test
  void aDnsServerIsAskedAndItsAnswerTakenApart() throws Exception {
    try (DatagramSocket dns = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  DatagramPacket query = new DatagramPacket(new byte[512], 512);
                  dns.receive(query);
                  ByteBuffer reply = ByteBuffer.allocate(512).put(query.getData(), 0, query.getLength());
                  reply.putShort(2, (short) 0x8180).putShort(6, (short) 1);
                  reply.put(HexFormat.of().parseHex("c00c000100010000003c0004c0000201"));
                  dns.send(new DatagramPacket(reply.array(), reply.position(), query.getSocketAddress()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });

      assertThat(DnsQuery.ask(dns.getLocalAddress(), dns.getLocalPort(), "www.example", DnsQuery.A, Duration.ofSeconds(10)))
          .containsExactly("192.0.2.1");
    }
  }

  @Test
  void answersOfDnsServersThatAreNoneAreMistakesNotCrashes() {
    Random random = new Random(7);
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = new byte[random.nextInt(13, 80)];
      random.nextBytes(bytes);
      bytes[3] &= (byte) 0xF0;
      try {
        assertThat(DnsQuery.addresses(ByteBuffer.wrap(bytes), DnsQuery.A)).isNotNull();
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("an answer that cannot be read|a name without end");
      }
    }
  }

  @Test
  void aDownloadIsCountedAndTimedInOrder() throws Exception {
    TransferResult result = TransferTest.download(request("/moved", 1_000_000));

    assertThat(result.outcome()).as(result.why()).isEqualTo(Outcome.COMPLETE);
    assertThat(result.testBytes()).isBetween(300_000L, 301_000L);
    assertThat(result.tcpOpenRequest()).isBeforeOrEqualTo(result.tcpOpenResponse());
    assertThat(result.tcpOpenResponse()).isBeforeOrEqualTo(result.requestSent());
    assertThat(result.requestSent()).isBeforeOrEqualTo(result.begin());
    assertThat(result.begin()).isBeforeOrEqualTo(result.end());
  }

  @Test
  void anUploadSendsWhatItSays() throws Exception {
    TransferResult result = TransferTest.upload(request("/up", 700_001));

    assertThat(result.outcome()).as(result.why()).isEqualTo(Outcome.COMPLETE);
    assertThat(uploaded).hasValue(700_001);
    assertThat(result.testBytes()).isBetween(700_001L, 701_000L);
  }

  @Test
  void whatGoesWrongWithATransferHasTheStandardsName() throws Exception {
    int closed;
    try (ServerSocket free = new ServerSocket(0)) {
      closed = free.getLocalPort();
    }
    TransferRequest nobody = new TransferRequest("http://localhost:" + closed + "/", 1, TERMS, Duration.ofMinutes(1));

    assertThat(TransferTest.download(nobody).outcome()).isEqualTo(Outcome.INIT_CONNECTION_FAILED);
    assertThat(TransferTest.download(request("/file", 1000)).outcome()).isEqualTo(Outcome.TRANSFER_FAILED);
    assertThat(TransferTest.download(request("/nothing", 1000)).outcome()).isEqualTo(Outcome.TRANSFER_FAILED);
    assertThat(TransferTest.upload(request("/nothing", 10)).outcome()).isEqualTo(Outcome.NO_TRANSFER_COMPLETE);
    TransferRequest unknown = new TransferRequest("http://nowhere.invalid/", 1, TERMS, Duration.ofMinutes(1));
    assertThat(TransferTest.download(unknown).outcome()).isEqualTo(Outcome.CANNOT_RESOLVE_HOST_NAME);
    TransferRequest odd = new TransferRequest("ftp://localhost/", 1, TERMS, Duration.ofMinutes(1));
    assertThat(TransferTest.download(odd).outcome()).isEqualTo(Outcome.INIT_CONNECTION_FAILED);
  }

  @Test
  void aTransferIsCancelledByAnInterrupt() throws Exception {
    FutureTask<TransferResult> download = new FutureTask<>(() -> TransferTest.download(request("/slow", 1000)));
    Thread thread = Thread.ofVirtual().start(download);
    assertThat(slowBegan.await(10, TimeUnit.SECONDS)).isTrue();

    thread.interrupt();

    assertThat(download)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .withCauseInstanceOf(InterruptedException.class);
  }
}
