package org.argonaut.usp;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.usp.proto.UspMsg;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;

/** What an agent did not do of a request that it answered nevertheless: each path with code and text (R-SET.2a, R-GET.1a). */
public final class Refusals {
  private final List<ParamError> refused = new ArrayList<>();

  private Refusals() {}

  /** All that was refused, in the response's order; empty when all was done. */
  public static List<ParamError> of(UspMsg.Response response) {
    Refusals refusals = new Refusals();
    switch (response.getRespTypeCase()) {
      case GET_RESP -> refusals.get(response.getGetResp());
      case SET_RESP -> refusals.set(response.getSetResp());
      case ADD_RESP -> refusals.add(response.getAddResp());
      case DELETE_RESP -> refusals.delete(response.getDeleteResp());
      case OPERATE_RESP -> refusals.operate(response.getOperateResp());
      case GET_INSTANCES_RESP ->
          response.getGetInstancesResp().getReqPathResultsList()
              .forEach(path -> refusals.perhaps(path.getRequestedPath(), path.getErrCode(), path.getErrMsg()));
      case GET_SUPPORTED_DM_RESP ->
          response.getGetSupportedDmResp().getReqObjResultsList()
              .forEach(object -> refusals.perhaps(object.getReqObjPath(), object.getErrCode(), object.getErrMsg()));
      default -> {
        // the others are done as a whole or not at all
      }
    }
    return refusals.refused;
  }

  private void refused(String path, int code, String text) {
    refused.add(ParamError.newBuilder().setParamPath(path).setErrCode(code).setErrMsg(text).build());
  }

  /** Where code 0 says that all is well. */
  private void perhaps(String path, int code, String text) {
    if (code != 0) {
      refused(path, code, text);
    }
  }

  private void get(UspMsg.GetResp response) {
    response.getReqPathResultsList().forEach(path -> perhaps(path.getRequestedPath(), path.getErrCode(), path.getErrMsg()));
  }

  private void set(UspMsg.SetResp response) {
    for (UspMsg.SetResp.UpdatedObjectResult object : response.getUpdatedObjResultsList()) {
      var failure = object.getOperStatus().getOperFailure();
      if (object.getOperStatus().hasOperFailure()) {
        refused(object.getRequestedPath(), failure.getErrCode(), failure.getErrMsg());
      }
      for (UspMsg.SetResp.UpdatedInstanceFailure instance : failure.getUpdatedInstFailuresList()) {
        instance.getParamErrsList()
            .forEach(e -> refused(instance.getAffectedPath() + e.getParam(), e.getErrCode(), e.getErrMsg()));
      }
      for (UspMsg.SetResp.UpdatedInstanceResult instance :
          object.getOperStatus().getOperSuccess().getUpdatedInstResultsList()) {
        instance.getParamErrsList()
            .forEach(e -> refused(instance.getAffectedPath() + e.getParam(), e.getErrCode(), e.getErrMsg()));
      }
    }
  }

  private void add(UspMsg.AddResp response) {
    for (UspMsg.AddResp.CreatedObjectResult object : response.getCreatedObjResultsList()) {
      var failure = object.getOperStatus().getOperFailure();
      if (object.getOperStatus().hasOperFailure()) {
        refused(object.getRequestedPath(), failure.getErrCode(), failure.getErrMsg());
      }
      var success = object.getOperStatus().getOperSuccess();
      success.getParamErrsList()
          .forEach(e -> refused(success.getInstantiatedPath() + e.getParam(), e.getErrCode(), e.getErrMsg()));
    }
  }

  private void delete(UspMsg.DeleteResp response) {
    for (UspMsg.DeleteResp.DeletedObjectResult object : response.getDeletedObjResultsList()) {
      var failure = object.getOperStatus().getOperFailure();
      if (object.getOperStatus().hasOperFailure()) {
        refused(object.getRequestedPath(), failure.getErrCode(), failure.getErrMsg());
      }
      object.getOperStatus().getOperSuccess().getUnaffectedPathErrsList()
          .forEach(e -> refused(e.getUnaffectedPath(), e.getErrCode(), e.getErrMsg()));
    }
  }

  private void operate(UspMsg.OperateResp response) {
    response.getOperationResultsList().stream()
        .filter(UspMsg.OperateResp.OperationResult::hasCmdFailure)
        .forEach(
            result ->
                refused(result.getExecutedCommand(), result.getCmdFailure().getErrCode(), result.getCmdFailure().getErrMsg()));
  }
}
