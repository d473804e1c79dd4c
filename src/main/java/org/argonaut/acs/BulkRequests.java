package org.argonaut.acs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.argonaut.bulkdata.BulkIntake;
import org.argonaut.bulkdata.BulkStats;
import org.argonaut.bulkdata.Delivery;
import org.argonaut.bulkdata.Sender;
import org.argonaut.device.LogLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bulk data reports over HTTP (TR-157 A.2, TR-369 Annex A.2) at {@code /bulkdata}, or {@code /bulkdata/PROFILE}: authenticated
 * like CWMP. The URI may say whose report it is: {@code oui}, {@code sn}, {@code eid}.
 */
final class BulkRequests {
  static final String PATH = "/bulkdata";

  private static final Logger LOG = LoggerFactory.getLogger(BulkRequests.class);
  private static final int MAX_PROFILE = 256;

  private final AcsSettings settings;
  private final BulkIntake intake;
  private final BooleanSupplier databaseUp;
  private final AccessControl access;
  private final BodyReader bodies;
  private final AcsStats stats;
  private final LogLimit refusals = new LogLimit();
  private final LogLimit trouble = new LogLimit();

  BulkRequests(
      AcsSettings settings,
      BulkIntake intake,
      BooleanSupplier databaseUp,
      AccessControl access,
      BodyReader bodies,
      AcsStats stats) {
    this.settings = settings;
    this.intake = intake;
    this.databaseUp = databaseUp;
    this.access = access;
    this.bodies = bodies;
    this.stats = stats;
  }

  /** Whether a path is one of these. */
  static boolean at(String path) {
    return path.equals(PATH) || path.startsWith(PATH + '/');
  }

  /** Serves one request; fails only for a bug. */
  CompletionStage<HttpResponse> serve(HttpRequest request, String path, CpeConnection connection) {
    if (request.method() != HttpMethods.POST && request.method() != HttpMethods.PUT) {
      return refuse(request, Answers.notAllowed("POST, PUT", "Bulk data reports are sent with POST or PUT."));
    }
    if (!databaseUp.getAsBoolean()) {
      return refuse(request, unavailable("the database is away"));
    }
    Map<String, String> query = query(request.getUri().rawQueryString().orElse(""));
    String profile = path.length() <= PATH.length() + 1 ? query.get("profile") : decoded(path.substring(PATH.length() + 1));
    String named = profile == null ? "" : profile;
    if (named.length() > MAX_PROFILE || named.chars().anyMatch(Character::isISOControl)) {
      return refuse(request, Answers.text(400, "The profile's name in the path is too long or holds control characters."));
    }
    return access
        .authorize(request, connection, query.get("eid"))
        .thenCompose(
            decision ->
                decision.refusal() != null
                    ? refuse(request, decision.refusal())
                    : bodies.read(request).thenCompose(
                        body -> body(body, request, sender(decision.principal(), query), named, connection)));
  }

  /** A user name that is an endpoint id is that agent's. */
  private static Sender sender(Principal principal, Map<String, String> query) {
    String username = principal.username();
    Set<String> allowed =
        principal.allowed() == null && username != null && username.indexOf(':') >= 0
            ? Set.of(username)
            : principal.allowed();
    return new Sender(allowed, query.get("eid"), query.get("oui"), query.get("sn"));
  }

  private CompletionStage<HttpResponse> body(
      BodyReader.Body body, HttpRequest request, Sender sender, String profile, CpeConnection connection) {
    return switch (body) {
      case BodyReader.Body.Bytes bytes ->
          taken(bytes, new Delivery(sender, BulkStats.Transport.HTTP, profile, type(request), bytes.bytes()), connection);
      case BodyReader.Body.TooLarge(String detail) -> done(unreadable(413, detail, connection));
      case BodyReader.Body.TooSlow(String detail) -> done(unreadable(408, detail, connection));
      case BodyReader.Body.Broken(String detail) -> done(unreadable(400, detail, connection));
      case BodyReader.Body.NoRoom() -> done(unavailable("the memory for request bodies is used up"));
    };
  }

  private CompletionStage<HttpResponse> taken(BodyReader.Body body, Delivery delivery, CpeConnection connection) {
    return intake
        .take(delivery)
        .handle(
            (verdict, failure) -> {
              bodies.release(body);
              return failure == null ? answer(verdict, connection) : failed(failure, connection);
            });
  }

  private HttpResponse answer(BulkIntake.Verdict verdict, CpeConnection connection) {
    return switch (verdict) {
      case BulkIntake.Verdict.Stored stored -> Answers.text(200, "Stored: " + stored.reports().size());
      case BulkIntake.Verdict.Refused(BulkStats.Reason reason, String detail) -> {
        if (reason == BulkStats.Reason.NOT_ALLOWED) {
          stats.authenticationFailures.increment();
        }
        yield unreadable(status(reason), detail, connection);
      }
    };
  }

  private static int status(BulkStats.Reason reason) {
    return switch (reason) {
      case UNREADABLE, NO_IDENTITY -> 400;
      case WRONG_TYPE -> 415;
      case TOO_LARGE -> 413;
      case UNKNOWN_DEVICE -> 404;
      case NOT_ALLOWED -> 403;
    };
  }

  private HttpResponse unreadable(int status, String detail, CpeConnection connection) {
    stats.badRequests.increment();
    if (refusals.permit()) {
      LOG.warn("{}: bulk data refused with {}: {}{}", connection.describe(), status, detail, refusals.note());
    }
    return Answers.text(status, detail);
  }

  private HttpResponse failed(Throwable failure, CpeConnection connection) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    if (trouble.permit()) {
      LOG.warn("{}: bulk data cannot be stored now, gets 503: {}{}", connection.describe(), cause, trouble.note());
    }
    return unavailable("it cannot be stored");
  }

  private HttpResponse unavailable(String why) {
    stats.unavailable.increment();
    return Answers.unavailable(settings.retryAfter(), "Not now: " + why + ". Try again later.");
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, HttpResponse refusal) {
    return bodies.drain(request.entity()).thenApply(_ -> refusal);
  }

  private static CompletionStage<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  /** As it was sent; what the HTTP layer makes of a missing one does not count. */
  private static String type(HttpRequest request) {
    return request.getHeader("Content-Type").map(header -> header.value())
        .orElseGet(() -> request.entity().getContentType().toString());
  }

  /** The parameters of the URI that have a value; of several with one name the first counts. */
  private static Map<String, String> query(String raw) {
    Map<String, String> values = new HashMap<>();
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      String value = equals < 0 ? null : decoded(pair.substring(equals + 1));
      if (value != null && !value.isEmpty()) {
        values.putIfAbsent(pair.substring(0, equals), value);
      }
    }
    return values;
  }

  /** What is behind percent escapes; null when they are broken. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException brokenEscapes) {
      return null;
    }
  }
}
