package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Parameter;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Request;
import org.argonaut.api.http.Response;
import org.argonaut.api.http.Route;
import org.argonaut.api.http.Schema;
import org.argonaut.catalog.RpcGuard;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJson;
import org.argonaut.cwmp.Fault;
import org.argonaut.device.CommandId;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.device.ParameterReader;

/** {@code POST /devices/{sn}/cwmp}: one RPC, now or in the device's next session, in JSON or SOAP. */
final class CwmpRoutes {
  private static final String BODY =
      "One RPC: as JSON, its arguments named as in TR-069 with a small first letter, or as a SOAP envelope. A transfer"
          + " takes `file`, the name of one of our files, in place of `url`; an Upload is kept as `uploads/` and that"
          + " name. GetParameterValues as JSON splits itself"
          + " where the device cannot answer all at once; as SOAP it is passed on as it is";

  private static final String FAULTED =
      "The device answered with a CWMP fault: `fault`; in an envelope when the RPC came as SOAP. Or nothing was sent, because"
          + " the device's `validation` is reject and the RPC does not fit its data model: `parameters`. With validation warn"
          + " answers and problems carry `warnings`, those in envelopes the header " + Objections.HEADER;

  private final Surroundings around;
  private final CommandRequests commands;
  private final RpcReader reader;
  private final RpcGuard guard;

  CwmpRoutes(Surroundings around, ApiSettings settings) {
    this.around = around;
    this.commands = new CommandRequests(settings);
    this.reader = new RpcReader(around, settings);
    this.guard = new RpcGuard(around.store(), around.devices(), around.catalog());
  }

  List<Route> routes() {
    return List.of(
        Route.post(DeviceRoutes.ONE + "/cwmp", "runRpc", "Run one RPC on the device and wait for its answer")
            .tag("commands")
            .at(DeviceRoutes.SN)
            .takes(
                CommandRequests.when("now: wake the device and wait; next: keep it durably for the device's next session"),
                commands.timeout(),
                CommandRequests.PRIORITY,
                Parameter.flag("wake", true, "Ask the device for a session; false: wait for its own. Ignored by when=next"),
                CommandRequests.BLOCK_QUEUE)
            .body(Response.JSON, Schema.ref("CwmpRequest"), BODY)
            .body(SoapBodies.MEDIA_TYPE, Json.object().put("type", "string"), BODY)
            .within(commands::deadline)
            .answers(200, "The device's answer, as JSON or as SOAP", Schema.ref("CwmpAnswer"))
            .answers(
                200,
                "The device's answer, as JSON or, when the RPC came as SOAP, in an envelope",
                SoapBodies.MEDIA_TYPE,
                Json.object().put("type", "string"))
            .answers(202, "Queued for the device's next session (when=next)", queuedSchema())
            .problem(404, "No such device")
            .problem(409, "Cancelled, or the device never told where to ask it for a session (`reason` says which)")
            .problem(422, FAULTED)
            .answers(
                422,
                FAULTED,
                SoapBodies.MEDIA_TYPE,
                Json.object().put("type", "string"))
            .problem(429, "The device's queue is full")
            .problem(502, "The device did not answer, refused us, or the outcome is not known (`reason` says which)")
            .problem(503, "Overloaded, the device or the database is not available now (`reason` busy, overloaded)")
            .problem(504, "The device did not come or did not answer in time (`reason` unreachable, no-session, expired)")
            .handledBy(this::run));
  }

  static ObjectNode queuedSchema() {
    return Schema.object()
        .with("id", Schema.string("GET .../commands/{id} says what became of it"))
        .maybe("warnings", Schema.arrayOf(Schema.ref("Objection")))
        .build();
  }

  private Response run(Request request) throws Problem, InterruptedException {
    commands.check(request);
    String sn = request.path("sn");
    RpcReader.Rpc rpc = reader.read(request, sn, commands.timeout(request));
    RpcGuard.Verdict verdict = request.await(guard.judge(sn, rpc.method()));
    if (verdict.rejects()) {
      throw Objections.problem(verdict);
    }
    try {
      return deliver(request, sn, rpc, verdict);
    } catch (Problem problem) {
      throw Objections.into(problem, verdict);
    }
  }

  private Response deliver(Request request, String sn, RpcReader.Rpc rpc, RpcGuard.Verdict verdict)
      throws Problem, InterruptedException {
    if (CommandRequests.isNext(request)) {
      return CommandRequests.enqueue(request, around.devices(), sn, commands.command(request, rpc.method()), verdict);
    }
    if (rpc.soap() != null) {
      return Objections.into(pass(request, sn, rpc), verdict);
    }
    return rpc.method() instanceof CpeMethod.GetParameterValues get
        ? read(request, sn, get)
        : execute(request, sn, rpc.method(), verdict);
  }

  private Response execute(Request request, String sn, CpeMethod rpc, RpcGuard.Verdict verdict)
      throws Problem, InterruptedException {
    Outcome outcome = request.await(around.devices().execute(sn, commands.command(request, rpc)));
    return switch (outcome) {
      case Outcome.Done(Fault fault) -> throw Outcomes.faultProblem(fault);
      case Outcome.Done(CpeAnswer answer) -> Response.json(200, Objections.into(CwmpJson.toJson(answer), verdict));
      default -> throw Outcomes.problemOf(sn, outcome);
    };
  }

  private Response pass(Request request, String sn, RpcReader.Rpc rpc) throws Problem, InterruptedException {
    Outcome outcome = request.await(around.devices().execute(sn, commands.command(request, rpc.method())));
    return switch (outcome) {
      case Outcome.Done(Fault fault) -> SoapBodies.answer(422, rpc.soap(), fault);
      case Outcome.Faulted(Fault fault) -> SoapBodies.answer(422, rpc.soap(), fault);
      case Outcome.Done(CpeAnswer answer) -> SoapBodies.answer(200, rpc.soap(), answer);
      default -> throw Outcomes.problemOf(sn, outcome);
    };
  }

  private Response read(Request request, String sn, CpeMethod.GetParameterValues get)
      throws Problem, InterruptedException {
    Devices.DeviceView device = request.await(around.devices().get(sn));
    if (device == null) {
      throw DeviceJson.unknown(sn);
    }
    ParameterReader parameters =
        new ParameterReader(
            around.devices(),
            sn,
            around.dialects().apply(device),
            new ParameterReader.Template(
                CommandId.next(),
                CommandRequests.priority(request),
                Instant.now().plus(commands.timeout(request)),
                request.flag("wake"),
                CommandRequests.ORIGIN));
    return switch (parameters.read(get.names())) {
      case ParameterReader.Ended(Outcome outcome) -> throw Outcomes.problemOf(sn, outcome);
      case ParameterReader.Read read -> {
        ObjectNode json = CwmpJson.toJson(new CpeAnswer.GetParameterValuesResponse(read.values()));
        if (!read.failed().isEmpty()) {
          ObjectNode failed = json.putObject("failed");
          read.failed().forEach((name, fault) -> failed.set(name, Outcomes.faultJson(fault)));
        }
        yield Response.json(200, json);
      }
    };
  }
}
