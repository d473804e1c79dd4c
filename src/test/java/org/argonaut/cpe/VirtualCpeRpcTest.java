package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.SetParameterValues;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtualCpeRpcTest {
  private ScriptedAcs acs;
  private Fleet fleet;
  private VirtualCpe cpe;

  @BeforeEach
  void start() throws Exception {
    acs = new ScriptedAcs();
    fleet = TestFleet.registered(TestFleet.options(acs));
    cpe = TestFleet.only(fleet);
  }

  @AfterEach
  void stop() {
    fleet.close();
    acs.close();
  }

  private CpeAnswer run(CpeMethod method) throws Exception {
    return acs.run(cpe, method);
  }

  private Fault fault(CpeMethod method) throws Exception {
    return (Fault) run(method);
  }

  private List<ParameterValue> get(String... names) throws Exception {
    return ((CpeAnswer.GetParameterValuesResponse) run(new CpeMethod.GetParameterValues(List.of(names)))).values();
  }

  private static SetParameterValues set(String path, String value, String type) {
    return new SetParameterValues(List.of(new ParameterValue(path, value, type)), "key-1");
  }

  @Test
  void firstInformSaysBootstrapThenBootAndCarriesTheForcedParameters() throws Exception {
    Inform inform = acs.awaitInform("0 BOOTSTRAP");

    assertThat(inform.events()).extracting(Inform.Event::code).containsExactly("0 BOOTSTRAP", "1 BOOT");
    assertThat(inform.deviceId()).isEqualTo(new Inform.DeviceId("Argonaut", "0A1B2C", "AR-5200", "VCPE000001"));
    assertThat(inform.parameters())
        .extracting(ParameterValue::name)
        .containsExactly(
            "Device.RootDataModelVersion",
            "Device.DeviceInfo.HardwareVersion",
            "Device.DeviceInfo.SoftwareVersion",
            "Device.DeviceInfo.ProvisioningCode",
            "Device.ManagementServer.ParameterKey",
            "Device.ManagementServer.ConnectionRequestURL");
  }

  @Test
  void rpcMethodsAreListed() throws Exception {
    CpeAnswer answer = run(new CpeMethod.GetRPCMethods());

    assertThat(((CpeAnswer.GetRPCMethodsResponse) answer).methodList()).contains("GetParameterValues", "ChangeDUState");
  }

  @Test
  void valuesAreReadByNameAndByPartialPath() throws Exception {
    List<ParameterValue> values = get("Device.DeviceInfo.SerialNumber", "Device.WiFi.Radio.1.");

    assertThat(values.getFirst()).isEqualTo(new ParameterValue("Device.DeviceInfo.SerialNumber", "VCPE000001", "xsd:string"));
    assertThat(values).extracting(ParameterValue::name).contains("Device.WiFi.Radio.1.Stats.BytesSent");
    assertThat(values).contains(new ParameterValue("Device.WiFi.Radio.1.Channel", "6", "xsd:unsignedInt"));
  }

  @Test
  void theWholeTreeIsReadByAnEmptyName() throws Exception {
    assertThat(get("")).hasSizeGreaterThan(1000);
  }

  @Test
  void readingAnUnknownNameIsFault9005() throws Exception {
    assertThat(fault(new CpeMethod.GetParameterValues(List.of("Device.Nothing."))).code()).isEqualTo(9005);
  }

  @Test
  void secretsReadAsEmpty() throws Exception {
    assertThat(get("Device.WiFi.AccessPoint.1.Security.KeyPassphrase").getFirst().value()).isEmpty();
    assertThat(cpe.value("Device.WiFi.AccessPoint.1.Security.KeyPassphrase")).isNotEmpty();
  }

  @Test
  void setValuesAreKeptWithTheParameterKey() throws Exception {
    CpeAnswer answer = run(set("Device.WiFi.SSID.1.SSID", "Home", "xsd:string"));

    assertThat(answer).isEqualTo(new CpeAnswer.SetParameterValuesResponse(0));
    assertThat(get("Device.WiFi.SSID.1.SSID", "Device.ManagementServer.ParameterKey"))
        .extracting(ParameterValue::value)
        .containsExactly("Home", "key-1");
  }

  @Test
  void aSetWithOneWrongValueSetsNothingAndSaysWhatIsWrongWithEach() throws Exception {
    Fault fault =
        fault(
            new SetParameterValues(
                List.of(
                    new ParameterValue("Device.WiFi.SSID.1.SSID", "Changed", "xsd:string"),
                    new ParameterValue("Device.WiFi.Radio.1.Channel", "300", "xsd:unsignedInt"),
                    new ParameterValue("Device.WiFi.Radio.1.Enable", "true", "xsd:int"),
                    new ParameterValue("Device.DeviceInfo.SerialNumber", "x", "xsd:string"),
                    new ParameterValue("Device.No.Such", "x", "xsd:string")),
                ""));

    assertThat(fault.code()).isEqualTo(9003);
    assertThat(fault.parameterFaults())
        .extracting(Fault.ParameterFault::parameterName, Fault.ParameterFault::code)
        .containsExactly(
            tuple("Device.WiFi.Radio.1.Channel", 9007),
            tuple("Device.WiFi.Radio.1.Enable", 9006),
            tuple("Device.DeviceInfo.SerialNumber", 9008),
            tuple("Device.No.Such", 9005));
    assertThat(get("Device.WiFi.SSID.1.SSID").getFirst().value()).isNotEqualTo("Changed");
  }

  @Test
  void namesAreListedOneLevelOrAllLevelsDeep() throws Exception {
    var level = (CpeAnswer.GetParameterNamesResponse) run(new CpeMethod.GetParameterNames("Device.WiFi.SSID.", true));
    var all = (CpeAnswer.GetParameterNamesResponse) run(new CpeMethod.GetParameterNames("Device.WiFi.SSID.1.", false));

    assertThat(level.names()).contains(new ParameterInfo("Device.WiFi.SSID.1.", true)).hasSize(4);
    assertThat(all.names())
        .startsWith(new ParameterInfo("Device.WiFi.SSID.1.", true))
        .contains(
            new ParameterInfo("Device.WiFi.SSID.1.Stats.", false),
            new ParameterInfo("Device.WiFi.SSID.1.Stats.BytesSent", false),
            new ParameterInfo("Device.WiFi.SSID.1.SSID", true));
  }

  @Test
  void nextLevelOfAParameterIsFault9003() throws Exception {
    assertThat(fault(new CpeMethod.GetParameterNames("Device.DeviceInfo.UpTime", true)).code()).isEqualTo(9003);
  }

  @Test
  void objectsAreAddedAndDeletedAndNumbersNotGivenAgain() throws Exception {
    String table = "Device.NAT.PortMapping.";

    assertThat(run(new CpeMethod.AddObject(table, "a"))).isEqualTo(new CpeAnswer.AddObjectResponse(1, 0));
    assertThat(run(new CpeMethod.AddObject(table, "b"))).isEqualTo(new CpeAnswer.AddObjectResponse(2, 0));
    assertThat(run(set(table + "2.ExternalPort", "8080", "xsd:unsignedInt")))
        .isEqualTo(new CpeAnswer.SetParameterValuesResponse(0));
    assertThat(get("Device.NAT.PortMappingNumberOfEntries").getFirst().value()).isEqualTo("2");
    assertThat(run(new CpeMethod.DeleteObject(table + "2.", "c"))).isEqualTo(new CpeAnswer.DeleteObjectResponse(0));
    assertThat(run(new CpeMethod.AddObject(table, "d"))).isEqualTo(new CpeAnswer.AddObjectResponse(3, 0));
    assertThat(get("Device.ManagementServer.ParameterKey").getFirst().value()).isEqualTo("d");
  }

  @Test
  void addingToWhatIsNoGrowableTableIsFault9005() throws Exception {
    assertThat(fault(new CpeMethod.AddObject("Device.WiFi.Radio.", "")).code()).isEqualTo(9005);
    assertThat(fault(new CpeMethod.AddObject("Device.WiFi.", "")).code()).isEqualTo(9005);
    assertThat(fault(new CpeMethod.DeleteObject("Device.WiFi.SSID.9.", "")).code()).isEqualTo(9005);
  }

  @Test
  void attributesAreSetAndRead() throws Exception {
    String path = "Device.WiFi.Radio.1.Channel";
    run(new CpeMethod.SetParameterAttributes(List.of(new CpeMethod.AttributeChange(path, 2, List.of()))));

    var answer = (CpeAnswer.GetParameterAttributesResponse) run(new CpeMethod.GetParameterAttributes(List.of(path)));

    assertThat(answer.attributes()).containsExactly(new CpeAnswer.ParameterAttributes(path, 2, List.of()));
  }

  @Test
  void activeNotificationOfACounterIsRefused() throws Exception {
    var change = new CpeMethod.AttributeChange("Device.IP.Interface.1.Stats.BytesSent", 2, null);

    assertThat(fault(new CpeMethod.SetParameterAttributes(List.of(change))).code()).isEqualTo(9009);
  }

  @Test
  void aLocalChangeOfAParameterWithActiveNotificationIsReportedAtOnce() throws Exception {
    String path = "Device.WiFi.Radio.1.Channel";
    run(new CpeMethod.SetParameterAttributes(List.of(new CpeMethod.AttributeChange(path, 2, null))));

    cpe.setLocally(path, "11");

    assertThat(acs.awaitInform("4 VALUE CHANGE").parameters())
        .contains(new ParameterValue(path, "11", "xsd:unsignedInt"));
  }

  @Test
  void aPassivelyWatchedValueThatMovedIsToldWithTheNextInform() throws Exception {
    String path = "Device.DeviceInfo.FriendlyName";
    run(new CpeMethod.SetParameterAttributes(List.of(new CpeMethod.AttributeChange(path, 1, null))));
    cpe.setLocally(path, "attic");
    acs.informs.clear();

    cpe.informNow("2 PERIODIC");

    assertThat(acs.awaitInform("4 VALUE CHANGE").events()).contains(new Inform.Event("2 PERIODIC", ""));
  }

  @Test
  void whatTheAcsSetsIsNotReportedBackToIt() throws Exception {
    String path = "Device.WiFi.Radio.1.Channel";
    run(new CpeMethod.SetParameterAttributes(List.of(new CpeMethod.AttributeChange(path, 2, null))));
    run(set(path, "11", "xsd:unsignedInt"));
    acs.informs.clear();

    cpe.informNow("2 PERIODIC");

    assertThat(acs.awaitInform("2 PERIODIC").has("4")).isFalse();
  }

  @Test
  void rebootIsFollowedByBootWithTheCommandKey() throws Exception {
    assertThat(run(new CpeMethod.Reboot("again"))).isEqualTo(new CpeAnswer.RebootResponse());

    Inform inform = acs.awaitInform("M Reboot");

    assertThat(inform.events()).contains(new Inform.Event("1 BOOT", ""), new Inform.Event("M Reboot", "again"));
    assertThat(inform.has("0")).isFalse();
  }

  @Test
  void noSessionComesBetweenTheRebootAndItsBootEvenWhenOneIsDue() throws Exception {
    acs.informs.clear();
    AtomicInteger left = new AtomicInteger(2);
    acs.gate =
        _ -> {
          if (left.getAndDecrement() > 0) {
            cpe.informNow("2 PERIODIC"); // due while the session runs that brings the Reboot
          }
          return false;
        };

    run(new CpeMethod.Reboot("again"));

    assertThat(acs.informs.poll(10, TimeUnit.SECONDS).has("6")).isTrue();
    assertThat(acs.informs.poll(10, TimeUnit.SECONDS).events()).contains(new Inform.Event("M Reboot", "again"));
  }

  @Test
  void factoryResetForgetsSettingsAndBootstrapsAgain() throws Exception {
    acs.awaitInform("0 BOOTSTRAP");
    run(set("Device.WiFi.SSID.1.SSID", "Home", "xsd:string"));
    run(new CpeMethod.FactoryReset());

    Inform inform = acs.awaitInform("0 BOOTSTRAP");

    assertThat(inform.has("1")).isTrue();
    assertThat(cpe.value("Device.WiFi.SSID.1.SSID")).isNotEqualTo("Home");
  }

  @Test
  void scheduleInformComesBackWithItsKey() throws Exception {
    assertThat(run(new CpeMethod.ScheduleInform(1, "later"))).isEqualTo(new CpeAnswer.ScheduleInformResponse());

    assertThat(acs.awaitInform("3 SCHEDULED").events()).contains(new Inform.Event("M ScheduleInform", "later"));
    assertThat(fault(new CpeMethod.ScheduleInform(0, "")).code()).isEqualTo(9003);
  }

  @Test
  void methodsOfOthersAndDeprecatedOnesAreFault9000() throws Exception {
    assertThat(fault(new CpeMethod.GetOptions("")).code()).isEqualTo(9000);
    assertThat(fault(new CpeMethod.SetVouchers(List.of())).code()).isEqualTo(9000);
    assertThat(fault(new CpeMethod.VendorMethod("X_00_Dance", "<X_00_Dance/>")).code()).isEqualTo(9000);
  }

  @Test
  void aPingIsRunAndItsEndReported() throws Exception {
    String ping = "Device.IP.Diagnostics.IPPing.";
    run(
        new SetParameterValues(
            List.of(
                new ParameterValue(ping + "Host", "127.0.0.1", "xsd:string"),
                new ParameterValue(ping + "NumberOfRepetitions", "4", "xsd:unsignedInt"),
                new ParameterValue(ping + "DiagnosticsState", "Requested", "xsd:string")),
            ""));

    acs.awaitInform("8 DIAGNOSTICS COMPLETE");

    assertThat(get(ping + "DiagnosticsState").getFirst().value()).isEqualTo("Complete");
    assertThat(Long.parseLong(get(ping + "AverageResponseTimeDetailed").getFirst().value())).isPositive();
    int answered = Integer.parseInt(get(ping + "SuccessCount").getFirst().value());
    assertThat(answered + Integer.parseInt(get(ping + "FailureCount").getFirst().value())).isEqualTo(4);
    assertThat(get(ping + "IPAddressUsed").getFirst().value()).isEqualTo("127.0.0.1");
  }

  @Test
  void otherDiagnosticsFillTheirTables() throws Exception {
    run(set("Device.WiFi.NeighboringWiFiDiagnostic.DiagnosticsState", "Requested", "xsd:string"));
    acs.awaitInform("8 DIAGNOSTICS COMPLETE");
    assertThat(cpe.value("Device.WiFi.NeighboringWiFiDiagnostic.Result.1.SSID")).startsWith("Neighbour");

    String trace = "Device.IP.Diagnostics.TraceRoute.";
    run(
        new SetParameterValues(
            List.of(
                new ParameterValue(trace + "Host", "nowhere.invalid", null),
                new ParameterValue(trace + "DiagnosticsState", "Requested", null)),
            ""));
    acs.awaitInform("8 DIAGNOSTICS COMPLETE");
    assertThat(cpe.value(trace + "DiagnosticsState")).isEqualTo("Error_CannotResolveHostName");
  }

  @Test
  void aNewAcsUrlIsBootstrappedAtOnce() throws Exception {
    acs.awaitInform("0 BOOTSTRAP");
    run(set("Device.ManagementServer.URL", acs.url("/other"), "xsd:string"));

    acs.awaitInform("0 BOOTSTRAP");
  }

  @Test
  void aShorterPeriodicIntervalTakesEffectAtOnce() throws Exception {
    run(set("Device.ManagementServer.PeriodicInformInterval", "1", "xsd:unsignedInt"));

    acs.awaitInform("2 PERIODIC");
    acs.awaitInform("2 PERIODIC");
  }

  @Test
  void theCpesOwnCallsAreMadeBeforeTheAcsSpeaks() throws Exception {
    cpe.callAcs(new AcsMethod.RequestDownload("1 Firmware Upgrade Image", List.of()), "9 REQUEST DOWNLOAD");

    acs.awaitInform("9 REQUEST DOWNLOAD");

    assertThat(cpe.awaitSessions(2, Duration.ofSeconds(5))).isTrue();
    assertThat(acs.calls).hasAtLeastOneElementOfType(AcsMethod.RequestDownload.class);
  }
}
