package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeMethod.DuOperation;
import org.argonaut.cwmp.CpeMethod.DuOperationKind;
import org.argonaut.cwmp.Fault.ParameterFault;
import org.argonaut.cwmp.Inform.DeviceId;
import org.argonaut.cwmp.Inform.Event;
import org.junit.jupiter.api.Test;

class SoapReaderTest {

  @Test
  void everyFieldOfAnInformIsRead() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.text("inform-tr098-soap-env"));

    assertThat(envelope.id()).isEqualTo("100");
    assertThat(envelope.version()).isEqualTo(CwmpVersion.V1_0);
    assertThat(envelope.negotiated()).isNull();
    assertThat(envelope.rawBytes()).isEqualTo(Corpus.bytes("inform-tr098-soap-env").length);
    Inform inform = (Inform) envelope.message();
    assertThat(inform.deviceId()).isEqualTo(new DeviceId("Aurora Networks", "00A1B2", "AN-1200", "AN1200-0000417"));
    assertThat(inform.events()).containsExactly(new Event("2 PERIODIC", ""), new Event("4 VALUE CHANGE", ""));
    assertThat(inform.maxEnvelopes()).isEqualTo(1);
    assertThat(inform.currentTime()).isEqualTo(Instant.parse("2026-03-14T14:09:26Z"));
    assertThat(inform.retryCount()).isZero();
    assertThat(inform.parameters()).hasSize(8).contains(
        new ParameterValue("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "AN1200.3.4.11", "xsd:string"),
        new ParameterValue("InternetGatewayDevice.DeviceInfo.ProvisioningCode", "", "xsd:string"));
  }

  @Test
  void theVersionsACpeSupportsLeadToTheNewestThatBothKnow() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.text("inform-tr181-soapenv"));

    assertThat(envelope.version()).isEqualTo(CwmpVersion.V1_2);
    assertThat(envelope.negotiated()).isEqualTo(CwmpVersion.V1_4);
    assertThat(((Inform) envelope.message()).retryCount()).isEqualTo(2);
  }

  @Test
  void valuesKeepTheirTypeAndTheirText() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.text("gpv-response-soap"));

    assertThat(((CpeAnswer.GetParameterValuesResponse) envelope.message()).values()).containsExactly(
        new ParameterValue("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID", "Café & Bar", "xsd:string"),
        new ParameterValue("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.Enable", "1", "xsd:boolean"),
        new ParameterValue("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.Channel", "11", "xsd:unsignedInt"),
        new ParameterValue("InternetGatewayDevice.Time.CurrentLocalTime", "2026-03-14T15:09:26", "xsd:dateTime"),
        new ParameterValue("InternetGatewayDevice.X_00A1B2_Banner", "<b>welcome & hello</b>", "xsd:string"));
  }

  @Test
  void parameterNamesKeepTheirWritability() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.text("gpn-response"));

    assertThat(((CpeAnswer.GetParameterNamesResponse) envelope.message()).names()).containsExactly(
        new ParameterInfo("Device.WiFi.", false),
        new ParameterInfo("Device.WiFi.SSID.", true),
        new ParameterInfo("Device.WiFi.RadioNumberOfEntries", false));
  }

  @Test
  void aSetPendingARebootIsStatusOne() throws SoapException {
    assertThat(Corpus.read(Corpus.text("spv-response")).message())
        .isEqualTo(new CpeAnswer.SetParameterValuesResponse(1));
  }

  @Test
  void aFaultNamesEveryRejectedParameterAndKeepsTheEnvelope() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.text("fault-spv"));

    Fault fault = (Fault) envelope.message();
    assertThat(envelope.id()).isEqualTo("c-84");
    assertThat(fault.code()).isEqualTo(9003);
    assertThat(fault.message()).isEqualTo("Invalid arguments");
    assertThat(fault.parameterFaults()).containsExactly(
        new ParameterFault("Device.WiFi.Radio.1.Channel", 9007, "Invalid parameter value"),
        new ParameterFault("Device.WiFi.Radio.1.Name", 9008, ""));
    assertThat(fault.rawXml()).startsWith("<soap-env:Envelope").contains("SetParameterValuesFault");
  }

  @Test
  void aFailedTransferTellsWhy() throws SoapException {
    assertThat(Corpus.read(Corpus.text("transfer-complete")).message()).isEqualTo(new AcsMethod.TransferComplete(
        "fw-2026-03", 9018, "File corrupted", Instant.parse("2026-03-14T02:00:00Z"),
        Instant.parse("2026-03-14T02:03:11.250Z")));
  }

  @Test
  void theIdOfACpesOwnCallIsKeptToTheBlankAndThatOfAnAnswerIsNot() throws SoapException {
    assertThat(Corpus.read(Corpus.text("transfer-complete")).id()).isEqualTo(" 41 ");
    assertThat(Corpus.read(Corpus.text("spv-response").replace(">c-83<", "> c-83\n<")).id()).isEqualTo("c-83");
  }

  @Test
  void anAutonomousTransferIsRead() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.text("autonomous-transfer-complete"));

    assertThat(envelope.version()).isEqualTo(CwmpVersion.V1_3);
    assertThat(envelope.message()).isEqualTo(new AcsMethod.AutonomousTransferComplete(
        "http://files.example.net/announce", "http://files.example.net/fw.bin?a=1&b=2", true,
        "1 Firmware Upgrade Image", 10_485_760, "", 0, "", Instant.parse("2026-03-14T02:00:00Z"),
        Instant.parse("2026-03-14T02:03:11Z")));
  }

  @Test
  void theEndOfAChangeOfDeploymentUnitsIsRead() throws SoapException {
    var complete = (AcsMethod.DUStateChangeComplete) Corpus.read(Corpus.text("du-state-change-complete")).message();

    assertThat(complete.commandKey()).isEqualTo("du-1");
    assertThat(complete.results()).singleElement().satisfies(result -> {
      assertThat(result.uuid()).isEqualTo("5f2c0a11-8d3e-5b1a-9c77-0123456789ab");
      assertThat(result.resolved()).isTrue();
      assertThat(result.faultCode()).isZero();
      assertThat(result.operationPerformed()).isNull();
    });
  }

  @Test
  void anAnswerOfAVendorsOwnIsXmlThatStandsAlone() throws SoapException {
    var answer = (CpeAnswer.VendorAnswer) Corpus.read(Corpus.text("vendor-answer")).message();

    assertThat(answer.name()).isEqualTo("X_3C9A77_OpticsResponse");
    assertThat(answer.xml()).contains("xmlns:x=\"urn:example-net:x\"", "xmlns:xsd=", "unit=\"dBm\"")
        .contains("<x:Rx xsi:type=\"xsd:decimal\">-19.4</x:Rx>", "a &lt; b &amp; c");
    assertThat(Corpus.read(Corpus.body(answer.xml())).message()).isInstanceOf(CpeAnswer.VendorAnswer.class);
  }

  @Test
  void aCallNobodyKnowsKeepsItsName() throws SoapException {
    assertThat(Corpus.read(Corpus.body("<cwmp:X_Ping><A>1</A></cwmp:X_Ping>")).message())
        .isEqualTo(new AcsMethod.UnknownMethod("X_Ping"));
  }

  @Test
  void whatAnAcsCallsIsReadInTheOtherDirection() throws SoapException {
    Envelope set = Corpus.read(Corpus.text("set-parameter-values"), Direction.TO_CPE);
    assertThat(set.message()).isEqualTo(new CpeMethod.SetParameterValues(
        List.of(
            new ParameterValue("Device.WiFi.SSID.1.SSID", "guest", "xsd:string"),
            new ParameterValue("Device.WiFi.SSID.1.Enable", "true", "xsd:boolean")),
        "k-18"));

    Envelope change = Corpus.read(Corpus.text("change-du-state"), Direction.TO_CPE);
    assertThat(((CpeMethod.ChangeDUState) change.message()).operations())
        .extracting(DuOperation::operation)
        .containsExactly(DuOperationKind.INSTALL, DuOperationKind.UNINSTALL);
  }

  @Test
  void namesThatBothSidesUseAreToldApartByTheDirection() throws SoapException {
    String call = Corpus.body("<cwmp:GetRPCMethods/>");
    String answer = Corpus.body("<cwmp:GetRPCMethodsResponse><MethodList><string>Inform</string></MethodList>"
        + "</cwmp:GetRPCMethodsResponse>");

    assertThat(Corpus.read(call, Direction.FROM_CPE).message()).isEqualTo(new AcsMethod.GetRPCMethods());
    assertThat(Corpus.read(call, Direction.TO_CPE).message()).isEqualTo(new CpeMethod.GetRPCMethods());
    assertThat(Corpus.read(answer, Direction.FROM_CPE).message())
        .isEqualTo(new CpeAnswer.GetRPCMethodsResponse(List.of("Inform")));
    assertThat(Corpus.read(answer, Direction.TO_CPE).message())
        .isEqualTo(new AcsAnswer.GetRPCMethodsResponse(List.of("Inform")));
  }

  @Test
  void aMethodOfAVendorsOwnReachesTheCpeAsItIs() throws SoapException {
    var method = (CpeMethod.VendorMethod) Corpus.read(
        Corpus.body("<v:X_Blink xmlns:v=\"urn:v\"><Times>3</Times></v:X_Blink>"), Direction.TO_CPE).message();

    assertThat(method.rpcName()).isEqualTo("X_Blink");
    assertThat(method.xml()).contains("xmlns:v=\"urn:v\"").endsWith("<Times>3</Times></v:X_Blink>");
  }
}
