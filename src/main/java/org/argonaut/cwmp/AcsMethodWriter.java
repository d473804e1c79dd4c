package org.argonaut.cwmp;

import java.util.List;
import org.argonaut.cwmp.AcsMethod.Argument;
import org.argonaut.cwmp.AcsMethod.DuResult;
import org.argonaut.cwmp.Inform.DeviceId;
import org.argonaut.cwmp.Inform.Event;

/** Writes what a CPE calls on an ACS. */
final class AcsMethodWriter {
  private AcsMethodWriter() {}

  static void write(AcsMethod method, XmlBuffer out) {
    if (method instanceof AcsMethod.UnknownMethod unknown) {
      out.fragment("<cwmp:" + unknown.name() + "></cwmp:" + unknown.name() + ">"); // a name of any letters
      return;
    }
    String element = "cwmp:" + method.rpcName();
    out.open(element);
    switch (method) {
      case Inform inform -> inform(inform, out);
      case AcsMethod.GetRPCMethods _, AcsMethod.UnknownMethod _ -> {
        // nothing inside
      }
      case AcsMethod.TransferComplete complete -> {
        out.element("CommandKey", complete.commandKey());
        fault("FaultStruct", complete.faultCode(), complete.faultString(), out);
        out.element("StartTime", complete.startTime()).element("CompleteTime", complete.completeTime());
      }
      case AcsMethod.AutonomousTransferComplete complete -> autonomousTransfer(complete, out);
      case AcsMethod.DUStateChangeComplete complete -> {
        results(complete.results(), out);
        out.element("CommandKey", complete.commandKey());
      }
      case AcsMethod.AutonomousDUStateChangeComplete complete -> results(complete.results(), out);
      case AcsMethod.RequestDownload request -> requestDownload(request, out);
      case AcsMethod.Kicked kicked -> out.element("Command", kicked.command())
          .element("Referer", kicked.referer())
          .element("Arg", kicked.arg())
          .element("Next", kicked.next());
    }
    out.close(element);
  }

  private static void inform(Inform inform, XmlBuffer out) {
    DeviceId id = inform.deviceId();
    out.open("DeviceId")
        .element("Manufacturer", id.manufacturer())
        .element("OUI", id.oui())
        .element("ProductClass", id.productClass())
        .element("SerialNumber", id.serialNumber())
        .close("DeviceId");
    out.openArray("Event", "cwmp:EventStruct", inform.events().size());
    for (Event event : inform.events()) {
      out.open("EventStruct").element("EventCode", event.code()).element("CommandKey", event.commandKey());
      out.close("EventStruct");
    }
    out.close("Event")
        .element("MaxEnvelopes", inform.maxEnvelopes())
        .element("CurrentTime", inform.currentTime())
        .element("RetryCount", inform.retryCount())
        .values(inform.parameters());
  }

  private static void autonomousTransfer(AcsMethod.AutonomousTransferComplete complete, XmlBuffer out) {
    out.element("AnnounceURL", complete.announceUrl())
        .element("TransferURL", complete.transferUrl())
        .element("IsDownload", complete.isDownload())
        .element("FileType", complete.fileType())
        .element("FileSize", complete.fileSize())
        .element("TargetFileName", complete.targetFileName());
    fault("FaultStruct", complete.faultCode(), complete.faultString(), out);
    out.element("StartTime", complete.startTime()).element("CompleteTime", complete.completeTime());
  }

  private static void results(List<DuResult> results, XmlBuffer out) {
    for (DuResult result : results) {
      boolean autonomous = result.operationPerformed() != null;
      out.raw(autonomous ? "<Results xsi:type=\"cwmp:AutonOpResultStruct\">" : "<Results xsi:type=\"cwmp:OpResultStruct\">")
          .element("UUID", result.uuid())
          .element("DeploymentUnitRef", result.deploymentUnitRef())
          .element("Version", result.version())
          .element("CurrentState", result.currentState())
          .element("Resolved", result.resolved())
          .element("ExecutionUnitRefList", result.executionUnitRefList())
          .element("StartTime", result.startTime())
          .element("CompleteTime", result.completeTime());
      fault("Fault", result.faultCode(), result.faultString(), out);
      out.optional("OperationPerformed", result.operationPerformed()).close("Results");
    }
  }

  private static void requestDownload(AcsMethod.RequestDownload request, XmlBuffer out) {
    out.element("FileType", request.fileType());
    out.openArray("FileTypeArg", "cwmp:ArgStruct", request.fileTypeArg().size());
    for (Argument argument : request.fileTypeArg()) {
      out.open("ArgStruct").element("Name", argument.name()).element("Value", argument.value()).close("ArgStruct");
    }
    out.close("FileTypeArg");
  }

  private static void fault(String element, int code, String message, XmlBuffer out) {
    out.open(element).element("FaultCode", code).element("FaultString", message).close(element);
  }
}
