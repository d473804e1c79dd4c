package org.argonaut.cwmp;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.argonaut.cwmp.AcsMethod.DuResult;
import org.argonaut.cwmp.CpeAnswer.Option;
import org.argonaut.cwmp.CpeAnswer.ParameterAttributes;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeAnswer.QueuedTransfer;
import org.argonaut.cwmp.CpeMethod.AttributeChange;
import org.argonaut.cwmp.CpeMethod.DuOperation;
import org.argonaut.cwmp.CpeMethod.DuOperationKind;
import org.argonaut.cwmp.CpeMethod.TimeWindow;
import org.argonaut.cwmp.Fault.ParameterFault;
import org.argonaut.cwmp.Inform.DeviceId;
import org.argonaut.cwmp.Inform.Event;

/** One message of every kind, every field filled. */
final class Samples {
  private static final Instant TIME = Instant.parse("2026-03-14T15:09:26Z");
  private static final List<ParameterValue> VALUES =
      List.of(new ParameterValue("A.B", "x & y", "xsd:string"), new ParameterValue("A.C", "1", "xsd:unsignedInt"));
  private static final DuResult RESULT = new DuResult(
      "uuid", "Device.DU.1", "1.0", "Installed", true, "Device.EU.1", TIME, TIME, 0, "", null);

  private Samples() {}

  static Stream<Message> messages() {
    return Stream.of(cpeMethods(), cpeAnswers(), acsMethods(), acsAnswers()).flatMap(stream -> stream);
  }

  static Stream<CpeMethod> cpeMethods() {
    return Stream.of(
        new CpeMethod.GetRPCMethods(), new CpeMethod.SetParameterValues(VALUES, "k"),
        new CpeMethod.GetParameterValues(List.of("A.", "B")), new CpeMethod.GetParameterNames("A.", true),
        new CpeMethod.SetParameterAttributes(List.of(
            new AttributeChange("A", 2, null), new AttributeChange("B", null, List.of("Subscriber")))),
        new CpeMethod.GetParameterAttributes(List.of("A")), new CpeMethod.AddObject("A.", "k"),
        new CpeMethod.DeleteObject("A.1.", "k"), new CpeMethod.Reboot("k"), new CpeMethod.FactoryReset(),
        new CpeMethod.Download("k", "1 F", "http://h", "u", "p", 5_000_000_000L, "t", 3, "s", "f"),
        new CpeMethod.Upload("k", "2 L", "http://h", "u", "p", 4), new CpeMethod.ScheduleInform(60, "k"),
        new CpeMethod.ScheduleDownload(
            "k", "1 F", "http://h", "u", "p", 7, "t", List.of(new TimeWindow(0, 60, "3 When Idle", "m", -1))),
        new CpeMethod.CancelTransfer("k"), new CpeMethod.GetQueuedTransfers(), new CpeMethod.GetAllQueuedTransfers(),
        new CpeMethod.ChangeDUState(
            List.of(
                new DuOperation(DuOperationKind.INSTALL, "u", "i", "n", "p", "e", null),
                new DuOperation(DuOperationKind.UPDATE, "u", "i", "n", "p", null, "2"),
                new DuOperation(DuOperationKind.UNINSTALL, null, "i", null, null, "e", "3")),
            "k"),
        new CpeMethod.SetVouchers(List.of("AQ==")), new CpeMethod.GetOptions("o"),
        new CpeMethod.VendorMethod("X_Blink", "<X_Blink>1</X_Blink>"));
  }

  static Stream<CpeAnswer> cpeAnswers() {
    return Stream.of(
        new CpeAnswer.GetRPCMethodsResponse(List.of("Reboot")), new CpeAnswer.SetParameterValuesResponse(1),
        new CpeAnswer.GetParameterValuesResponse(VALUES),
        new CpeAnswer.GetParameterNamesResponse(List.of(new ParameterInfo("A.", true), new ParameterInfo("A.B", false))),
        new CpeAnswer.SetParameterAttributesResponse(),
        new CpeAnswer.GetParameterAttributesResponse(List.of(new ParameterAttributes("A", 2, List.of("Subscriber")))),
        new CpeAnswer.AddObjectResponse(4_000_000_000L, 1), new CpeAnswer.DeleteObjectResponse(1),
        new CpeAnswer.RebootResponse(), new CpeAnswer.FactoryResetResponse(),
        new CpeAnswer.DownloadResponse(1, TIME, Times.UNKNOWN), new CpeAnswer.UploadResponse(0, TIME, TIME),
        new CpeAnswer.ScheduleInformResponse(), new CpeAnswer.ScheduleDownloadResponse(),
        new CpeAnswer.CancelTransferResponse(),
        new CpeAnswer.GetQueuedTransfersResponse(List.of(new QueuedTransfer("k", 2, null, null, null, null))),
        new CpeAnswer.GetAllQueuedTransfersResponse(List.of(new QueuedTransfer("k", 2, true, "1 F", 9L, "t"))),
        new CpeAnswer.ChangeDUStateResponse(), new CpeAnswer.SetVouchersResponse(),
        new CpeAnswer.GetOptionsResponse(List.of(
            new Option("o", 4_000_000_000L, 3, 1, TIME, TIME, true), new Option("q", 1, 0, 0, TIME, null, false))),
        new CpeAnswer.VendorAnswer("X_BlinkResponse", "<X_BlinkResponse>1</X_BlinkResponse>"),
        new Fault(9003, "m", List.of(new ParameterFault("A", 9007, "n")), null));
  }

  static Stream<AcsMethod> acsMethods() {
    return Stream.of(
        new Inform(
            new DeviceId("m", "00A1B2", "p", "s"), List.of(new Event("0 BOOTSTRAP", ""), new Event("M Reboot", "k")), 1,
            TIME, 3, VALUES),
        new AcsMethod.GetRPCMethods(), new AcsMethod.TransferComplete("k", 9010, "f", TIME, TIME),
        new AcsMethod.AutonomousTransferComplete("a", "t", true, "1 F", 5, "n", 0, "", TIME, TIME),
        new AcsMethod.DUStateChangeComplete(List.of(RESULT), "k"),
        new AcsMethod.AutonomousDUStateChangeComplete(List.of(new DuResult(
            "uuid", "Device.DU.1", "1.0", "Failed", false, "", TIME, Times.UNKNOWN, 9026, "twice", "Install"))),
        new AcsMethod.RequestDownload("1 F", List.of(new AcsMethod.Argument("n", "v"))),
        new AcsMethod.Kicked("c", "r", "a", "n"), new AcsMethod.UnknownMethod("X_Ping"));
  }

  static Stream<AcsAnswer> acsAnswers() {
    return Stream.of(
        new AcsAnswer.InformResponse(), new AcsAnswer.GetRPCMethodsResponse(List.of("Inform")),
        new AcsAnswer.TransferCompleteResponse(), new AcsAnswer.AutonomousTransferCompleteResponse(),
        new AcsAnswer.DUStateChangeCompleteResponse(), new AcsAnswer.AutonomousDUStateChangeCompleteResponse(),
        new AcsAnswer.RequestDownloadResponse(), new AcsAnswer.KickedResponse("http://h"), new Fault(8000, "m"));
  }
}
