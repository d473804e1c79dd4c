package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.cwmp.SecretParameters;
import org.argonaut.profile.Bound;
import org.argonaut.profile.Capabilities;
import org.argonaut.profile.DeviceLink;
import org.argonaut.profile.Diagnostics;
import org.argonaut.profile.Hook;
import org.argonaut.profile.ProfileFailure;
import org.argonaut.profile.Resource;
import org.argonaut.profile.Resources;

/** {@code /devices/{sn}/resources} and {@code capabilities}: devices as their profiles show them. */
final class ResourceRoutes {
  static final String RESOURCE = DeviceRoutes.ONE + "/resources/{resource}";
  static final Parameter NAME =
      new Parameter("resource", new Parameter.Text(32), "Which: " + words(), null);
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final int MOST_RUNS = 100;

  /** The first device of a make is asked what it has. */
  private static final Duration CAPABILITIES_LIMIT = Duration.ofSeconds(45);

  private static final String VALUES =
      "Most leaves are `{\"writable\": bool, \"value\": any}`; the shapes are in docs/profiles.md";

  private final ProfileRequests requests;
  private final ApiSettings settings;
  private final Diagnostics diagnostics;

  ResourceRoutes(Surroundings around, ApiSettings settings) {
    this.requests = new ProfileRequests(around);
    this.settings = settings;
    this.diagnostics = around.diagnostics();
  }

  private static String words() {
    StringBuilder words = new StringBuilder();
    for (Resource resource : Resource.values()) {
      words.append(words.isEmpty() ? "" : ", ").append(resource.word());
    }
    return words.toString();
  }

  List<Route> routes() {
    return List.of(
        one(Route.get(RESOURCE, "getResource", "A part of the device, whatever its make, as its profile shows it"))
            .takes(
                Parameter.oneOf("kind", "Of a speed test's result", "download", "upload").initially("download"),
                Parameter.whole("history", 1, MOST_RUNS, "Of a diagnostic: so many of its last runs come along as `history`"))
            .answers(200, "The resource, read from the device. " + VALUES, Schema.any("As docs/profiles.md shapes it"))
            .handledBy(this::get),
        one(Route.put(RESOURCE, "setResource", "Set what the body says and leave everything else alone"))
            .body(Response.JSON, Schema.any("As GET answers it, or a part of it; {\"value\": x} or just x"), "What to set")
            .answers(200, "What changed; `parameters` were set on the device", Schema.ref("ResourceChange"))
            .handledBy(this::set),
        Route.get(DeviceRoutes.ONE + "/capabilities", "getCapabilities", "Which profile the device has, why, and what it can do")
            .tag(ProfileRoutes.TAG)
            .at(DeviceRoutes.SN)
            .takes(ProfileRequests.PROTOCOL)
            .within(_ -> CAPABILITIES_LIMIT)
            .answers(200, "The profile and its hooks", Schema.ref("Capabilities"))
            .problem(404, "No such device")
            .problem(502, "The profile failed: `hook`, `line`, `message`")
            .handledBy(this::capabilities));
  }

  private Route.Builder one(Route.Builder route) {
    return route
        .tag(ProfileRoutes.TAG)
        .at(DeviceRoutes.SN)
        .at(NAME)
        .takes(ProfileRequests.PROTOCOL, ProfileRequests.timeout(settings))
        .within(request -> requests.timeout(request).plus(MARGIN))
        .problem(404, "No such device or resource, or the device has nothing of the kind (`not-supported`)")
        .problem(409, "The device never told where to ask it for a session, or the command was cancelled")
        .problem(
            422,
            "The body does not fit the resource (`violations`), or the device answered with a fault (`fault`; over USP `error`,"
                + " and what it did nevertheless in `done`)")
        .problem(429, "The device's queue is full")
        .problem(502, "The profile failed (`profile`, `hook`, `line`, `message`), or the device did not answer (`reason`)")
        .problem(504, "The device did not come or did not answer in time (`reason`)");
  }

  private Response get(Request request) throws Problem, InterruptedException {
    Resource resource = ProfileRequests.resource(request);
    Bound bound = requests.bind(request);
    DeviceLink link = requests.link(request, bound);
    Object[] arguments = resource == Resource.SPEED_TEST ? new Object[] {request.text("kind")} : new Object[0];
    try {
      return Response.json(200, withHistory(request, resource, Resources.read(bound, resource, link, arguments).value()));
    } catch (ProfileFailure e) {
      throw ProfileProblems.of(request.path("sn"), e);
    }
  }

