package org.argonaut.device;

import java.time.Instant;
import java.util.List;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CwmpJson;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.MethodNames;
import org.argonaut.store.NewEvent;

/** What the ACS does with the methods a CPE calls besides Inform (TR-069 A.3.3, A.4.2). */
final class CpeCalls {
  private CpeCalls() {}

  static AcsAnswer answer(AcsMethod method) {
    return switch (method) {
      case Inform _ -> new AcsAnswer.InformResponse();
      case AcsMethod.GetRPCMethods _ -> new AcsAnswer.GetRPCMethodsResponse(MethodNames.OF_ACS);
      case AcsMethod.TransferComplete _ -> new AcsAnswer.TransferCompleteResponse();
      case AcsMethod.AutonomousTransferComplete _ -> new AcsAnswer.AutonomousTransferCompleteResponse();
      case AcsMethod.DUStateChangeComplete _ -> new AcsAnswer.DUStateChangeCompleteResponse();
      case AcsMethod.AutonomousDUStateChangeComplete _ -> new AcsAnswer.AutonomousDUStateChangeCompleteResponse();
      case AcsMethod.RequestDownload _ -> new AcsAnswer.RequestDownloadResponse();
      case AcsMethod.Kicked kicked -> new AcsAnswer.KickedResponse(kicked.next());
      case AcsMethod.UnknownMethod unknown ->
          new Fault(Fault.METHOD_NOT_SUPPORTED, "Method not supported: " + unknown.name());
    };
  }

  /** What the event log keeps of the call. */
  static List<NewEvent> events(String sn, AcsMethod method, Instant now) {
    String type =
        switch (method) {
          case AcsMethod.TransferComplete _ -> "transfer.complete";
          case AcsMethod.AutonomousTransferComplete _ -> "transfer.autonomous";
          case AcsMethod.DUStateChangeComplete _ -> "du.complete";
          case AcsMethod.AutonomousDUStateChangeComplete _ -> "du.autonomous";
          case AcsMethod.RequestDownload _ -> "download.requested";
          case AcsMethod.Kicked _ -> "kicked";
          case Inform _, AcsMethod.GetRPCMethods _, AcsMethod.UnknownMethod _ -> null;
        };
    return type == null ? List.of() : List.of(new NewEvent(sn, type, now, CwmpJson.toJson(method).toString()));
  }

  static CommandEnd outcome(AcsMethod.TransferComplete done) {
    return new CommandEnd(done.faultCode() == 0 ? "done" : "failed", CwmpJson.toJson(done).toString());
  }

  static CommandEnd outcome(AcsMethod.DUStateChangeComplete done) {
    boolean allWell = done.results().stream().allMatch(result -> result.faultCode() == 0);
    return new CommandEnd(allWell ? "done" : "failed", CwmpJson.toJson(done).toString());
  }
}
