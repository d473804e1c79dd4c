package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.AcsMethod.TransferComplete;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.cwmp.Times;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualCpeTransferTest {
  private static final String FIRMWARE = "1 Firmware Upgrade Image";
  private static final String CONFIG = "3 Vendor Configuration File";
  private static final String SSID = "Device.WiFi.SSID.1.SSID";

  private ScriptedAcs acs;
  private FileGate files;
  private Fleet fleet;
  private VirtualCpe cpe;

  @BeforeEach
  void start() throws Exception {
    acs = new ScriptedAcs();
    serveFilesTo(_ -> false);
    fleet = TestFleet.registered(TestFleet.options(acs));
    cpe = TestFleet.only(fleet);
    acs.informs.clear();
  }

  @AfterEach
  void stop() {
    fleet.close();
    acs.close();
  }

  private void serveFilesTo(ScriptedAcs.Gate guard) {
    files = new FileGate(guard);
    acs.gate = files;
  }

  private CpeMethod.Download download(String type, String file, long size) {
    return new CpeMethod.Download("key", type, acs.url("/files/" + file), "u", "p", size, "", 0, "", "");
  }

  private TransferComplete completed(CpeMethod method) throws Exception {
    assertThat(acs.run(cpe, method)).isNotInstanceOf(Fault.class);
    return awaitTransferComplete();
  }

  private TransferComplete awaitTransferComplete() {
    await().atMost(Duration.ofSeconds(10)).until(() -> !calls(TransferComplete.class).isEmpty());
    return calls(TransferComplete.class).getLast();
  }

  private <T extends AcsMethod> List<T> calls(Class<T> type) {
    return acs.calls.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void newFirmwareRunsAfterABootAndItsEndIsReportedThen() throws Exception {
    files.files.put("fw.bin", "version=2.4.0\nbinary".getBytes(StandardCharsets.UTF_8));

    CpeAnswer answer = acs.run(cpe, download(FIRMWARE, "fw.bin", 20));
    Inform inform = acs.awaitInform("7 TRANSFER COMPLETE");

    assertThat(answer).isEqualTo(new CpeAnswer.DownloadResponse(1, Times.UNKNOWN, Times.UNKNOWN));
    assertThat(inform.events())
        .extracting(Inform.Event::code)
        .containsExactlyInAnyOrder("1 BOOT", "7 TRANSFER COMPLETE", "M Download", "4 VALUE CHANGE");
    assertThat(inform.events()).contains(new Inform.Event("M Download", "key"));
    assertThat(inform.parameters())
        .contains(new ParameterValue("Device.DeviceInfo.SoftwareVersion", "2.4.0", "xsd:string"));
    TransferComplete complete = awaitTransferComplete();
    assertThat(complete.commandKey()).isEqualTo("key");
    assertThat(complete.faultCode()).isZero();
    assertThat(complete.completeTime()).isAfterOrEqualTo(complete.startTime());
  }

  @Test
  void theFirmwareVersionIsTakenFromTheFileNameWhenTheFileNamesNone() throws Exception {
    files.files.put("argo-3.1.4.img", new byte[10]);

    completed(download(FIRMWARE, "argo-3.1.4.img", 0));

    assertThat(cpe.value("Device.DeviceInfo.SoftwareVersion")).isEqualTo("3.1.4");
  }

  @Test
  void aBrokenDownloadIsResumedWhereItBroke() throws Exception {
    files.files.put("breaking.bin", new byte[100_000]);

    assertThat(completed(download("2 Web Content", "breaking.bin", 100_000)).faultCode()).isZero();
    assertThat(files.ranges).containsExactly("null", "bytes=50000-");
  }

  @Test
  void theFileServersDigestIsAnswered() throws Exception {
    serveFilesTo(new DigestGate("MD5", "auth", "u", "p"));
    files.files.put("a", new byte[10]);

    assertThat(completed(download("2 Web Content", "a", 10)).faultCode()).isZero();
  }

  @Test
  void wrongCredentialsAreFault9012() throws Exception {
    serveFilesTo(new DigestGate("MD5", "auth", "u", "other"));

    assertThat(completed(download("2 Web Content", "a", 10)).faultCode()).isEqualTo(9012);
  }

  @ParameterizedTest
  @CsvSource({"missing, 0, 9016", "status-403, 0, 9016", "status-500, 0, 9010", "short, 99, 9018"})
  void whatGoesWrongIsTheFaultOfTheTransfer(String file, long size, int fault) throws Exception {
    files.files.put("short", new byte[10]);

    TransferComplete complete = completed(download(FIRMWARE, file, size));

    assertThat(complete.faultCode()).isEqualTo(fault);
    assertThat(complete.faultString()).isNotEmpty();
    assertThat(cpe.value("Device.DeviceInfo.SoftwareVersion")).isEqualTo("1.0.0");
  }

  @Test
  void anUnreachableServerIsFault9015() throws Exception {
    var call = new CpeMethod.Download("k", FIRMWARE, "http://localhost:1/f", "", "", 0, "", 0, "", "");

    assertThat(completed(call).faultCode()).isEqualTo(9015);
  }

  @Test
  void otherProtocolsAndFileTypesAreRefusedAtOnce() throws Exception {
    var ftp = new CpeMethod.Download("k", FIRMWARE, "ftp://localhost/f", "", "", 0, "", 0, "", "");

    assertThat(acs.run(cpe, ftp)).hasFieldOrPropertyWithValue("code", 9013);
    assertThat(acs.run(cpe, download("Firmware", "f", 0))).hasFieldOrPropertyWithValue("code", 9003);
  }

  @Test
  void anUploadedConfigurationRestoresWhatItHeld() throws Exception {
    acs.run(cpe, new CpeMethod.AddObject("Device.NAT.PortMapping.", ""));
    var values =
        List.of(
            new ParameterValue(SSID, "Home \\ sweet", "xsd:string"),
            new ParameterValue("Device.NAT.PortMapping.1.ExternalPort", "8080", "xsd:unsignedInt"));
    assertThat(acs.run(cpe, new CpeMethod.SetParameterValues(values, ""))).isNotInstanceOf(Fault.class);
    String url = acs.url("/files/config");
    assertThat(completed(new CpeMethod.Upload("up", "1 Vendor Configuration File", url, "", "", 0)).faultCode()).isZero();
    acs.run(cpe, new CpeMethod.FactoryReset());
    acs.awaitInform("0 BOOTSTRAP");
    assertThat(cpe.value(SSID)).doesNotContain("Home");

    acs.calls.clear();
    assertThat(completed(download(CONFIG, "config", 0)).faultCode()).isZero();

    assertThat(cpe.value(SSID)).isEqualTo("Home \\ sweet");
    assertThat(cpe.value("Device.NAT.PortMapping.1.ExternalPort")).isEqualTo("8080");
  }

  @Test
  void aConfigurationThatDoesNotFitIsFault9018() throws Exception {
    files.files.put("bad", "# argonaut-cpe configuration 1\nset Device.No.Such 1\n".getBytes(StandardCharsets.UTF_8));

    assertThat(completed(download(CONFIG, "bad", 0)).faultCode()).isEqualTo(9018);
  }

  @Test
  void aLogIsUploaded() throws Exception {
    TransferComplete complete =
        completed(new CpeMethod.Upload("log", "2 Vendor Log File", acs.url("/files/log"), "", "", 0));

    assertThat(complete.faultCode()).isZero();
    assertThat(new String(files.files.get("log"), StandardCharsets.UTF_8)).contains("VCPE000001");
    assertThat(acs.awaitInform("M Upload").events()).contains(new Inform.Event("M Upload", "log"));
  }

  @Test
  void aDelayedTransferIsQueuedAndCanBeCancelled() throws Exception {
    acs.run(cpe, new CpeMethod.Download("wait", FIRMWARE, acs.url("/files/x"), "", "", 77, "f", 600, "", ""));

    assertThat(acs.run(cpe, new CpeMethod.GetQueuedTransfers()))
        .isEqualTo(
            new CpeAnswer.GetQueuedTransfersResponse(
                List.of(new CpeAnswer.QueuedTransfer("wait", 1, null, null, null, null))));
    assertThat(acs.run(cpe, new CpeMethod.GetAllQueuedTransfers()))
        .isEqualTo(
            new CpeAnswer.GetAllQueuedTransfersResponse(
                List.of(new CpeAnswer.QueuedTransfer("wait", 1, true, FIRMWARE, 77L, "f"))));
    assertThat(acs.run(cpe, new CpeMethod.CancelTransfer("wait"))).isEqualTo(new CpeAnswer.CancelTransferResponse());
    assertThat(acs.run(cpe, new CpeMethod.GetQueuedTransfers()))
        .isEqualTo(new CpeAnswer.GetQueuedTransfersResponse(List.of()));
  }

  @Test
  void aScheduledDownloadComesInItsWindow() throws Exception {
    files.files.put("a", new byte[10]);
    var window = new CpeMethod.TimeWindow(1, 60, "1 At Any Time", "", 0);
    var call =
        new CpeMethod.ScheduleDownload(
            "plan", "2 Web Content", acs.url("/files/a"), "", "", 10, "", List.of(window));

    assertThat(acs.run(cpe, call)).isEqualTo(new CpeAnswer.ScheduleDownloadResponse());

    assertThat(acs.awaitInform("7 TRANSFER COMPLETE").events())
        .contains(new Inform.Event("M ScheduleDownload", "plan"));
  }

  @Test
  void windowsThatOverlapAreRefused() throws Exception {
    var windows =
        List.of(
            new CpeMethod.TimeWindow(10, 60, "1 At Any Time", "", 0),
            new CpeMethod.TimeWindow(30, 90, "1 At Any Time", "", 0));
    var call = new CpeMethod.ScheduleDownload("p", FIRMWARE, acs.url("/files/a"), "", "", 0, "", windows);

    assertThat(acs.run(cpe, call)).hasFieldOrPropertyWithValue("code", 9003);
  }

  @Test
  void deploymentUnitsAreInstalledUpdatedAndRemoved() throws Exception {
    files.files.put("module.ipk", new byte[10]);
    String uuid = "a6d4f0a2-0000-4000-8000-000000000001";
    String url = acs.url("/files/module.ipk");

    AcsMethod.DuResult installed = change(CpeMethod.DuOperationKind.INSTALL, url, uuid, "1.1");
    assertThat(installed.currentState()).isEqualTo("Installed");
    assertThat(installed.uuid()).isEqualTo(uuid);
    assertThat(cpe.value("Device.SoftwareModules.DeploymentUnit.1.Name")).isEqualTo("module.ipk");
    assertThat(change(CpeMethod.DuOperationKind.INSTALL, url, uuid, "1.1").faultCode()).isEqualTo(9026);
    assertThat(change(CpeMethod.DuOperationKind.UPDATE, url, uuid, "1.2").version()).isEqualTo("1.2");
    assertThat(change(CpeMethod.DuOperationKind.UNINSTALL, null, uuid, null).currentState()).isEqualTo("UnInstalled");
    assertThat(change(CpeMethod.DuOperationKind.UNINSTALL, null, uuid, null).faultCode()).isEqualTo(9028);
    assertThat(cpe.value("Device.SoftwareModules.DeploymentUnitNumberOfEntries")).isEqualTo("0");
  }

  private AcsMethod.DuResult change(CpeMethod.DuOperationKind kind, String url, String uuid, String version)
      throws Exception {
    acs.calls.clear();
    acs.run(
        cpe,
        new CpeMethod.ChangeDUState(
            List.of(new CpeMethod.DuOperation(kind, url, uuid, "", "", "", version)), "du"));
    assertThat(acs.awaitInform("11 DU STATE CHANGE COMPLETE").events())
        .contains(new Inform.Event("M ChangeDUState", "du"));
    await().until(() -> !calls(AcsMethod.DUStateChangeComplete.class).isEmpty());
    return calls(AcsMethod.DUStateChangeComplete.class).getFirst().results().getFirst();
  }

  @Test
  void downloadDiagnosticsReallyDownload() throws Exception {
    files.files.put("big", new byte[200_000]);
    String test = "Device.IP.Diagnostics.DownloadDiagnostics.";
    acs.run(
        cpe,
        new CpeMethod.SetParameterValues(
            List.of(
                new ParameterValue(test + "DownloadURL", acs.url("/files/big"), null),
                new ParameterValue(test + "DiagnosticsState", "Requested", null)),
            ""));
    acs.awaitInform("8 DIAGNOSTICS COMPLETE");

    assertThat(cpe.value(test + "DiagnosticsState")).isEqualTo("Complete");
    assertThat(Long.parseLong(cpe.value(test + "TestBytesReceived"))).isBetween(200_000L, 201_000L); // the head counts
    assertThat(cpe.value(test + "BOMTime")).isBetween(cpe.value(test + "TCPOpenRequestTime"), cpe.value(test + "EOMTime"));
  }

  private void set(ParameterValue... values) throws Exception {
    assertThat(acs.run(cpe, new CpeMethod.SetParameterValues(List.of(values), "")))
        .isEqualTo(new CpeAnswer.SetParameterValuesResponse(0));
  }

  @Test
  void uploadDiagnosticsReallyUpload() throws Exception {
    String test = "Device.IP.Diagnostics.UploadDiagnostics.";
    set(
        new ParameterValue(test + "UploadURL", acs.url("/files/up"), null),
        new ParameterValue(test + "TestFileLength", "150000", "xsd:unsignedLong"),
        new ParameterValue(test + "DiagnosticsState", "Requested", null));
    acs.awaitInform("8 DIAGNOSTICS COMPLETE");

    assertThat(cpe.value(test + "DiagnosticsState")).isEqualTo("Complete");
    assertThat(files.files.get("up")).hasSize(150_000);
    assertThat(Long.parseLong(cpe.value(test + "TestBytesSent"))).isBetween(150_000L, 151_000L);
  }

  @Test
  void settingAnotherParameterEndsADiagnosticThatRuns() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    String test = "Device.IP.Diagnostics.DownloadDiagnostics.";
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/",
        exchange -> {
          asked.countDown();
          await().until(() -> over.getCount() == 0);
          exchange.close();
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort() + "/never";
      set(new ParameterValue(test + "DownloadURL", url, null), new ParameterValue(test + "DiagnosticsState", "Requested", null));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      acs.informs.clear();

      set(new ParameterValue(test + "DSCP", "4", "xsd:unsignedInt"));

      assertThat(cpe.value(test + "DiagnosticsState")).isEqualTo("None");
      cpe.informNow("2 PERIODIC");
      assertThat(acs.awaitInform("2 PERIODIC").has("8")).isFalse();
    } finally {
      over.countDown();
      server.stop(0);
    }
  }
}
