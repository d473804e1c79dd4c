package org.argonaut.cwmp;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** A method a CPE calls on the ACS (TR-069 A.3.3 and A.4.2). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rpc")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Inform.class, name = "Inform"),
  @JsonSubTypes.Type(value = AcsMethod.GetRPCMethods.class, name = "GetRPCMethods"),
  @JsonSubTypes.Type(value = AcsMethod.TransferComplete.class, name = "TransferComplete"),
  @JsonSubTypes.Type(value = AcsMethod.AutonomousTransferComplete.class, name = "AutonomousTransferComplete"),
  @JsonSubTypes.Type(value = AcsMethod.DUStateChangeComplete.class, name = "DUStateChangeComplete"),
  @JsonSubTypes.Type(value = AcsMethod.AutonomousDUStateChangeComplete.class, name = "AutonomousDUStateChangeComplete"),
  @JsonSubTypes.Type(value = AcsMethod.RequestDownload.class, name = "RequestDownload"),
  @JsonSubTypes.Type(value = AcsMethod.Kicked.class, name = "Kicked"),
  @JsonSubTypes.Type(value = AcsMethod.UnknownMethod.class, name = "UnknownMethod")
})
public sealed interface AcsMethod extends Message
    permits Inform,
        AcsMethod.GetRPCMethods,
        AcsMethod.TransferComplete,
        AcsMethod.AutonomousTransferComplete,
        AcsMethod.DUStateChangeComplete,
        AcsMethod.AutonomousDUStateChangeComplete,
        AcsMethod.RequestDownload,
        AcsMethod.Kicked,
        AcsMethod.UnknownMethod {

  record GetRPCMethods() implements AcsMethod {}

  /**
   * A.3.3.2: the end of a transfer that the ACS asked for.
   *
   * @param faultCode 0: success
   */
  record TransferComplete(
      String commandKey, int faultCode, String faultString, Instant startTime, Instant completeTime)
      implements AcsMethod {}

  /** A.3.3.3: the end of a transfer that the ACS did not ask for. */
  record AutonomousTransferComplete(
      String announceUrl,
      String transferUrl,
      boolean isDownload,
      String fileType,
      long fileSize,
      String targetFileName,
      int faultCode,
      String faultString,
      Instant startTime,
      Instant completeTime)
      implements AcsMethod {}

  /** A.4.2.3: the end of a ChangeDUState. */
  record DUStateChangeComplete(List<DuResult> results, String commandKey) implements AcsMethod {
    public DUStateChangeComplete {
      results = List.copyOf(results);
    }
  }

  /** A.4.2.4. */
  record AutonomousDUStateChangeComplete(List<DuResult> results) implements AcsMethod {
    public AutonomousDUStateChangeComplete {
      results = List.copyOf(results);
    }
  }

  /**
   * OpResultStruct and AutonOpResultStruct.
   *
   * @param operationPerformed Install, Update or Uninstall; null in a DUStateChangeComplete
   */
  record DuResult(
      String uuid,
      String deploymentUnitRef,
      String version,
      String currentState,
      boolean resolved,
      String executionUnitRefList,
      Instant startTime,
      Instant completeTime,
      int faultCode,
      String faultString,
      String operationPerformed) {}

  /** A.4.2.2. */
  record RequestDownload(String fileType, List<Argument> fileTypeArg) implements AcsMethod {
    public RequestDownload {
      fileTypeArg = List.copyOf(fileTypeArg);
    }
  }

  /** ArgStruct. */
  record Argument(String name, String value) {}

  /** A.4.2.1, deprecated. */
  record Kicked(String command, String referer, String arg, String next) implements AcsMethod {}

  /** A call we do not know; answered with fault 8000. */
  record UnknownMethod(String name) implements AcsMethod {
    @Override
    public String rpcName() {
      return name;
    }
  }
}
