package org.argonaut.cwmp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what a CPE calls on the ACS (TR-069 A.3.3, A.4.2). */
final class AcsMethodReader {
  private AcsMethodReader() {}

  /** The method the cursor is on; null, and the cursor not moved, when it is none of these. */
  static AcsMethod read(XmlCursor xml) throws SoapException {
    return switch (xml.name()) {
      case "Inform" -> InformReader.read(xml);
      case "GetRPCMethods" -> {
        xml.skip();
        yield new AcsMethod.GetRPCMethods();
      }
      case "TransferComplete" -> transferComplete(xml);
      case "AutonomousTransferComplete" -> autonomousTransferComplete(xml);
      case "DUStateChangeComplete" -> duStateChangeComplete(xml);
      case "AutonomousDUStateChangeComplete" ->
          new AcsMethod.AutonomousDUStateChangeComplete(duStateChangeComplete(xml).results());
      case "RequestDownload" -> requestDownload(xml);
      case "Kicked" -> kicked(xml);
      default -> null;
    };
  }

  /** TransferCompleteFaultStruct and DeploymentUnitFaultStruct; code 0 means success. */
  private record FaultStruct(int code, String message) {
    private static final FaultStruct NONE = new FaultStruct(0, "");

    static FaultStruct read(XmlCursor xml) throws SoapException {
      int code = 0;
      String message = "";
      while (xml.nextChild()) {
        switch (xml.name()) {
          case "FaultCode" -> code = xml.smallNumber(0);
          case "FaultString" -> message = xml.text();
          default -> xml.skip();
        }
      }
      return new FaultStruct(code, message);
    }
  }

  private static AcsMethod transferComplete(XmlCursor xml) throws SoapException {
    String commandKey = "";
    FaultStruct fault = FaultStruct.NONE;
    Instant startTime = Times.UNKNOWN;
    Instant completeTime = Times.UNKNOWN;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "CommandKey" -> commandKey = xml.text();
        case "FaultStruct" -> fault = FaultStruct.read(xml);
        case "StartTime" -> startTime = Times.parse(xml.text());
        case "CompleteTime" -> completeTime = Times.parse(xml.text());
        default -> xml.skip();
      }
    }
    return new AcsMethod.TransferComplete(commandKey, fault.code(), fault.message(), startTime, completeTime);
  }

  private static AcsMethod autonomousTransferComplete(XmlCursor xml) throws SoapException {
    String announceUrl = "";
    String transferUrl = "";
    boolean isDownload = false;
    String fileType = "";
    long fileSize = 0;
    String targetFileName = "";
    FaultStruct fault = FaultStruct.NONE;
    Instant startTime = Times.UNKNOWN;
    Instant completeTime = Times.UNKNOWN;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "AnnounceURL" -> announceUrl = xml.text();
        case "TransferURL" -> transferUrl = xml.text();
        case "IsDownload" -> isDownload = xml.bool();
        case "FileType" -> fileType = xml.word();
        case "FileSize" -> fileSize = xml.number(0);
        case "TargetFileName", "TargetFilename" -> targetFileName = xml.text(); // the standard's own example errs
        case "FaultStruct" -> fault = FaultStruct.read(xml);
        case "StartTime" -> startTime = Times.parse(xml.text());
        case "CompleteTime" -> completeTime = Times.parse(xml.text());
        default -> xml.skip();
      }
    }
    return new AcsMethod.AutonomousTransferComplete(
        announceUrl, transferUrl, isDownload, fileType, fileSize, targetFileName, fault.code(), fault.message(),
        startTime, completeTime);
  }

  private static AcsMethod.DUStateChangeComplete duStateChangeComplete(XmlCursor xml) throws SoapException {
    List<AcsMethod.DuResult> results = new ArrayList<>();
    String commandKey = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Results" -> results.add(duResult(xml));
        case "CommandKey" -> commandKey = xml.text();
        default -> xml.skip();
      }
    }
    return new AcsMethod.DUStateChangeComplete(results, commandKey);
  }

  private static AcsMethod.DuResult duResult(XmlCursor xml) throws SoapException {
    xml.entry();
    String uuid = "";
    String deploymentUnitRef = "";
    String version = "";
    String currentState = "";
    boolean resolved = false;
    String executionUnitRefList = "";
    Instant startTime = Times.UNKNOWN;
    Instant completeTime = Times.UNKNOWN;
    FaultStruct fault = FaultStruct.NONE;
    String operationPerformed = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "UUID" -> uuid = xml.text();
        case "DeploymentUnitRef" -> deploymentUnitRef = xml.text();
        case "Version" -> version = xml.text();
        case "CurrentState" -> currentState = xml.word();
        case "Resolved" -> resolved = xml.bool();
        case "ExecutionUnitRefList" -> executionUnitRefList = xml.text();
        case "StartTime" -> startTime = Times.parse(xml.text());
        case "CompleteTime" -> completeTime = Times.parse(xml.text());
        case "Fault", "FaultStruct" -> fault = FaultStruct.read(xml);
        case "OperationPerformed" -> operationPerformed = xml.word();
        default -> xml.skip();
      }
    }
    return new AcsMethod.DuResult(
        uuid, deploymentUnitRef, version, currentState, resolved, executionUnitRefList, startTime, completeTime,
        fault.code(), fault.message(), operationPerformed);
  }

  private static AcsMethod requestDownload(XmlCursor xml) throws SoapException {
    String fileType = "";
    List<AcsMethod.Argument> arguments = List.of();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "FileType" -> fileType = xml.word();
        case "FileTypeArg" -> arguments = ParameterReader.arguments(xml);
        default -> xml.skip();
      }
    }
    return new AcsMethod.RequestDownload(fileType, arguments);
  }

  private static AcsMethod kicked(XmlCursor xml) throws SoapException {
    String command = "";
    String referer = "";
    String arg = "";
    String next = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Command" -> command = xml.text();
        case "Referer" -> referer = xml.text();
        case "Arg" -> arg = xml.text();
        case "Next" -> next = xml.text();
        default -> xml.skip();
      }
    }
    return new AcsMethod.Kicked(command, referer, arg, next);
  }
}
