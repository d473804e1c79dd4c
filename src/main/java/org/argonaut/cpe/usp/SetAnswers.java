package org.argonaut.cpe.usp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.tree.Place;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;
import org.argonaut.usp.proto.UspMsg.Set;
import org.argonaut.usp.proto.UspMsg.SetResp;
import org.argonaut.usp.proto.UspMsg.SetResp.ParameterError;
import org.argonaut.usp.proto.UspMsg.SetResp.UpdatedInstanceFailure;
import org.argonaut.usp.proto.UspMsg.SetResp.UpdatedInstanceResult;
import org.argonaut.usp.proto.UspMsg.SetResp.UpdatedObjectResult;

/** Carries out Set: everything is checked before anything is set (TR-369 "Set", R-SET). */
final class SetAnswers {
  private final PathResolver resolver;
  private final Editor editor;

  SetAnswers(PathResolver resolver, Editor editor) {
    this.resolver = resolver;
    this.editor = editor;
  }

  /**
   * What one UpdateObject comes to.
   *
   * @param fault why the whole of it fails; null when it does not
   * @param name the path of the parameter the fault is about, or of the object
   */
  private record Plan(String path, UspFault fault, String name, List<InstancePlan> instances) {
    boolean failed() {
      return fault != null || instances.stream().anyMatch(InstancePlan::failed);
    }
  }

  private static final class InstancePlan {
    final Place place;
    final Map<String, Editor.Assignment> assignments = new LinkedHashMap<>();
    final List<ParameterError> errors = new ArrayList<>();
    boolean requiredFailed;

    InstancePlan(Place place) {
      this.place = place;
    }

    boolean failed() {
      return requiredFailed;
    }
  }

  /**
   * The answer; what was set is added to {@code changes}.
   *
   * @throws RequestFailed nothing was set, and the whole request is answered by an Error
   */
  SetResp set(Set call, Changes changes) throws RequestFailed {
    List<Plan> plans = new ArrayList<>();
    for (Set.UpdateObject update : call.getUpdateObjsList()) {
      plans.add(plan(update));
    }
    if (!call.getAllowPartial() && plans.stream().anyMatch(Plan::failed)) {
      throw new RequestFailed(UspErrors.INVALID_ARGUMENTS, "nothing was set: see the parameters", errors(plans));
    }
    if (call.getAllowPartial()) {
      plans.stream().filter(plan -> !plan.failed()).forEach(plan -> keep(List.of(plan), changes));
    } else if (!keep(plans, changes)) {
      throw new RequestFailed(UspErrors.INVALID_ARGUMENTS, "nothing was set: see the parameters", errors(plans));
    }
    SetResp.Builder answer = SetResp.newBuilder();
    for (Plan plan : plans) {
      answer.addUpdatedObjResults(plan.failed() ? failure(plan) : success(plan));
    }
    return answer.build();
  }

  /** Sets what was planned, all or none; false: what refused it is noted with its instance. */
  private boolean keep(List<Plan> plans, Changes changes) {
    List<Editor.Assignment> all = new ArrayList<>();
    plans.forEach(plan -> plan.instances.forEach(instance -> all.addAll(instance.assignments.values())));
    Map<String, UspFault> faults = editor.set(all, changes);
    for (Plan plan : plans) {
      for (InstancePlan instance : plan.instances) {
        instance.assignments.forEach(
            (name, assignment) -> {
              UspFault fault = faults.get(assignment.place().path());
              if (fault != null) {
                instance.requiredFailed = true;
                instance.errors.add(error(name, fault));
              }
            });
      }
    }
    return faults.isEmpty();
  }

  private Plan plan(Set.UpdateObject update) {
    String path = update.getObjPath();
    List<InstancePlan> instances = new ArrayList<>();
    try {
      for (Place place : resolver.objects(path)) {
        instances.add(plan(place, update));
      }
    } catch (UspFault fault) {
      return new Plan(path, fault, path, List.of());
    }
    return new Plan(path, null, path, instances);
  }

  private InstancePlan plan(Place place, Set.UpdateObject update) {
    InstancePlan plan = new InstancePlan(place);
    for (Set.UpdateParamSetting setting : update.getParamSettingsList()) {
      try {
        plan.assignments.put(setting.getParam(), editor.check(place, setting.getParam(), setting.getValue()));
        Map<String, String> given = new LinkedHashMap<>();
        plan.assignments.forEach((name, assignment) -> given.put(name, assignment.value()));
        editor.checkKeys(place, given, setting.getParam());
      } catch (UspFault fault) {
        plan.assignments.remove(setting.getParam());
        plan.requiredFailed |= setting.getRequired();
        plan.errors.add(error(setting.getParam(), fault));
      }
    }
    return plan;
  }

  private static ParameterError error(String name, UspFault fault) {
    return ParameterError.newBuilder().setParam(name).setErrCode(fault.code()).setErrMsg(fault.getMessage()).build();
  }

  private static List<ParamError> errors(List<Plan> plans) {
    List<ParamError> errors = new ArrayList<>();
    for (Plan plan : plans) {
      if (plan.fault != null) {
        errors.add(RequestFailed.about(plan.name, plan.fault.code(), plan.fault.getMessage()));
      }
      for (InstancePlan instance : plan.instances) {
        if (instance.failed()) {
          instance.errors.forEach(
              error ->
                  errors.add(
                      RequestFailed.about(instance.place.path() + error.getParam(), error.getErrCode(), error.getErrMsg())));
        }
      }
    }
    return errors;
  }

  private static UpdatedObjectResult failure(Plan plan) {
    UpdatedObjectResult.OperationStatus.OperationFailure.Builder failure =
        UpdatedObjectResult.OperationStatus.OperationFailure.newBuilder();
    if (plan.fault != null) {
      failure.setErrCode(plan.fault.code()).setErrMsg(plan.fault.getMessage());
    } else {
      failure.setErrCode(UspErrors.REQUIRED_PARAMETER_FAILED).setErrMsg("a required parameter could not be set");
      for (InstancePlan instance : plan.instances) {
        if (instance.failed()) {
          failure.addUpdatedInstFailures(
              UpdatedInstanceFailure.newBuilder()
                  .setAffectedPath(instance.place.path())
                  .addAllParamErrs(instance.errors));
        }
      }
    }
    return UpdatedObjectResult.newBuilder()
        .setRequestedPath(plan.path)
        .setOperStatus(UpdatedObjectResult.OperationStatus.newBuilder().setOperFailure(failure))
        .build();
  }

  private static UpdatedObjectResult success(Plan plan) {
    UpdatedObjectResult.OperationStatus.OperationSuccess.Builder success =
        UpdatedObjectResult.OperationStatus.OperationSuccess.newBuilder();
    for (InstancePlan instance : plan.instances) {
      UpdatedInstanceResult.Builder result =
          UpdatedInstanceResult.newBuilder().setAffectedPath(instance.place.path()).addAllParamErrs(instance.errors);
      instance.assignments.forEach((name, assignment) -> result.putUpdatedParams(name, assignment.value()));
      success.addUpdatedInstResults(result);
    }
    return UpdatedObjectResult.newBuilder()
        .setRequestedPath(plan.path)
        .setOperStatus(UpdatedObjectResult.OperationStatus.newBuilder().setOperSuccess(success))
        .build();
  }
}
