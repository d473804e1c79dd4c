package org.argonaut.api;

import static org.argonaut.api.ScriptRequests.BY;
import static org.argonaut.api.ScriptRequests.LUA;
import static org.argonaut.api.ScriptRequests.NAME;
import static org.argonaut.api.ScriptRequests.ONE;
import static org.argonaut.api.ScriptRequests.TAG;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.script.ScriptNames;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptRows;

/** {@code /scripts}: list, read, change, start, stop. */
final class ScriptRoutes {
  private static final String TEXT = "text/plain";

  private final Scripts scripts;
  private final ScriptRequests requests;

  ScriptRoutes(Surroundings around) {
    this.scripts = around.scripts();
    this.requests = new ScriptRequests(around.scripts());
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/scripts", "listScripts", "List scripts by name, and how they are")
            .tag(TAG)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of scripts", Schema.page("ListedScript", "cursor"))
            .handledBy(this::list),
        Route.get(ONE, "getScript", "A script with its source; with Accept: text/x-lua the source alone")
            .tag(TAG)
            .at(NAME)
            .answers(200, "The script; ETag is its version", Schema.ref("Script"))
            .answers(200, "The script; ETag is its version", LUA, source())
            .problem(404, "No such script")
            .handledBy(this::get),
        Route.put(ONE, "putScript", "Create a script or make a new version of it; one that runs stops first")
            .tag(TAG)
            .at(NAME)
            .takes(
                Parameter.text("description", "What it is for; left out: as it is"),
                new Parameter("active", new Parameter.Flag(), "false: it does not run. Left out: as it is, a new one runs", null),
                Parameter.text("note", "What changed, for the history"),
                BY)
            .body(LUA, source(), "The source, UTF-8")
            .body(TEXT, source(), "The source, UTF-8")
            .answers(200, "Changed, or all was so already", Schema.ref("ListedScript"))
            .answers(201, "Created", Schema.ref("ListedScript"))
            .problem(409, "The folder keeps it (argonaut.script.folder)")
            .problem(412, "It is not the version that If-Match names; or it exists, and If-None-Match says `*`")
            .problem(422, "It is no Lua program; `line` and `column` say where")
            .handledBy(this::put),
        Route.delete(ONE, "deleteScript", "Stop and delete a script; its versions stay, and count on if it comes back")
            .tag(TAG)
            .at(NAME)
            .takes(BY)
            .answers(204, "Deleted; it stops")
            .problem(404, "No such script")
            .problem(409, "The folder keeps it (argonaut.script.folder)")
            .handledBy(this::delete),
        Route.post(ONE + "/start", "startScript", "Have it run; one that runs begins anew, one that ended runs again")
            .tag(TAG)
            .at(NAME)
            .takes(BY)
            .answers(200, "It starts", Schema.ref("ListedScript"))
            .problem(404, "No such script")
            .problem(409, "The folder keeps it (argonaut.script.folder)")
            .handledBy(request -> activate(request, true)),
        Route.post(ONE + "/stop", "stopScript", "Have it not run; Lua ends at once, a call in flight finishes first")
            .tag(TAG)
            .at(NAME)
            .takes(BY)
            .answers(200, "It stops", Schema.ref("ListedScript"))
            .problem(404, "No such script")
            .problem(409, "The folder keeps it (argonaut.script.folder)")
            .handledBy(request -> activate(request, false)));
  }

  private static JsonNode source() {
    return Json.object().put("type", "string");
  }

  private Response list(Request request) throws Problem, InterruptedException {
    return Response.json(
        200,
        Lists.json(
            Lists.page(request, () -> scripts.list(Lists.limit(request), request.text("cursor"))), ScriptJson::listed));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    Scripts.Listed script = requests.existing(request);
    var version = request.await(scripts.version(script.row().name(), script.row().version()));
    String content = version == null ? "" : version.content();
    Response response =
        request.asksFor(LUA)
            ? Response.text(200, LUA + "; charset=utf-8", content)
            : Response.json(200, ScriptJson.script(script, content));
    return response.withHeader("ETag", ScriptRequests.etag(script.row()));
  }

  private Response put(Request request) throws Problem, InterruptedException {
    String name = request.path("name");
    if (!ScriptNames.isName(name)) {
      throw Problem.badField("name", "'" + name + "' is no name for a script: " + ScriptNames.RULE);
    }
    requests.notOfFolder(request);
    String note = request.text("note");
    return requests.change(
        request,
        new ScriptChange(
            name,
            requests.program(request),
            request.text("description"),
            request.has("active") ? (Boolean) request.flag("active") : null,
            false,
            "api",
            ScriptRequests.by(request),
            note == null ? "" : note,
            ScriptRequests.expectedVersion(request)));
  }

  private Response delete(Request request) throws Problem, InterruptedException {
    requests.notOfFolder(request);
    String name = request.path("name");
    if (request.await(scripts.delete(name, ScriptRequests.by(request))).result() == ScriptRows.Result.UNKNOWN) {
      throw ScriptRequests.unknown(name);
    }
    return Response.empty(204);
  }

  private Response activate(Request request, boolean active) throws Problem, InterruptedException {
    requests.notOfFolder(request);
    return requests.change(
        request,
        new ScriptChange(
            request.path("name"), null, null, active, active, "api", ScriptRequests.by(request), "", null));
  }
}
