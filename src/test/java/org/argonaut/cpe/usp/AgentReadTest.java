package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.argonaut.usp.Messages;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.GetInstances;
import org.argonaut.usp.proto.UspMsg.GetInstancesResp;
import org.argonaut.usp.proto.UspMsg.GetResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDM;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.CmdType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ObjAccessType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamAccessType;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp.ParamValueType;
import org.argonaut.usp.proto.UspMsg.GetSupportedProtocol;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentReadTest {
  private final TestController controller = TestController.settled();

  @AfterEach
  void close() {
    controller.close();
  }

  private Map<String, Map<String, String>> found(GetResp.RequestedPathResult result) {
    assertThat(result.getErrCode()).as(result.getErrMsg()).isZero();
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (GetResp.ResolvedPathResult one : result.getResolvedPathResultsList()) {
      assertThat(found.put(one.getResolvedPath(), one.getResultParamsMap())).as("one result an object").isNull();
    }
    return found;
  }

  private Map<String, Map<String, String>> get(int depth, String path) {
    return found(controller.get(depth, path).getReqPathResults(0));
  }

  @Test
  void theConnectRecordGoesFirstThenTheOnBoardRequestAndTheBoot() {
    try (TestController fresh = TestController.connected()) {
      assertThat(fresh.records.getFirst().hasWebsocketConnect()).isTrue();
      assertThat(fresh.records.getFirst().getFromId()).isEqualTo("proto::VCPE000001");
      assertThat(fresh.records.getFirst().getToId()).isEqualTo(TestController.ID);
      assertThat(fresh.records.getFirst().getVersion()).isEqualTo("1.4");
      Notify.OnBoardRequest request = fresh.notification(Notify::hasOnBoardReq).getOnBoardReq();
      assertThat(request.getSerialNumber()).isEqualTo("VCPE000001");
      assertThat(request.getOui()).isEqualTo("0A1B2C");
      Notify boot = fresh.notification(Notify::hasEvent);
      assertThat(boot.getEvent().getEventName()).isEqualTo("Boot!");
      assertThat(boot.getEvent().getParamsMap()).containsEntry("Cause", "LocalReboot").containsEntry("FirmwareUpdated", "false");
      assertThat(boot.getSubscriptionId()).isEqualTo("boot");
      assertThat(boot.getSendResp()).isTrue();
    }
  }

  @Test
  void oneParameterIsGiven() {
    assertThat(get(0, "Device.DeviceInfo.SerialNumber"))
        .isEqualTo(Map.of("Device.DeviceInfo.", Map.of("SerialNumber", "VCPE000001")));
  }

  @Test
  void anObjectIsGivenWithAllBelowIt() {
    assertThat(get(0, "Device.WiFi.Radio.1."))
        .containsOnlyKeys("Device.WiFi.Radio.1.", "Device.WiFi.Radio.1.Stats.")
        .hasEntrySatisfying("Device.WiFi.Radio.1.", values -> assertThat(values).containsEntry("Name", "wl0"));
  }

  @Test
  void maxDepthLimitsTheLevels() {
    assertThat(get(1, "Device.WiFi.")).containsOnlyKeys("Device.WiFi.");
    assertThat(get(2, "Device.WiFi.").keySet())
        .contains("Device.WiFi.Radio.1.", "Device.WiFi.SSID.1.")
        .doesNotContain("Device.WiFi.Radio.1.Stats.");
  }

  @Test
  void wildcardsGiveEveryInstance() {
    assertThat(get(0, "Device.WiFi.Radio.*.Name"))
        .isEqualTo(
            Map.of("Device.WiFi.Radio.1.", Map.of("Name", "wl0"), "Device.WiFi.Radio.2.", Map.of("Name", "wl1")));
  }

  @ParameterizedTest
  @CsvSource({
    "'[Name==\"wl1\"]', 2",
    "'[Channel>6]', 2",
    "'[Channel<=6&&Enable==true]', 1",
    "'[Channel<=6&&Enable==1]', 1",
    "'[Name!=\"wl1\"]', 1",
    "'[SupportedStandards~=\"ac\"]', 2",
    "'[Stats.PacketsSent>=0&&Name==\"wl0\"]', 1",
  })
  void searchesGiveTheInstancesThatFit(String search, int instance) {
    assertThat(get(0, "Device.WiFi.Radio." + search + ".Alias")).containsOnlyKeys("Device.WiFi.Radio." + instance + ".");
  }

  @Test
  void aSearchThatFindsNothingIsASuccessWithNothing() {
    assertThat(get(0, "Device.WiFi.Radio.[Name==\"none\"].Alias")).isEmpty();
    assertThat(get(0, "Device.NAT.PortMapping.*.Alias")).isEmpty();
  }

  @Test
  void referencesAreFollowed() {
    assertThat(get(0, "Device.WiFi.SSID.1.LowerLayers+.Name"))
        .isEqualTo(Map.of("Device.WiFi.Radio.1.", Map.of("Name", "wl0")));
  }

  @ParameterizedTest
  @CsvSource({
    "Device.Nonsense., 7026",
    "Device.WiFi.Radio.Name, 7026",
    "Device.WiFi.Radio.1.Nonsense, 7010",
    "Device.WiFi.Radio.9.Name, 7016",
    "Device.WiFi.Radio.9., 7016",
    "Device.DeviceInfo.1.Name, 7026",
    "'', 7008",
    "Device..WiFi., 7008",
    "'Device.WiFi.Radio.[Name == \"wl0\"].', 7008",
    "'Device.WiFi.Radio.[Name==\"wl0\".', 7008",
    "'Device.WiFi.Radio.[Nonsense==1].', 7026",
    "'Device.WiFi.Radio.[Name==\"x\"].Nonsense', 7010",
    "InternetGatewayDevice., 7026",
    "Device.ManagementServer.URL, 7026",
    "Device, 7026",
  })
  void whatCannotBeGivenIsToldWithItsPath(String path, int code) {
    GetResp.RequestedPathResult result = controller.get(path).getReqPathResults(0);
    assertThat(result.getErrCode()).as(result.getErrMsg()).isEqualTo(code);
    assertThat(result.getErrMsg()).isNotEmpty();
    assertThat(result.getRequestedPath()).isEqualTo(path);
    assertThat(result.getResolvedPathResultsList()).isEmpty();
  }

  @Test
  void aPathThatFailsDoesNotSpoilTheOthers() {
    GetResp answer = controller.get("Device.Nonsense.", "Device.DeviceInfo.ModelName");
    assertThat(answer.getReqPathResultsList()).hasSize(2);
    assertThat(found(answer.getReqPathResults(1))).containsKey("Device.DeviceInfo.");
  }

  @Test
  void secretsReadAsNothing() {
    assertThat(get(0, "Device.WiFi.AccessPoint.1.Security.KeyPassphrase").values())
        .containsExactly(Map.of("KeyPassphrase", ""));
  }

  private GetInstancesResp.RequestedPathResult instances(boolean firstOnly, String path) {
    GetInstances call = GetInstances.newBuilder().addObjPaths(path).setFirstLevelOnly(firstOnly).build();
    return controller
        .ask(Messages.request(controller.id(), call))
        .getBody()
        .getResponse()
        .getGetInstancesResp()
        .getReqPathResults(0);
  }

  @Test
  void instancesAreToldWithTheirUniqueKeys() {
    GetInstancesResp.RequestedPathResult result = instances(true, "Device.WiFi.SSID.");
    assertThat(result.getCurrInstsList())
        .extracting(GetInstancesResp.CurrInstance::getInstantiatedObjPath)
        .startsWith("Device.WiFi.SSID.1.", "Device.WiFi.SSID.2.");
    assertThat(result.getCurrInsts(0).getUniqueKeysMap()).containsKeys("Alias", "Name", "BSSID");
  }

  @Test
  void instancesOfTablesInsideAreToldUnlessOnlyTheFirstLevelIsWanted() {
    assertThat(paths(instances(false, "Device.LocalAgent.Controller.")))
        .containsExactly("Device.LocalAgent.Controller.1.", "Device.LocalAgent.Controller.1.MTP.1.");
    assertThat(paths(instances(true, "Device.LocalAgent.Controller."))).containsExactly("Device.LocalAgent.Controller.1.");
    assertThat(paths(instances(true, "Device.LocalAgent.Controller.*.MTP.")))
        .containsExactly("Device.LocalAgent.Controller.1.MTP.1.");
  }

  private static List<String> paths(GetInstancesResp.RequestedPathResult result) {
    return result.getCurrInstsList().stream().map(GetInstancesResp.CurrInstance::getInstantiatedObjPath).toList();
  }

  @Test
  void anObjectThatIsNoTableHasNoInstances() {
    assertThat(instances(true, "Device.WiFi.").getErrCode()).isEqualTo(UspErrors.NOT_A_TABLE);
    assertThat(instances(true, "Device.Nonsense.").getErrCode()).isEqualTo(UspErrors.INVALID_PATH);
  }

  private GetSupportedDMResp.RequestedObjectResult supported(GetSupportedDM.Builder call) {
    return controller
        .ask(Messages.request(controller.id(), call.build()))
        .getBody()
        .getResponse()
        .getGetSupportedDmResp()
        .getReqObjResults(0);
  }

  @Test
  void theSupportedModelIsToldWithTypesAccessCommandsEventsAndKeys() {
    GetSupportedDMResp.RequestedObjectResult result =
        supported(
            GetSupportedDM.newBuilder()
                .addObjPaths("Device.")
                .setReturnParams(true)
                .setReturnCommands(true)
                .setReturnEvents(true)
                .setReturnUniqueKeySets(true));
    assertThat(result.getDataModelInstUri()).startsWith("urn:broadband-forum-org:tr-181-2-");
    Map<String, GetSupportedDMResp.SupportedObjectResult> objects = new TreeMap<>();
    result.getSupportedObjsList().forEach(object -> objects.put(object.getSupportedObjPath(), object));

    assertThat(objects).containsKeys("Device.", "Device.WiFi.SSID.{i}.").doesNotContainKey("Device.ManagementServer.");
    GetSupportedDMResp.SupportedObjectResult ssid = objects.get("Device.WiFi.SSID.{i}.");
    assertThat(ssid.getAccess()).isEqualTo(ObjAccessType.OBJ_ADD_DELETE);
    assertThat(ssid.getIsMultiInstance()).isTrue();
    assertThat(ssid.getUniqueKeySetsList()).anyMatch(set -> set.getKeyNamesList().equals(List.of("Alias")));
    assertThat(ssid.getSupportedParamsList())
        .anySatisfy(
            parameter -> {
              assertThat(parameter.getParamName()).isEqualTo("Enable");
              assertThat(parameter.getAccess()).isEqualTo(ParamAccessType.PARAM_READ_WRITE);
              assertThat(parameter.getValueType()).isEqualTo(ParamValueType.PARAM_BOOLEAN);
            });
    assertThat(objects.get("Device.").getSupportedCommandsList())
        .anySatisfy(
            command -> {
              assertThat(command.getCommandName()).isEqualTo("Reboot()");
              assertThat(command.getCommandType()).isEqualTo(CmdType.CMD_SYNC);
            });
    assertThat(objects.get("Device.IP.Diagnostics.").getSupportedCommandsList())
        .anySatisfy(
            command -> {
              assertThat(command.getCommandName()).isEqualTo("TraceRoute()");
              assertThat(command.getCommandType()).isEqualTo(CmdType.CMD_ASYNC);
              assertThat(command.getInputArgNamesList()).contains("Host");
              assertThat(command.getOutputArgNamesList()).contains("RouteHops.{i}.Host");
            });
    assertThat(objects.get("Device.").getSupportedEvents(0).getEventName()).isEqualTo("Boot!");
    assertThat(objects.get("Device.").getSupportedEvents(0).getArgNamesList()).contains("Cause", "ParameterMap");
  }

  @Test
  void theFlagsOfTheSupportedModelAreHonoured() {
    GetSupportedDMResp.RequestedObjectResult bare =
        supported(GetSupportedDM.newBuilder().addObjPaths("Device.WiFi.Radio.{i}.").setFirstLevelOnly(true));
    assertThat(bare.getSupportedObjsList())
        .extracting(GetSupportedDMResp.SupportedObjectResult::getSupportedObjPath)
        .containsExactly("Device.WiFi.Radio.{i}.", "Device.WiFi.Radio.{i}.Stats.");
    assertThat(bare.getSupportedObjs(0).getSupportedParamsList()).isEmpty();
    GetSupportedDMResp.RequestedObjectResult parameters =
        supported(
            GetSupportedDM.newBuilder().addObjPaths("Device.WiFi.").setFirstLevelOnly(true).setReturnParams(true));
    assertThat(parameters.getSupportedObjs(0).getSupportedParamsList()).isNotEmpty();
    assertThat(parameters.getSupportedObjs(1).getSupportedParamsList()).isEmpty();
  }

  @Test
  void theSupportedProtocolVersionsAreTold() {
    GetSupportedProtocol call =
        GetSupportedProtocol.newBuilder().setControllerSupportedProtocolVersions("1.0,1.3").build();
    assertThat(
            controller
                .ask(Messages.request("p", call))
                .getBody()
                .getResponse()
                .getGetSupportedProtocolResp()
                .getAgentSupportedProtocolVersions())
        .isEqualTo("1.0,1.1,1.2,1.3,1.4");
  }
}
