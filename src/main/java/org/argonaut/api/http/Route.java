package org.argonaut.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One line of the route table: what is dispatched, and what {@code /openapi.json} says about it.
 *
 * @param method upper case; HEAD is served by every GET
 * @param template segments, {@code {name}} where a value stands
 * @param operation the operationId, unique
 * @param open needs no token
 * @param answers by status
 * @param deadline how long the handler may take; null: the server's default
 */
public record Route(
    String method,
    String template,
    String operation,
    String summary,
    String tag,
    boolean open,
    List<Parameter> path,
    List<Parameter> query,
    RequestBody body,
    Map<Integer, Answer> answers,
    DeadlineOf deadline,
    Handler handler) {

  /** Answers a request; may block, runs on a virtual thread of its own. */
  @FunctionalInterface
  public interface Handler {
    Response handle(Request request) throws Problem, InterruptedException;
  }

  /** How long one request may take. */
  @FunctionalInterface
  public interface DeadlineOf {
    Duration of(Request request);
  }

  /**
   * What a route takes as its body.
   *
   * @param content schema by media type; the media type {@code *}{@code /*} takes all
   * @param streamed handed to the handler unread, without the limit on bodies in memory
   */
  public record RequestBody(Map<String, JsonNode> content, boolean streamed, String description) {}

  /**
   * One documented answer.
   *
   * @param content schema by media type; empty without a body
   */
  public record Answer(String description, Map<String, JsonNode> content) {}

  /** Media types of the answers that are no problems: what Accept is held against. Empty: nothing to choose. */
  Set<String> produced() {
    Set<String> types = new TreeSet<>();
    answers.forEach(
        (status, answer) -> {
          if (status < 400) {
            types.addAll(answer.content().keySet());
          }
        });
    return types;
  }

  public static Builder get(String template, String operation, String summary) {
    return new Builder("GET", template, operation, summary);
  }

  public static Builder put(String template, String operation, String summary) {
    return new Builder("PUT", template, operation, summary);
  }

  public static Builder post(String template, String operation, String summary) {
    return new Builder("POST", template, operation, summary);
  }

  public static Builder patch(String template, String operation, String summary) {
    return new Builder("PATCH", template, operation, summary);
  }

  public static Builder delete(String template, String operation, String summary) {
    return new Builder("DELETE", template, operation, summary);
  }

  /** Builds a route; answers that the HTTP layer itself gives are documented by it. */
  public static final class Builder {
    private final String method;
    private final String template;
    private final String operation;
    private final String summary;
    private final List<Parameter> path = new ArrayList<>();
    private final List<Parameter> query = new ArrayList<>();
    private final Map<String, JsonNode> bodyContent = new LinkedHashMap<>();
    private final Map<Integer, Answer> answers = new TreeMap<>();
    private String tag = "";
    private boolean open;
    private boolean streamed;
    private String bodyDescription = "";
    private DeadlineOf deadline;

    private Builder(String method, String template, String operation, String summary) {
      this.method = method;
      this.template = template;
      this.operation = operation;
      this.summary = summary;
    }

    public Builder tag(String name) {
      this.tag = name;
      return this;
    }

    public Builder open() {
      this.open = true;
      return this;
    }

    /** Describes a {@code {name}} of the template. */
    public Builder at(Parameter segment) {
      path.add(segment);
      return this;
    }

    public Builder takes(Parameter... parameters) {
      query.addAll(List.of(parameters));
      return this;
    }

    public Builder body(String mediaType, JsonNode schema, String description) {
      bodyContent.put(mediaType, schema);
      bodyDescription = description;
      return this;
    }

    /** A body of any type and size that the handler reads as it comes. */
    public Builder streamedBody(String description) {
      bodyContent.put("*/*", Json.object().put("type", "string").put("format", "binary"));
      bodyDescription = description;
      streamed = true;
      return this;
    }

    public Builder answers(int status, String description) {
      answers.put(status, new Answer(description, Map.of()));
      return this;
    }

    public Builder answers(int status, String description, JsonNode schema) {
      return answers(status, description, Response.JSON, schema);
    }

    public Builder answers(int status, String description, String mediaType, JsonNode schema) {
      Map<String, JsonNode> content = new TreeMap<>();
      Answer before = answers.get(status);
      if (before != null) {
        content.putAll(before.content());
      }
      content.put(mediaType, schema);
      answers.put(status, new Answer(description, content));
      return this;
    }

    /** Documents an error. */
    public Builder problem(int status, String description) {
      return answers(status, description, Problem.CONTENT_TYPE, Schema.ref("Problem"));
    }

    public Builder within(DeadlineOf limit) {
      this.deadline = limit;
      return this;
    }

    public Route handledBy(Handler handler) {
      documentCommonProblems();
      RequestBody body = bodyContent.isEmpty() ? null : new RequestBody(bodyContent, streamed, bodyDescription);
      return new Route(
          method,
          template,
          operation,
          summary,
          tag,
          open,
          List.copyOf(path),
          List.copyOf(query),
          body,
          answers,
          deadline,
          handler);
    }

    private void documentCommonProblems() {
      common(400, "The request is not valid: a query parameter, a path segment or the body; `field` names it");
      common(500, "A fault of ours; `incident` is in the log");
      common(503, "Overloaded, or the database is away; Retry-After says when to come again");
      common(504, "No answer in time");
      if (!open) {
        common(401, "The bearer token is missing or wrong");
      }
      if (answers.entrySet().stream().anyMatch(a -> a.getKey() < 400 && !a.getValue().content().isEmpty())) {
        common(406, "Accept excludes every media type of the answer");
      }
      if (!bodyContent.isEmpty()) {
        common(408, "The body did not come in time");
        common(413, "The body is too big");
        common(415, "The body's Content-Type or Content-Encoding is not taken here");
      }
    }

    private void common(int status, String description) {
      if (!answers.containsKey(status)) {
        problem(status, description);
      }
    }
  }
}
