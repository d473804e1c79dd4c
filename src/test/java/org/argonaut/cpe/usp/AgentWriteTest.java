package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import org.argonaut.usp.Messages;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.AddResp.CreatedObjectResult;
import org.argonaut.usp.proto.UspMsg.Body;
import org.argonaut.usp.proto.UspMsg.DeleteResp.DeletedObjectResult;
import org.argonaut.usp.proto.UspMsg.Error;
import org.argonaut.usp.proto.UspMsg.Header;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Register;
import org.argonaut.usp.proto.UspMsg.Request;
import org.argonaut.usp.proto.UspMsg.Set;
import org.argonaut.usp.proto.UspMsg.SetResp.UpdatedObjectResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentWriteTest {
  private static final String SSID = "Device.WiFi.SSID.1.";

  private final TestController controller = TestController.settled();

  @AfterEach
  void close() {
    controller.close();
  }

  private static UpdatedObjectResult.OperationStatus setStatus(Msg answer) {
    assertThat(answer.getBody().hasError()).as("%s", answer).isFalse();
    return answer.getBody().getResponse().getSetResp().getUpdatedObjResults(0).getOperStatus();
  }

  private static Error error(Msg answer) {
    assertThat(answer.getBody().hasError()).as("%s", answer).isTrue();
    assertThat(answer.getHeader().getMsgType()).isEqualTo(Header.MsgType.ERROR);
    return answer.getBody().getError();
  }

  // ---- Set ----

  @Test
  void aSetValueIsKeptAndToldInItsCanonicalForm() {
    UpdatedObjectResult.OperationStatus status = setStatus(controller.set(false, true, SSID, "SSID", "home", "Enable", "0"));
    assertThat(status.getOperSuccess().getUpdatedInstResults(0).getAffectedPath()).isEqualTo(SSID);
    assertThat(status.getOperSuccess().getUpdatedInstResults(0).getUpdatedParamsMap())
        .containsEntry("SSID", "home")
        .containsEntry("Enable", "false");
    assertThat(controller.value(SSID + "SSID")).isEqualTo("home");
  }

  @Test
  void aSearchSetsEveryInstanceThatFits() {
    UpdatedObjectResult.OperationStatus status =
        setStatus(controller.set(false, true, "Device.WiFi.SSID.[Enable==true].", "Enable", "false"));
    assertThat(status.getOperSuccess().getUpdatedInstResultsList()).hasSize(2);
    assertThat(setStatus(controller.set(false, true, "Device.WiFi.SSID.[Enable==true].", "Enable", "false"))
            .getOperSuccess()
            .getUpdatedInstResultsList())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Device.WiFi.SSID.1., Nonsense, x, 7010",
    "Device.WiFi.SSID.1., MACAddress, x, 7013",
    "Device.WiFi.SSID.1., Enable, maybe, 7011",
    "Device.WiFi.Radio.1., Channel, six, 7011",
    "Device.WiFi.Radio.1., Channel, 999, 7012",
    "Device.WiFi.Radio.1., OperatingFrequencyBand, 7GHz, 7012",
    "Device.WiFi.SSID.2., Alias, cpe-ssid-1, 7025",
  })
  void aRequiredParameterThatFailsIsAnErrorUnlessPartsAreAllowed(String object, String name, String value, int code) {
    Error error = error(controller.set(false, true, object, name, value));
    assertThat(error.getErrCode()).isEqualTo(UspErrors.INVALID_ARGUMENTS);
    assertThat(error.getParamErrs(0).getParamPath()).isEqualTo(object + name);
    assertThat(error.getParamErrs(0).getErrCode()).as(error.getParamErrs(0).getErrMsg()).isEqualTo(code);

    UpdatedObjectResult.OperationStatus.OperationFailure failure =
        setStatus(controller.set(true, true, object, name, value)).getOperFailure();
    assertThat(failure.getErrCode()).isEqualTo(UspErrors.REQUIRED_PARAMETER_FAILED);
    assertThat(failure.getUpdatedInstFailures(0).getAffectedPath()).isEqualTo(object);
    assertThat(failure.getUpdatedInstFailures(0).getParamErrs(0).getErrCode()).isEqualTo(code);
  }

  @Test
  void aParameterThatIsNotRequiredMayFailBesideTheOthers() {
    UpdatedObjectResult.OperationStatus.OperationSuccess success =
        setStatus(controller.set(false, false, SSID, "SSID", "kept", "Nonsense", "x")).getOperSuccess();
    assertThat(success.getUpdatedInstResults(0).getUpdatedParamsMap()).containsOnlyKeys("SSID");
    assertThat(success.getUpdatedInstResults(0).getParamErrs(0).getErrCode()).isEqualTo(UspErrors.UNSUPPORTED_PARAMETER);
    assertThat(controller.value(SSID + "SSID")).isEqualTo("kept");
  }

  @Test
  void nothingIsSetWhenOneObjectFailsAndPartsAreNotAllowed() {
    String before = controller.value(SSID + "SSID");
    Set.Builder set = Set.newBuilder();
    set.addUpdateObjsBuilder().setObjPath(SSID).addParamSettingsBuilder().setParam("SSID").setValue("new").setRequired(true);
    set.addUpdateObjsBuilder().setObjPath("Device.Nonsense.").addParamSettingsBuilder().setParam("A").setValue("b");

    assertThat(error(controller.ask(Messages.request("s1", set.build()))).getParamErrs(0).getErrCode())
        .isEqualTo(UspErrors.INVALID_PATH);
    assertThat(controller.value(SSID + "SSID")).isEqualTo(before);

    Msg partly = controller.ask(Messages.request("s2", set.setAllowPartial(true).build()));
    assertThat(partly.getBody().getResponse().getSetResp().getUpdatedObjResults(0).getOperStatus().hasOperSuccess()).isTrue();
    assertThat(partly.getBody().getResponse().getSetResp().getUpdatedObjResults(1).getOperStatus().getOperFailure().getErrCode())
        .isEqualTo(UspErrors.INVALID_PATH);
    assertThat(controller.value(SSID + "SSID")).isEqualTo("new");
  }

  @Test
  void anInstanceThatIsNotThereIsNamed() {
    assertThat(error(controller.set(false, true, "Device.WiFi.SSID.99.", "SSID", "x")).getParamErrs(0).getErrCode())
        .isEqualTo(UspErrors.NO_SUCH_OBJECT);
  }

  // ---- Add ----

  private static CreatedObjectResult.OperationStatus addStatus(Msg answer) {
    assertThat(answer.getBody().hasError()).as("%s", answer).isFalse();
    return answer.getBody().getResponse().getAddResp().getCreatedObjResults(0).getOperStatus();
  }

  @Test
  void anInstanceIsMadeWithItsValuesAndToldWithItsKeys() {
    CreatedObjectResult.OperationStatus.OperationSuccess made =
        addStatus(controller.add(false, true, "Device.WiFi.SSID.", "SSID", "guest", "Alias", "mine")).getOperSuccess();
    assertThat(made.getUniqueKeysMap()).containsEntry("Alias", "mine");
    assertThat(controller.value(made.getInstantiatedPath() + "SSID")).isEqualTo("guest");
    assertThat(controller.value("Device.WiFi.SSID.[Alias==\"mine\"].SSID")).isEqualTo("guest");
  }

  @ParameterizedTest
  @CsvSource({
    "Device.WiFi., 7018",
    "Device.WiFi.SSID.1., 7018",
    "Device.Hosts.Host., 7019",
    "Device.Nonsense., 7026",
    "Device.WiFi.SSID.*., 7008",
  })
  void whatCannotBeMadeIsToldWithItsReason(String table, int code) {
    Error error = error(controller.add(false, true, table));
    assertThat(error.getErrCode()).isEqualTo(UspErrors.INVALID_ARGUMENTS);
    assertThat(error.getParamErrs(0).getErrCode()).as(error.getParamErrs(0).getErrMsg()).isEqualTo(code);
    assertThat(addStatus(controller.add(true, true, table)).getOperFailure().getErrCode()).isEqualTo(code);
  }

  @Test
  void aKeyThatIsTakenAndARequiredValueThatFailsLeaveNothingBehind() {
    int before = controller.get("Device.WiFi.SSID.*.Alias").getReqPathResults(0).getResolvedPathResultsCount();
    assertThat(addStatus(controller.add(true, true, "Device.WiFi.SSID.", "Alias", "cpe-ssid-1")).getOperFailure().getErrCode())
        .isEqualTo(UspErrors.DUPLICATE_UNIQUE_KEY);
    assertThat(addStatus(controller.add(true, true, "Device.WiFi.SSID.", "Enable", "maybe")).getOperFailure().getErrCode())
        .isEqualTo(UspErrors.REQUIRED_PARAMETER_FAILED);
    assertThat(error(controller.add(false, true, "Device.WiFi.SSID.", "Enable", "maybe")).getParamErrs(0).getParamPath())
        .isEqualTo("Device.WiFi.SSID.Enable");
    assertThat(controller.get("Device.WiFi.SSID.*.Alias").getReqPathResults(0).getResolvedPathResultsCount()).isEqualTo(before);
  }

  @Test
  void aValueThatIsNotRequiredMayFailAndTheInstanceStays() {
    CreatedObjectResult.OperationStatus.OperationSuccess made =
        addStatus(controller.add(false, false, "Device.WiFi.SSID.", "Enable", "maybe")).getOperSuccess();
    assertThat(made.getParamErrs(0).getParam()).isEqualTo("Enable");
    assertThat(made.getParamErrs(0).getErrCode()).isEqualTo(UspErrors.INVALID_TYPE);
  }

  @Test
  void aSubscriptionBelongsToWhoMadeIt() {
    controller.subscribe("s", "ValueChange", SSID + "SSID", false);
    assertThat(controller.value("Device.LocalAgent.Subscription.[ID==\"s\"].Recipient"))
        .isEqualTo("Device.LocalAgent.Controller.1.");
    assertThat(addStatus(controller.add(true, true, "Device.LocalAgent.Subscription.", "ID", "s")).getOperFailure().getErrCode())
        .isEqualTo(UspErrors.DUPLICATE_UNIQUE_KEY);
  }

  // ---- Delete ----

  private Msg delete(boolean allowPartial, String... paths) {
    return controller.delete(allowPartial, paths);
  }

  private static DeletedObjectResult.OperationStatus deleteStatus(Msg answer) {
    assertThat(answer.getBody().hasError()).as("%s", answer).isFalse();
    return answer.getBody().getResponse().getDeleteResp().getDeletedObjResults(0).getOperStatus();
  }

  @Test
  void instancesAreDeletedByNumberAndBySearch() {
    assertThat(deleteStatus(delete(false, "Device.WiFi.SSID.4.")).getOperSuccess().getAffectedPathsList())
        .containsExactly("Device.WiFi.SSID.4.");
    assertThat(deleteStatus(delete(false, "Device.WiFi.SSID.[Enable==false].")).getOperSuccess().getAffectedPathsList())
        .containsExactly("Device.WiFi.SSID.3.");
    assertThat(deleteStatus(delete(false, "Device.WiFi.SSID.[Enable==false].")).getOperSuccess().getAffectedPathsList())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Device.WiFi.SSID.99., 7016",
    "Device.WiFi.SSID., 7018",
    "Device.WiFi., 7018",
    "Device.WiFi.Radio.1., 7024",
    "Device.Nonsense.1., 7026",
  })
  void whatCannotBeDeletedIsToldWithItsReason(String path, int code) {
    assertThat(error(delete(false, path)).getParamErrs(0).getErrCode()).isEqualTo(code);
    assertThat(deleteStatus(delete(true, path)).getOperFailure().getErrCode()).isEqualTo(code);
  }

  @Test
  void nothingIsDeletedWhenOnePathFailsAndPartsAreNotAllowed() {
    error(delete(false, "Device.WiFi.SSID.4.", "Device.WiFi.SSID.99."));
    assertThat(controller.value("Device.WiFi.SSID.4.Alias")).isEqualTo("cpe-ssid-4");
  }

  // ---- others ----

  @Test
  void messagesThatAreNoneOfAnAgentsAreAnsweredByAnError() {
    assertThat(error(controller.ask(Messages.request("r", Register.getDefaultInstance()))).getErrCode())
        .isEqualTo(UspErrors.NOT_SUPPORTED);
    Msg empty =
        Msg.newBuilder()
            .setHeader(Header.newBuilder().setMsgId("e"))
            .setBody(Body.newBuilder().setRequest(Request.getDefaultInstance()))
            .build();
    assertThat(error(controller.ask(empty)).getErrCode()).isIn(UspErrors.NOT_SUPPORTED, UspErrors.INVALID_ARGUMENTS);
  }

  @Test
  void aReadOnlyRoleReadsAndSubscribesButChangesNothing() {
    try (TestController reader = new TestController(builder -> builder.readOnly(true))) {
      reader.connect();
      Error error = error(reader.set(true, true, SSID, "SSID", "x"));
      assertThat(error.getErrCode()).isEqualTo(UspErrors.PERMISSION_DENIED);
      assertThat(error.getParamErrs(0).getParamPath()).isEqualTo(SSID);
      assertThat(error(reader.add(true, true, "Device.WiFi.SSID.")).getErrCode()).isEqualTo(UspErrors.PERMISSION_DENIED);
      assertThat(reader.value(SSID + "Enable")).isEqualTo("true");
      reader.subscribe("s", "ValueChange", SSID, false);
    }
  }
}
