package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.profile.Hook;
import org.argonaut.profile.HookFailure;
import org.argonaut.profile.ProfileHeader;
import org.argonaut.profile.Profiles;
import org.argonaut.profile.Protocol;
import org.argonaut.script.UnifiedDiff;
import org.argonaut.store.ProfileChange;
import org.argonaut.store.ProfileRow;
import org.argonaut.store.ProfileRows;
import org.argonaut.store.ProfileVersionRow;
import org.argonaut.store.ScriptLogRow;
import org.argonaut.store.ScriptRows;

/** {@code /profiles}: device profiles, their versions and their logs. */
final class ProfileRoutes {
  static final String TAG = "profiles";
  private static final String ONE = "/api/v1/profiles/{model}/{protocol}";
  private static final String LUA = "text/x-lua";
  private static final String TEXT = "text/plain";
  private static final Parameter MODEL =
      new Parameter("model", new Parameter.Text(128), "The device model or product class, percent-encoded", null);
  private static final Parameter PROTOCOL = Parameter.oneOf("protocol", "The protocol", "cwmp", "usp");
  private static final Parameter NUMBER = new Parameter("number", new Parameter.Text(20), "The version's number", null);

  private final Profiles profiles;
  private final LogAnswers logs;

  ProfileRoutes(Surroundings around, LiveStreams streams) {
    this.profiles = around.profiles();
    this.logs = new LogAnswers(streams);
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/profiles", "listProfiles", "List device profiles by model and protocol")
            .tag(TAG)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of profiles", Schema.page("ListedProfile", "cursor"))
            .handledBy(this::list),
        one(Route.get(ONE, "getProfile", "A profile with its source; with Accept: text/x-lua the source alone"))
            .answers(200, "The profile; ETag is its version", Schema.ref("Profile"))
            .answers(200, "The profile; ETag is its version", LUA, source())
            .problem(404, "No such profile")
            .handledBy(this::get),
        one(Route.put(ONE, "putProfile", "Create a profile or make a new version of it; it counts at once"))
            .takes(
                Parameter.text("description", "What it is for; left out: as it is"),
                new Parameter("active", new Parameter.Flag(), "false: no device is bound to it. Left out: as it is", null),
                Parameter.text("note", "What changed, for the history"),
                ScriptRequests.BY)
            .body(LUA, source(), "The source, UTF-8; `-- model:` and `-- protocol:` at its head must agree with the path")
            .body(TEXT, source(), "The source, UTF-8")
            .answers(200, "Changed, or all was so already", Schema.ref("ListedProfile"))
            .answers(201, "Created", Schema.ref("ListedProfile"))
            .problem(412, "It is not the version that If-Match names; or it exists, and If-None-Match says `*`")
            .problem(422, "It cannot be loaded: `line` says where; or its head names another model or protocol")
            .handledBy(this::put),
        one(Route.delete(ONE, "deleteProfile", "Delete a profile; its versions stay, and count on if it comes back"))
            .takes(ScriptRequests.BY)
            .answers(204, "Deleted; its devices fall back to the built-in profile")
            .problem(404, "No such profile")
            .handledBy(this::delete),
        one(Route.get(ONE + "/versions", "listProfileVersions", "The versions of a profile, newest first"))
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of versions", Schema.page("ListedScriptVersion", "cursor"))
            .handledBy(this::versions),
        one(Route.get(ONE + "/versions/{number}", "getProfileVersion", "One version with its source"))
            .at(NUMBER)
            .answers(200, "The version", Schema.ref("ScriptVersion"))
            .answers(200, "The version", LUA, source())
            .problem(404, "No such version, or it is not kept any more")
            .handledBy(this::version),
        one(Route.get(ONE + "/diff", "diffProfile", "What changed between two versions, as a unified diff"))
            .takes(
                Parameter.whole("from", 1, Long.MAX_VALUE, "The older version; left out: the one before `to`"),
                Parameter.whole("to", 1, Long.MAX_VALUE, "The newer version; left out: the present one"))
            .answers(200, "The differences; empty: none", TEXT, source())
            .problem(404, "No such profile or version")
            .handledBy(this::diff),
        one(Route.post(ONE + "/rollback", "rollBackProfile", "Make a new version with the source of an older one"))
            .takes(Parameter.whole("version", 1, Long.MAX_VALUE, "Which; needed"), ScriptRequests.BY)
            .answers(200, "The profile with its new version", Schema.ref("ListedProfile"))
            .problem(404, "No such profile or version")
            .handledBy(this::rollBack),
        one(Route.get(ONE + "/log", "getProfileLog", "What its hooks printed and where they failed"))
            .takes(LogAnswers.FOLLOW, LogAnswers.SINCE, Lists.LIMIT)
            .answers(200, "Lines, oldest first, each after its time in UTC", TEXT, source())
            .answers(200, "Lines, oldest first", Response.JSON, LogAnswers.schema())
            .problem(404, "No such profile")
            .handledBy(this::log));
  }

  private static Route.Builder one(Route.Builder route) {
    return route.tag(TAG).at(MODEL).at(PROTOCOL);
  }

  private static JsonNode source() {
    return Json.object().put("type", "string");
  }

  private static Protocol protocol(Request request) throws Problem {
    Protocol protocol = Protocol.of(request.path("protocol"));
    if (protocol == null) {
      throw Problem.badField("protocol", "'" + request.path("protocol") + "' is no protocol of profiles; it is cwmp or usp");
    }
    return protocol;
  }

  private ProfileRow existing(Request request) throws Problem, InterruptedException {
    ProfileRow row = request.await(profiles.get(request.path("model"), protocol(request)));
    if (row == null) {
      throw unknown(request);
    }
    return row;
  }

  private static Problem unknown(Request request) {
    return Problem.notFound(
        "There is no profile for model '" + request.path("model") + "' over " + request.path("protocol")
            + "; GET /api/v1/profiles lists them");
  }

  private Response list(Request request) throws Problem, InterruptedException {
    return Response.json(
        200,
        Lists.json(
            Lists.page(request, () -> profiles.list(Lists.limit(request), request.text("cursor"))), ProfileRoutes::listed));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    ProfileRow row = existing(request);
    ProfileVersionRow version = request.await(profiles.version(row.model(), protocol(request), row.version()));
    String content = version == null ? "" : version.content();
    Response response =
        request.asksFor(LUA)
            ? Response.text(200, LUA + "; charset=utf-8", content)
            : Response.json(200, listed(row).put("content", content));
    return response.withHeader("ETag", etag(row));
  }

  private static String etag(ProfileRow row) {
    return "\"" + row.version() + "\"";
  }

  private Response put(Request request) throws Problem, InterruptedException {
    String content = content(request);
    String note = request.text("note");
    return change(
        request,
        new ProfileChange(
            request.path("model"),
            protocol(request).word(),
            content,
            request.text("description"),
            request.has("active") ? (Boolean) request.flag("active") : null,
            ScriptRequests.by(request),
            note == null ? "" : note,
            ScriptRequests.expectedVersion(request)));
  }

  private Response change(Request request, ProfileChange change) throws Problem, InterruptedException {
    ProfileRows.Saved saved = request.await(profiles.change(change));
    if (saved.result() == ScriptRows.Result.UNKNOWN) {
      throw unknown(request);
    }
    if (saved.result() == ScriptRows.Result.CONFLICT) {
      throw conflict(saved.row());
    }
    boolean created = saved.result() == ScriptRows.Result.CREATED;
    Response response = Response.json(created ? 201 : 200, listed(saved.row())).withHeader("ETag", etag(saved.row()));
    return created
        ? response.withHeader("Location", Links.profile(change.model(), change.protocol()))
        : response;
  }

  private static Problem conflict(ProfileRow now) {
    String detail =
        now == null
            ? "There is no such profile; leave If-Match out to create it"
            : "The profile has version " + now.version() + " now, by " + now.changedBy() + "; look at it, then change that";
    Problem problem = Problem.of(412, "other-version", "Not the version the change was made from", detail);
    return now == null ? problem : problem.with("version", now.version());
  }

  /** The body as a profile that can be loaded. */
  private String content(Request request) throws Problem, InterruptedException {
    byte[] body = request.body();
    int most = profiles.settings().maxSize();
    if (body.length > most) {
      throw Problem.of(
              413, "too-big", "Body too big", "The profile has " + body.length + " bytes; at most " + most + " are allowed")
          .with("limit", most);
    }
    if (body.length == 0) {
      throw Problem.badRequest("The body is empty; send the profile's source");
    }
    String content = ScriptRequests.utf8(body);
    checkHeader(request, ProfileHeader.of(content));
    checkLoads(request, content);
    return content;
  }

  private static void checkHeader(Request request, ProfileHeader header) throws Problem {
    checkHeader("model", request.path("model"), header.model());
    checkHeader("protocol", request.path("protocol"), header.protocol());
  }

  private static void checkHeader(String what, String path, String said) throws Problem {
    if (said != null && !said.equalsIgnoreCase(path)) {
      throw Problem.of(
              422,
              "other-" + what,
              "The profile is for something else",
              "Its head says '-- " + what + ": " + said + "', the path says '" + path + "'; change one of them")
          .with("field", what);
    }
  }

  private void checkLoads(Request request, String content) throws Problem, InterruptedException {
    try {
      Set<Hook> hooks = profiles.check(request.path("model"), protocol(request), content);
      if (hooks.isEmpty()) {
        throw Problem.of(
            422, "no-hooks", "The profile defines no hook", "None of its global functions is a hook; see docs/profiles.md");
      }
    } catch (HookFailure e) {
      Problem problem = Problem.of(422, "not-loadable", "The profile cannot be loaded", e.getMessage());
      throw e.line() > 0 ? problem.with("line", e.line()) : problem;
    }
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    var deleted = profiles.delete(request.path("model"), protocol(request), ScriptRequests.by(request));
    if (request.await(deleted).result() == ScriptRows.Result.UNKNOWN) {
      throw unknown(request);
    }
    return Response.empty(204);
  }

  // ---- history ----

  private Response versions(Request request) throws Problem, InterruptedException {
    Protocol protocol = protocol(request);
    var page =
        Lists.page(
            request,
            () -> profiles.versions(request.path("model"), protocol, Lists.limit(request), request.text("cursor")));
    return Response.json(200, Lists.json(page, ProfileRoutes::listedVersion));
  }

  private Response version(Request request) throws Problem, InterruptedException {
    ProfileVersionRow version = version(request, number(request));
    return request.asksFor(LUA)
        ? Response.text(200, LUA + "; charset=utf-8", version.content())
        : Response.json(200, listedVersion(version).put("content", version.content()));
  }

  private static long number(Request request) throws Problem {
    try {
      return Long.parseLong(request.path("number"));
    } catch (NumberFormatException e) {
      throw Problem.badField("number", "'" + request.path("number") + "' is no version; versions are numbers from 1");
    }
  }

  private ProfileVersionRow version(Request request, long number) throws Problem, InterruptedException {
    ProfileVersionRow version = request.await(profiles.version(request.path("model"), protocol(request), number));
    if (version == null) {
      throw Problem.notFound("Version " + number + " of this profile is not there; GET .../versions lists those that are");
    }
    return version;
  }

  private Response diff(Request request) throws Problem, InterruptedException {
    long to = request.has("to") ? request.whole("to") : existing(request).version();
    long from = request.has("from") ? request.whole("from") : to - 1;
    String older = from == 0 ? "" : version(request, from).content();
    String newer = version(request, to).content();
    String name = request.path("model") + "/" + request.path("protocol") + " version ";
    return Response.text(200, TEXT + "; charset=utf-8", UnifiedDiff.between(name + from, older, name + to, newer));
  }

  private Response rollBack(Request request) throws Problem, InterruptedException {
    if (!request.has("version")) {
      throw Problem.badField("version", "Say to which version: ?version=NUMBER");
    }
    ProfileRow row = existing(request);
    ProfileVersionRow version = version(request, request.whole("version"));
    return change(
        request,
        new ProfileChange(
            row.model(),
            row.protocol(),
            version.content(),
            null,
            null,
            ScriptRequests.by(request),
            "back to version " + version.version(),
            null));
  }

  private Response log(Request request) throws Problem, InterruptedException {
    ProfileRow row = existing(request);
    Protocol protocol = protocol(request);
    List<ScriptLogRow> lines =
        request.await(profiles.lastLines(row.model(), protocol, LogAnswers.since(request), Lists.limit(request)));
    return logs.answer(request, lines, last -> profiles.follow(row.model(), protocol, last));
  }

  // ---- JSON ----

  private static ObjectNode listed(ProfileRow row) {
    return Json.object()
        .put("model", row.model())
        .put("protocol", row.protocol())
        .put("description", row.description())
        .put("version", row.version())
        .put("active", row.active())
        .put("created", DeviceJson.time(row.created()))
        .put("created_by", row.createdBy())
        .put("last_change", DeviceJson.time(row.changed()))
        .put("last_changed_by", row.changedBy());
  }

  private static ObjectNode listedVersion(ProfileVersionRow row) {
    return Json.object()
        .put("version", row.version())
        .put("at", DeviceJson.time(row.at()))
        .put("by", row.by())
        .put("note", row.note());
  }

  static ObjectNode schema() {
    return members().with("content", Schema.string("Its source")).build();
  }

  static ObjectNode listedSchema() {
    return members().build();
  }

  private static Schema.ObjectBuilder members() {
    return Schema.object()
        .with("model", Schema.string("The device model or product class it is for"))
        .with("protocol", Schema.oneOf("What it speaks", "cwmp", "usp"))
        .with("description", Schema.string("For people"))
        .with("version", Schema.integer("Of the content, from 1"))
        .with("active", Schema.flag("Whether devices are bound to it"))
        .with("created", Schema.timeOrNull("When it was created"))
        .with("created_by", Schema.string("By whom"))
        .with("last_change", Schema.timeOrNull("When it was last changed"))
        .with("last_changed_by", Schema.string("By whom"));
  }
}
