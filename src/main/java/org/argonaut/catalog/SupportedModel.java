package org.argonaut.catalog;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.catalog.DeviceModelPaths.Entry;
import org.argonaut.usp.proto.UspMsg;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;

/** What a USP agent says that it supports (TR-369 "GetSupportedDM"), as paths of a data model. */
public final class SupportedModel {
  private SupportedModel() {}

  /** Asks for all objects, parameters and commands of the Device tree. */
  public static UspMsg.Request request() {
    return UspMsg.Request.newBuilder()
        .setGetSupportedDm(UspMsg.GetSupportedDM.newBuilder().addObjPaths("Device.").setReturnParams(true).setReturnCommands(true))
        .build();
  }

  /** What the agent answered. */
  public static DeviceModelPaths paths(GetSupportedDMResp response) {
    List<Entry> entries = new ArrayList<>();
    for (GetSupportedDMResp.RequestedObjectResult requested : response.getReqObjResultsList()) {
      for (GetSupportedDMResp.SupportedObjectResult object : requested.getSupportedObjsList()) {
        String path = object.getSupportedObjPath();
        entries.add(new Entry(path, "", addable(object)));
        object.getSupportedCommandsList().forEach(command -> entries.add(new Entry(path + command.getCommandName(), "", null)));
        object
            .getSupportedParamsList()
            .forEach(
                parameter ->
                    entries.add(
                        new Entry(path + parameter.getParamName(), type(parameter.getValueType()), writable(parameter))));
      }
    }
    return DeviceModelPaths.of(entries);
  }

  private static boolean addable(GetSupportedDMResp.SupportedObjectResult object) {
    return switch (object.getAccess()) {
      case OBJ_ADD_DELETE, OBJ_ADD_ONLY -> object.getIsMultiInstance();
      case OBJ_READ_ONLY, OBJ_DELETE_ONLY, UNRECOGNIZED -> false;
    };
  }

  private static boolean writable(GetSupportedDMResp.SupportedParamResult parameter) {
    return parameter.getAccess() != GetSupportedDMResp.ParamAccessType.PARAM_READ_ONLY;
  }

  private static String type(GetSupportedDMResp.ParamValueType type) {
    return switch (type) {
      case PARAM_BASE_64 -> "xsd:base64";
      case PARAM_BOOLEAN -> "xsd:boolean";
      case PARAM_DATE_TIME -> "xsd:dateTime";
      case PARAM_DECIMAL -> "xsd:decimal";
      case PARAM_HEX_BINARY -> "xsd:hexBinary";
      case PARAM_INT -> "xsd:int";
      case PARAM_LONG -> "xsd:long";
      case PARAM_STRING -> "xsd:string";
      case PARAM_UNSIGNED_INT -> "xsd:unsignedInt";
      case PARAM_UNSIGNED_LONG -> "xsd:unsignedLong";
      case PARAM_UNKNOWN, UNRECOGNIZED -> "";
    };
  }
}
