package org.argonaut.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** One request as a handler sees it: path and query checked against the route, the body read. */
public final class Request {
  private final HttpRequest http;
  private final RouteTable.Match match;
  private final Map<String, String> query;
  private final Map<String, List<String>> repeated;
  private final IncomingBody incoming;
  private byte[] body = new byte[0];
  private Instant deadline = Instant.MAX;

  private Request(HttpRequest http, RouteTable.Match match, Map<String, String> query, Map<String, List<String>> repeated, IncomingBody incoming) {
    this.http = http;
    this.match = match;
    this.query = query;
    this.repeated = repeated;
    this.incoming = incoming;
  }

  /**
   * Checks path and query against what the route takes.
   *
   * @throws Problem 400 for a parameter the route does not know, given twice, or of the wrong type
   */
  static Request of(HttpRequest http, RouteTable.Match match, IncomingBody incoming) throws Problem {
    match.check();
    Map<String, Parameter> known = new HashMap<>();
    match.route().query().forEach(p -> known.put(p.name(), p));
    Map<String, String> given = new HashMap<>();
    Map<String, List<String>> repeated = new HashMap<>();
    for (Pair<String, String> pair : queryOf(http)) {
      Parameter parameter = known.get(pair.first());
      if (parameter == null) {
        throw Problem.badField(pair.first(), "Unknown query parameter '" + pair.first() + "'; " + offer(match.route()));
      }
      parameter.check(pair.second());
      if (parameter.type() instanceof Parameter.Texts(_, int maxItems)) {
        addTo(repeated.computeIfAbsent(pair.first(), _ -> new ArrayList<>()), pair, maxItems);
      } else if (given.put(pair.first(), pair.second()) != null) {
        throw Problem.badField(pair.first(), "Query parameter '" + pair.first() + "' is given twice; give it once");
      }
    }
    match.route().query().stream()
        .filter(p -> p.initial() != null)
        .forEach(p -> given.putIfAbsent(p.name(), p.initial()));
    return new Request(http, match, given, repeated, incoming);
  }

  private static void addTo(List<String> values, Pair<String, String> given, int maxItems) throws Problem {
    if (values.size() == maxItems) {
      throw Problem.badField(given.first(), given.first() + " is given more than " + maxItems + " times");
    }
    values.add(given.second());
  }

  private static List<Pair<String, String>> queryOf(HttpRequest http) throws Problem {
    try {
      return http.getUri().query().toList();
    } catch (IllegalUriException e) {
      throw Problem.badRequest("The query is not valid: " + e.getMessage() + "; percent-encode special characters");
    }
  }

  private static String offer(Route route) {
    return route.query().isEmpty()
        ? "this route takes none"
        : "this route takes " + String.join(", ", route.query().stream().map(Parameter::name).toList());
  }

  void deadline(Instant limit) {
    this.deadline = limit;
  }

  void body(byte[] read) {
    this.body = read;
  }

  IncomingBody incoming() {
    return incoming;
  }

  public Route route() {
    return match.route();
  }

  /** A value of the path template, decoded. */
  public String path(String name) {
    return match.path().get(name);
  }

  /** A query parameter; null when left out without a default. */
  public String text(String name) {
    return query.get(name);
  }

  /** The values of a query parameter of type Texts; empty when left out. */
  public List<String> texts(String name) {
    return List.copyOf(repeated.getOrDefault(name, List.of()));
  }

  /** A query parameter of type Whole; null when left out without a default. */
  public Long whole(String name) {
    String value = query.get(name);
    return value == null ? null : Long.valueOf(value);
  }

  /** A query parameter of type Flag, which always has a default. */
  public boolean flag(String name) {
    return Boolean.parseBoolean(query.get(name));
  }

  public boolean has(String name) {
    return query.containsKey(name);
  }

  public Optional<String> header(String name) {
    return http.getHeader(name).map(HttpHeader::value);
  }

  /** The media type of the body, lower case, without parameters. */
  public String bodyType() {
    return incoming.mediaType();
  }

  /** The charset that the body's Content-Type names; null when it names none. */
  public String bodyCharset() {
    return incoming.charset();
  }

  /** The body as sent, content decoding done. */
  public byte[] body() {
    return body.clone();
  }

  public JsonNode json() throws Problem {
    return Json.parse(body);
  }

  /** The body as a JSON object, for reading it member by member. */
  public Fields fields() throws Problem {
    if (!(json() instanceof ObjectNode object)) {
      throw Problem.badRequest("The body must be a JSON object, such as {\"...\": ...}");
    }
    return new Fields(object, "");
  }

  /** The body of a streamed route, as it comes; can be run once. */
  public Source<ByteString, Object> stream() {
    return incoming.stream();
  }

  /** Whether Accept names this media type itself, not by a wildcard. */
  public boolean asksFor(String mediaType) {
    return header("Accept").stream()
        .flatMap(v -> Arrays.stream(v.split(",")))
        .map(range -> range.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
        .anyMatch(mediaType::equals);
  }

  /** When this request must be answered. */
  public Instant deadline() {
    return deadline;
  }

  public Duration remaining() {
    Duration left = Duration.between(Instant.now(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Waits for a stage within the deadline. Failures of the stage are thrown as they are.
   *
   * @throws Problem 504 when the deadline passes
   */
  public <T> T await(CompletionStage<T> stage) throws Problem, InterruptedException {
    try {
      return stage.toCompletableFuture().get(remaining().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw Problem.timedOut("No answer within the time for this request; what was asked may still be under way");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c && c.getCause() != null ? c.getCause() : e.getCause();
      switch (cause) {
        case Problem problem -> throw problem;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        default -> throw new CompletionException(cause);
      }
    }
  }
}
