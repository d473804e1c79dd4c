package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.profile.Bound;
import org.argonaut.profile.DeviceLink;
import org.argonaut.profile.Diagnostics;
import org.argonaut.profile.ProfileFailure;
import org.argonaut.profile.Resource;
import org.argonaut.profile.Resources;
import org.argonaut.store.DiagnosticRow;

/** {@code POST /devices/{sn}/resources/{resource}}: runs diagnostics, follows and cancels them; or adds to a resource. */
final class DiagnosticRoutes {
  private static final String RUNS = ResourceRoutes.RESOURCE + "/runs";
  private static final String RUN = RUNS + "/{id}";
  private static final String EVENTS = "text/event-stream";
  private static final Parameter ID = new Parameter("id", new Parameter.Text(64), "The run's id", null);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final ProfileRequests requests;
  private final ApiSettings settings;
  private final Diagnostics diagnostics;
  private final LiveStreams streams;

  DiagnosticRoutes(Surroundings around, ApiSettings settings, LiveStreams streams) {
    this.requests = new ProfileRequests(around);
    this.settings = settings;
    this.diagnostics = around.diagnostics();
    this.streams = streams;
  }

  List<Route> routes() {
    return List.of(
        Route.post(
                ResourceRoutes.RESOURCE,
                "postResource",
                "Run a diagnostic (ping, traceroute, speed-test, site-survey), or add to port, voice or line")
            .tag(ProfileRoutes.TAG)
            .at(DeviceRoutes.SN)
            .at(ResourceRoutes.NAME)
            .takes(
                ProfileRequests.PROTOCOL,
                ProfileRequests.timeout(settings),
                Parameter.whole(
                    "wait",
                    0,
                    settings.maxCommandTimeout().toSeconds(),
                    "Seconds to wait for a diagnostic's result; left out: not at all"))
            .body(Response.JSON, Schema.any("The members of the resource"), "ping: `host`; speed-test: `url`, `action`")
            .within(this::deadline)
            .answers(200, "The diagnostic has ended (?wait=)", Schema.ref("Diagnostic"))
            .answers(201, "Added", Schema.ref("ResourceChange"))
            .answers(202, "It runs; Location says where to look", Schema.ref("Diagnostic"))
            .problem(404, "No such device or resource, or the device has nothing of the kind (`not-supported`)")
            .problem(409, "One of its kind runs on the device: `id`")
            .problem(422, "The device answered with a fault: `fault`, over USP `error`")
            .problem(429, "The device's queue is full")
            .problem(502, "The profile failed (`hook`, `line`), or the device did not answer (`reason`)")
            .problem(504, "The device did not come or did not answer in time (`reason`)")
            .handledBy(this::post),
        Route.get(RUNS, "listDiagnostics", "The diagnostics of a kind on a device, newest first")
            .tag(ProfileRoutes.TAG)
            .at(DeviceRoutes.SN)
            .at(ResourceRoutes.NAME)
            .takes(Lists.LIMIT)
            .answers(
                200,
                "Running and ended ones",
                Schema.object().with("items", Schema.arrayOf(Schema.ref("Diagnostic"))).build())
            .problem(404, "No such resource")
            .handledBy(this::history),
        Route.get(RUN, "getDiagnostic", "A diagnostic; with Accept: text/event-stream as it goes on")
            .tag(ProfileRoutes.TAG)
            .at(DeviceRoutes.SN)
            .at(ResourceRoutes.NAME)
            .at(ID)
            .takes(Parameter.whole("wait", 0, settings.maxCommandTimeout().toSeconds(), "Seconds to wait for its end"))
            .within(this::deadline)
            .answers(200, "How far it is, and its result", Schema.ref("Diagnostic"))
            .answers(200, "How far it is, and its result", EVENTS, Json.object().put("type", "string"))
            .problem(404, "No such diagnostic")
            .handledBy(this::get),
        Route.delete(RUN, "cancelDiagnostic", "End a diagnostic before its time; what the device has begun it may finish")
            .tag(ProfileRoutes.TAG)
            .at(DeviceRoutes.SN)
            .at(ResourceRoutes.NAME)
            .at(ID)
            .answers(204, "Cancelled")
            .problem(404, "No such diagnostic")
            .problem(409, "It has ended")
            .handledBy(this::cancel));
  }

  private Duration deadline(Request request) {
    Duration wait = wait(request);
    return (wait.isZero() ? settings.requestTimeout() : wait.plus(MARGIN)).plus(requests.timeoutIfGiven(request));
  }

