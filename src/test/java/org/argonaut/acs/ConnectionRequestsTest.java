package org.argonaut.acs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.argonaut.device.SessionOpener.Answer;
import org.argonaut.device.SessionOpener.Result;
import org.argonaut.device.SessionOpener.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionRequestsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String UNAUTHORIZED = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 4\r\n";
  private static final String MD5 = "WWW-Authenticate: Digest realm=\"cpe\", qop=\"auth\", nonce=\"n1\", opaque=\"o1\"\r\n";
  private static final String SHA256 =
      "WWW-Authenticate: Digest realm=\"cpe\", qop=\"auth,auth-int\", algorithm=SHA-256, nonce=\"n2\"\r\n";
  private static final String BASIC = "WWW-Authenticate: Basic realm=\"cpe\"\r\n";
  private static final String END = "\r\nnope";

  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final AcsStats stats = new AcsStats();

  @AfterEach
  void stop() {
    blocking.shutdownNow();
  }

  private ConnectionRequests requests(int outstanding, int waiting, double perSecond, Duration maxWait) {
    return new ConnectionRequests(
        new AcsSettings.ConnectionRequest(
            Duration.ofMillis(1500), outstanding, waiting, maxWait, perSecond, "", "", true),
        blocking,
        stats);
  }

  private ConnectionRequests requests() {
    return requests(10, 10, 1000, Duration.ofSeconds(1));
  }

  private static Answer await(CompletionStage<Answer> stage) throws Exception {
    return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  private Answer ask(String url, String username, String password) throws Exception {
    return await(requests().open(new Target("SN1", url, username, password)));
  }

  private Answer ask(Function<String, String> cpe) throws Exception {
    try (ScriptedCpe server = new ScriptedCpe(cpe)) {
      return ask(server.url("/cr"), "acs", "s3cret");
    }
  }

  /** Takes a request whose Digest is right for the challenge. */
  private static String checked(String head, HttpDigest.Algorithm algorithm, String nonce) {
    AuthHeader header = AuthHeader.parse(line(head, "Authorization: "));
    String expected =
        HttpDigest.response(
            algorithm,
            HttpDigest.ha1(algorithm, "acs", "cpe", "s3cret"),
            "GET",
            header.parameter("uri"),
            nonce,
            header.parameter("qop"),
            header.parameter("nc"),
            header.parameter("cnonce"));
    boolean right = expected.equals(header.parameter("response")) && header.parameter("nonce").equals(nonce);
    return right ? OK : UNAUTHORIZED + MD5 + END;
  }

  private static String line(String head, String prefix) {
    return head.lines().filter(l -> l.startsWith(prefix)).findFirst().orElse(prefix).substring(prefix.length());
  }

  @Test
  void twoHundredAndTwoHundredFourAreSuccess() throws Exception {
    assertThat(ask(_ -> OK).result()).isEqualTo(Result.ACCEPTED);
    assertThat(ask(_ -> "HTTP/1.1 204 No Content\r\n\r\n").result()).isEqualTo(Result.ACCEPTED);
    assertThat(ask(_ -> "HTTP/1.0 200 OK\n\n").result()).as("bare line feeds").isEqualTo(Result.ACCEPTED);
  }

  @Test
  void fiveHundredThreeMeansThatASessionIsRunning() throws Exception {
    assertThat(ask(_ -> "HTTP/1.1 503 Busy\r\n\r\n").result()).isEqualTo(Result.BUSY);
  }

  @Test
  void md5DigestIsAnsweredOnTheSameConnection() throws Exception {
    try (ScriptedCpe cpe =
        new ScriptedCpe(
            head ->
                head.contains("Authorization") ? checked(head, HttpDigest.Algorithm.MD5, "n1") : UNAUTHORIZED + MD5 + END)) {
      assertThat(ask(cpe.url("/any/path?x=1"), "acs", "s3cret").result()).isEqualTo(Result.ACCEPTED);
      assertThat(cpe.requests).hasSize(2);
      assertThat(cpe.connections).hasSize(1);
      assertThat(cpe.requests.getLast()).startsWith("GET /any/path?x=1 HTTP/1.1").contains("opaque=\"o1\"");
    }
  }

  @Test
  void sha256IsPreferredToMd5AndMd5ToBasic() throws Exception {
    Answer sha256 =
        ask(
            head ->
                head.contains("Authorization")
                    ? checked(head, HttpDigest.Algorithm.SHA_256, "n2")
                    : UNAUTHORIZED + BASIC + MD5 + SHA256 + END);
    assertThat(sha256.result()).isEqualTo(Result.ACCEPTED);
    Answer md5 =
        ask(
            head ->
                head.contains("Authorization")
                    ? checked(head, HttpDigest.Algorithm.MD5, "n1")
                    : UNAUTHORIZED + BASIC + MD5 + END);
    assertThat(md5.result()).isEqualTo(Result.ACCEPTED);
  }

  @Test
  void digestWithoutQopIsAnsweredInItsOlderForm() throws Exception {
    Answer answer =
        ask(
            head ->
                head.contains("Authorization")
                    ? checked(head, HttpDigest.Algorithm.MD5, "n0")
                    : UNAUTHORIZED + "WWW-Authenticate: Digest realm=\"cpe\", nonce=\"n0\"\r\n" + END);
    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
  }

  @Test
  void basicIsAnswered() throws Exception {
    Answer answer =
        ask(head -> head.contains("Authorization: Basic YWNzOnMzY3JldA==") ? OK : UNAUTHORIZED + BASIC + END);
    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
  }

  @Test
  void aConnectionClosedAfterTheChallengeIsTriedOnceMore() throws Exception {
    try (ScriptedCpe cpe =
        new ScriptedCpe(
            head ->
                head.contains("Authorization")
                    ? checked(head, HttpDigest.Algorithm.MD5, "n1")
                    : UNAUTHORIZED + "Connection: close\r\n" + MD5 + END)) {
      assertThat(ask(cpe.url("/"), "acs", "s3cret").result()).isEqualTo(Result.ACCEPTED);
      assertThat(cpe.connections).hasSize(2);
    }
  }

  @Test
  void aConnectionClosedWithoutAWordAfterTheChallengeIsTriedOnceMore() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    Answer answer =
        ask(
            head -> {
              if (!head.contains("Authorization")) {
                return UNAUTHORIZED + MD5 + END;
              }
              boolean closeNow = first.getCount() > 0;
              first.countDown();
              return closeNow ? "" : checked(head, HttpDigest.Algorithm.MD5, "n1");
            });
    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
  }

  @Test
  void anOldNonceIsReplacedOnce() throws Exception {
    Answer answer =
        ask(
            head ->
                head.contains("nonce=\"n2\"")
                    ? checked(head, HttpDigest.Algorithm.SHA_256, "n2")
                    : head.contains("Authorization")
                        ? UNAUTHORIZED + SHA256.replace("nonce", "stale=TRUE, nonce") + END
                        : UNAUTHORIZED + MD5 + END);
    assertThat(answer.result()).isEqualTo(Result.ACCEPTED);
  }

  @Test
  void wrongOrMissingCredentialsAreUnauthorizedAndNeverInTheDetail() throws Exception {
    Answer wrong = ask(_ -> UNAUTHORIZED + MD5 + END);
    assertThat(wrong.result()).isEqualTo(Result.UNAUTHORIZED);
    assertThat(wrong.detail()).doesNotContain("s3cret");
    try (ScriptedCpe cpe = new ScriptedCpe(_ -> UNAUTHORIZED + MD5 + END)) {
      Answer none = ask(cpe.url("/"), null, null);
      assertThat(none.result()).isEqualTo(Result.UNAUTHORIZED);
      assertThat(none.detail()).contains("none are known");
      assertThat(cpe.requests).hasSize(1);
    }
  }

  @Test
  void anotherStatusIsRejectedAndNamed() throws Exception {
    Answer answer = ask(_ -> "HTTP/1.1 404 Not Found\r\n\r\n");
    assertThat(answer.result()).isEqualTo(Result.REJECTED);
    assertThat(answer.detail()).contains("404");
    assertThat(ask(_ -> "SSH-2.0-dropbear\r\n").result()).isEqualTo(Result.REJECTED);
  }

  @Test
  void silenceIsUnreachableWithinTheTimeout() throws Exception {
    Answer answer = ask(_ -> null);
    assertThat(answer.result()).isEqualTo(Result.UNREACHABLE);
    assertThat(answer.detail()).contains("1500 ms");
  }

  @Test
  void anAnswerThatTricklesIsUnreachableWithinTheTimeout() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> trickle(server));
      Answer answer = ask("http://127.0.0.1:" + server.getLocalPort() + "/", "a", "b");
      assertThat(answer.result()).isEqualTo(Result.UNREACHABLE);
    }
  }

  private static void trickle(ServerSocket server) {
    try (var socket = server.accept()) {
      while (true) {
        socket.getOutputStream().write('H');
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException | InterruptedException gone) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void refusalIsUnreachable() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0)) {
      port = server.getLocalPort();
    }
    assertThat(ask("http://127.0.0.1:" + port + "/", "a", "b").result()).isEqualTo(Result.UNREACHABLE);
  }

  @Test
  void ipv6LiteralsAreReached() throws Exception {
    try (ScriptedCpe cpe = new ScriptedCpe(InetAddress.ofLiteral("::1"), _ -> OK)) {
      assertThat(ask(cpe.url("/"), "a", "b").result()).isEqualTo(Result.ACCEPTED);
      assertThat(cpe.requests.getFirst()).contains("Host: [0:0:0:0:0:0:0:1]:");
    }
  }

  @Test
  void whatIsNoHttpUrlHasNoAddress() throws Exception {
    assertThat(ask((String) null, "a", "b").result()).isEqualTo(Result.NO_ADDRESS);
    assertThat(ask("file:///etc/passwd", "a", "b").result()).isEqualTo(Result.NO_ADDRESS);
    assertThat(ask("ftp://127.0.0.1/", "a", "b").result()).isEqualTo(Result.NO_ADDRESS);
  }

  @Test
  void aDeviceIsAskedOnceHoweverManyWait() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    try (ScriptedCpe cpe =
        new ScriptedCpe(
            _ -> {
              awaitLatch(all);
              return OK;
            })) {
      ConnectionRequests requests = requests();
      List<CompletionStage<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(requests.open(new Target("SN1", cpe.url("/"), "", "")));
      }
      all.countDown();
      for (CompletionStage<Answer> answer : answers) {
        assertThat(await(answer).result()).isEqualTo(Result.ACCEPTED);
      }
      assertThat(cpe.requests).hasSize(1);
      assertThat(requests.outstanding()).isZero();
      assertThat(stats.connectionRequests(Result.ACCEPTED)).isEqualTo(1);
    }
  }

  @Test
  void moreThanMayWaitAreOverloadedAtOnce() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    try (ScriptedCpe cpe =
        new ScriptedCpe(
            _ -> {
              awaitLatch(all);
              return OK;
            })) {
      ConnectionRequests requests = requests(2, 3, 1000, Duration.ofSeconds(5));
      List<CompletionStage<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(requests.open(new Target("SN" + i, cpe.url("/"), "", "")));
      }
      assertThat(await(answers.get(5)).result()).isEqualTo(Result.OVERLOADED);
      assertThat(await(answers.get(7)).result()).isEqualTo(Result.OVERLOADED);
      all.countDown();
      for (int i = 0; i < 5; i++) {
        assertThat(await(answers.get(i)).result()).isEqualTo(Result.ACCEPTED);
      }
    }
  }

  @Test
  void requestsArePaced() throws Exception {
    try (ScriptedCpe cpe = new ScriptedCpe(_ -> OK)) {
      ConnectionRequests requests = requests(10, 100, 10, Duration.ofMillis(450));
      List<CompletionStage<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(requests.open(new Target("SN" + i, cpe.url("/"), "", "")));
      }
      int accepted = 0;
      for (CompletionStage<Answer> answer : answers) {
        accepted += await(answer).result() == Result.ACCEPTED ? 1 : 0;
      }
      // Ten a second and 450 ms of patience: five or six have their turn, the others would wait too long.
      assertThat(accepted).isBetween(4, 8);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
