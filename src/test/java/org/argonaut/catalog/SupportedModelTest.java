package org.argonaut.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.argonaut.catalog.DeviceModelPaths.Entry;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ObjAccessType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamAccessType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamValueType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.SupportedCommandResult;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.SupportedObjectResult;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.SupportedParamResult;
import org.junit.jupiter.api.Test;

class SupportedModelTest {

  @Test
  void whatAnAgentSupportsIsTakenWithTypesAndRights() {
    SupportedObjectResult table =
        SupportedObjectResult.newBuilder()
            .setSupportedObjPath("Device.WiFi.SSID.{i}.")
            .setAccess(ObjAccessType.OBJ_ADD_DELETE)
            .setIsMultiInstance(true)
            .addSupportedParams(parameter("SSID", ParamAccessType.PARAM_READ_WRITE, ParamValueType.PARAM_STRING))
            .addSupportedParams(parameter("LastChange", ParamAccessType.PARAM_READ_ONLY, ParamValueType.PARAM_UNSIGNED_INT))
            .addSupportedParams(parameter("X_ACME_Odd", ParamAccessType.PARAM_WRITE_ONLY, ParamValueType.PARAM_UNKNOWN))
            .build();
    SupportedObjectResult fixed =
        SupportedObjectResult.newBuilder()
            .setSupportedObjPath("Device.Time.")
            .setAccess(ObjAccessType.OBJ_READ_ONLY)
            .addSupportedCommands(SupportedCommandResult.newBuilder().setCommandName("Sync()"))
            .build();
    DeviceModelPaths paths =
        SupportedModel.paths(
            GetSupportedDMResp.newBuilder()
                .addReqObjResults(
                    GetSupportedDMResp.RequestedObjectResult.newBuilder().addSupportedObjs(table).addSupportedObjs(fixed))
                .build());

    assertThat(paths.entries())
        .contains(
            new Entry("Device.WiFi.SSID.{i}.", "", true),
            new Entry("Device.WiFi.SSID.{i}.SSID", "xsd:string", true),
            new Entry("Device.WiFi.SSID.{i}.LastChange", "xsd:unsignedInt", false),
            new Entry("Device.WiFi.SSID.{i}.X_ACME_Odd", "", true),
            new Entry("Device.Time.", "", false),
            new Entry("Device.Time.Sync()", "", null));
  }

  private static SupportedParamResult parameter(String name, ParamAccessType access, ParamValueType type) {
    return SupportedParamResult.newBuilder().setParamName(name).setAccess(access).setValueType(type).build();
  }
}
