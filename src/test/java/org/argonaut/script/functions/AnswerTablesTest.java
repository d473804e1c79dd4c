package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Outcome;
import org.argonaut.device.SessionOpener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTablesTest {

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(new Outcome.NoAnswer("an empty POST"), "502", "did not answer"),
        Arguments.of(new Outcome.Expired(true), "504", "timeout: the device has the request"),
        Arguments.of(new Outcome.Expired(false), "504", "timeout: the device opened no session"),
        Arguments.of(new Outcome.Cancelled(), "409", "was cancelled"),
        Arguments.of(new Outcome.Unknown("the session broke off"), "502", "is not known"),
        Arguments.of(new Outcome.Refused(Outcome.Reason.UNKNOWN_DEVICE, ""), "404", "no device 'SN' is known"),
        Arguments.of(new Outcome.Refused(Outcome.Reason.QUEUE_FULL, "1000 commands"), "429", "1000 commands"),
        Arguments.of(new Outcome.Refused(Outcome.Reason.STORE_UNAVAILABLE, "away"), "503", "away"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void everyEndThatIsNoAnswerHasExactlyAMessageAndACode(Outcome end, String code, String text) {
    Map<String, Object> table = AnswerTables.failure("SN", end).table();
    assertThat(table).containsOnlyKeys("error_message", "error_code").containsEntry("error_code", code);
    assertThat((String) table.get("error_message")).contains(text);
  }

  @ParameterizedTest
  @EnumSource(SessionOpener.Result.class)
  void everyReasonForNoSessionIsNotReachable(SessionOpener.Result why) {
    Map<String, Object> table = AnswerTables.failure("SN", new Outcome.Unreachable(why, "")).table();
    assertThat(table).containsEntry("error_code", "503");
    assertThat((String) table.get("error_message")).startsWith("the device is not reachable: ");
  }

  @Test
  void aFaultHasTheEnvelopeAsReceivedOrOneOfOurOwn() {
    Fault received = new Fault(9005, "Invalid parameter name", List.of(), "<as-received/>");
    assertThat(AnswerTables.failure("SN", new Outcome.Faulted(received)).table())
        .containsExactly(
            Map.entry("error_message", "Invalid parameter name"),
            Map.entry("error_code", "9005"),
            Map.entry("raw_response", "<as-received/>"));
    Map<String, Object> own = AnswerTables.failure("SN", new Outcome.Faulted(new Fault(9002, ""))).table();
    assertThat(own).containsEntry("error_message", "CWMP fault 9002");
    assertThat((String) own.get("raw_response")).contains("<FaultCode>9002</FaultCode>");
  }

  @Test
  void theFaultsOfParametersAreListed() {
    Fault fault =
        new Fault(9003, "Invalid arguments", List.of(new Fault.ParameterFault("Device.X", 9007, "too long")), "<x/>");
    assertThat(AnswerTables.failure("SN", new Outcome.Done(fault)).table().get("parameter_faults"))
        .isEqualTo(
            List.of(Map.of("parameter_name", "Device.X", "fault_code", "9007", "fault_string", "too long")));
  }

  @Test
  void whatIsAppliedAfterARebootIsTrueToo() {
    CpeMethod set = new CpeMethod.SetParameterValues(List.of(new ParameterValue("Device.X", "1", null)), "");
    assertThat(AnswerTables.of(set, new CpeAnswer.SetParameterValuesResponse(0))).isEqualTo(true);
    assertThat(AnswerTables.of(set, new CpeAnswer.SetParameterValuesResponse(1))).isEqualTo(true);
    CpeMethod delete = new CpeMethod.DeleteObject("Device.X.1.", "");
    assertThat(AnswerTables.of(delete, new CpeAnswer.DeleteObjectResponse(1))).isEqualTo(true);
  }

  @Test
  void fieldsOfOtherAnswersAreInSnakeCase() {
    assertThat(AnswerTables.of(new CpeMethod.GetRPCMethods(), new CpeAnswer.GetRPCMethodsResponse(List.of("Inform"))))
        .isEqualTo(Map.of("ok", true, "method_list", List.of("Inform")));
    assertThat(FieldNames.snake("isTransferable")).isEqualTo("is_transferable");
    assertThat(FieldNames.camel("execution_env_ref")).isEqualTo("executionEnvRef");
  }
}
