package org.argonaut.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
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
import org.argonaut.device.Outcome;
import org.argonaut.usp.Messages;
import org.argonaut.usp.UspJson;
import org.argonaut.usp.UspJsonException;
import org.argonaut.usp.proto.UspMsg;

/** {@code POST /devices/{sn}/usp}: one USP request, now or when the agent is there, as protobuf JSON. */
final class UspRoutes {
  private static final String BODY =
      "One USP request in protobuf JSON, field names in camelCase or snake_case: a whole Msg (`header`, `body`), or only the"
          + " request, such as {\"get\": {\"paramPaths\": [\"Device.DeviceInfo.\"]}}. The answer's names are written the"
          + " same way; its `msg_id` is the one given";

  private final Surroundings around;
  private final CommandRequests commands;
  private final RpcGuard guard;

  UspRoutes(Surroundings around, ApiSettings settings) {
    this.around = around;
    this.commands = new CommandRequests(settings);
    this.guard = new RpcGuard(around.store(), around.devices(), around.catalog());
  }

  List<Route> routes() {
    return List.of(
        Route.post(DeviceRoutes.ONE + "/usp", "sendUsp", "Send one USP message to the agent and wait for its answer")
            .tag("commands")
            .at(DeviceRoutes.SN)
            .takes(
                CommandRequests.when("now: send it and wait; next: keep it durably until the agent is connected"),
                commands.timeout(),
                CommandRequests.PRIORITY,
                Parameter.flag(
                    "wake", true, "Fail at once when the agent is not connected; false: wait for it. Ignored by when=next"),
                Parameter.flag("complete", false, "Wait for the OperationComplete of an Operate that runs on"),
                CommandRequests.BLOCK_QUEUE)
            .body(Response.JSON, Schema.ref("UspMessage"), BODY)
            .within(commands::deadline)
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

  private Response run(Request request) throws Problem, InterruptedException {
    commands.check(request);
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
    Command command = commands.command(request, parsed.msg().getBody().getRequest(), request.flag("complete"));
    if (CommandRequests.isNext(request)) {
      return CommandRequests.enqueue(request, around.devices(), sn, command, verdict);
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
}