  /** With the last runs of a diagnostic, the newest first, if they are asked for. */
  private JsonNode withHistory(Request request, Resource resource, JsonNode value) throws Problem, InterruptedException {
    Long runs = request.whole("history");
    if (runs == null) {
      return value;
    }
    if (!Diagnostics.isDiagnostic(resource) || !(value instanceof ObjectNode object)) {
      throw Problem.badField("history", resource.word() + " is no diagnostic: it has no history");
    }
    ArrayNode history = Json.array();
    request
        .await(diagnostics.history(request.path("sn"), resource, Math.toIntExact(runs)))
        .forEach(row -> history.add(DiagnosticRoutes.json(row)));
    return object.deepCopy().set("history", history);
  }

  private Response set(Request request) throws Problem, InterruptedException {
    Resource resource = ProfileRequests.resource(request);
    JsonNode body = request.json();
    Bound bound = requests.bind(request);
    DeviceLink link = requests.link(request, bound);
    try {
      return Response.json(200, changed(Resources.set(bound, resource, body, link)));
    } catch (ProfileFailure e) {
      throw ProfileProblems.of(request.path("sn"), e);
    }
  }

  /** What came of a change; secrets are not shown. */
  static ObjectNode changed(Resources.Changed changed) {
    ObjectNode node = Json.object();
    ArrayNode changes = node.putArray("changed");
    changed
        .changes()
        .forEach(
            change -> {
              ObjectNode one = changes.addObject().put("field", change.field());
              one.set("from", change.secret() ? null : change.before());
              one.set("to", change.secret() ? null : change.after());
            });
    ObjectNode parameters = node.putObject("parameters");
    changed
        .parameters()
        .forEach(p -> parameters.put(p.name(), SecretParameters.isSecret(p.name()) ? null : p.value()));
    return node.put("added", changed.added()).put("after_reboot", changed.afterReboot());
  }

  static ObjectNode changeSchema() {
    ObjectNode change =
        Schema.object()
            .with("field", Schema.string("As in [0].channel"))
            .maybe("from", Schema.any("What it was; null: a secret"))
            .maybe("to", Schema.any("What it is; null: a secret"))
            .build();
    return Schema.object()
        .with("changed", Schema.arrayOf(change))
        .with("parameters", Schema.mapOf(Schema.stringOrNull("Its value; null: a secret"), "What was set, by path"))
        .with("added", Schema.stringOrNull("The path of what was added"))
        .with("after_reboot", Schema.flag("Whether it takes effect only after a reboot"))
        .build();
  }

  private Response capabilities(Request request) throws Problem, InterruptedException {
    Bound bound = requests.bind(request);
    try {
      Capabilities told = Capabilities.of(bound);
      ObjectNode node = Json.object().put("sn", bound.device().sn()).put("protocol", bound.protocol().word());
      if (bound.row() == null) {
        node.putNull("profile");
      } else {
        node.putObject("profile").put("model", bound.row().model()).put("version", bound.row().version());
      }
      node.put("why", bound.why()).put("fallback", bound.builtIn());
      node.set("capabilities", told.capabilities());
      node.set("capabilities_from", told.from());
      node.set("specs", told.specs());
      node.put("vendor", told.vendor()).put("data_model", told.dataModel()).put("real_time", told.realTime());
      ObjectNode hooks = node.putObject("hooks");
      for (Hook hook : Hook.values()) {
        if (hook.isFor(bound.protocol())) {
          hooks.put(hook.luaName(), bound.definedBy(hook));
        }
      }
      ArrayNode resources = node.putArray("resources");
      for (Resource resource : Resource.values()) {
        if (bound.definedBy(resource.parse()) != null) {
          resources.add(resource.word());
        }
      }
      return Response.json(200, node);
    } catch (ProfileFailure e) {
      throw ProfileProblems.of(request.path("sn"), e);
    }
  }

  static ObjectNode capabilitiesSchema() {
    ObjectNode profile = Json.object();
    profile.putArray("type").add("object").add("null");
    profile.put("description", "The bound profile, `model` and `version`; null: the built-in one alone");
    return Schema.object()
        .with("sn", Schema.string("The device"))
        .with("protocol", Schema.oneOf("Spoken with it", "cwmp", "usp"))
        .with("profile", profile)
        .with("why", Schema.string("Why it is bound, or none is"))
        .with("fallback", Schema.stringOrNull("The built-in profile beneath; null: there is none for the protocol"))
        .with("capabilities", Schema.any("Flags such as Radio, Ping, Voice: as the profile says, else by what the device has"))
        .with("capabilities_from", Schema.mapOf(Schema.string("profile, or in words"), "Where each flag comes from"))
        .with("specs", Schema.any("TimeTraceRoute, DirectResult"))
        .with("vendor", Schema.string("As the profile says, else as the device told"))
        .with("data_model", Schema.string("TR-098, TR-181 or empty"))
        .with("real_time", Schema.flag("Whether it answers connection requests at once"))
        .with(
            "hooks",
            Schema.mapOf(
                Schema.stringOrNull("profile, built-in; null: neither has it"), "Who is asked first, by hook"))
        .with("resources", Schema.strings("Resources that a profile makes"))
        .build();
  }
}
