package org.argonaut.api;

import static org.argonaut.api.ScriptRequests.NAME;
import static org.argonaut.api.ScriptRequests.ONE;
import static org.argonaut.api.ScriptRequests.TAG;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.script.Scripts;
import org.argonaut.store.ParkedEvent;

/** {@code /scripts/{name}/parked}: events that a script's callbacks failed on for good. */
final class ParkedRoutes {
  private static final String EVENT_PATH = ONE + "/parked/{event}";
  private static final Parameter EVENT =
      new Parameter("event", new Parameter.Whole(1, Long.MAX_VALUE), "The event's id", null);

  private final Scripts scripts;

  ParkedRoutes(Surroundings around) {
    this.scripts = around.scripts();
  }

  List<Route> routes() {
    return List.of(
        Route.get(ONE + "/parked", "listParkedEvents", "Events the script's callbacks failed on for good, oldest first")
            .tag(TAG)
            .at(NAME)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of events", Schema.page("ParkedEvent", "cursor"))
            .handledBy(this::list),
        Route.post(EVENT_PATH + "/retry", "retryParkedEvent", "Handle it once more; it stays until that went well")
            .tag(TAG)
            .at(NAME)
            .at(EVENT)
            .answers(202, "The callback is called")
            .problem(404, "The script has no such event parked")
            .problem(409, "The script does not run, or does not listen to such events any more")
            .handledBy(this::retry),
        Route.delete(EVENT_PATH, "dropParkedEvent", "Drop it")
            .tag(TAG)
            .at(NAME)
            .at(EVENT)
            .answers(204, "Dropped")
            .problem(404, "The script has no such event parked")
            .handledBy(this::drop));
  }

  static ObjectNode schema() {
    return EventRoutes.members()
        .with("listener", Schema.string("Whose callback failed"))
        .with("error", Schema.string("Of the last attempt"))
        .with("attempts", Schema.integer("How often the callback ran with it"))
        .with("parked", Schema.time("When it was given up"))
        .build();
  }

  private Response list(Request request) throws Problem, InterruptedException {
    var page =
        Lists.page(
            request, () -> scripts.parked(request.path("name"), Lists.limit(request), request.text("cursor")));
    return Response.json(200, Lists.json(page, ParkedRoutes::json));
  }

  private Response retry(Request request) throws Problem, InterruptedException {
    boolean begun = false;
    for (ParkedEvent parked : parked(request)) {
      begun |= request.await(scripts.tryAgain(request.path("name"), parked));
    }
    if (!begun) {
      throw Problem.conflict(
          "The script '" + request.path("name") + "' does not run, or does not listen to such events any more");
    }
    return Response.empty(202);
  }

  private Response drop(Request request) throws Problem, InterruptedException {
    for (ParkedEvent parked : parked(request)) {
      request.await(scripts.unpark(parked));
    }
    return Response.empty(204);
  }

  private List<ParkedEvent> parked(Request request) throws Problem, InterruptedException {
    String name = request.path("name");
    long event = Long.parseLong(request.path("event"));
    List<ParkedEvent> parked = request.await(scripts.parked(name, event));
    if (parked.isEmpty()) {
      throw Problem.notFound("The script '" + name + "' has no event " + event + " parked");
    }
    return parked;
  }

  private static JsonNode json(ParkedEvent parked) {
    ObjectNode json = EventRoutes.json(parked.event());
    json.put("listener", parked.listener());
    json.put("error", parked.error());
    json.put("attempts", parked.attempts());
    json.put("parked", DeviceJson.time(parked.parked()));
    return json;
  }
}
