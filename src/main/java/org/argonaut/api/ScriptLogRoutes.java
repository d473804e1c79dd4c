package org.argonaut.api;

import static org.argonaut.api.ScriptRequests.NAME;
import static org.argonaut.api.ScriptRequests.ONE;
import static org.argonaut.api.ScriptRequests.TAG;

import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptLogRow;

/** {@code /scripts/{name}/log}: what a script wrote, once or as it comes. */
final class ScriptLogRoutes {
  private static final String TEXT = "text/plain";
  private final Scripts scripts;
  private final ScriptRequests requests;
  private final LogAnswers logs;

  ScriptLogRoutes(Surroundings around, LiveStreams streams) {
    this.scripts = around.scripts();
    this.requests = new ScriptRequests(around.scripts());
    this.logs = new LogAnswers(streams);
  }

  List<Route> routes() {
    return List.of(
        Route.get(ONE + "/log", "getScriptLog", "The newest lines of a script's log; with ?follow=true also those to come")
            .tag(TAG)
            .at(NAME)
            .takes(LogAnswers.FOLLOW, LogAnswers.SINCE, Lists.LIMIT)
            .answers(200, "Lines, oldest first, each after its time in UTC", TEXT, Json.object().put("type", "string"))
            .answers(200, "Lines, oldest first", Response.JSON, LogAnswers.schema())
            .problem(404, "No such script")
            .handledBy(this::log));
  }

  private Response log(Request request) throws Problem, InterruptedException {
    requests.existing(request);
    String name = request.path("name");
    List<ScriptLogRow> lines =
        request.await(scripts.lastLines(name, LogAnswers.since(request), Lists.limit(request)));
    return logs.answer(request, lines, last -> scripts.follow(name, last));
  }
}
