package org.argonaut.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.device.Devices;
import org.argonaut.device.Devices.CommandView;
import org.argonaut.device.RequestText;
import org.argonaut.store.CommandRow;
import org.argonaut.store.Page;
import org.argonaut.store.Store;

/** {@code /devices/{sn}/commands}: the queue, and what became of commands. */
final class CommandRoutes {
  private static final String ALL = DeviceRoutes.ONE + "/commands";
  private static final String ONE = ALL + "/{id}";
  private static final String TAG = "commands";
  private static final Parameter ID = Parameter.text("id", "The command's id, as `?when=next` answered it");

  private final Devices devices;
  private final Store store;

  CommandRoutes(Surroundings around) {
    this.devices = around.devices();
    this.store = around.store();
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, "listCommands", "Commands of a device: those waiting now, then those that ended, newest first")
            .tag(TAG)
            .at(DeviceRoutes.SN)
            .takes(Lists.LIMIT, Lists.CURSOR)
            .answers(200, "A page of commands", Schema.page("Command", "cursor"))
            .problem(404, "No such device")
            .handledBy(this::list),
        Route.get(ONE, "getCommand", "One command and its outcome")
            .tag(TAG)
            .at(DeviceRoutes.SN)
            .at(ID)
            .answers(200, "The command", Schema.ref("Command"))
            .problem(404, "No such command; RPCs that only read are not kept when they end")
            .handledBy(this::get),
        Route.delete(ONE, "cancelCommand", "Cancel a command that waits")
            .tag(TAG)
            .at(DeviceRoutes.SN)
            .at(ID)
            .answers(204, "Cancelled")
            .problem(404, "No such command")
            .problem(409, "It was sent, or has ended")
            .handledBy(this::cancel));
  }

  static ObjectNode schema() {
    return Schema.object()
        .with("id", Schema.string("Its id"))
        .with("rpc", Schema.string("The method's name"))
        .with(
            "state",
            Schema.oneOf(
                "Where it stands", "queued", "sent", "done", "failed", "expired", "cancelled", "unknown"))
        .with("origin", Schema.string("Who asked"))
        .with("queued_at", Schema.timeOrNull("When it was accepted"))
        .with("ended_at", Schema.timeOrNull("null: not yet"))
        .with("request", Schema.any("The RPC as JSON, secrets hidden; null when not kept"))
        .with("result", Schema.any("The answer, or the fault, as JSON; null: not yet"))
        .maybe("durable", Schema.flag("While it waits: whether it survives a restart"))
        .maybe("priority", Schema.oneOf("While it waits", "interactive", "script", "service", "bulk"))
        .maybe("deadline", Schema.time("While it waits: when it expires"))
        .maybe("awaiting_transfer", Schema.flag("Answered; the transfer itself still runs on the device"))
        .build();
  }

  private Response list(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    Page<CommandRow> page =
        Lists.page(request, () -> store.commands().list(sn, Lists.limit(request), request.text("cursor")));
    List<CommandView> live = request.await(devices.commands(sn));
    boolean first = !request.has("cursor");
    if (first && page.items().isEmpty() && live.isEmpty() && request.await(devices.get(sn)) == null) {
      throw DeviceJson.unknown(sn);
    }
    Set<String> waiting = new HashSet<>();
    live.forEach(view -> waiting.add(view.command().id()));
    ObjectNode node = Json.object();
    ArrayNode items = node.putArray("items");
    if (first) {
      live.forEach(view -> items.add(json(view)));
    }
    page.items().stream().filter(row -> !waiting.contains(row.id())).forEach(row -> items.add(json(row)));
    return Response.json(200, node.put("next", page.next()));
  }

  private Response get(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    String id = request.path("id");
    CommandView live = live(request, sn, id);
    if (live != null) {
      return Response.json(200, json(live));
    }
    CommandRow row = request.await(store.commands().get(sn, id));
    if (row == null) {
      throw noSuchCommand(sn, id);
    }
    return Response.json(200, json(row));
  }

  private CommandView live(Request request, String sn, String id) throws Problem, InterruptedException {
    return request.await(devices.commands(sn)).stream()
        .filter(view -> view.command().id().equals(id))
        .findFirst()
        .orElse(null);
  }

  private Response cancel(Request request) throws Problem, InterruptedException {
    String sn = request.path("sn");
    String id = request.path("id");
    return switch (request.await(devices.cancel(sn, id))) {
      case CANCELLED -> Response.empty(204);
      case ALREADY_SENT ->
          throw Problem.conflict("The command has been sent to the device and cannot be taken back");
      case NOT_FOUND -> {
        CommandRow row = request.await(store.commands().get(sn, id));
        throw row == null ? noSuchCommand(sn, id) : Problem.conflict("The command has ended already: " + row.state());
      }
    };
  }

  private static Problem noSuchCommand(String sn, String id) {
    return Problem.notFound("Device '" + sn + "' has no command '" + id + "'");
  }

  private static JsonNode json(CommandRow row) {
    ObjectNode node =
        Json.object()
            .put("id", row.id())
            .put("rpc", row.rpc())
            .put("state", row.state())
            .put("origin", DeviceJson.text(row.origin()))
            .put("queued_at", DeviceJson.time(row.queuedAt()))
            .put("ended_at", DeviceJson.time(row.endedAt()));
    node.set("request", Secrets.hidden(Json.stored(row.requestJson())));
    node.set("result", Json.stored(row.resultJson()));
    return node;
  }

  private static JsonNode json(CommandView view) {
    ObjectNode node =
        Json.object()
            .put("id", view.command().id())
            .put("rpc", view.command().request().name())
            .put("state", state(view))
            .put("durable", view.command().durable())
            .put("origin", DeviceJson.text(view.command().origin()))
            .put("queued_at", DeviceJson.time(view.command().queuedAt()))
            .putNull("ended_at");
    node.set("request", Secrets.hidden(RequestText.json(view.command().request())));
    node.putNull("result");
    return node.put("priority", view.command().priority().name().toLowerCase(Locale.ROOT))
        .put("deadline", DeviceJson.time(view.command().deadline()))
        .put("awaiting_transfer", view.awaitingTransfer());
  }

  private static String state(CommandView view) {
    return view.sent() ? "sent" : "queued";
  }
}
