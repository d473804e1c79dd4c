package org.argonaut.script.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeAnswer.AddObjectResponse;
import org.argonaut.cwmp.CpeAnswer.DeleteObjectResponse;
import org.argonaut.cwmp.CpeAnswer.GetParameterNamesResponse;
import org.argonaut.cwmp.CpeAnswer.GetParameterValuesResponse;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeAnswer.SetParameterValuesResponse;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpJson;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.cwmp.SoapWriter;
import org.argonaut.device.CommandKeys;
import org.argonaut.device.Outcome;
import org.argonaut.device.SessionOpener;
import org.argonaut.lua.LuaJson;
import org.argonaut.usp.proto.UspMsg;

/** What scripts see of answers, faults and other ends of commands. */
final class AnswerTables {
  private AnswerTables() {}

  /**
   * An answer in its documented shape: values by path, a boolean for what was set or deleted, number and status of what was
   * added, a list of names; for all other RPCs as {@link #fields}.
   */
  static Object of(CpeMethod asked, CpeAnswer answer) {
    return switch (answer) {
      case GetParameterValuesResponse(List<ParameterValue> values) -> {
        Map<String, Object> byPath = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach(value -> byPath.put(value.name(), value.value()));
        yield byPath;
      }
      // Accepted and applied after a reboot is success, too.
      case SetParameterValuesResponse _, DeleteObjectResponse _ -> true;
      case AddObjectResponse(long number, int status) -> Map.of("instance_number", number, "status", status);
      case GetParameterNamesResponse(List<ParameterInfo> names) -> names.stream().map(ParameterInfo::name).toList();
      default -> fields(asked, answer);
    };
  }

  /** An answer as a table: {@code ok}, and its fields named as in TR-069 in {@code snake_case}. */
  static Map<String, Object> fields(CpeMethod asked, CpeAnswer answer) {
    ObjectNode json = CwmpJson.toJson(answer);
    json.remove("rpc");
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("ok", true);
    String key = CommandKeys.of(asked);
    if (key != null) {
      table.put("command_key", key);
    }
    try {
      if (LuaJson.toLua(json, null, FieldNames::snake) instanceof Map<?, ?> fields) {
        fields.forEach((name, value) -> table.put((String) name, value));
      }
    } catch (LuaJson.Unfit e) {
      throw new IllegalStateException("an answer holds no number that Lua cannot hold", e);
    }
    return table;
  }

  /** The failure of an outcome that is no answer. */
  static FunctionFailure failure(String sn, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(Fault fault) -> fault(fault);
      case Outcome.Faulted(Fault fault) -> fault(fault);
      case Outcome.NoAnswer(String detail) ->
          new FunctionFailure(FunctionFailure.NO_ANSWER, "the device did not answer the request: " + detail);
      case Outcome.Unreachable(SessionOpener.Result why, String detail) -> unreachable(why, detail);
      case Outcome.Expired(boolean sent) ->
          new FunctionFailure(
              FunctionFailure.TIMED_OUT,
              sent
                  ? "timeout: the device has the request and did not answer in time; it may still carry it out"
                  : "timeout: the device opened no session in time; nothing was sent");
      case Outcome.Cancelled() -> new FunctionFailure(FunctionFailure.CANCELLED, "the request was cancelled before it was sent");
      case Outcome.Unknown(String detail) ->
          new FunctionFailure(FunctionFailure.NO_ANSWER, "what became of the request is not known: " + detail);
      case Outcome.Refused(Outcome.Reason reason, String detail) -> refused(sn, reason, detail);
      case Outcome.Rejected(UspMsg.Error error) ->
          new FunctionFailure(Integer.toString(error.getErrCode()), UspTables.text(error.getErrCode(), error.getErrMsg()));
      case Outcome.Operated(UspMsg.Notify.OperationComplete completion) ->
          new FunctionFailure(
              Integer.toString(completion.getCmdFailure().getErrCode()),
              UspTables.text(completion.getCmdFailure().getErrCode(), completion.getCmdFailure().getErrMsg()));
      case Outcome.Replied replied -> throw new IllegalArgumentException("an answer is no failure: " + replied);
      case Outcome.Done done -> throw new IllegalArgumentException("an answer is no failure: " + done);
    };
  }

  static FunctionFailure refused(String sn, Outcome.Reason reason, String detail) {
    return switch (reason) {
      case UNKNOWN_DEVICE -> FunctionFailure.unknownDevice(sn);
      case QUEUE_FULL -> new FunctionFailure(FunctionFailure.QUEUE_FULL, detail);
      case WRONG_PROTOCOL -> new FunctionFailure(FunctionFailure.CANCELLED, detail);
      case MOVED, STORE_UNAVAILABLE -> new FunctionFailure(FunctionFailure.UNAVAILABLE, detail);
    };
  }

  private static FunctionFailure unreachable(SessionOpener.Result why, String detail) {
    String text =
        switch (why) {
          case BUSY -> "it is in a session already";
          case NO_ADDRESS -> "it never told a ConnectionRequestURL";
          case UNREACHABLE -> "it does not answer at its ConnectionRequestURL: behind NAT, or off";
          case UNAUTHORIZED -> "it did not take our connection-request credentials";
          case REJECTED -> "it rejected the connection request";
          case OVERLOADED -> "too many connection requests are waiting on this node";
          case NOT_CONNECTED -> "its USP agent is not connected";
          case NO_SESSION -> "it took the connection request but opened no session in time";
          case ACCEPTED -> "it took the connection request";
        };
    String more = detail == null || detail.isEmpty() ? "" : " (" + detail + ")";
    return new FunctionFailure(FunctionFailure.UNAVAILABLE, "the device is not reachable: " + text + more);
  }

  /** {@code raw_response} is the envelope as the CPE sent it; one of our own where that was not kept. */
  private static FunctionFailure fault(Fault fault) {
    Map<String, Object> more = new LinkedHashMap<>();
    more.put("raw_response", fault.rawXml() != null ? fault.rawXml() : written(fault));
    if (!fault.parameterFaults().isEmpty()) {
      List<Map<String, Object>> parameters = new ArrayList<>();
      fault.parameterFaults().forEach(p -> parameters.add(parameterFault(p)));
      more.put("parameter_faults", parameters);
    }
    String message = fault.message().isEmpty() ? "CWMP fault " + fault.code() : fault.message();
    return new FunctionFailure(Integer.toString(fault.code()), message, more);
  }

  private static Map<String, Object> parameterFault(Fault.ParameterFault fault) {
    return Map.of(
        "parameter_name", fault.parameterName(),
        "fault_code", Integer.toString(fault.code()),
        "fault_string", fault.message() == null ? "" : fault.message());
  }

  private static String written(Fault fault) {
    byte[] envelope = SoapWriter.write(new Envelope(null, CwmpVersion.V1_0, fault), Dialect.STANDARD);
    return new String(envelope, StandardCharsets.UTF_8);
  }
}
