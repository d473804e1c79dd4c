package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Talks to the API and holds every answer against the OpenAPI document: status, media type, headers' and body's shape. */
final class DocumentedClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningApi api;
  private final JsonNode document;
  private final JsonSchemaCheck schemas;
  private final Set<String> called = new TreeSet<>();

  DocumentedClient(RunningApi api) throws Exception {
    this.api = api;
    this.document = JSON.readTree(api.send("GET", "/openapi.json", null, null).body());
    this.schemas = new JsonSchemaCheck(document);
  }

  /** Every documented operation, as {@code GET /path}. */
  Set<String> documented() {
    Set<String> all = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(p -> p.getValue().properties().forEach(m -> all.add(m.getKey().toUpperCase(Locale.ROOT) + " " + p.getKey())));
    return all;
  }

  /** Those that were answered with success here. */
  Set<String> called() {
    return called;
  }

  JsonNode get(String path, int status) throws Exception {
    return call("GET", path, null, null, status);
  }

  JsonNode json(String method, String path, String body, int status) throws Exception {
    return call(method, path, "application/json", body, status);
  }

  JsonNode call(String method, String path, String contentType, String body, int status) throws Exception {
    HttpResponse<String> response = api.send(method, path, contentType, body);
    return check(method, path, response, status);
  }

  HttpResponse<String> raw(String method, String path, HttpRequest request, int status) throws Exception {
    HttpResponse<String> response = api.send(request);
    check(method, path, response, status);
    return response;
  }

  private JsonNode check(String method, String path, HttpResponse<String> response, int status) throws Exception {
    String what = method + " " + path + " answered " + response.statusCode() + " " + response.body();
    assertThat(response.statusCode()).as(what).isEqualTo(status);
    String template = templateOf(path.split("\\?", 2)[0]);
    JsonNode operation = document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    assertThat(operation.isMissingNode()).as(what + ": not documented").isFalse();
    JsonNode documented = operation.path("responses").path(Integer.toString(status));
    assertThat(documented.isMissingNode()).as(what + ": status not documented").isFalse();
    if (status < 400) {
      called.add(method + " " + template);
    }
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    if (documented.path("content").isEmpty()) {
      assertThat(response.body()).as(what).isEmpty();
      return null;
    }
    JsonNode content = documented.path("content").path(type);
    assertThat(content.isMissingNode()).as(what + ": media type '" + type + "' not documented").isFalse();
    if (!type.endsWith("json")) {
      return null;
    }
    JsonNode body = JSON.readTree(response.body());
    assertThat(schemas.mistakes(content.path("schema"), body)).as(what).isEmpty();
    return body;
  }

  private String templateOf(String path) {
    String literal = null;
    for (var entry : document.path("paths").properties()) {
      Pattern pattern = Pattern.compile(entry.getKey().replaceAll("\\{[a-z_]+}", "[^/]+"));
      if (entry.getKey().equals(path)) {
        return path;
      }
      if (pattern.matcher(path).matches()) {
        literal = entry.getKey();
      }
    }
    return literal == null ? path : literal;
  }
}
