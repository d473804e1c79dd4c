package org.argonaut.cwmp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.CpeAnswer.ParameterAttributes;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeAnswer.QueuedTransfer;
import org.argonaut.cwmp.SoapException.Kind;

/** Reads what a CPE answers (TR-069 A.3.1, A.3.2, A.4.1). */
final class CpeAnswerReader {
  private CpeAnswerReader() {}

  /** The answer the cursor is on; null, and the cursor not moved, when it is none of these. */
  static CpeAnswer read(XmlCursor xml) throws SoapException {
    return switch (xml.name()) {
      case "GetRPCMethodsResponse" -> new CpeAnswer.GetRPCMethodsResponse(methodList(xml));
      case "SetParameterValuesResponse" -> new CpeAnswer.SetParameterValuesResponse(status(xml));
      case "GetParameterValuesResponse" -> parameterValues(xml);
      case "GetParameterNamesResponse" -> parameterNames(xml);
      case "GetParameterAttributesResponse" -> parameterAttributes(xml);
      case "AddObjectResponse" -> addObject(xml);
      case "DeleteObjectResponse" -> new CpeAnswer.DeleteObjectResponse(status(xml));
      case "DownloadResponse" -> download(xml);
      case "UploadResponse" -> {
        CpeAnswer.DownloadResponse same = download(xml);
        yield new CpeAnswer.UploadResponse(same.status(), same.startTime(), same.completeTime());
      }
      case "GetQueuedTransfersResponse" -> new CpeAnswer.GetQueuedTransfersResponse(transfers(xml));
      case "GetAllQueuedTransfersResponse" -> new CpeAnswer.GetAllQueuedTransfersResponse(transfers(xml));
      case "GetOptionsResponse" -> options(xml);
      default -> withoutContent(xml);
    };
  }

  private static CpeAnswer withoutContent(XmlCursor xml) throws SoapException {
    CpeAnswer answer = switch (xml.name()) {
      case "SetParameterAttributesResponse" -> new CpeAnswer.SetParameterAttributesResponse();
      case "RebootResponse" -> new CpeAnswer.RebootResponse();
      case "FactoryResetResponse" -> new CpeAnswer.FactoryResetResponse();
      case "ScheduleInformResponse" -> new CpeAnswer.ScheduleInformResponse();
      case "ScheduleDownloadResponse" -> new CpeAnswer.ScheduleDownloadResponse();
      case "CancelTransferResponse" -> new CpeAnswer.CancelTransferResponse();
      case "ChangeDUStateResponse" -> new CpeAnswer.ChangeDUStateResponse();
      case "SetVouchersResponse" -> new CpeAnswer.SetVouchersResponse();
      default -> null;
    };
    if (answer != null) {
      xml.skip();
    }
    return answer;
  }

