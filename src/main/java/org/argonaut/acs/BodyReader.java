package org.argonaut.acs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RequestEntity;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;
import org.apache.pekko.util.ByteStringBuilder;

/**
 * Reads request bodies within limits: size on the wire and inflated, time, and the memory of all bodies together. Chunked,
 * gzip and deflate (with and without the zlib header, as CPEs disagree).
 */
final class BodyReader {
  /** A body over the limit is read on for this many times the limit, so that the CPE is there to hear the answer. */
  private static final int DRAIN_FACTOR = 8;

  private final AcsSettings.Bodies limits;
  private final Materializer materializer;
  private final Executor blocking;
  private final AtomicLong inMemory = new AtomicLong();

  BodyReader(AcsSettings.Bodies limits, Materializer materializer, Executor blocking) {
    this.limits = limits;
    this.materializer = materializer;
    this.blocking = blocking;
  }

  /** What became of a body. */
  sealed interface Body {
    /**
     * All of it.
     *
     * @param reserved of the budget; given back by {@link #release}
     */
    record Bytes(byte[] bytes, long reserved) implements Body {}

    /** Larger than allowed; {@code detail} names the limit. */
    record TooLarge(String detail) implements Body {}

    /** Not complete within the deadline. */
    record TooSlow(String detail) implements Body {}

    /** Cut off, or not what its Content-Encoding says. */
    record Broken(String detail) implements Body {}

    /** The memory for bodies is used up for the moment. */
    record NoRoom() implements Body {}
  }

  /** Gives back what a body took of the budget; once, when it has been parsed. */
  void release(Body body) {
    if (body instanceof Body.Bytes bytes && bytes.reserved() > 0) {
      inMemory.addAndGet(-bytes.reserved());
    }
  }

  /** Bytes of bodies in memory now. */
  long inMemory() {
    return inMemory.get();
  }

  /** Reads the whole body; never fails. */
  CompletionStage<Body> read(HttpRequest request) {
    String encoding = request.getHeader("Content-Encoding").map(h -> h.value().strip()).orElse("");
    RequestEntity entity = request.entity();
    if (entity instanceof HttpEntity.Strict strict && encoding.isEmpty()) {
      ByteString data = strict.getData();
      return CompletableFuture.completedFuture(
          data.length() > limits.maxSize() ? tooLarge() : new Body.Bytes(data.toArrayUnsafe(), 0));
    }
    CompletionStage<Body> raw = collect(entity);
    if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
      return raw;
    }
    return raw.thenCompose(
        body -> body instanceof Body.Bytes bytes ? inflate(bytes, encoding) : CompletableFuture.completedFuture(body));
  }

  /** Reads the body and drops it, so that the connection can go on; gives up at the limits. Never fails. */
  CompletionStage<Done> drain(RequestEntity entity) {
    if (entity instanceof HttpEntity.Strict) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    return run(entity, _ -> {}).thenApply(_ -> Done.getInstance());
  }

  private CompletionStage<Body> collect(RequestEntity entity) {
    Collector collector = new Collector();
    return run(entity, collector).thenApply(collector::result);
  }

  private CompletionStage<BodySink.End> run(RequestEntity entity, BodySink.Taker taker) {
    BodySink sink = new BodySink(taker, limits.deadline());
    entity.withSizeLimit((long) limits.maxSize() * DRAIN_FACTOR).getDataBytes().runWith(sink, materializer);
    return sink.end();
  }

  /** Takes one body's pieces; called by one stream at a time. */
  private final class Collector implements BodySink.Taker {
    private final ByteStringBuilder builder = ByteString.createBuilder();
    private long reserved;
    private Body refused;

    @Override
    public void add(ByteString piece) {
      if (refused != null) {
        return;
      }
      int size = piece.length();
      if (builder.length() + size > limits.maxSize()) {
        refuse(tooLarge());
      } else if (inMemory.addAndGet(size) > limits.budget()) {
        inMemory.addAndGet(-size);
        refuse(new Body.NoRoom());
      } else {
        reserved += size;
        builder.append(piece);
      }
    }

    private void refuse(Body why) {
      refused = why;
      inMemory.addAndGet(-reserved);
      reserved = 0;
      builder.clear();
    }

    Body result(BodySink.End end) {
      if (refused != null) {
        return refused;
      }
      int had = builder.length();
      return switch (end) {
        case COMPLETE -> new Body.Bytes(builder.result().toArrayUnsafe(), reserved);
        case TOO_LONG -> given(tooLarge());
        case BROKEN_OFF -> given(new Body.Broken("the body broke off after " + had + " bytes"));
        case DEADLINE ->
            given(new Body.TooSlow(had + " bytes in " + limits.deadline().toSeconds() + " s, then the deadline passed"));
      };
    }

    private Body given(Body why) {
      refuse(why);
      return why;
    }
  }

  /** Whether Pekko ended an entity because it is over its limit. */
  static boolean overSizeLimit(Throwable cause) {
    return cause instanceof EntityStreamSizeException;
  }

  private Body tooLarge() {
    return new Body.TooLarge("the body is larger than " + limits.maxSize() + " bytes (argonaut.acs.body.max-size)");
  }

  private CompletionStage<Body> inflate(Body.Bytes body, String encoding) {
    if (body.bytes().length == 0) {
      return CompletableFuture.completedFuture(body);
    }
    if (body.bytes().length < limits.offThreadSize()) {
      return CompletableFuture.completedFuture(inflateNow(body, encoding));
    }
    return CompletableFuture.supplyAsync(() -> inflateNow(body, encoding), blocking);
  }

  private Body inflateNow(Body.Bytes body, String encoding) {
    long reserved = 0;
    try (InputStream in = inflater(body.bytes(), encoding.toLowerCase(Locale.ROOT))) {
      if (in == null) {
        return new Body.Broken("Content-Encoding '" + printable(encoding) + "' is not known; send gzip, deflate or none");
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(body.bytes().length * 8, limits.maxInflatedSize()));
      byte[] piece = new byte[16 * 1024];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        if (out.size() + n > limits.maxInflatedSize()) {
          return new Body.TooLarge(
              "inflated, the body is larger than "
                  + limits.maxInflatedSize()
                  + " bytes (argonaut.acs.body.max-inflated-size)");
        }
        reserved += n;
        if (inMemory.addAndGet(n) > limits.budget()) {
          return new Body.NoRoom();
        }
        out.write(piece, 0, n);
      }
      Body.Bytes inflated = new Body.Bytes(out.toByteArray(), reserved);
      reserved = 0; // it goes with the answer
      return inflated;
    } catch (IOException e) {
      return new Body.Broken("the body is not " + printable(encoding) + ": " + e.getMessage());
    } finally {
      inMemory.addAndGet(-reserved);
      release(body);
    }
  }

  private static InputStream inflater(byte[] bytes, String encoding) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    return switch (encoding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      case "deflate" -> new InflaterInputStream(in, new Inflater(!zlibHeader(bytes)));
      default -> null;
    };
  }

  /** RFC 1950: the method is 8, and the first two bytes together divide by 31. */
  private static boolean zlibHeader(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] & 0x0f) == 8 && (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0;
  }

  /** The first characters of a stranger's text, safe for a log line and an answer. */
  static String printable(String text) {
    char[] characters = text.length() > 80 ? text.substring(0, 80).toCharArray() : text.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] < ' ' || characters[i] > '~') {
        characters[i] = '?';
      }
    }
    return new String(characters);
  }
}
