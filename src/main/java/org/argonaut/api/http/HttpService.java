package org.argonaut.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests by the route table: lets in, limits, reads, calls the handler, writes. */
public final class HttpService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final RouteTable table;
  private final BearerToken token;
  private final HttpLimits limits;
  private final Failures failures;
  private final Observer observer;
  private final Semaphore permits;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());

  /** Says what a failure of the parts below means to a caller; null: it is a fault of ours. */
  @FunctionalInterface
  public interface Failures {
    Problem of(Throwable failure);
  }

  /** Sees every answer. */
  @FunctionalInterface
  public interface Observer {
    /**
     * @param template of the route; {@code none} when there was none
     */
    void answered(String method, String template, int status, long nanos);
  }

  public HttpService(
      ActorSystem<?> system,
      RouteTable table,
      BearerToken token,
      HttpLimits limits,
      Failures failures,
      Observer observer) {
    this.system = system;
    this.table = table;
    this.token = token;
    this.limits = limits;
    this.failures = failures;
    this.observer = observer;
    this.permits = new Semaphore(limits.maxConcurrent());
  }

  /** Requests being answered now. */
  public int inFlight() {
    return limits.maxConcurrent() - permits.availablePermits();
  }

  /** The handler to bind; never fails. */
  public CompletionStage<HttpResponse> handle(HttpRequest http) {
    long started = System.nanoTime();
    IncomingBody incoming = new IncomingBody(http, system);
    RouteTable.Match match = null;
    CompletionStage<HttpResponse> reply;
    try {
      match = table.match(http.method().value(), http.getUri().path());
      if (!match.route().open()) {
        token.admit(http.getHeader("Authorization").map(HttpHeader::value).orElse(null));
      }
      reply = start(http, match, incoming);
    } catch (Problem problem) {
      reply = CompletableFuture.completedFuture(write(http, problem.response()));
    }
    String template = match == null ? "none" : match.route().template();
    return reply
        .thenCompose(response -> incoming.drain().thenApply(_ -> response))
        .whenComplete(
            (response, _) -> {
              log(http, response, started);
              observer.answered(
                  http.method().value(), template, response.status().intValue(), System.nanoTime() - started);
            });
  }

  private CompletionStage<HttpResponse> start(HttpRequest http, RouteTable.Match match, IncomingBody incoming)
      throws Problem {
    Route route = match.route();
    acceptable(http, route);
    Request request = Request.of(http, match, incoming);
    Duration limit = route.deadline() == null ? limits.requestTimeout() : route.deadline().of(request);
    request.deadline(Instant.now().plus(limit));
    boolean bounded = !route.open();
    if (bounded && !permits.tryAcquire()) {
      throw Problem.unavailable("This node answers " + limits.maxConcurrent() + " requests already", 1);
    }
    CompletableFuture<HttpResponse> reply = new CompletableFuture<>();
    Future<?> task =
        threads.submit(
            () -> {
              try {
                reply.complete(write(http, answer(request)));
              } finally {
                if (bounded) {
                  permits.release();
                }
              }
            });
    // Handlers keep the deadline themselves; this ends one that does not.
    return reply
        .orTimeout(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              task.cancel(true);
              return write(http, respond(request, failure).response());
            });
  }

  private Response answer(Request request) {
    try {
      Route.RequestBody wanted = request.route().body();
      if (wanted != null) {
        request.incoming().check(wanted);
        if (!wanted.streamed()) {
          request.body(request.incoming().read(limits.maxBodyBytes(), limits.requestTimeout()));
        }
      }
      return request.route().handler().handle(request);
    } catch (Problem problem) {
      return problem.response();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Problem.unavailable("The node is stopping, or the time for this request is over", 1).response();
    } catch (RuntimeException | Error e) {
      return respond(request, e).response();
    }
  }

  private Problem respond(Request request, Throwable failure) {
    if (failure instanceof TimeoutException) {
      return Problem.timedOut("The time for this request is over");
    }
    Problem known = failures.of(failure);
    if (known != null) {
      return known;
    }
    String incident = UUID.randomUUID().toString();
    LOG.error("api {} {} failed, incident {}", request.route().method(), request.route().template(), incident, failure);
    return Problem.of(500, "internal", "A fault of ours", "The node could not do this; its log says why")
        .with("incident", incident);
  }

  private static void acceptable(HttpRequest http, Route route) throws Problem {
    Optional<String> accept = http.getHeader("Accept").map(HttpHeader::value);
    if (accept.isEmpty() || route.produced().isEmpty() || route.produced().contains("*/*")) {
      return;
    }
    List<String> ranges =
        Arrays.stream(accept.get().split(","))
            .filter(range -> !range.replace(" ", "").matches("(?i).*;q=0(\\.0*)?"))
            .map(range -> range.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
            .toList();
    for (String type : route.produced()) {
      String any = type.substring(0, type.indexOf('/')) + "/*";
      if (ranges.contains(type) || ranges.contains("*/*") || ranges.contains(any)) {
        return;
      }
    }
    throw Problem.of(
        406, "not-acceptable", "Not acceptable", "This route answers " + String.join(" or ", route.produced()));
  }

  private HttpResponse write(HttpRequest http, Response response) {
    HttpResponse out = HttpResponse.create().withStatus(response.status()).addHeaders(response.headers());
    return switch (response.body()) {
      case Response.None _ -> out;
      case Response.Stream(var source, long length) -> {
        ContentType type = ContentTypes.parse(response.contentType());
        yield length < 0
            ? out.withEntity(HttpEntities.createChunked(type, source))
            : out.withEntity(HttpEntities.create(type, length, source));
      }
      case Response.Bytes(byte[] bytes) -> {
        ContentType type = ContentTypes.parse(response.contentType());
        if (bytes.length < limits.gzipFromBytes()) {
          yield out.withEntity(HttpEntities.create(type, bytes));
        }
        HttpResponse varying = out.addHeader(RawHeader.create("Vary", "Accept-Encoding"));
        yield takesGzip(http)
            ? varying
                .addHeader(RawHeader.create("Content-Encoding", "gzip"))
                .withEntity(HttpEntities.create(type, gzip(bytes)))
            : varying.withEntity(HttpEntities.create(type, bytes));
      }
    };
  }

  private static boolean takesGzip(HttpRequest http) {
    return http.getHeader("Accept-Encoding")
        .map(HttpHeader::value)
        .filter(v -> Arrays.stream(v.split(",")).anyMatch(e -> e.trim().matches("(?i)gzip(\\s*;\\s*q=(0\\.0*[1-9].*|1.*))?")))
        .isPresent();
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void log(HttpRequest http, HttpResponse response, long started) {
    long millis = (System.nanoTime() - started) / 1_000_000;
    int status = response.status().intValue();
    boolean changes = !http.method().value().equals("GET") && !http.method().value().equals("HEAD");
    if (status >= 500) {
      LOG.warn("api {} {} answered {} after {} ms", http.method().value(), http.getUri().path(), status, millis);
    } else if (changes) {
      LOG.info("api {} {} answered {} after {} ms", http.method().value(), http.getUri().path(), status, millis);
    } else {
      LOG.debug("api {} {} answered {} after {} ms", http.method().value(), http.getUri().path(), status, millis);
    }
  }

  /** Interrupts what still runs; call after the binding has been terminated. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
