package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.CpeMethod.AttributeChange;

/** Reads what an ACS calls on a CPE (TR-069 A.3.1, A.3.2, A.4.1). */
final class CpeMethodReader {
  private CpeMethodReader() {}

  /** The method the cursor is on; null, and the cursor not moved, when it is none of these. */
  static CpeMethod read(XmlCursor xml) throws SoapException {
    return switch (xml.name()) {
      case "GetParameterValues" -> new CpeMethod.GetParameterValues(parameterNames(xml));
      case "SetParameterValues" -> setParameterValues(xml);
      case "GetParameterNames" -> getParameterNames(xml);
      case "SetParameterAttributes" -> setParameterAttributes(xml);
      case "GetParameterAttributes" -> new CpeMethod.GetParameterAttributes(parameterNames(xml));
      case "AddObject" -> {
        ObjectAndKey both = ObjectAndKey.read(xml);
        yield new CpeMethod.AddObject(both.objectName(), both.parameterKey());
      }
      case "DeleteObject" -> {
        ObjectAndKey both = ObjectAndKey.read(xml);
        yield new CpeMethod.DeleteObject(both.objectName(), both.parameterKey());
      }
      case "Reboot" -> new CpeMethod.Reboot(onlyText(xml, "CommandKey"));
      case "CancelTransfer" -> new CpeMethod.CancelTransfer(onlyText(xml, "CommandKey"));
      case "GetOptions" -> new CpeMethod.GetOptions(onlyText(xml, "OptionName"));
      case "ScheduleInform" -> scheduleInform(xml);
      case "SetVouchers" -> setVouchers(xml);
      case "Download", "Upload", "ScheduleDownload" -> TransferMethodReader.read(xml);
      case "ChangeDUState" -> ChangeDuStateReader.read(xml);
      default -> withoutContent(xml);
    };
  }

  private static CpeMethod withoutContent(XmlCursor xml) throws SoapException {
    CpeMethod method = switch (xml.name()) {
      case "GetRPCMethods" -> new CpeMethod.GetRPCMethods();
      case "FactoryReset" -> new CpeMethod.FactoryReset();
      case "GetQueuedTransfers" -> new CpeMethod.GetQueuedTransfers();
      case "GetAllQueuedTransfers" -> new CpeMethod.GetAllQueuedTransfers();
      default -> null;
    };
    if (method != null) {
      xml.skip();
    }
    return method;
  }

  private static String onlyText(XmlCursor xml, String field) throws SoapException {
    String text = "";
    while (xml.nextChild()) {
      if (xml.name().equals(field)) {
        text = xml.text();
      } else {
        xml.skip();
      }
    }
    return text;
  }

  private static List<String> parameterNames(XmlCursor xml) throws SoapException {
    List<String> names = List.of();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterNames" -> names = ParameterReader.words(xml);
        default -> xml.skip();
      }
    }
    return names;
  }

  private static CpeMethod setParameterValues(XmlCursor xml) throws SoapException {
    List<ParameterValue> values = List.of();
    String parameterKey = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterList" -> values = ParameterReader.values(xml);
        case "ParameterKey" -> parameterKey = xml.text();
        default -> xml.skip();
      }
    }
    return new CpeMethod.SetParameterValues(values, parameterKey);
  }

  private static CpeMethod getParameterNames(XmlCursor xml) throws SoapException {
    String parameterPath = "";
    boolean nextLevel = false;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterPath" -> parameterPath = xml.word();
        case "NextLevel" -> nextLevel = xml.bool();
        default -> xml.skip();
      }
    }
    return new CpeMethod.GetParameterNames(parameterPath, nextLevel);
  }

  private static CpeMethod setParameterAttributes(XmlCursor xml) throws SoapException {
    List<AttributeChange> changes = new ArrayList<>();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterList" -> {
          while (xml.nextEntry()) {
            changes.add(attributeChange(xml));
          }
        }
        default -> xml.skip();
      }
    }
    return new CpeMethod.SetParameterAttributes(changes);
  }

  private static AttributeChange attributeChange(XmlCursor xml) throws SoapException {
    String name = "";
    boolean changesNotification = false;
    int notification = 0;
    boolean changesAccessList = false;
    List<String> accessList = List.of();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Name" -> name = xml.word();
        case "NotificationChange" -> changesNotification = xml.bool();
        case "Notification" -> notification = xml.smallNumber(0);
        case "AccessListChange" -> changesAccessList = xml.bool();
        case "AccessList" -> accessList = ParameterReader.words(xml);
        default -> xml.skip();
      }
    }
    return new AttributeChange(name, changesNotification ? notification : null, changesAccessList ? accessList : null);
  }

  /** What AddObject and DeleteObject share. */
  private record ObjectAndKey(String objectName, String parameterKey) {
    static ObjectAndKey read(XmlCursor xml) throws SoapException {
      String objectName = "";
      String parameterKey = "";
      while (xml.nextChild()) {
        switch (xml.name()) {
          case "ObjectName" -> objectName = xml.text();
          case "ParameterKey" -> parameterKey = xml.text();
          default -> xml.skip();
        }
      }
      return new ObjectAndKey(objectName, parameterKey);
    }
  }

  private static CpeMethod scheduleInform(XmlCursor xml) throws SoapException {
    int delaySeconds = 0;
    String commandKey = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "DelaySeconds" -> delaySeconds = xml.smallNumber(0);
        case "CommandKey" -> commandKey = xml.text();
        default -> xml.skip();
      }
    }
    return new CpeMethod.ScheduleInform(delaySeconds, commandKey);
  }

  private static CpeMethod setVouchers(XmlCursor xml) throws SoapException {
    List<String> vouchers = new ArrayList<>();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "VoucherList" -> {
          while (xml.nextEntry()) {
            vouchers.add(xml.text());
          }
        }
        default -> xml.skip();
      }
    }
    return new CpeMethod.SetVouchers(vouchers);
  }
}
