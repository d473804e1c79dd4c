package org.argonaut.cpe.usp;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cpe.tree.Node;
import org.argonaut.cpe.tree.Node.ObjectNode;
import org.argonaut.cpe.tree.Node.Parameter;
import org.argonaut.cpe.tree.Syntax;
import org.argonaut.cpe.usp.UspModel.ObjectView;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.SchemaNode;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.GetSupportedDM;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.CmdType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ObjAccessType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamAccessType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamValueType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.SupportedObjectResult;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ValueChangeType;

/** Answers GetSupportedDM from the model alone, whatever instances there are. */
final class SupportedModel {
  private final UspModel model;

  SupportedModel(UspModel model) {
    this.model = model;
  }

  GetSupportedDMResp answer(GetSupportedDM call) {
    GetSupportedDMResp.Builder answer = GetSupportedDMResp.newBuilder();
    for (String path : call.getObjPathsList()) {
      GetSupportedDMResp.RequestedObjectResult.Builder result =
          GetSupportedDMResp.RequestedObjectResult.newBuilder().setReqObjPath(path);
      try {
        ObjectNode object = find(path);
        result.setDataModelInstUri(model.uri());
        object(object, call, result);
      } catch (UspFault fault) {
        result.setErrCode(fault.code()).setErrMsg(fault.getMessage());
      }
      answer.addReqObjResults(result);
    }
    return answer.build();
  }

  /** The object of a path in which instances may be numbers, {@code {i}}, or left out at the end. */
  private ObjectNode find(String path) throws UspFault {
    String rootPath = model.root().name() + ".";
    if (!path.endsWith(".")) {
      throw new UspFault(UspErrors.INVALID_PATH_SYNTAX, path + " does not end with a dot");
    }
    if (!path.startsWith(rootPath)) {
      throw notThere(path);
    }
    ObjectNode at = model.root();
    boolean atTable = false;
    for (String name : path.equals(rootPath) ? new String[0] : path.substring(rootPath.length()).split("\\.")) {
      if (atTable && (name.equals("{i}") || name.equals("*") || name.chars().allMatch(Character::isDigit))) {
        atTable = false;
        continue;
      }
      if (atTable || !(at.child(name) instanceof ObjectNode child) || !model.visible(child)) {
        throw notThere(path);
      }
      at = child;
      atTable = child.table();
    }
    return at;
  }

  private static UspFault notThere(String path) {
    return new UspFault(UspErrors.INVALID_PATH, path + " is not in the supported data model");
  }

  private void object(ObjectNode object, GetSupportedDM call, GetSupportedDMResp.RequestedObjectResult.Builder into) {
    into.addSupportedObjs(members(object, call));
    for (Node child : object.children()) {
      if (child instanceof ObjectNode inner && model.visible(inner)) {
        if (call.getFirstLevelOnly()) {
          into.addSupportedObjs(bare(inner));
        } else {
          object(inner, call, into);
        }
      }
    }
  }

  /** The object alone: the next level of a request for the first level only. */
  private SupportedObjectResult.Builder bare(ObjectNode object) {
    return SupportedObjectResult.newBuilder()
        .setSupportedObjPath(model.view(object).path())
        .setAccess(object.growable() ? ObjAccessType.OBJ_ADD_DELETE : ObjAccessType.OBJ_READ_ONLY)
        .setIsMultiInstance(object.table());
  }

  private SupportedObjectResult.Builder members(ObjectNode object, GetSupportedDM call) {
    ObjectView view = model.view(object);
    SupportedObjectResult.Builder result = bare(object);
    if (call.getReturnCommands()) {
      view.commands().forEach(command -> result.addSupportedCommands(command(command)));
    }
    if (call.getReturnEvents()) {
      for (SchemaNode event : view.events()) {
        result.addSupportedEvents(
            GetSupportedDMResp.SupportedEventResult.newBuilder()
                .setEventName(event.name())
                .addAllArgNames(names(event.children())));
      }
    }
    if (call.getReturnParams()) {
      for (Node child : object.children()) {
        if (child instanceof Parameter parameter && model.visible(parameter)) {
          result.addSupportedParams(parameter(view, parameter));
        }
      }
    }
    if (call.getReturnUniqueKeySets()) {
      view.keys()
          .forEach(
              key ->
                  result.addUniqueKeySets(
                      GetSupportedDMResp.SupportedUniqueKeySet.newBuilder().addAllKeyNames(key.parameters())));
    }
    return result;
  }

