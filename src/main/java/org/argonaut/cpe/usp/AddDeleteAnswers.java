package org.argonaut.cpe.usp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Place;
import org.argonaut.cpe.tree.Tree;
import org.argonaut.datamodel.mapping.Fault;
import org.argonaut.datamodel.mapping.Result;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.Add;
import org.argonaut.usp.proto.UspMsg.AddResp;
import org.argonaut.usp.proto.UspMsg.AddResp.CreatedObjectResult;
import org.argonaut.usp.proto.UspMsg.AddResp.ParameterError;
import org.argonaut.usp.proto.UspMsg.Delete;
import org.argonaut.usp.proto.UspMsg.DeleteResp;
import org.argonaut.usp.proto.UspMsg.DeleteResp.DeletedObjectResult;
import org.argonaut.usp.proto.UspMsg.DeleteResp.DeletedObjectResult.OperationStatus.OperationSuccess;
import org.argonaut.usp.proto.UspMsg.DeleteResp.UnaffectedPathError;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;

/** Carries out Add and Delete (TR-369 "Add", "Delete"; R-ADD, R-DEL). */
final class AddDeleteAnswers {
  private final Tree tree;
  private final PathResolver resolver;
  private final Editor editor;

  AddDeleteAnswers(Tree tree, PathResolver resolver, Editor editor) {
    this.tree = tree;
    this.resolver = resolver;
    this.editor = editor;
  }

  /** An instance that was made, before it is known whether it stays. */
  private record Made(Place row, List<ParameterError> errors, Changes changes) {}

  /** An instance to be deleted, and where it is told what became of it. */
  private record Doomed(Place row, OperationSuccess.Builder told) {}

  /** Why one CreateObject fails; the errors are of its parameters. */
  private static final class CreationFailed extends Exception {
    private final UspFault fault;
    private final List<ParamError> errors;

    CreationFailed(UspFault fault, List<ParamError> errors) {
      super(fault.getMessage(), null, false, false);
      this.fault = fault;
      this.errors = errors;
    }
  }

  /**
   * Fills in what a new instance of that table needs from the agent, the Recipient of a Subscription for example: its
   * unique keys include these.
   */
  interface Midwife {
    void born(Place row, Changes changes);
  }

  AddResp add(Add call, Midwife midwife, Changes changes) throws RequestFailed {
    AddResp.Builder answer = AddResp.newBuilder();
    List<Made> made = new ArrayList<>();
    List<ParamError> errors = new ArrayList<>();
    for (Add.CreateObject create : call.getCreateObjsList()) {
      CreatedObjectResult.OperationStatus.Builder status = CreatedObjectResult.OperationStatus.newBuilder();
      try {
        Made one = create(create, midwife);
        made.add(one);
        status.setOperSuccess(
            CreatedObjectResult.OperationStatus.OperationSuccess.newBuilder()
                .setInstantiatedPath(one.row.path())
                .addAllParamErrs(one.errors)
                .putAllUniqueKeys(editor.keys(one.row)));
      } catch (CreationFailed failed) {
        errors.addAll(failed.errors);
        status.setOperFailure(
            CreatedObjectResult.OperationStatus.OperationFailure.newBuilder()
                .setErrCode(failed.fault.code())
                .setErrMsg(failed.fault.getMessage()));
      }
      answer.addCreatedObjResults(
          CreatedObjectResult.newBuilder().setRequestedPath(create.getObjPath()).setOperStatus(status));
    }
    if (!errors.isEmpty() && !call.getAllowPartial()) {
      made.reversed().forEach(one -> tree.removeRow(one.row));
      throw new RequestFailed(UspErrors.INVALID_ARGUMENTS, "nothing was created: see the parameters", errors);
    }
    for (Made one : made) {
      changes.created.put(one.row.path(), editor.keys(one.row));
      changes.values.putAll(one.changes.values);
    }
    return answer.build();
  }

