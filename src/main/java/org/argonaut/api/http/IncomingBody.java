package org.argonaut.api.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** The body of a request: checked for its type, read with a limit and a deadline, or drained when nobody wants it. */
final class IncomingBody {
  /** What a client sends that does not say what it sends: nothing, or curl's default. JSON is meant. */
  private static final Set<String> UNSAID = Set.of("none/none", "application/x-www-form-urlencoded");

  private final HttpEntity entity;
  private final Optional<String> encoding;
  private final ActorSystem<?> system;
  private volatile boolean taken;

  IncomingBody(HttpRequest http, ActorSystem<?> system) {
    this.entity = http.entity();
    this.encoding =
        http.getHeader("Content-Encoding").map(HttpHeader::value).map(v -> v.trim().toLowerCase(Locale.ROOT));
    this.system = system;
  }

  /** The media type, lower case, without parameters; JSON when the client does not say. */
  String mediaType() {
    return mediaType(entity);
  }

  private static String mediaType(HttpEntity entity) {
    var type = entity.getContentType().mediaType();
    String name = (type.mainType() + "/" + type.subType()).toLowerCase(Locale.ROOT);
    return UNSAID.contains(name) ? "application/json" : name;
  }

  String charset() {
    return entity.getContentType().getCharsetOption().map(charset -> charset.value()).orElse(null);
  }

  /**
   * Checks Content-Type and Content-Encoding.
   *
   * @throws Problem 415 that says what is taken
   */
  void check(Route.RequestBody wanted) throws Problem {
    Set<String> types = wanted.content().keySet();
    if (!types.contains("*/*") && !types.contains(mediaType())) {
      throw unsupported(
          "The body has Content-Type " + mediaType() + "; send " + String.join(" or ", types.stream().sorted().toList()));
    }
    if (encoding.isPresent() && !encoding.get().equals("identity") && (wanted.streamed() || !gzipped())) {
      throw unsupported(
          "Content-Encoding " + encoding.get() + " is not taken here; " + (wanted.streamed() ? "send none" : "send gzip or none"));
    }
  }

  private static Problem unsupported(String detail) {
    return Problem.of(415, "unsupported-media-type", "Media type not supported", detail);
  }

  private boolean gzipped() {
    return encoding.filter(e -> e.equals("gzip") || e.equals("x-gzip")).isPresent();
  }

  /**
   * Reads all of it; blocks.
   *
   * @throws Problem 413 above the limit, 408 when the sender is too slow
   */
  byte[] read(long maxBytes, Duration within) throws Problem, InterruptedException {
    if (entity.getContentLengthOption().orElse(0) > maxBytes) {
      throw tooBig(maxBytes);
    }
    taken = true;
    try {
      byte[] sent =
          entity
              .withSizeLimit(maxBytes)
              .toStrict(within.toMillis(), system)
              .toCompletableFuture()
              .get(within.toMillis() + 1000, TimeUnit.MILLISECONDS)
              .getData()
              .toArray();
      return gzipped() ? gunzip(sent, maxBytes) : sent;
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case EntityStreamSizeException _ -> tooBig(maxBytes);
        case TimeoutException _ -> tooSlow(within);
        case EntityStreamException _ -> Problem.badRequest("The body ended before its announced end");
        case null, default -> Problem.badRequest("The body could not be read: the connection broke or it is cut short");
      };
    } catch (TimeoutException e) {
      throw tooSlow(within);
    }
  }

  private static byte[] gunzip(byte[] sent, long maxBytes) throws Problem {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(sent))) {
      byte[] plain = in.readNBytes(Math.toIntExact(maxBytes));
      if (in.read() >= 0) {
        throw tooBig(maxBytes);
      }
      return plain;
    } catch (IOException e) {
      throw Problem.badRequest("The body is not the gzip that Content-Encoding says: " + e.getMessage());
    }
  }

  private static Problem tooBig(long maxBytes) {
    return Problem.of(413, "too-big", "Body too big", "The body has more than the " + maxBytes + " bytes allowed here")
        .with("limit", maxBytes);
  }

  private static Problem tooSlow(Duration within) {
    return Problem.of(
        408, "too-slow", "Body too slow", "The body did not come within " + within.toSeconds() + " seconds; send it again");
  }

  /** The bytes as they come, without a limit. */
  Source<ByteString, Object> stream() {
    taken = true;
    return entity.withoutSizeLimit().getDataBytes();
  }

  /**
   * Reads and forgets what was not taken, within limits. An answer given while its request still comes in ends the
   * connection, and a sender in full flow may never see it; so it waits for this, but not for long.
   *
   * @return never fails
   */
  CompletionStage<Done> drain() {
    if (taken || entity.isStrict()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return entity
        .withSizeLimit(HttpLimits.MAX_DRAINED_BYTES)
        .getDataBytes()
        .completionTimeout(HttpLimits.DRAIN_TIME)
        .runWith(Sink.ignore(), system)
        .exceptionally(_ -> Done.getInstance())
        .toCompletableFuture()
        .completeOnTimeout(Done.getInstance(), HttpLimits.ANSWER_WAIT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
