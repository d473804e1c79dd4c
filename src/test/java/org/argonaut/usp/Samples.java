package org.argonaut.usp;

import java.util.List;
import java.util.stream.Stream;
import org.argonaut.usp.proto.UspMsg.Add;
import org.argonaut.usp.proto.UspMsg.AddResp;
import org.argonaut.usp.proto.UspMsg.Delete;
import org.argonaut.usp.proto.UspMsg.DeleteResp;
import org.argonaut.usp.proto.UspMsg.Deregister;
import org.argonaut.usp.proto.UspMsg.DeregisterResp;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.GetInstances;
import org.argonaut.usp.proto.UspMsg.GetInstancesResp;
import org.argonaut.usp.proto.UspMsg.GetResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDM;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedProtocol;
import org.argonaut.usp.proto.UspMsg.GetSupportedProtocolResp;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.argonaut.usp.proto.UspMsg.Operate;
import org.argonaut.usp.proto.UspMsg.OperateResp;
import org.argonaut.usp.proto.UspMsg.Register;
import org.argonaut.usp.proto.UspMsg.RegisterResp;
import org.argonaut.usp.proto.UspMsg.Set;
import org.argonaut.usp.proto.UspMsg.SetResp;

/** One message of every kind, with every branch of its oneofs somewhere. */
final class Samples {
  private Samples() {}

  static List<Msg> requests() {
    var add = Add.newBuilder().setAllowPartial(true);
    add.addCreateObjsBuilder()
        .setObjPath("Device.LocalAgent.Subscription.")
        .addParamSettingsBuilder()
        .setParam("NotifType")
        .setValue("ValueChange")
        .setRequired(true);
    var set = Set.newBuilder();
    set.addUpdateObjsBuilder()
        .setObjPath("Device.WiFi.SSID.[Alias==\"guest\"].")
        .addParamSettingsBuilder()
        .setParam("Enable")
        .setValue("false");
    return List.of(
        Messages.request("r1", Get.newBuilder().addParamPaths("Device.WiFi.SSID.*.").setMaxDepth(2).build()),
        Messages.request(
            "r2", GetSupportedDM.newBuilder().addObjPaths("Device.IP.Interface.{i}.").setReturnParams(true).build()),
        Messages.request("r3", GetInstances.newBuilder().addObjPaths("Device.WiFi.").setFirstLevelOnly(true).build()),
        Messages.request("r4", set.build()),
        Messages.request("r5", add.build()),
        Messages.request("r6", Delete.newBuilder().addObjPaths("Device.WiFi.SSID.3.").build()),
        Messages.request(
            "r7",
            Operate.newBuilder()
                .setCommand("Device.IP.Diagnostics.IPPing()")
                .setCommandKey("k")
                .setSendResp(true)
                .putInputArgs("Host", "example.org")
                .build()),
        Messages.request(
            "r9", GetSupportedProtocol.newBuilder().setControllerSupportedProtocolVersions("1.0,1.4").build()));
  }

  static List<Msg> fromAgents() {
    var event = Notify.newBuilder().setSubscriptionId("boot").setSendResp(true);
    event.getEventBuilder().setObjPath("Device.").setEventName("Boot!").putParams("Cause", "LocalReboot");
    var change = Notify.newBuilder().setSubscriptionId("s");
    change.getValueChangeBuilder().setParamPath("Device.DeviceInfo.X").setParamValue("1");
    var creation = Notify.newBuilder();
    creation.getObjCreationBuilder().setObjPath("Device.WiFi.SSID.4.").putUniqueKeys("Alias", "a");
    var deletion = Notify.newBuilder();
    deletion.getObjDeletionBuilder().setObjPath("Device.WiFi.SSID.4.");
    var complete = Notify.newBuilder();
    complete.getOperCompleteBuilder().setCommandName("IPPing()").setCommandKey("k").getReqOutputArgsBuilder()
        .putOutputArgs("SuccessCount", "4");
    var failed = Notify.newBuilder();
    failed.getOperCompleteBuilder().setCommandName("IPPing()").getCmdFailureBuilder().setErrCode(7022).setErrMsg("no");
    var onBoard = Notify.newBuilder().setSendResp(true);
    onBoard.getOnBoardReqBuilder().setOui("00256D").setSerialNumber("1").setAgentSupportedProtocolVersions("1.0,1.3");
    var register = Register.newBuilder();
    register.addRegPathsBuilder().setPath("Device.X.");
    return List.of(
        Messages.request("n1", event.build()),
        Messages.request("n2", change.build()),
        Messages.request("n3", creation.build()),
        Messages.request("n4", deletion.build()),
        Messages.request("n5", complete.build()),
        Messages.request("n6", failed.build()),
        Messages.request("n7", onBoard.build()),
        Messages.request("n8", register.build()),
        Messages.request("n9", Deregister.newBuilder().addPaths("Device.X.").build()));
  }