  private Made create(Add.CreateObject create, Midwife midwife) throws CreationFailed {
    Place row = row(create.getObjPath());
    Changes changes = new Changes();
    midwife.born(row, changes);
    List<ParameterError> errors = new ArrayList<>();
    Map<String, String> given = new LinkedHashMap<>();
    boolean requiredFailed = false;
    for (Add.CreateParamSetting setting : create.getParamSettingsList()) {
      try {
        Editor.Assignment assignment = editor.check(row, setting.getParam(), setting.getValue());
        UspFault refused = editor.set(List.of(assignment), changes).get(assignment.place().path());
        if (refused != null) {
          throw refused;
        }
        given.put(setting.getParam(), assignment.value());
      } catch (UspFault fault) {
        requiredFailed |= setting.getRequired();
        errors.add(
            ParameterError.newBuilder()
                .setParam(setting.getParam())
                .setErrCode(fault.code())
                .setErrMsg(fault.getMessage())
                .build());
      }
    }
    try {
      if (requiredFailed) {
        String names = String.join(", ", errors.stream().map(ParameterError::getParam).toList());
        throw new UspFault(UspErrors.REQUIRED_PARAMETER_FAILED, "a required parameter could not be set: " + names);
      }
      editor.checkKeys(row, given, null);
    } catch (UspFault fault) {
      tree.removeRow(row);
      List<ParamError> about = new ArrayList<>();
      errors.forEach(
          e -> about.add(RequestFailed.about(create.getObjPath() + e.getParam(), e.getErrCode(), e.getErrMsg())));
      if (about.isEmpty()) {
        about.add(RequestFailed.about(create.getObjPath(), fault.code(), fault.getMessage()));
      }
      throw new CreationFailed(fault, about);
    }
    return new Made(row, errors, changes);
  }

  private Place row(String path) throws CreationFailed {
    try {
      Place table = editor.table(path);
      Result<Integer> added = tree.add(table);
      if (added.fault() != null) {
        throw new UspFault(added.fault().usp(), added.fault().text());
      }
      Place row = tree.find(table.path() + added.orElse(_ -> 0) + ".");
      if (row == null) {
        throw new UspFault(UspErrors.OBJECT_NOT_CREATED, "what maps " + path + " does not show the new instance");
      }
      return row;
    } catch (UspFault fault) {
      throw new CreationFailed(fault, List.of(RequestFailed.about(path, fault.code(), fault.getMessage())));
    }
  }

  DeleteResp delete(Delete call, Changes changes) throws RequestFailed {
    DeleteResp.Builder answer = DeleteResp.newBuilder();
    List<Doomed> doomed = new ArrayList<>();
    List<ParamError> errors = new ArrayList<>();
    for (String path : call.getObjPathsList()) {
      DeletedObjectResult.OperationStatus.Builder status =
          answer.addDeletedObjResultsBuilder().setRequestedPath(path).getOperStatusBuilder();
      try {
        List<Place> rows = resolver.objects(path);
        for (Place row : rows) {
          checkDeletable(path, row);
        }
        OperationSuccess.Builder success = status.getOperSuccessBuilder();
        rows.forEach(row -> doomed.add(new Doomed(row, success)));
      } catch (UspFault fault) {
        errors.add(RequestFailed.about(path, fault.code(), fault.getMessage()));
        status.setOperFailure(
            DeletedObjectResult.OperationStatus.OperationFailure.newBuilder()
                .setErrCode(fault.code())
                .setErrMsg(fault.getMessage()));
      }
    }
    if (!errors.isEmpty() && !call.getAllowPartial()) {
      throw new RequestFailed(UspErrors.INVALID_ARGUMENTS, "nothing was deleted: see the paths", errors);
    }
    doomed.forEach(one -> remove(one, changes));
    return answer.build();
  }

  private void remove(Doomed one, Changes changes) {
    String path = one.row.path();
    List<String> inside = new ArrayList<>();
    Fault refused = null;
    if (tree.find(path) != null) { // it may have gone with an instance around it
      instancesUnder(one.row, inside);
      refused = tree.remove(one.row);
      if (refused == null) {
        changes.deleted.addAll(inside);
        changes.deleted.add(path);
      }
    }
    if (refused == null) {
      one.told.addAffectedPaths(path);
    } else {
      one.told.addUnaffectedPathErrs(
          UnaffectedPathError.newBuilder().setUnaffectedPath(path).setErrCode(refused.usp()).setErrMsg(refused.text()));
    }
  }

  private static void checkDeletable(String path, Place row) throws UspFault {
    if (!row.row()) {
      throw new UspFault(UspErrors.NOT_A_TABLE, path + " is not an instance of a table");
    }
    if (!((ObjectNode) row.node()).growable()) {
      throw new UspFault(UspErrors.DELETE_FAILURE, row.path() + " cannot be deleted");
    }
  }

  /** Instances in an instance go with it. */
  private void instancesUnder(Place row, List<String> into) {
    tree.walk(
        row,
        place -> {
          if (place.row()) {
            into.add(place.path());
          }
        });
  }
}
