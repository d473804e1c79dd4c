package org.argonaut.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * An error answer: a problem document of RFC 9457. Thrown by handlers; carries no stack trace because it says what the
 * caller did or what is away, never where our code was.
 */
public final class Problem extends Exception {
  public static final String CONTENT_TYPE = "application/problem+json";
  private static final String TYPE_PREFIX = "urn:argonaut:problem:";

  private final int status;
  private final String kind;
  private final String title;
  private final transient ObjectNode extensions;
  private final transient List<HttpHeader> headers;

  private Problem(
      int status, String kind, String title, String detail, ObjectNode extensions, List<HttpHeader> headers) {
    super(detail, null, false, false);
    this.status = status;
    this.kind = kind;
    this.title = title;
    this.extensions = extensions;
    this.headers = List.copyOf(headers);
  }

  /**
   * @param kind ends the type URI; programs tell problems of one status apart by it
   * @param title the same for every problem of the kind
   * @param detail what happened here and how to mend it
   */
  public static Problem of(int status, String kind, String title, String detail) {
    return new Problem(status, kind, title, detail, Json.object(), List.of());
  }

  public static Problem badRequest(String detail) {
    return of(400, "bad-request", "The request is not valid", detail);
  }

  /** 400 that names the place: a query parameter, or a member of the body as {@code values[0].type}. */
  public static Problem badField(String field, String detail) {
    return badRequest(detail).with("field", field);
  }

  public static Problem notFound(String detail) {
    return of(404, "not-found", "Not found", detail);
  }

  public static Problem conflict(String detail) {
    return of(409, "conflict", "Conflicts with the present state", detail);
  }

  /** 503 with Retry-After. */
  public static Problem unavailable(String detail, int retryAfterSeconds) {
    return of(503, "unavailable", "Not available now", detail)
        .withHeader("Retry-After", Integer.toString(retryAfterSeconds));
  }

  public static Problem timedOut(String detail) {
    return of(504, "timeout", "No answer in time", detail);
  }

  public Problem with(String member, JsonNode value) {
    ObjectNode more = extensions.deepCopy();
    more.set(member, value);
    return new Problem(status, kind, title, getMessage(), more, headers);
  }

  public Problem with(String member, String value) {
    return with(member, extensions.textNode(value));
  }

  public Problem with(String member, long value) {
    return with(member, extensions.numberNode(value));
  }

  public Problem with(String member, boolean value) {
    return with(member, extensions.booleanNode(value));
  }

  public Problem withHeader(String name, String value) {
    List<HttpHeader> more = new ArrayList<>(headers);
    more.add(RawHeader.create(name, value));
    return new Problem(status, kind, title, getMessage(), extensions, more);
  }

  public int status() {
    return status;
  }

  public String kind() {
    return kind;
  }

  public ObjectNode document() {
    ObjectNode document =
        Json.object()
            .put("type", TYPE_PREFIX + kind)
            .put("title", title)
            .put("status", status)
            .put("detail", getMessage());
    document.setAll(extensions);
    return document;
  }

  public Response response() {
    return new Response(status, CONTENT_TYPE, new Response.Bytes(Json.bytes(document())), headers);
  }
}
