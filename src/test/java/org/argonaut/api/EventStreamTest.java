package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.argonaut.store.NewEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String END = "the stream ended";
  private static RunningApi api;

  @BeforeAll
  static void start() throws Exception {
    api = new RunningApi(Map.of("argonaut.api.heartbeat", "200ms", "argonaut.api.max-event-streams", 3));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  /** Lines of an open stream; closing it hangs up. */
  private static final class Listener implements AutoCloseable {
    final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    final HttpResponse<Stream<String>> response;
    volatile boolean ended;

    Listener(String path, String... headers) throws Exception {
      this(api, path, headers);
    }

    Listener(RunningApi to, String path, String... headers) throws Exception {
      var request = to.request(path).header("Accept", "text/event-stream");
      if (headers.length > 0) {
        request.headers(headers);
      }
      response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
      Thread.startVirtualThread(this::read);
    }

    private void read() {
      try (Stream<String> all = response.body()) {
        all.forEach(lines::add);
      } catch (java.io.UncheckedIOException e) {
        lines.add(String.valueOf(e.getMessage()));
      }
      ended = true;
      lines.add(END);
    }

    String next(String beginsWith) throws InterruptedException {
      while (true) {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("a line that begins with " + beginsWith).isNotNull();
        if (line.startsWith(beginsWith)) {
          return line;
        }
      }
    }

    @Override
    public void close() {
      response.body().close();
    }
  }

  private static void happen(String sn, String type) throws Exception {
    api.store
        .events()
        .append(List.of(new NewEvent(sn, type, Instant.now(), "{\"a\":1}")))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void anEventArrivesWithItsIdWhileTheStreamIsOpen() throws Exception {
    try (Listener listener = new Listener("/api/v1/events?sn=LIVE")) {
      listener.next("retry:");
      await().until(() -> follows("LIVE", listener));
      String data = listener.next("data:");
      assertThat(JSON.readTree(data.substring(5)).path("type").asText()).isEqualTo("1 BOOT");
      assertThat(JSON.readTree(data.substring(5)).at("/data/a").asInt()).isEqualTo(1);
    }
  }

  /** A live stream begins with what happens from now on, and now is when the tail is there: so happen until it is. */
  private static boolean follows(String sn, Listener listener) throws Exception {
    happen(sn, "1 BOOT");
    return listener.lines.stream().anyMatch(l -> l.startsWith("data:"));
  }

  @Test
  void aListenerThatComesBackMissesNothingAndGetsNothingTwice() throws Exception {
    for (int i = 0; i < 5; i++) {
      happen("BACK", "event " + i);
    }
    String lastId;
    try (Listener first = new Listener("/api/v1/events?sn=BACK&since=0")) {
      first.next("id:");
      lastId = first.next("id:").substring(3).trim();
    }
    try (Listener again = new Listener("/api/v1/events?sn=BACK&since=0", "Last-Event-ID", lastId)) {
      assertThat(again.next("data:")).contains("event 2");
      assertThat(again.next("data:")).contains("event 3");
      assertThat(again.next("data:")).contains("event 4");
    }
  }

  @Test
  void aSilentStreamSaysThatItIsAlive() throws Exception {
    try (Listener listener = new Listener("/api/v1/events?sn=NOBODY")) {
      listener.next(":");
      listener.next(":");
    }
  }

  @Test
  void moreStreamsThanAllowedAreRefusedAndThoseThatHangUpMakeRoom() throws Exception {
    await().untilAsserted(() -> assertThat(openStreams()).isZero());
    try (Listener _ = new Listener("/api/v1/events");
        Listener _ = new Listener("/api/v1/events");
        Listener _ = new Listener("/api/v1/events")) {
      await().untilAsserted(() -> assertThat(openStreams()).isEqualTo(3));
      var fourth = api.send(api.request("/api/v1/events").header("Accept", "text/event-stream").build());
      assertThat(fourth.statusCode()).isEqualTo(503);
      assertThat(fourth.headers().firstValue("Retry-After")).isPresent();
      assertThat(api.send("GET", "/api/v1/events", null, null).statusCode()).isEqualTo(200);
    }
    await().untilAsserted(() -> assertThat(openStreams()).isZero());
  }

  private static int openStreams() throws Exception {
    return api.send("GET", "/metrics", null, null)
        .body()
        .lines()
        .filter(l -> l.startsWith("argonaut_api_event_streams "))
        .mapToInt(l -> (int) Double.parseDouble(l.split(" ")[1]))
        .sum();
  }

  @Test
  void aLastEventIdThatIsNoneIsRefused() throws Exception {
    var request =
        api.request("/api/v1/events").header("Accept", "text/event-stream").header("Last-Event-ID", "x").build();
    assertThat(api.send(request).statusCode()).isEqualTo(400);
  }

  @Test
  void withoutTheTokenThereIsNoStream() throws Exception {
    var request = java.net.http.HttpRequest.newBuilder(api.uri("/api/v1/events")).header("Accept", "text/event-stream").build();
    assertThat(api.send(request).statusCode()).isEqualTo(401);
  }

  @Test
  void stoppingTheServerEndsOpenStreamsAtOnce() throws Exception {
    RunningApi other = new RunningApi();
    try (Listener listener = new Listener(other, "/api/v1/events")) {
      listener.next("retry:");
      long before = System.nanoTime();
      other.close();
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(8));
      assertThat(listener.lines.poll(10, TimeUnit.SECONDS)).as("the end without an error").isIn("", END);
      await().untilAsserted(() -> assertThat(listener.ended).isTrue());
    }
  }
}