  /** The MethodList of either side's GetRPCMethodsResponse. */
  static List<String> methodList(XmlCursor xml) throws SoapException {
    List<String> methods = List.of();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "MethodList" -> methods = ParameterReader.words(xml);
        default -> xml.skip();
      }
    }
    return methods;
  }

  private static int status(XmlCursor xml) throws SoapException {
    int status = 0;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Status" -> status = Math.clamp(xml.strictNumber(0), Integer.MIN_VALUE, Integer.MAX_VALUE);
        default -> xml.skip();
      }
    }
    return status;
  }

  private static CpeAnswer parameterValues(XmlCursor xml) throws SoapException {
    List<ParameterValue> values = List.of();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterList" -> values = ParameterReader.values(xml);
        default -> xml.skip();
      }
    }
    return new CpeAnswer.GetParameterValuesResponse(values);
  }

  private static CpeAnswer parameterNames(XmlCursor xml) throws SoapException {
    List<ParameterInfo> names = new ArrayList<>();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterList" -> {
          while (xml.nextEntry()) {
            names.add(parameterInfo(xml));
          }
        }
        default -> xml.skip();
      }
    }
    return new CpeAnswer.GetParameterNamesResponse(names);
  }

  private static ParameterInfo parameterInfo(XmlCursor xml) throws SoapException {
    String name = "";
    boolean writable = false;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Name" -> name = xml.word();
        case "Writable" -> writable = xml.bool();
        default -> xml.skip();
      }
    }
    return new ParameterInfo(name, writable);
  }

  private static CpeAnswer parameterAttributes(XmlCursor xml) throws SoapException {
    List<ParameterAttributes> attributes = new ArrayList<>();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterList" -> {
          while (xml.nextEntry()) {
            attributes.add(attributesOfOne(xml));
          }
        }
        default -> xml.skip();
      }
    }
    return new CpeAnswer.GetParameterAttributesResponse(attributes);
  }

  private static ParameterAttributes attributesOfOne(XmlCursor xml) throws SoapException {
    String name = "";
    int notification = 0;
    List<String> accessList = List.of();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Name" -> name = xml.word();
        case "Notification" -> notification = xml.smallNumber(0);
        case "AccessList" -> accessList = ParameterReader.words(xml);
        default -> xml.skip();
      }
    }
    return new ParameterAttributes(name, notification, accessList);
  }

  private static CpeAnswer addObject(XmlCursor xml) throws SoapException {
    long instanceNumber = 0;
    int status = 0;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "InstanceNumber" -> instanceNumber = xml.strictNumber(0);
        case "Status" -> status = Math.clamp(xml.strictNumber(0), Integer.MIN_VALUE, Integer.MAX_VALUE);
        default -> xml.skip();
      }
    }
    if (instanceNumber < 1 && status < Fault.CPE_METHOD_NOT_SUPPORTED) {
      throw xml.failure(Kind.INVALID, "AddObjectResponse without an InstanceNumber: which object it added is unknown");
    }
    return new CpeAnswer.AddObjectResponse(instanceNumber, status);
  }

  private static CpeAnswer.DownloadResponse download(XmlCursor xml) throws SoapException {
    int status = 0;
    Instant startTime = Times.UNKNOWN;
    Instant completeTime = Times.UNKNOWN;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Status" -> status = Math.clamp(xml.strictNumber(0), Integer.MIN_VALUE, Integer.MAX_VALUE);
        case "StartTime" -> startTime = Times.parse(xml.text());
        case "CompleteTime" -> completeTime = Times.parse(xml.text());
        default -> xml.skip();
      }
    }
    return new CpeAnswer.DownloadResponse(status, startTime, completeTime);
  }

  private static List<QueuedTransfer> transfers(XmlCursor xml) throws SoapException {
    List<QueuedTransfer> transfers = new ArrayList<>();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "TransferList" -> {
          while (xml.nextEntry()) {
            transfers.add(transfer(xml));
          }
        }
        default -> xml.skip();
      }
    }
    return transfers;
  }

  private static QueuedTransfer transfer(XmlCursor xml) throws SoapException {
    String commandKey = "";
    int state = 1;
    Boolean isDownload = null;
    String fileType = null;
    Long fileSize = null;
    String targetFileName = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "CommandKey" -> commandKey = xml.text();
        case "State" -> state = xml.smallNumber(1);
        case "IsDownload" -> isDownload = xml.bool();
        case "FileType" -> fileType = xml.word();
        case "FileSize" -> fileSize = xml.number(0);
        case "TargetFileName" -> targetFileName = xml.text();
        default -> xml.skip();
      }
    }
    return new QueuedTransfer(commandKey, state, isDownload, fileType, fileSize, targetFileName);
  }

  private static CpeAnswer options(XmlCursor xml) throws SoapException {
    List<CpeAnswer.Option> options = new ArrayList<>();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "OptionList" -> {
          while (xml.nextEntry()) {
            options.add(option(xml));
          }
        }
        default -> xml.skip();
      }
    }
    return new CpeAnswer.GetOptionsResponse(options);
  }

  private static CpeAnswer.Option option(XmlCursor xml) throws SoapException {
    String name = "";
    long voucherSn = 0;
    int state = 0;
    int mode = 0;
    Instant startDate = Times.UNKNOWN;
    Instant expirationDate = null;
    boolean transferable = false;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "OptionName" -> name = xml.text();
        case "VoucherSN" -> voucherSn = xml.number(0);
        case "State" -> state = xml.smallNumber(0);
        case "Mode" -> mode = xml.smallNumber(0);
        case "StartDate" -> startDate = Times.parse(xml.text());
        case "ExpirationDate" -> expirationDate = Times.parse(xml.text());
        case "IsTransferable" -> transferable = xml.bool();
        default -> xml.skip();
      }
    }
    return new CpeAnswer.Option(name, voucherSn, state, mode, startDate, expirationDate, transferable);
  }
}