  private static GetSupportedDMResp.SupportedCommandResult command(SchemaNode command) {
    GetSupportedDMResp.SupportedCommandResult.Builder result =
        GetSupportedDMResp.SupportedCommandResult.newBuilder()
            .setCommandName(command.name())
            .setCommandType(command.asynchronous() ? CmdType.CMD_ASYNC : CmdType.CMD_SYNC);
    for (SchemaNode side : command.children()) {
      if (side.kind() == NodeKind.INPUT) {
        result.addAllInputArgNames(names(side.children()));
      } else if (side.kind() == NodeKind.OUTPUT) {
        result.addAllOutputArgNames(names(side.children()));
      }
    }
    return result.build();
  }

  /** Names of arguments; those inside objects with the objects' names before them. */
  private static List<String> names(List<SchemaNode> arguments) {
    List<String> names = new ArrayList<>();
    for (SchemaNode argument : arguments) {
      if (argument.kind() == NodeKind.OBJECT) {
        String prefix = argument.name() + (argument.isTable() ? ".{i}." : ".");
        names(argument.children()).forEach(name -> names.add(prefix + name));
      } else {
        names.add(argument.name());
      }
    }
    return names;
  }

  private GetSupportedDMResp.SupportedParamResult parameter(ObjectView object, Parameter parameter) {
    ParamAccessType access = parameter.writable() ? ParamAccessType.PARAM_READ_WRITE : ParamAccessType.PARAM_READ_ONLY;
    return GetSupportedDMResp.SupportedParamResult.newBuilder()
        .setParamName(parameter.name())
        .setAccess(access)
        .setValueType(type(model.parameter(object, parameter.name()), parameter.syntax().kind()))
        .setValueChange(
            Subscription.watchable(parameter)
                ? ValueChangeType.VALUE_CHANGE_ALLOWED
                : ValueChangeType.VALUE_CHANGE_WILL_IGNORE)
        .build();
  }

  private static ParamValueType type(SchemaNode known, Syntax.Kind kind) {
    if (known != null && known.type() != null && known.type().list() == null) {
      return switch (known.type().base()) {
        case STRING -> ParamValueType.PARAM_STRING;
        case INT -> ParamValueType.PARAM_INT;
        case UNSIGNED_INT -> ParamValueType.PARAM_UNSIGNED_INT;
        case LONG -> ParamValueType.PARAM_LONG;
        case UNSIGNED_LONG -> ParamValueType.PARAM_UNSIGNED_LONG;
        case BOOLEAN -> ParamValueType.PARAM_BOOLEAN;
        case DATE_TIME -> ParamValueType.PARAM_DATE_TIME;
        case HEX_BINARY -> ParamValueType.PARAM_HEX_BINARY;
        case BASE64 -> ParamValueType.PARAM_BASE_64;
        case DECIMAL -> ParamValueType.PARAM_DECIMAL;
      };
    }
    return switch (kind) {
      case STRING, LIST, IP -> ParamValueType.PARAM_STRING;
      case BOOL -> ParamValueType.PARAM_BOOLEAN;
      case INT -> ParamValueType.PARAM_INT;
      case UINT -> ParamValueType.PARAM_UNSIGNED_INT;
      case LONG -> ParamValueType.PARAM_LONG;
      case ULONG -> ParamValueType.PARAM_UNSIGNED_LONG;
      case DATE_TIME -> ParamValueType.PARAM_DATE_TIME;
      case BASE64 -> ParamValueType.PARAM_BASE_64;
      case HEX -> ParamValueType.PARAM_HEX_BINARY;
    };
  }
}
