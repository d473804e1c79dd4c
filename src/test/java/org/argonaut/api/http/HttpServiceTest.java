package org.argonaut.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The HTTP layer over a table made for the purpose, spoken to over a real port. */
class HttpServiceTest {
  private static final int MAX_BODY = 64 << 10;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ActorTestKit testKit;
  private static ServerBinding binding;
  private static HttpService service;
  private static volatile CountDownLatch held = new CountDownLatch(1);

  @BeforeAll
  static void start() throws Exception {
    testKit = ActorTestKit.create("http-service", ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.defaultReference()));
    service =
        new HttpService(
            testKit.system(),
            new RouteTable(routes()),
            new BearerToken("secret"),
            new HttpLimits(Duration.ofSeconds(3), 2, MAX_BODY, 1024),
            failure -> failure instanceof IllegalStateException ? Problem.unavailable(failure.getMessage(), 7) : null,
            (_, _, _, _) -> {});
    ServerSettings settings =
        ServerSettings.create(
            ConfigFactory.parseString("pekko.http.server.parsing.error-handler = " + ParsingProblem.class.getName())
                .withFallback(testKit.system().settings().config()));
    binding =
        Http.get(testKit.system()).newServerAt("127.0.0.1", 0).withSettings(settings).bind(service::handle).toCompletableFuture().get();
  }

  @AfterAll
  static void stop() {
    service.close();
    testKit.shutdownTestKit();
  }

  private static List<Route> routes() {
    Parameter name = Parameter.text("name", "");
    return List.of(
        Route.get("/open", "open", "").open().answers(200, "", Json.object()).handledBy(_ -> Response.json(200, Json.object())),
        Route.get("/echo/{name}", "echo", "")
            .at(name)
            .takes(
                Parameter.whole("count", 1, 10, "").initially("3"),
                Parameter.flag("flag", false, ""),
                Parameter.oneOf("color", "", "red", "blue"))
            .answers(200, "", Json.object())
            .handledBy(
                r ->
                    Response.json(
                        200, Json.object().put("name", r.path("name")).put("count", r.whole("count")).put("color", r.text("color")))),
        Route.put("/body", "body", "")
            .body(Response.JSON, Json.object(), "")
            .answers(200, "", Json.object())
            .handledBy(
                r -> {
                  Fields fields = r.fields();
                  fields.allow(java.util.Set.of("text", "list"));
                  fields.texts("list");
                  return Response.json(200, Json.object().put("text", fields.text("text")));
                }),
        Route.put("/stream", "stream", "")
            .streamedBody("")
            .answers(200, "", Json.object())
            .handledBy(
                r ->
                    Response.json(
                        200,
                        Json.object()
                            .put(
                                "size",
                                r.await(r.stream().runWith(Sink.fold(0L, (n, b) -> n + b.size()), testKit.system()))))),
        Route.get("/big", "big", "")
            .answers(200, "", Json.object())
            .handledBy(_ -> Response.json(200, Json.object().put("text", "x".repeat(100_000)))),
        Route.get("/broken", "broken", "")
            .answers(200, "", Json.object())
            .handledBy(
                _ -> {
                  throw new ArithmeticException("secret inner detail");
                }),
        Route.get("/away", "away", "")
            .answers(200, "", Json.object())
            .handledBy(r -> r.await(CompletableFuture.failedFuture(new IllegalStateException("the store is away")))),
        Route.get("/never", "never", "")
            .within(_ -> Duration.ofMillis(200))
            .answers(200, "", Json.object())
            .handledBy(r -> r.await(new CompletableFuture<>())),
        Route.get("/held", "held", "")
            .answers(200, "", Json.object())
            .handledBy(
                _ -> {
                  held.await();
                  return Response.json(200, Json.object());
                }));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer secret");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> put(String path, String type, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder builder = request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body)).header("Content-Type", type);
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> putJson(String body) throws Exception {
    return put("/body", "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode problem(HttpResponse<String> response, int status) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    return problem;
  }

  @Test
  void aPathIdMayHoldASlash() throws Exception {
    assertThat(JSON.readTree(get("/echo/a%2Fb%3Fc%25").body()).path("name").asText()).isEqualTo("a/b?c%");
  }

  @Test
  void aQueryParameterLeftOutHasItsDefault() throws Exception {
    assertThat(JSON.readTree(get("/echo/x").body()).path("count").asInt()).isEqualTo(3);
  }

  @Test
  void aWrongQueryParameterIsNamedWithWhatItMayBe() throws Exception {
    assertThat(problem(get("/echo/x?count=eleven"), 400).path("field").asText()).isEqualTo("count");
    assertThat(problem(get("/echo/x?count=11"), 400).path("detail").asText()).contains("1 to 10");
    assertThat(problem(get("/echo/x?color=green"), 400).path("detail").asText()).contains("red, blue");
    assertThat(problem(get("/echo/x?flag=yes"), 400).path("detail").asText()).contains("true or false");
  }

  @Test
  void aMisspeltQueryParameterIsNotIgnored() throws Exception {
    assertThat(problem(get("/echo/x?cuont=1"), 400).path("detail").asText()).contains("cuont").contains("count");
  }

  @Test
  void aQueryParameterGivenTwiceIsRefused() throws Exception {
    assertThat(problem(get("/echo/x?count=1&count=2"), 400).path("field").asText()).isEqualTo("count");
  }

  @Test
  void withoutTheTokenThereIsNothing() throws Exception {
    for (String header : List.of("", "Bearer wrong", "Bearer secret2", "Basic c2VjcmV0", "Bearer")) {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + "/echo/x"));
      if (!header.isEmpty()) {
        builder.header("Authorization", header);
      }
      HttpResponse<String> response = CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofString());
      problem(response, 401);
      assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(response.body()).doesNotContain("secret\"");
    }
  }

  @Test
  void anOpenRouteNeedsNoToken() throws Exception {
    HttpRequest plain =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + "/open")).build();
    assertThat(CLIENT.send(plain, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void malformedJsonIsNamedByLineAndColumn() throws Exception {
    JsonNode problem = problem(putJson("{\n  \"text\": oops}"), 400);
    assertThat(problem.path("line").asInt()).isEqualTo(2);
    assertThat(problem.path("column").asInt()).isGreaterThan(8);
  }

  @Test
  void aBodyThatIsNoJsonObjectIsRefused() throws Exception {
    for (String body : List.of("", "[]", "1", "null", "{} {}", "{\"text\":1,\"text\":2}", "\u0000", "[".repeat(5000))) {
      problem(putJson(body), 400);
    }
  }

  @Test
  void aMemberOfTheWrongTypeIsNamedWithTheFix() throws Exception {
    assertThat(problem(putJson("{\"text\": 7}"), 400).path("detail").asText()).isEqualTo("text is a number; it must be a string");
    assertThat(problem(putJson("{\"list\": [\"a\", {}]}"), 400).path("field").asText()).isEqualTo("list[1]");
    assertThat(problem(putJson("{\"txet\": \"a\"}"), 400).path("detail").asText()).contains("txet").contains("text");
  }

  @Test
  void aBodyOfTheWrongMediaTypeIsRefusedWithTheRightOne() throws Exception {
    HttpResponse<String> response = put("/body", "text/csv", "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(problem(response, 415).path("detail").asText()).contains("application/json");
  }

  @Test
  void aBodyAboveTheLimitIsRefusedAndTheConnectionServesOn() throws Exception {
    problem(put("/body", "application/json", new byte[MAX_BODY + 1]), 413);
    problem(put("/body", "application/json", new byte[8 << 20]), 413);
    assertThat(putJson("{\"text\":\"a\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aChunkedBodyAboveTheLimitIsRefused() throws Exception {
    HttpRequest chunked =
        request("/body")
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArrays(java.util.Collections.nCopies(100, new byte[4096])))
            .build();
    problem(CLIENT.send(chunked, HttpResponse.BodyHandlers.ofString()), 413);
  }

  @Test
  void aGzippedBodyIsReadAndAGzipBombIsNot() throws Exception {
    byte[] good = gzip("{\"text\":\"zipped\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(put("/body", "application/json", good, "Content-Encoding", "gzip").body()).contains("zipped");
    byte[] bomb = gzip(new byte[16 << 20]);
    assertThat(bomb).hasSizeLessThan(MAX_BODY);
    problem(put("/body", "application/json", bomb, "Content-Encoding", "gzip"), 413);
    problem(put("/body", "application/json", good, "Content-Encoding", "br"), 415);
    problem(put("/body", "application/json", "{}".getBytes(StandardCharsets.UTF_8), "Content-Encoding", "gzip"), 400);
  }

  @Test
  void aStreamedBodyMayBeBiggerThanTheLimit() throws Exception {
    HttpResponse<String> response = put("/stream", "application/whatever", new byte[3 << 20]);
    assertThat(JSON.readTree(response.body()).path("size").asLong()).isEqualTo(3 << 20);
  }

  @Test
  void aBigAnswerIsGzippedForThoseWhoTakeIt() throws Exception {
    HttpResponse<byte[]> zipped =
        CLIENT.send(request("/big").header("Accept-Encoding", "br, gzip").build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(zipped.body().length).isLessThan(10_000);
    try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(zipped.body()))) {
      assertThat(JSON.readTree(in).path("text").asText()).hasSize(100_000);
    }
    HttpResponse<String> plain = get("/big");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    HttpResponse<String> refused =
        CLIENT.send(request("/big").header("Accept-Encoding", "gzip;q=0").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void headAnswersAsGetWithoutTheBody() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            request("/big").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(Long.parseLong(response.headers().firstValue("Content-Length").orElseThrow())).isGreaterThan(100_000);
  }

  @Test
  void anAcceptThatExcludesTheAnswerIsRefused() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(request("/echo/x").header("Accept", "image/png, application/json;q=0").build(), HttpResponse.BodyHandlers.ofString());
    problem(response, 406);
    HttpResponse<String> wild =
        CLIENT.send(request("/echo/x").header("Accept", "image/png, application/*;q=0.1").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(wild.statusCode()).isEqualTo(200);
  }

  @Test
  void aFaultOfOursTellsAnIncidentAndNothingElse() throws Exception {
    HttpResponse<String> response = get("/broken");
    assertThat(problem(response, 500).path("incident").asText()).isNotEmpty();
    assertThat(response.body()).doesNotContain("secret inner detail").doesNotContain("Exception");
  }

  @Test
  void aKnownFailureSaysWhenToComeAgain() throws Exception {
    HttpResponse<String> response = get("/away");
    assertThat(problem(response, 503).path("detail").asText()).isEqualTo("the store is away");
    assertThat(response.headers().firstValue("Retry-After")).contains("7");
  }

  @Test
  void aHandlerThatWaitsForEverIsAnsweredAtItsDeadline() throws Exception {
    problem(get("/never"), 504);
  }

  @Test
  void tooManyRequestsAtOnceGet503AndHealthStillAnswers() throws Exception {
    held = new CountDownLatch(1);
    CompletableFuture<HttpResponse<String>> one = CLIENT.sendAsync(request("/held").build(), HttpResponse.BodyHandlers.ofString());
    CompletableFuture<HttpResponse<String>> two = CLIENT.sendAsync(request("/held").build(), HttpResponse.BodyHandlers.ofString());
    await().until(() -> service.inFlight() == 2);
    HttpResponse<String> third = get("/echo/x");
    problem(third, 503);
    assertThat(third.headers().firstValue("Retry-After")).isPresent();
    assertThat(get("/open").statusCode()).isEqualTo(200);
    held.countDown();
    assertThat(one.get().statusCode()).isEqualTo(200);
    assertThat(two.get().statusCode()).isEqualTo(200);
    await().until(() -> service.inFlight() == 0);
  }

  @Test
  void aSenderOfOneByteAndThenNothingGets408() throws Exception {
    String answer =
        raw("PUT /body HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer secret\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
    assertThat(answer).startsWith("HTTP/1.1 408").contains("application/problem+json");
  }

  @Test
  void whatIsNoHttpGetsAProblemDocumentToo() throws Exception {
    assertThat(raw("GAR BAGE MORE\r\n\r\n")).contains("HTTP/1.1 ").contains("application/problem+json");
    assertThat(raw("GET /%% HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 400").contains("application/problem+json");
    assertThat(raw("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 414");
  }

  @Test
  void anUnauthorizedHugeUploadIsAnsweredBefore() throws Exception {
    HttpRequest upload =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + binding.localAddress().getPort() + "/stream"))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[8 << 20]))
            .build();
    problem(CLIENT.send(upload, HttpResponse.BodyHandlers.ofString()), 401);
  }

  private static String raw(String text) throws IOException {
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), binding.localAddress().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      byte[] buffer = new byte[16_384];
      int read = socket.getInputStream().read(buffer);
      return new String(Arrays.copyOf(buffer, Math.max(0, read)), StandardCharsets.UTF_8);
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
