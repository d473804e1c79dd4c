package org.argonaut.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.catalog.RpcGuard;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.usp.Messages;
import org.argonaut.usp.UspJson;
import org.argonaut.usp.UspJsonException;
import org.argonaut.usp.proto.UspMsg;

/** {@code POST /devices/{sn}/usp}: one USP request, now or when the agent is there, as protobuf JSON. */
final class UspRoutes {
  private static final Duration MARGIN = Duration.ofSeconds(5);
  private static final String ORIGIN = "api";
  private static final String BODY =
      "One USP request in protobuf JSON, field names in camelCase or snake_case: a whole Msg (`header`, `body`), or only the"
          + " request, such as {\"get\": {\"paramPaths\": [\"Device.DeviceInfo.\"]}}. The answer's names are written the"
          + " same way; its `msg_id` is the one given";

  private final Surroundings around;
  private final ApiSettings settings;
  private final RpcGuard guard;

  UspRoutes(Surroundings around, ApiSettings settings) {
    this.around = around;
    this.settings = settings;
    this.guard = new RpcGuard(around.store(), around.devices(), around.catalog());
  }

  List<Route> routes() {
    return List.of(
        Route.post(DeviceRoutes.ONE + "/usp", "sendUsp", "Send one USP message to the agent and wait for its answer")
            .tag("commands")
            .at(DeviceRoutes.SN)
            .takes(
                Parameter.oneOf(
                        "when",
                        "now: send it and wait; next: keep it durably until the agent is connected",
                        "now",
                        "next")
                    .initially("now"),
                Parameter.whole(
                    "timeout",
                    1,
                    settings.maxQueuedLifetime().toSeconds(),
                    "Seconds until it expires; with when=now at most " + settings.maxCommandTimeout().toSeconds()),
                Parameter.oneOf("priority", "Order of delivery", "interactive", "script", "service", "bulk")
                    .initially("interactive"),
                Parameter.flag(
                    "wake", true, "Fail at once when the agent is not connected; false: wait for it. Ignored by when=next"),
                Parameter.flag("complete", false, "Wait for the OperationComplete of an Operate that runs on"),
                Parameter.flag("block_queue", false, "While it is outstanding nothing else of the queue is delivered"))
            .body(Response.JSON, Schema.ref("UspMessage"), BODY)
            .within(this::deadline)
            .answers(200, "The agent's response; with complete=true the OperationComplete", Schema.ref("UspMessage"))
            .answers(202, "Kept until the agent is connected (when=next)", CwmpRoutes.queuedSchema())
            .problem(404, "No such device")
            .problem(409, "The device speaks CWMP, or the command was cancelled (`reason` says which)")
            .problem(
                422,
                "It does not fit the data model (`parameters`) and the device's validation is reject; or the agent answered with an"
                    + " Error (`error`), or the operation failed (`completion`)")
            .problem(429, "The device's queue is full")
            .problem(502, "The agent did not answer, or the outcome is not known (`reason` says which)")
            .problem(503, "The device or the database is not available now")
            .problem(504, "The agent is not connected or did not answer in time (`reason` not-connected, expired)")
            .handledBy(this::run));
  }

  static ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", "object").put("additionalProperties", true);
    return schema.put("description", "A Msg of TR-369 in protobuf JSON");
  }

  private Duration deadline(Request request) {
    return isNext(request) ? settings.requestTimeout() : timeout(request).plus(MARGIN);
  }

  private static boolean isNext(Request request) {
    return "next".equals(request.text("when"));
  }

  private Duration timeout(Request request) {
    Long seconds = request.whole("timeout");
    if (seconds != null) {
      return Duration.ofSeconds(seconds);
    }
    return isNext(request) ? settings.queuedLifetime() : settings.commandTimeout();
  }

  private Response run(Request request) throws Problem, InterruptedException {
    if (!isNext(request) && timeout(request).compareTo(settings.maxCommandTimeout()) > 0) {
      throw Problem.badField(
          "timeout",
          "timeout is at most " + settings.maxCommandTimeout().toSeconds() + " seconds while waiting; ?when=next takes more");
    }
    String sn = request.path("sn");
    UspJson.Parsed parsed = read(request);
    RpcGuard.Verdict verdict = request.await(guard.judge(sn, parsed.msg().getBody().getRequest()));
    if (verdict.rejects()) {
      throw Objections.problem(verdict);
    }
    try {
      return deliver(request, sn, parsed, verdict);
    } catch (Problem problem) {
      throw Objections.into(problem, verdict);
    }
  }

  private Response deliver(Request request, String sn, UspJson.Parsed parsed, RpcGuard.Verdict verdict)
      throws Problem, InterruptedException {
    Command command = command(request, parsed.msg().getBody().getRequest());
    if (isNext(request)) {
      Devices.Accepted accepted = request.await(around.devices().enqueue(sn, command));
      if (accepted.refused() != null) {
        throw Outcomes.refused(sn, accepted.refused().reason(), accepted.refused().detail());
      }
      return Response.json(202, Objections.into(Json.object().put("id", accepted.id()), verdict))
          .withHeader("Location", Links.command(sn, accepted.id()));
    }
    Outcome outcome = request.await(around.devices().execute(sn, command));
    String id = parsed.msg().getHeader().getMsgId();
    return switch (outcome) {
      case Outcome.Replied(UspMsg.Response response) ->
          Objections.into(answer(Messages.response(id, response), parsed.naming()), verdict);
      case Outcome.Operated(UspMsg.Notify.OperationComplete done) when !done.hasCmdFailure() ->
          answer(Messages.request(id, UspMsg.Notify.newBuilder().setOperComplete(done).build()), parsed.naming());
      default -> throw Outcomes.problemOf(sn, outcome);
    };
  }

  private static Response answer(UspMsg.Msg message, UspJson.Naming naming) {
    return Response.json(200, Json.stored(UspJson.write(message, naming)));
  }

  private static UspJson.Parsed read(Request request) throws Problem {
    try {
      UspJson.Parsed parsed = UspJson.read(new String(request.body(), UTF_8), CommandId.next());
      if (!parsed.msg().getBody().hasRequest()) {
        throw Problem.badRequest("body.request is missing: an agent is sent requests only");
      }
      return parsed;
    } catch (UspJsonException e) {
      throw Problem.badRequest(e.getMessage());
    }
  }

  private Command command(Request request, UspMsg.Request body) {
    Instant now = Instant.now();
    boolean next = isNext(request);
    return new Command(
        CommandId.next(),
        new org.argonaut.device.Request.Message(body, request.flag("complete")),
        Command.Priority.valueOf(request.text("priority").toUpperCase(Locale.ROOT)),
        now,
        now.plus(timeout(request)),
        next,
        request.flag("block_queue"),
        !next && request.flag("wake"),
        ORIGIN);
  }
}
