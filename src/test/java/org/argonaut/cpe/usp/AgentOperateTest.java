package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.argonaut.usp.Messages;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.argonaut.usp.proto.UspMsg.Operate;
import org.argonaut.usp.proto.UspMsg.OperateResp.OperationResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOperateTest {
  private static final byte[] FIRMWARE = "version=2.5.0\nimage".getBytes(StandardCharsets.UTF_8);
  private static final String FIRMWARE_SHA256 = "ae0e5b5b7b4d";

  private final TestController controller = TestController.settled();
  private final BlockingQueue<byte[]> uploads = new LinkedBlockingQueue<>();
  private HttpServer files;

  @BeforeEach
  void start() throws IOException {
    files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    files.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestMethod().equals("PUT")) {
            uploads.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(201, -1);
          } else if (exchange.getRequestURI().getPath().equals("/firmware.bin")) {
            exchange.sendResponseHeaders(200, FIRMWARE.length);
            exchange.getResponseBody().write(FIRMWARE);
          } else {
            exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    files.start();
    controller.subscribe("done", "OperationComplete", "Device.", false);
    controller.subscribe("moved", "Event", "Device.LocalAgent.TransferComplete!", false);
  }

  @AfterEach
  void close() {
    controller.close();
    files.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + files.getAddress().getPort() + path;
  }

  private Msg operate(String command, Map<String, String> input) {
    Operate call =
        Operate.newBuilder().setCommand(command).setCommandKey("key").setSendResp(true).putAllInputArgs(input).build();
    return controller.ask(Messages.request(controller.id(), call));
  }

  private OperationResult result(String command, Map<String, String> input) {
    Msg answer = operate(command, input);
    assertThat(answer.getBody().hasResponse()).as("%s", answer).isTrue();
    return answer.getBody().getResponse().getOperateResp().getOperationResults(0);
  }

  private Notify.OperationComplete done() {
    return controller.notification(Notify::hasOperComplete).getOperComplete();
  }

  private Map<String, String> moved() {
    return controller
        .notification(n -> n.getEvent().getEventName().equals("TransferComplete!"))
        .getEvent()
        .getParamsMap();
  }

  @Test
  void anAsynchronousCommandIsARequestUntilItEnds() {
    controller.subscribe("made", "ObjectCreation", "Device.LocalAgent.Request.", false);
    OperationResult result = result("Device.IP.Diagnostics.IPPing()", Map.of("Host", "127.0.0.1", "NumberOfRepetitions", "4"));
    assertThat(result.getExecutedCommand()).isEqualTo("Device.IP.Diagnostics.IPPing()");
    assertThat(result.getReqObjPath()).isEqualTo("Device.LocalAgent.Request.1.");
    assertThat(controller.notification(Notify::hasObjCreation).getObjCreation().getObjPath())
        .isEqualTo("Device.LocalAgent.Request.1.");
    Notify.OperationComplete done = done();
    assertThat(done.getObjPath()).isEqualTo("Device.IP.Diagnostics.");
    assertThat(done.getCommandName()).isEqualTo("IPPing()");
    assertThat(done.getCommandKey()).isEqualTo("key");
    assertThat(done.getReqOutputArgs().getOutputArgsMap()).containsKeys("Status", "SuccessCount", "IPAddressUsed");
    assertThat(controller.get("Device.LocalAgent.Request.1.").getReqPathResults(0).getErrCode())
        .isEqualTo(UspErrors.NO_SUCH_OBJECT);
  }

  @Test
  void everyTestEndsWithItsOutput() {
    result("Device.IP.Diagnostics.TraceRoute()", Map.of("Host", "127.0.0.1"));
    assertThat(done().getReqOutputArgs().getOutputArgsMap()).containsKeys("Status", "RouteHops.1.HostAddress");
    result("Device.DNS.Diagnostics.NSLookupDiagnostics()", Map.of("HostName", "nowhere.invalid"));
    assertThat(done().getReqOutputArgs().getOutputArgsMap()).containsEntry("SuccessCount", "0");
    result("Device.WiFi.NeighboringWiFiDiagnostic()", Map.of());
    assertThat(done().getReqOutputArgs().getOutputArgsMap()).containsKey("Result.1.SSID");
    result("Device.IP.Diagnostics.DownloadDiagnostics()", Map.of("DownloadURL", url("/firmware.bin")));
    Map<String, String> downloaded = done().getReqOutputArgs().getOutputArgsMap();
    assertThat(downloaded).containsEntry("Status", "Complete");
    assertThat(Long.parseLong(downloaded.get("TestBytesReceived"))).isGreaterThanOrEqualTo(FIRMWARE.length);
    result("Device.IP.Diagnostics.UploadDiagnostics()", Map.of("UploadURL", url("/up"), "TestFileLength", "2000"));
    assertThat(Long.parseLong(done().getReqOutputArgs().getOutputArgsMap().get("TestBytesSent"))).isGreaterThanOrEqualTo(2000);
    assertThat(uploads.poll()).hasSize(2000);
  }

  @Test
  void aCommandCanBeCanceled() {
    String request = result("Device.ScheduleTimer()", Map.of("DelaySeconds", "3600")).getReqObjPath();
    assertThat(controller.value(request + "Status")).isEqualTo("Active");
    assertThat(result(request + "Cancel()", Map.of()).hasReqOutputArgs()).isTrue();
    assertThat(done().getCmdFailure().getErrCode()).isEqualTo(UspErrors.COMMAND_CANCELED);
  }

  @ParameterizedTest
  @CsvSource({
    "Device.Nonsense(), 7026",
    "Device.Nonsense.Reboot(), 7026",
    "Device.DeviceInfo.FirmwareImage.9.Download(), 7016",
    "Device.Reboot, 7008",
    "Device.DeviceInfo.FirmwareImage.Download(), 7026",
  })
  void commandsThatAreNotThereAreAnsweredByAnError(String command, int code) {
    Msg answer = operate(command, Map.of());
    assertThat(answer.getBody().getError().getErrCode()).as("%s", answer).isEqualTo(code);
  }

  @Test
  void wrongArgumentsFailTheCommand() {
    OperationResult missing = result("Device.IP.Diagnostics.IPPing()", Map.of());
    assertThat(missing.getCmdFailure().getErrCode()).isEqualTo(UspErrors.INVALID_COMMAND_ARGUMENTS);
    assertThat(missing.getCmdFailure().getErrMsg()).contains("Host");
    OperationResult unknown = result("Device.Reboot()", Map.of("Softly", "1"));
    assertThat(unknown.getCmdFailure().getErrCode()).isEqualTo(UspErrors.INVALID_COMMAND_ARGUMENTS);
    assertThat(controller.linkClosed()).isFalse();
  }

  @Test
  void nothingIsAnsweredWhenNoResponseIsWanted() {
    controller.send(
        Messages.request("q", Operate.newBuilder().setCommand("Device.WiFi.Reset()").build()));
    assertThat(controller.silent()).isTrue();
    assertThat(controller.value("Device.WiFi.ResetCounter")).isEqualTo("1");
  }

  @Test
  void aRebootEndsTheConnectionAndIsToldAfterwards() throws Exception {
    controller.set(false, true, "Device.LocalAgent.Subscription.[ID==\"moved\"].", "Persistent", "true");
    assertThat(result("Device.Reboot()", Map.of()).hasReqOutputArgs()).isTrue();
    assertThat(controller.linkClosed()).isTrue();
    controller.agent.awaitOn();
    controller.connect();
    Notify boot = controller.notification(Notify::hasEvent);
    assertThat(boot.getEvent().getParamsMap()).containsEntry("Cause", "RemoteReboot").containsEntry("CommandKey", "key");
    assertThat(controller.value("Device.LocalAgent.Subscription.[ID==\"moved\"].Enable")).isEqualTo("true");
    assertThat(controller.get("Device.LocalAgent.Subscription.[ID==\"done\"].").getReqPathResults(0).getResolvedPathResultsList())
        .as("a subscription that was not persistent")
        .isEmpty();
  }

  @Test
  void aFactoryResetForgetsAllAndPresentsItselfAgain() throws Exception {
    controller.set(false, true, "Device.WiFi.SSID.1.", "SSID", "mine");
    operate("Device.FactoryReset()", Map.of());
    controller.agent.awaitOn();
    controller.forget();
    controller.connect();
    assertThat(controller.notification(Notify::hasOnBoardReq).getSendResp()).isTrue();
    assertThat(controller.notification(Notify::hasEvent).getEvent().getParamsMap()).containsEntry("Cause", "RemoteFactoryReset");
    assertThat(controller.value("Device.WiFi.SSID.1.SSID")).isNotEqualTo("mine");
  }

  @Test
  void firmwareIsDownloadedActivatedAndRuns() throws Exception {
    String image = "Device.DeviceInfo.FirmwareImage.2.";
    result(image + "Download()", Map.of("URL", url("/firmware.bin"), "FileSize", Integer.toString(FIRMWARE.length)));
    assertThat(moved())
        .containsEntry("FaultCode", "0")
        .containsEntry("Affected", image)
        .containsEntry("TransferType", "Download")
        .containsEntry("Requestor", TestController.ID);
    assertThat(done().hasReqOutputArgs()).isTrue();
    assertThat(controller.value(image + "Status")).isEqualTo("Available");
    assertThat(controller.value(image + "Version")).isEqualTo("2.5.0");
    assertThat(controller.value("Device.DeviceInfo.SoftwareVersion")).isEqualTo("1.0.0");

    result(image + "Activate()", Map.of());
    assertThat(done().getCommandName()).isEqualTo("Activate()");
    controller.agent.awaitOn();
    controller.connect();
    Notify boot = controller.notification(n -> n.getEvent().getEventName().equals("Boot!"));
    assertThat(boot.getEvent().getParamsMap()).containsEntry("FirmwareUpdated", "true").containsEntry("CommandKey", "key");
    assertThat(controller.value("Device.DeviceInfo.SoftwareVersion")).isEqualTo("2.5.0");
    assertThat(controller.value("Device.DeviceInfo.ActiveFirmwareImage")).isEqualTo(image);
    assertThat(controller.value("Device.DeviceInfo.FirmwareImage.1.Status")).isEqualTo("Available");
    assertThat(controller.value("Device.DeviceInfo.FirmwareImage.1.Version")).isEqualTo("1.0.0");
  }

  @Test
  void aDownloadThatFailsIsToldInBothPlaces() {
    String image = "Device.DeviceInfo.FirmwareImage.2.";
    result(image + "Download()", Map.of("URL", url("/none.bin")));
    assertThat(moved()).containsEntry("FaultCode", "7022");
    assertThat(done().getCmdFailure().getErrMsg()).contains("404");
    assertThat(controller.value(image + "Status")).isEqualTo("DownloadFailed");

    result(
        image + "Download()",
        Map.of("URL", url("/firmware.bin"), "CheckSumAlgorithm", "SHA-256", "CheckSum", FIRMWARE_SHA256));
    assertThat(done().getCmdFailure().getErrMsg()).contains("checksum");
    assertThat(controller.shared.stats().counts().failedTransfers()).isEqualTo(2);
    result(image + "Activate()", Map.of());
    assertThat(done().getCmdFailure().getErrCode()).isEqualTo(UspErrors.COMMAND_FAILURE);
  }

  @Test
  void theConfigurationIsSavedAndTheLogSent() throws Exception {
    controller.set(false, true, "Device.WiFi.SSID.1.", "SSID", "saved");
    result("Device.DeviceInfo.VendorConfigFile.1.Backup()", Map.of("URL", url("/conf")));
    assertThat(done().hasReqOutputArgs()).isTrue();
    assertThat(new String(uploads.take(), StandardCharsets.UTF_8)).contains("set Device.WiFi.SSID.1.SSID saved");
    result("Device.DeviceInfo.VendorLogFile.1.Upload()", Map.of("URL", url("/log")));
    assertThat(new String(uploads.take(), StandardCharsets.UTF_8)).contains("proto::VCPE000001");
  }
}
