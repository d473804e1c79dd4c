package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.event.EventLog;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.Page;

/** {@code /events}: the event log, in pages or live as server-sent events. */
final class EventRoutes {
  private static final String EVENT_STREAM = "text/event-stream";
  private static final int RETRY_MILLIS = 2_000;
  private static final Parameter SINCE =
      Parameter.whole("since", 0, Long.MAX_VALUE, "Only events with a greater id");

  private final EventLog log;
  private final ApiSettings settings;
  private final LiveStreams streams;

  EventRoutes(Surroundings around, ApiSettings settings, LiveStreams streams) {
    this.log = around.events();
    this.settings = settings;
    this.streams = streams;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/events", "listEvents", "The event log; with Accept: text/event-stream live")
            .tag("events")
            .takes(
                SINCE,
                Parameter.text("type", "Only events of this type, such as `1 BOOT` or `device.new`"),
                Parameter.text("sn", "Only events of this device"),
                Lists.LIMIT)
            .answers(200, "A page of events by ascending id", Schema.page("Event", "since"))
            .answers(
                200,
                "A page of events by ascending id; or the stream: each event as `id:` and `data:` with the same JSON."
                    + " It begins after `Last-Event-ID` or `since`, else with what happens from now on",
                EVENT_STREAM,
                Json.object().put("type", "string"))
            .handledBy(this::events));
  }

  static ObjectNode schema() {
    return members().build();
  }

  static Schema.ObjectBuilder members() {
    return Schema.object()
        .with("id", Schema.integer("Ascends in the order in which events became visible, over all nodes"))
        .with("sn", Schema.stringOrNull("The device"))
        .with("type", Schema.string("CWMP event code with its text, or device.new, device.clash, command.done ..."))
        .with("at", Schema.time("When it happened"))
        .with("data", Schema.any("What else there is to say; null: nothing"));
  }

  private Response events(Request request) throws Problem, InterruptedException {
    EventFilter filter = new EventFilter(request.whole("since"), request.text("type"), request.text("sn"));
    if (request.asksFor(EVENT_STREAM)) {
      return stream(request, filter);
    }
    Page<EventRow> page = request.await(log.list(filter, Lists.limit(request)));
    return Response.json(200, Lists.json(page, EventRoutes::json));
  }

  private Response stream(Request request, EventFilter filter) throws Problem {
    EventFilter from = request.header("Last-Event-ID").isPresent() ? filter.after(lastEventId(request)) : filter;
    Source<ByteString, NotUsed> events = log.follow(from).map(EventRoutes::frame);
    Source<ByteString, NotUsed> frames =
        Source.single(ByteString.fromString("retry: " + RETRY_MILLIS + "\n\n"))
            .concat(events)
            .keepAlive(settings.heartbeat(), () -> ByteString.fromString(": still here\n\n"));
    return streams.answer(EVENT_STREAM, frames);
  }

  private static long lastEventId(Request request) throws Problem {
    String id = request.header("Last-Event-ID").orElseThrow();
    try {
      return Long.parseLong(id.trim());
    } catch (NumberFormatException e) {
      throw Problem.badField("Last-Event-ID", "Last-Event-ID is not the id of an event; leave it out or send a number");
    }
  }

  private static ByteString frame(EventRow row) {
    String json = new String(Json.bytes(json(row)), StandardCharsets.UTF_8);
    return ByteString.fromString("id: " + row.id() + "\ndata: " + json + "\n\n");
  }

  static ObjectNode json(EventRow row) {
    ObjectNode node =
        Json.object()
            .put("id", row.id())
            .put("sn", row.sn())
            .put("type", row.type())
            .put("at", DeviceJson.time(row.at()));
    node.set("data", Json.stored(row.dataJson()));
    return node;
  }
}
