package org.argonaut.script.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.argonaut.acs.TestCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundHttpTest {
  private static final List<String> FORBIDDEN =
      List.of("http://127.0.0.2/", "http://[::1]/", "http://169.254.169.254/latest/", "//10.0.0.1/x", "file:///etc/passwd");

  private static HttpServer server;
  private static String base;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/echo", OutboundHttpTest::echo);
    server.createContext("/status/", e -> answer(e, Integer.parseInt(e.getRequestURI().getPath().substring(8)), "for " + e.getRequestURI()));
    server.createContext("/to/", OutboundHttpTest::redirect);
    server.createContext(
        "/forbidden/",
        e -> {
          e.getResponseHeaders().add("Location", FORBIDDEN.get(Integer.parseInt(e.getRequestURI().getPath().substring(11))));
          answer(e, 302, "");
        });
    server.createContext("/chunked", OutboundHttpTest::chunked);
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 || status == 204 ? -1 : body.length);
    if (status != 204) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    said.writeBytes((exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n").getBytes(UTF_8));
    for (String name : List.of("Host", "X-one", "Authorization", "Content-type", "Content-length")) {
      said.writeBytes((name + "=" + exchange.getRequestHeaders().get(name) + "\n").getBytes(UTF_8));
    }
    exchange.getRequestBody().transferTo(said);
    exchange.getResponseHeaders().add("x-made-by", "test");
    answer(exchange, 200, said.toString(UTF_8));
  }

  /** {@code /to/STATUS/TARGET}. */
  private static void redirect(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    exchange.getResponseHeaders().add("Location", path.substring("/to/302/".length()));
    answer(exchange, Integer.parseInt(path.substring(4, 7)), "");
  }

  private static void chunked(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < 100; i++) {
        out.write(("piece " + i + "\n").getBytes(UTF_8));
        out.flush();
      }
    }
  }

  private static OutboundSettings settings(String... allow) {
    return new OutboundSettings(
        List.of(allow), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60), 3, 8192, 100_000, 100_000, 8);
  }

  private static OutboundAnswer send(String method, String url, Map<String, List<String>> headers, String body)
      throws Exception {
    return new OutboundHttp(settings("127.0.0.0/8"))
        .send(new OutboundRequest(method, url, headers, body.getBytes(UTF_8), null));
  }

  private static String text(OutboundAnswer answer) {
    return new String(answer.body(), UTF_8);
  }

  @Test
  void aRequestGoesOutAsAskedAndItsAnswerComesBack() throws Exception {
    OutboundAnswer answer =
        send("post", base + "/echo?q=a b", Map.of("X-One", List.of("1"), "Content-Type", List.of("text/x"), "Host", List.of("evil")), "hällo");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("X-Made-By", "test");
    assertThat(text(answer))
        .contains("POST /echo?q=a%20b\n", "X-one=[1]", "Content-type=[text/x]", "Content-length=[6]", "hällo")
        .doesNotContain("evil");
  }

  @Test
  void anyStatusIsAnAnswer() throws Exception {
    assertThat(send("", base + "/status/404", Map.of(), "").status()).isEqualTo(404);
    assertThat(send("", base + "/status/503", Map.of(), "").status()).isEqualTo(503);
    assertThat(send("DELETE", base + "/status/204", Map.of(), "").body()).isEmpty();
    assertThat(send("HEAD", base + "/echo", Map.of(), "").body()).isEmpty();
  }

  @Test
  void aChunkedAnswerIsPutTogether() throws Exception {
    assertThat(text(send("", base + "/chunked", Map.of(), ""))).startsWith("piece 0\n").endsWith("piece 99\n");
  }

  @Test
  void redirectsAreFollowedAsTheirStatusSays() throws Exception {
    assertThat(text(send("POST", base + "/to/302//echo", Map.of(), "body"))).startsWith("GET /echo").doesNotContain("body");
    assertThat(text(send("POST", base + "/to/307//echo", Map.of(), "body"))).startsWith("POST /echo").endsWith("body");
    assertThat(text(send("PUT", base + "/to/303//echo", Map.of(), "body"))).startsWith("GET /echo");
    assertThat(text(send("GET", base + "/to/301//to/302//echo?x", Map.of(), ""))).startsWith("GET /echo?x");
  }

  @Test
  void authorizationDoesNotFollowToAnotherOrigin() throws Exception {
    Map<String, List<String>> secret = Map.of("Authorization", List.of("Bearer x"));
    String other = base.replace("127.0.0.1", "127.0.0.2");
    assertThat(text(send("GET", base + "/to/302//echo", secret, ""))).contains("Authorization=[Bearer x]");
    assertThat(text(send("GET", base + "/to/302/" + base + "/echo", secret, ""))).contains("Authorization=[Bearer x]");
    assertFailure(() -> send("GET", base + "/to/302/" + other + "/echo", secret, ""), "cannot connect to 127.0.0.2");
  }

  @Test
  void redirectsInACircleEnd() {
    assertFailure(() -> send("GET", base + "/to/302//to/302//to/302//to/302//echo", Map.of(), ""), "redirected more than 3 times");
  }

  @Test
  void aRedirectGoesThroughTheSameGate() {
    OutboundHttp http = new OutboundHttp(settings("127.0.0.1"));
    for (int i = 0; i < FORBIDDEN.size(); i++) {
      String url = base + "/forbidden/" + i;
      assertFailure(
          () -> http.send(new OutboundRequest("GET", url, Map.of(), null, null)),
          FORBIDDEN.get(i).startsWith("file") ? "must begin with http" : "is not a public host");
    }
  }

  @Test
  void whatIsNotPublicIsRefusedInEverySpelling() {
    OutboundHttp http = new OutboundHttp(settings());
    String port = base.substring(base.lastIndexOf(':'));
    for (String host : List.of("127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0", "127.1", "localhost.")) {
      assertThatThrownBy(() -> http.send(new OutboundRequest("GET", "http://" + host + port, Map.of(), null, null)))
          .describedAs(host)
          .isInstanceOf(OutboundFailure.class)
          .satisfies(e -> assertThat(e.getMessage()).containsAnyOf("is not a public host", "no host is called", "cannot connect"));
    }
  }

  @Test
  void aHostNameCanBeAllowed() throws Exception {
    OutboundHttp http = new OutboundHttp(settings("localhost"));
    OutboundRequest request =
        new OutboundRequest("GET", base.replace("127.0.0.1", "localhost") + "/status/200", Map.of(), null, null);
    assertThat(http.send(request).status()).isEqualTo(200);
    assertFailure(() -> http.send(new OutboundRequest("GET", base, Map.of(), null, null)), "is not a public host");
  }

  @Test
  void badUrlsMethodsAndHeadersAreRefused() {
    assertFailure(() -> send("GET", "ftp://host/", Map.of(), ""), "must begin with http:// or https://");
    assertFailure(() -> send("GET", "host/path", Map.of(), ""), "must begin with http:// or https://");
    assertFailure(() -> send("GET", "http://user:pass@host/", Map.of(), ""), "user name and password");
    assertFailure(() -> send("GET", "http://a\\@127.0.0.1/", Map.of(), ""), "user name and password");
    assertFailure(() -> send("GET", "http:///x", Map.of(), ""), "names no host");
    assertFailure(() -> send("GET", "http://host:99999/", Map.of(), ""), "is no port");
    assertFailure(() -> send("GET", "http://host/a\r\nX: y", Map.of(), ""), "control characters");
    assertFailure(() -> send("CONNECT", base, Map.of(), ""), "no method");
    assertFailure(() -> send("GET", base, Map.of("X-A", List.of("1\r\nX-B: 2")), ""), "control characters");
    assertFailure(() -> send("GET", base, Map.of("X A", List.of("1")), ""), "no name of a header");
    assertFailure(() -> send("GET", "http://no-such-host.invalid/", Map.of(), ""), "no host is called 'no-such-host.invalid'");
  }

  @Test
  void aBodyAboveTheLimitIsRefusedEitherWay() throws Exception {
    assertFailure(() -> send("POST", base + "/echo", Map.of(), "x".repeat(100_001)), "the body is larger than");
    OutboundSettings small =
        new OutboundSettings(
            List.of("127.0.0.1"), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), 3, 8192, 1000, 500, 8);
    for (String path : List.of("/chunked", "/echo?" + "x".repeat(600))) {
      assertFailure(
          () -> new OutboundHttp(small).send(new OutboundRequest("GET", base + path, Map.of(), null, null)), "larger than 500 bytes");
    }
  }

  @Test
  void aServerThatTricklesIsLeftAtTheDeadline() throws Exception {
    try (ServerSocket trickle = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> trickle(trickle));
      OutboundRequest request =
          new OutboundRequest("GET", "http://127.0.0.1:" + trickle.getLocalPort(), Map.of(), null, Duration.ofMillis(700));
      assertFailure(() -> new OutboundHttp(settings("127.0.0.1")).send(request), "within 700 ms");
    }
  }

  private static void trickle(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
      while (socket.isConnected()) {
        socket.getOutputStream().write('X');
        socket.getOutputStream().flush();
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      return; // the client went
    }
  }

  @Test
  void whatIsNoHttpIsAFailure() throws Exception {
    try (ServerSocket odd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = odd.accept()) {
                  socket.getInputStream().read();
                  socket.getOutputStream().write("SSH-2.0-x\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                  return;
                }
              });
      assertFailure(() -> send("GET", "http://127.0.0.1:" + odd.getLocalPort(), Map.of(), ""), "the answer is no HTTP");
    }
  }

  @Test
  void tlsIsWithTheNameInTheUrlWhateverAddressItHas(@TempDir Path folder) throws Exception {
    TestCertificates certificates = new TestCertificates(folder);
    certificates.authority("ca");
    certificates.signed("right", "CN=localhost", "ca");
    certificates.signed("wrong", "CN=another.example", "ca");
    OutboundHttp http =
        new OutboundHttp(settings("localhost"), certificates.client("right").getSocketFactory());
    OutboundHttp strangers = new OutboundHttp(settings("localhost"));
    try (Https right = new Https(certificates.client("right"));
        Https wrong = new Https(certificates.client("wrong"))) {
      assertThat(http.send(right.request()).status()).isEqualTo(200);
      assertFailure(() -> http.send(wrong.request()), "TLS with localhost");
      assertFailure(() -> strangers.send(right.request()), "TLS with localhost");
    }
  }

  /** A server that always says 200. */
  private record Https(HttpsServer server) implements AutoCloseable {
    Https(SSLContext context) throws IOException {
      this(HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      server.createContext("/", e -> answer(e, 200, "secure"));
      server.start();
    }

    OutboundRequest request() {
      return new OutboundRequest("GET", "https://localhost:" + server.getAddress().getPort(), Map.of(), null, null);
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private interface Sending {
    Object send() throws Exception;
  }

  private static void assertFailure(Sending sending, String text) {
    assertThatThrownBy(sending::send).isInstanceOf(OutboundFailure.class).hasMessageContaining(text);
  }
}