  static List<Msg> answers() {
    var get = GetResp.newBuilder();
    get.addReqPathResultsBuilder()
        .setRequestedPath("Device.DeviceInfo.")
        .addResolvedPathResultsBuilder()
        .setResolvedPath("Device.DeviceInfo.")
        .putResultParams("UpTime", "12")
        .putResultParams("Ünïcödé", "<&\"> 漢字 \u0001");
    var model = GetSupportedDMResp.newBuilder();
    var object = model.addReqObjResultsBuilder().setReqObjPath("Device.").addSupportedObjsBuilder();
    object.setSupportedObjPath("Device.WiFi.SSID.{i}.").setIsMultiInstance(true);
    object.setAccess(GetSupportedDMResp.ObjAccessType.OBJ_ADD_DELETE);
    object.addSupportedParamsBuilder().setParamName("Enable")
        .setValueType(GetSupportedDMResp.ParamValueType.PARAM_BOOLEAN);
    object.addSupportedCommandsBuilder().setCommandName("Reset()").addInputArgNames("x");
    object.addSupportedEventsBuilder().setEventName("Changed!");
    object.addUniqueKeySetsBuilder().addKeyNames("Alias");
    var instances = GetInstancesResp.newBuilder();
    instances.addReqPathResultsBuilder().addCurrInstsBuilder().setInstantiatedObjPath("Device.A.1.");
    var set = SetResp.newBuilder();
    set.addUpdatedObjResultsBuilder().getOperStatusBuilder().getOperSuccessBuilder().addUpdatedInstResultsBuilder()
        .setAffectedPath("Device.A.1.").putUpdatedParams("B", "1");
    set.addUpdatedObjResultsBuilder().getOperStatusBuilder().getOperFailureBuilder().setErrCode(7012);
    var add = AddResp.newBuilder();
    add.addCreatedObjResultsBuilder().getOperStatusBuilder().getOperSuccessBuilder().putUniqueKeys("Alias", "cpe-1");
    var delete = DeleteResp.newBuilder();
    delete.addDeletedObjResultsBuilder().getOperStatusBuilder().getOperSuccessBuilder().addAffectedPaths("Device.A.1.");
    var operate = OperateResp.newBuilder();
    operate.addOperationResultsBuilder().setExecutedCommand("Device.Reboot()").setReqObjPath("Device.LocalAgent.Request.1.");
    operate.addOperationResultsBuilder().getReqOutputArgsBuilder().putOutputArgs("a", "b");
    operate.addOperationResultsBuilder().getCmdFailureBuilder().setErrCode(-1);
    var register = RegisterResp.newBuilder();
    register.addRegisteredPathResultsBuilder().getOperStatusBuilder().getOperSuccessBuilder().setRegisteredPath("Device.X.");
    var deregister = DeregisterResp.newBuilder();
    deregister.addDeregisteredPathResultsBuilder().getOperStatusBuilder().getOperFailureBuilder().setErrCode(7030);
    return List.of(
        Messages.response("r1", get.build()),
        Messages.response("r2", model.build()),
        Messages.response("r3", instances.build()),
        Messages.response("r4", set.build()),
        Messages.response("r5", add.build()),
        Messages.response("r6", delete.build()),
        Messages.response("r7", operate.build()),
        Messages.notifyResp("n1", "boot"),
        Messages.response(
            "r9", GetSupportedProtocolResp.newBuilder().setAgentSupportedProtocolVersions("1.0,1.3").build()),
        Messages.response("r10", register.build()),
        Messages.response("r11", deregister.build()),
        Messages.error(
            "r12", 7004, "bad", List.of(ParamError.newBuilder().setParamPath("Device.A").setErrCode(7012).build())));
  }

  static List<Msg> all() {
    return Stream.of(requests(), fromAgents(), answers()).flatMap(List::stream).toList();
  }
}
