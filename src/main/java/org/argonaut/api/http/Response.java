package org.argonaut.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * What a handler answers.
 *
 * @param contentType null without a body
 */
public record Response(int status, String contentType, Body body, List<HttpHeader> headers) {
  public static final String JSON = "application/json";

  public Response {
    headers = List.copyOf(headers);
  }

  /** The content of an answer. */
  public sealed interface Body {}

  /** No content. */
  public record None() implements Body {}

  /** Content in memory; gzipped when big and the client takes it. */
  public record Bytes(byte[] bytes) implements Body {}

  /**
   * Content that is produced while it is sent.
   *
   * @param length in bytes; -1 when not known beforehand
   */
  public record Stream(Source<ByteString, ?> source, long length) implements Body {}

  public static Response json(int status, JsonNode node) {
    return new Response(status, JSON, new Bytes(Json.bytes(node)), List.of());
  }

  public static Response text(int status, String contentType, String text) {
    return new Response(status, contentType, new Bytes(text.getBytes(StandardCharsets.UTF_8)), List.of());
  }

  public static Response bytes(int status, String contentType, byte[] bytes) {
    return new Response(status, contentType, new Bytes(bytes), List.of());
  }

  public static Response empty(int status) {
    return new Response(status, null, new None(), List.of());
  }

  public static Response stream(int status, String contentType, Source<ByteString, ?> source, long length) {
    return new Response(status, contentType, new Stream(source, length), List.of());
  }

  public Response withHeader(String name, String value) {
    List<HttpHeader> more = new ArrayList<>(headers);
    more.add(RawHeader.create(name, value));
    return new Response(status, contentType, body, more);
  }
}
