package org.argonaut.api;

import static org.argonaut.api.ScriptRequests.BY;
import static org.argonaut.api.ScriptRequests.LUA;
import static org.argonaut.api.ScriptRequests.NAME;
import static org.argonaut.api.ScriptRequests.ONE;
import static org.argonaut.api.ScriptRequests.TAG;

import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.script.Scripts;
import org.argonaut.script.UnifiedDiff;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptVersionRow;

/** {@code /scripts/{name}/versions}: what a script was, what changed, and the way back. Deleted scripts' versions, too. */
final class ScriptHistoryRoutes {
  private static final String TEXT = "text/plain";
  private static final Parameter NUMBER =
      new Parameter("number", new Parameter.Text(20), "The version's number", null);

  private final Scripts scripts;
  private final ScriptRequests requests;

  ScriptHistoryRoutes(Surroundings around) {
    this.scripts = around.scripts();
    this.requests = new ScriptRequests(around.scripts());
  }

  List<Route> routes() {
    return List.of(
        Route.get(ONE + "/versions", "listScriptVersions", "The versions of a script, newest first")
            .tag(TAG)
            .at(NAME)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of versions", Schema.page("ListedScriptVersion", "cursor"))
            .handledBy(this::list),
        Route.get(ONE + "/versions/{number}", "getScriptVersion", "One version with its source")
            .tag(TAG)
            .at(NAME)
            .at(NUMBER)
            .answers(200, "The version", Schema.ref("ScriptVersion"))
            .answers(200, "The version", LUA, Json.object().put("type", "string"))
            .problem(404, "No such version, or it is not kept any more")
            .handledBy(this::get),
        Route.get(ONE + "/diff", "diffScript", "What changed between two versions, as a unified diff")
            .tag(TAG)
            .at(NAME)
            .takes(
                Parameter.whole("from", 1, Long.MAX_VALUE, "The older version; left out: the one before `to`"),
                Parameter.whole("to", 1, Long.MAX_VALUE, "The newer version; left out: the present one"))
            .answers(200, "The differences; empty: none", TEXT, Json.object().put("type", "string"))
            .problem(404, "No such script or version")
            .handledBy(this::diff),
        Route.post(ONE + "/rollback", "rollBackScript", "Make a new version with the source of an older one")
            .tag(TAG)
            .at(NAME)
            .takes(Parameter.whole("version", 1, Long.MAX_VALUE, "Which; needed"), BY)
            .answers(200, "The script with its new version", Schema.ref("ListedScript"))
            .problem(404, "No such script or version")
            .problem(409, "The folder keeps it (argonaut.script.folder)")
            .handledBy(this::rollBack));
  }

  private Response list(Request request) throws Problem, InterruptedException {
    var page =
        Lists.page(
            request,
            () -> scripts.versions(request.path("name"), Lists.limit(request), request.text("cursor")));
    return Response.json(200, Lists.json(page, ScriptJson::listedVersion));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    ScriptVersionRow version = version(request, number(request.path("number")));
    return request.asksFor(LUA)
        ? Response.text(200, LUA + "; charset=utf-8", version.content())
        : Response.json(200, ScriptJson.version(version));
  }

  private static long number(String text) throws Problem {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.badField("number", "'" + text + "' is no version; give a number from 1");
    }
  }

  private ScriptVersionRow version(Request request, long number) throws Problem, InterruptedException {
    ScriptVersionRow row = request.await(scripts.version(request.path("name"), number));
    if (row == null) {
      throw Problem.notFound("The script '" + request.path("name") + "' has no version " + number);
    }
    return row;
  }

  private Response diff(Request request) throws Problem, InterruptedException {
    String name = request.path("name");
    long to = request.has("to") ? request.whole("to") : requests.existing(request).row().version();
    long from = request.has("from") ? request.whole("from") : to - 1;
    String older = from == 0 ? "" : version(request, from).content();
    String newer = version(request, to).content();
    return Response.text(
        200,
        TEXT + "; charset=utf-8",
        UnifiedDiff.between(name + " version " + from, older, name + " version " + to, newer));
  }

  private Response rollBack(Request request) throws Problem, InterruptedException {
    if (!request.has("version")) {
      throw Problem.badField("version", "Say to which version: ?version=NUMBER");
    }
    requests.notOfFolder(request);
    requests.existing(request);
    ScriptVersionRow version = version(request, request.whole("version"));
    return requests.change(
        request,
        new ScriptChange(
            request.path("name"),
            version.content(),
            null,
            null,
            false,
            "api",
            ScriptRequests.by(request),
            "back to version " + version.version(),
            null));
  }
}
