package org.argonaut.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.argonaut.api.http.Json;
import org.argonaut.api.http.Problem;
import org.argonaut.api.http.Schema;
import org.argonaut.cwmp.Fault;
import org.argonaut.device.Outcome;
import org.argonaut.device.RequestText;
import org.argonaut.device.SessionOpener;
import org.argonaut.usp.proto.UspMsg;

/** What the ends of commands and of connection requests mean in HTTP. */
final class Outcomes {
  private static final int BUSY_RETRY_SECONDS = 5;

  private Outcomes() {}

  /** The problem of an outcome that is no answer. */
  static Problem problemOf(String sn, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Faulted(Fault fault) -> faultProblem(fault);
      case Outcome.NoAnswer(String detail) ->
          device(502, "no-answer", "The device did not answer the RPC: " + detail);
      case Outcome.Unreachable(SessionOpener.Result why, String detail) -> notReached(why, detail);
      case Outcome.Expired(boolean sent) ->
          device(
                  504,
                  "expired",
                  sent
                      ? "The device was given the RPC and did not answer in time; it may still carry it out"
                      : "The device opened no session in time; nothing was sent. ?when=next queues it for its next one")
              .with("sent", sent);
      case Outcome.Cancelled() -> device(409, "cancelled", "The command was cancelled before it was sent");
      case Outcome.Unknown(String detail) ->
          device(502, "unknown", "The RPC was sent and its outcome is not known; it is not repeated: " + detail);
      case Outcome.Refused(Outcome.Reason reason, String detail) -> refused(sn, reason, detail);
      case Outcome.Rejected(UspMsg.Error error) -> uspProblem(error);
      case Outcome.Operated(UspMsg.Notify.OperationComplete completion) -> operationProblem(completion);
      case Outcome.Done done -> throw new IllegalArgumentException("an answer is no problem: " + done);
      case Outcome.Replied replied -> throw new IllegalArgumentException("an answer is no problem: " + replied);
    };
  }

  static Problem faultProblem(Fault fault) {
    String text = fault.message().isEmpty() ? "without a text" : fault.message();
    return Problem.of(422, "cpe-fault", "The CPE answered with a fault", fault.code() + " " + text)
        .with("fault", faultJson(fault));
  }

  private static Problem uspProblem(UspMsg.Error error) {
    String text = error.getErrMsg().isEmpty() ? "without a text" : error.getErrMsg();
    if (error.getParamErrsCount() > 0 && !text.contains(error.getParamErrs(0).getParamPath())) {
      UspMsg.Error.ParamError first = error.getParamErrs(0);
      text += " (" + first.getParamPath() + ": " + first.getErrCode() + " " + first.getErrMsg() + ")";
    }
    return Problem.of(422, "usp-error", "The agent answered with an error", error.getErrCode() + " " + text)
        .with("error", RequestText.json(error));
  }

  private static Problem operationProblem(UspMsg.Notify.OperationComplete completion) {
    UspMsg.Notify.OperationComplete.CommandFailure failure = completion.getCmdFailure();
    return Problem.of(
            422,
            "usp-command-failed",
            "The operation failed on the device",
            completion.getCommandName() + ": " + failure.getErrCode() + " " + failure.getErrMsg())
        .with("completion", RequestText.json(completion));
  }

  static ObjectNode faultJson(Fault fault) {
    ObjectNode node = Json.object().put("code", fault.code()).put("message", fault.message());
    ArrayNode parameters = node.putArray("parameterFaults");
    for (Fault.ParameterFault one : fault.parameterFaults()) {
      parameters
          .addObject()
          .put("parameterName", one.parameterName())
          .put("code", one.code())
          .put("message", one.message());
    }
    return node;
  }

  static ObjectNode faultSchema() {
    ObjectNode parameter =
        Schema.object()
            .with("parameterName", Schema.string("Full path"))
            .with("code", Schema.integer("9003 to 9008"))
            .with("message", Schema.string("The CPE's text"))
            .build();
    return Schema.object()
        .with("code", Schema.integer("TR-069 A.5: 9000 to 9032"))
        .with("message", Schema.string("The CPE's text"))
        .with("parameterFaults", Schema.arrayOf(parameter))
        .build();
  }

  /** Why no session came; the reason is for programs. */
  static Problem notReached(SessionOpener.Result why, String detail) {
    String text =
        switch (why) {
          case BUSY -> "The device is in a session already; it will take up the work there";
          case NO_ADDRESS -> "The device never told a ConnectionRequestURL";
          case UNREACHABLE -> "The device does not answer at its ConnectionRequestURL: behind NAT, or off";
          case UNAUTHORIZED -> "The device did not take our connection-request credentials";
          case REJECTED -> "The device rejected the connection request";
          case OVERLOADED -> "Too many connection requests are waiting on this node";
          case NOT_CONNECTED -> "The USP agent is not connected";
          case NO_SESSION -> "The device took the connection request but opened no session in time";
          case ACCEPTED -> "The device took the connection request";
        };
    int status =
        switch (why) {
          case BUSY, OVERLOADED -> 503;
          case NO_ADDRESS -> 409;
          case UNAUTHORIZED, REJECTED -> 502;
          case UNREACHABLE, NO_SESSION, NOT_CONNECTED, ACCEPTED -> 504;
        };
    String reason = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String more = detail == null || detail.isEmpty() ? "" : " (" + detail + ")";
    Problem problem = device(status, reason, text + more);
    return status == 503 ? problem.withHeader("Retry-After", Integer.toString(BUSY_RETRY_SECONDS)) : problem;
  }

  static Problem refused(String sn, Outcome.Reason reason, String detail) {
    return switch (reason) {
      case UNKNOWN_DEVICE -> DeviceJson.unknown(sn);
      case QUEUE_FULL ->
          Problem.of(429, "queue-full", "The device's queue is full", detail)
              .with("reason", "queue-full")
              .withHeader("Retry-After", Integer.toString(BUSY_RETRY_SECONDS));
      case WRONG_PROTOCOL ->
          Problem.of(409, "wrong-protocol", "The device speaks another protocol", detail).with("reason", "wrong-protocol");
      case MOVED -> Problem.unavailable("The device moves to another node; nothing was sent", BUSY_RETRY_SECONDS);
      case STORE_UNAVAILABLE -> Problem.unavailable("The database is away: " + detail, BUSY_RETRY_SECONDS);
    };
  }

  private static Problem device(int status, String reason, String detail) {
    return Problem.of(status, "device-" + reason, "The device could not do it", detail).with("reason", reason);
  }
}