  private static Duration wait(Request request) {
    Long seconds = request.whole("wait");
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  private Response post(Request request) throws Problem, InterruptedException {
    Resource resource = ProfileRequests.resource(request);
    JsonNode body = request.json();
    if (!body.isObject()) {
      throw Problem.badRequest("The body must be a JSON object, such as {\"host\": \"example.net\"}");
    }
    Bound bound = requests.bind(request);
    return Diagnostics.isDiagnostic(resource)
        ? run(request, resource, bound, body)
        : add(request, resource, bound, body);
  }

  private Response add(Request request, Resource resource, Bound bound, JsonNode body)
      throws Problem, InterruptedException {
    try {
      Resources.Changed added = Resources.add(bound, resource, body, requests.link(request, bound));
      return Response.json(201, ResourceRoutes.changed(added));
    } catch (ProfileFailure e) {
      throw ProfileProblems.of(request.path("sn"), e);
    }
  }

  private Response run(Request request, Resource resource, Bound bound, JsonNode body)
      throws Problem, InterruptedException {
    Duration timeout = request.has("timeout") ? requests.timeout(request) : usualTimeout(resource, bound);
    if (timeout.compareTo(diagnostics.settings().maxTimeout()) > 0) {
      throw Problem.badField("timeout", "timeout is at most " + diagnostics.settings().maxTimeout().toSeconds() + " seconds");
    }
    DeviceLink link = requests.link(bound, Instant.now().plus(timeout));
    Diagnostics.Begun begun = diagnostics.begin(bound, resource, body, timeout, deadline -> link);
    String sn = bound.device().sn();
    if (!begun.begun()) {
      Problem problem = Problem.of(409, "runs-already", "One of its kind runs on the device", "Wait for its end, or cancel it");
      throw begun.row() == null ? problem : problem.with("id", begun.row().id());
    }
    DiagnosticRow row = diagnostics.awaitEnd(sn, begun.row().id(), wait(request));
    if (row == null) {
      throw unknown(begun.row().id());
    }
    return Response.json(row.ended() == null ? 202 : 200, json(row))
        .withHeader("Location", Links.device(sn) + "/resources/" + resource.word() + "/runs/" + row.id());
  }

  private Duration usualTimeout(Resource resource, Bound bound) throws Problem, InterruptedException {
    try {
      return diagnostics.usualTimeout(bound, resource);
    } catch (ProfileFailure e) {
      throw ProfileProblems.of(bound.device().sn(), e);
    }
  }

  private Response history(Request request) throws Problem, InterruptedException {
    Resource resource = ProfileRequests.resource(request);
    ObjectNode node = Json.object();
    ArrayNode items = node.putArray("items");
    request
        .await(diagnostics.history(request.path("sn"), resource, Lists.limit(request)))
        .forEach(row -> items.add(json(row)));
    return Response.json(200, node);
  }

  private DiagnosticRow existing(Request request) throws Problem, InterruptedException {
    DiagnosticRow row = request.await(diagnostics.get(request.path("sn"), request.path("id")));
    if (row == null || !row.kind().equals(request.path("resource"))) {
      throw unknown(request.path("id"));
    }
    return row;
  }

  private static Problem unknown(String id) {
    return Problem.notFound("There is no diagnostic '" + id + "' of this kind on this device");
  }

  private Response get(Request request) throws Problem, InterruptedException {
    DiagnosticRow row = existing(request);
    if (request.asksFor(EVENTS)) {
      return streams.answer(EVENTS, progress(row));
    }
    DiagnosticRow now = diagnostics.awaitEnd(row.sn(), row.id(), wait(request));
    return Response.json(200, json(now == null ? row : now));
  }

  /** Each step as an event, the end as the last one. */
  private Source<ByteString, NotUsed> progress(DiagnosticRow first) {
    return Source.tick(Duration.ZERO, LOOK, first.id())
        .mapAsync(1, id -> diagnostics.get(first.sn(), id))
        .takeWhile(row -> row.ended() == null, true)
        .statefulMap(
            () -> "",
            (before, row) -> {
              String now = row.state() + row.step();
              return Pair.create(now, now.equals(before) ? "" : event(row));
            },
            last -> java.util.Optional.empty())
        .filter(text -> !text.isEmpty())
        .map(ByteString::fromString)
        .mapMaterializedValue(ticking -> NotUsed.getInstance());
  }

  private static String event(DiagnosticRow row) {
    String name = row.ended() == null ? "progress" : "end";
    return "event: " + name + "\ndata: " + json(row) + "\n\n";
  }

  private Response cancel(Request request) throws Problem, InterruptedException {
    DiagnosticRow row = existing(request);
    if (!diagnostics.cancel(row.id())) {
      throw Problem.conflict("The diagnostic has ended");
    }
    return Response.empty(204);
  }

  // ---- JSON ----

  static ObjectNode json(DiagnosticRow row) {
    ObjectNode node =
        Json.object()
            .put("id", row.id())
            .put("sn", row.sn())
            .put("kind", row.kind())
            .put("protocol", row.protocol())
            .put("state", row.state())
            .put("step", row.step())
            .put("started", DeviceJson.time(row.started()))
            .put("ended", DeviceJson.time(row.ended()));
    node.set("request", Json.stored(row.request()));
    node.set("result", Json.stored(row.result()));
    node.set("problem", Json.stored(row.problem()));
    return node;
  }

  static ObjectNode schema() {
    return Schema.object()
        .with("id", Schema.string("Unique"))
        .with("sn", Schema.string("The device"))
        .with("kind", Schema.string("ping, traceroute, speed-test, site-survey"))
        .with("protocol", Schema.oneOf("Spoken with the device", "cwmp", "usp"))
        .with("state", Schema.oneOf("How it is", "running", "done", "failed", "cancelled"))
        .with("step", Schema.string("What is done now, for people"))
        .with("started", Schema.time("When it was asked for"))
        .with("ended", Schema.timeOrNull("When it ended"))
        .with("request", Schema.any("What was asked"))
        .with("result", Schema.any("As docs/profiles.md shapes it; null: none yet, or it failed"))
        .with("problem", Schema.any("Why it failed, as a problem document; null: it did not"))
        .build();
  }
}
