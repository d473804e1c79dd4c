package org.argonaut.script.functions;

import java.util.LinkedHashMap;
import java.util.Map;
import org.argonaut.usp.Refusals;
import org.argonaut.usp.proto.UspMsg;

/**
 * What {@code send_usp_message} gives to scripts: one flat table of strings by path, and as a second result what of the request
 * the agent refused, by path.
 */
final class UspTables {

  /**
   * A response as tables.
   *
   * @param values by path: values read or set, objects made or deleted, outputs of commands
   * @param failures by path: {@code error_code} and {@code error_message}
   */
  record Result(Map<String, Object> values, Map<String, Map<String, Object>> failures) {
    private static Result empty() {
      return new Result(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private void failed(UspMsg.Error.ParamError refused) {
      Map<String, Object> failure = new LinkedHashMap<>();
      failure.put("error_code", Integer.toString(refused.getErrCode()));
      failure.put("error_message", text(refused.getErrCode(), refused.getErrMsg()));
      failures.put(refused.getParamPath(), failure);
    }
  }

  private UspTables() {}

  /** A message for people, whatever the agent left out. */
  static String text(int code, String message) {
    return message.isEmpty() ? "USP error " + code : message;
  }

  static Result of(UspMsg.Response response) {
    Result result = Result.empty();
    Refusals.of(response).forEach(result::failed);
    switch (response.getRespTypeCase()) {
      case GET_RESP -> get(response.getGetResp(), result);
      case SET_RESP -> set(response.getSetResp(), result);
      case ADD_RESP -> add(response.getAddResp(), result);
      case DELETE_RESP -> delete(response.getDeleteResp(), result);
      case OPERATE_RESP -> operate(response.getOperateResp(), result);
      case GET_INSTANCES_RESP -> instances(response.getGetInstancesResp(), result);
      case GET_SUPPORTED_DM_RESP -> supported(response.getGetSupportedDmResp(), result);
      case GET_SUPPORTED_PROTOCOL_RESP ->
          result.values.put(
              "agent_supported_protocol_versions",
              response.getGetSupportedProtocolResp().getAgentSupportedProtocolVersions());
      case NOTIFY_RESP, REGISTER_RESP, DEREGISTER_RESP, RESPTYPE_NOT_SET -> {
        // no answer to anything a script can ask
      }
    }
    return result;
  }

  /** What a finished operation gave. */
  static Result of(UspMsg.Notify.OperationComplete complete) {
    Result result = Result.empty();
    result.values.putAll(complete.getReqOutputArgs().getOutputArgsMap());
    return result;
  }

  private static void get(UspMsg.GetResp response, Result result) {
    for (UspMsg.GetResp.RequestedPathResult requested : response.getReqPathResultsList()) {
      requested
          .getResolvedPathResultsList()
          .forEach(found -> putUnder(found.getResolvedPath(), found.getResultParamsMap(), result));
    }
  }

  private static void putUnder(String path, Map<String, String> values, Result result) {
    values.forEach((name, value) -> result.values.put(path + name, value));
  }

  private static void set(UspMsg.SetResp response, Result result) {
    for (UspMsg.SetResp.UpdatedObjectResult updated : response.getUpdatedObjResultsList()) {
      for (UspMsg.SetResp.UpdatedInstanceResult one :
          updated.getOperStatus().getOperSuccess().getUpdatedInstResultsList()) {
        putUnder(one.getAffectedPath(), one.getUpdatedParamsMap(), result);
      }
    }
  }

  private static void add(UspMsg.AddResp response, Result result) {
    for (UspMsg.AddResp.CreatedObjectResult created : response.getCreatedObjResultsList()) {
      if (created.getOperStatus().hasOperSuccess()) {
        result.values.put(created.getOperStatus().getOperSuccess().getInstantiatedPath(), "");
      }
    }
  }

  private static void delete(UspMsg.DeleteResp response, Result result) {
    for (UspMsg.DeleteResp.DeletedObjectResult deleted : response.getDeletedObjResultsList()) {
      deleted.getOperStatus().getOperSuccess().getAffectedPathsList().forEach(path -> result.values.put(path, ""));
    }
  }

  private static void operate(UspMsg.OperateResp response, Result result) {
    for (UspMsg.OperateResp.OperationResult operation : response.getOperationResultsList()) {
      switch (operation.getOperationRespCase()) {
        case REQ_OBJ_PATH -> result.values.put(operation.getExecutedCommand(), operation.getReqObjPath());
        case REQ_OUTPUT_ARGS -> {
          result.values.put(operation.getExecutedCommand(), "");
          result.values.putAll(operation.getReqOutputArgs().getOutputArgsMap());
        }
        case CMD_FAILURE -> {
          // among the failures
        }
        case OPERATIONRESP_NOT_SET -> result.values.put(operation.getExecutedCommand(), "");
      }
    }
  }

  private static void instances(UspMsg.GetInstancesResp response, Result result) {
    for (UspMsg.GetInstancesResp.RequestedPathResult requested : response.getReqPathResultsList()) {
      requested.getCurrInstsList().forEach(instance -> result.values.put(instance.getInstantiatedObjPath(), ""));
    }
  }

  /** Paths as the agent supports them, with the type of parameters and the kind of all else. */
  private static void supported(UspMsg.GetSupportedDMResp response, Result result) {
    for (UspMsg.GetSupportedDMResp.RequestedObjectResult requested : response.getReqObjResultsList()) {
      for (UspMsg.GetSupportedDMResp.SupportedObjectResult object : requested.getSupportedObjsList()) {
        String path = object.getSupportedObjPath();
        result.values.put(path, object.getAccess().name());
        object.getSupportedParamsList().forEach(p -> result.values.put(path + p.getParamName(), p.getValueType().name()));
        object
            .getSupportedCommandsList()
            .forEach(c -> result.values.put(path + c.getCommandName(), c.getCommandType().name()));
        object.getSupportedEventsList().forEach(e -> result.values.put(path + e.getEventName(), "EVENT"));
      }
    }
  }
}
