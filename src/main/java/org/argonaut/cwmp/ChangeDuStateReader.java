package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.CpeMethod.DuOperation;
import org.argonaut.cwmp.CpeMethod.DuOperationKind;

/** Reads ChangeDUState (TR-069 A.4.1.10): operations of three kinds under one name, told apart by their xsi:type. */
final class ChangeDuStateReader {
  private ChangeDuStateReader() {}

  static CpeMethod read(XmlCursor xml) throws SoapException {
    List<DuOperation> operations = new ArrayList<>();
    String commandKey = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Operations" -> operations.add(operation(xml));
        case "CommandKey" -> commandKey = xml.text();
        default -> xml.skip();
      }
    }
    return new CpeMethod.ChangeDUState(operations, commandKey);
  }

  private static DuOperation operation(XmlCursor xml) throws SoapException {
    xml.entry();
    String type = xml.type();
    String url = null;
    String uuid = null;
    String username = null;
    String password = null;
    String executionEnvRef = null;
    String version = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "URL" -> url = xml.text();
        case "UUID" -> uuid = xml.text();
        case "Username" -> username = xml.text();
        case "Password" -> password = xml.text();
        case "ExecutionEnvRef" -> executionEnvRef = xml.text();
        case "Version" -> version = xml.text();
        default -> xml.skip();
      }
    }
    DuOperationKind kind = kind(type, url, version);
    return new DuOperation(kind, url, uuid, username, password, executionEnvRef, version);
  }

  /** By the type; without one by the fields: only an install has no version but a URL, only an uninstall has no URL. */
  private static DuOperationKind kind(String type, String url, String version) {
    String local = type == null ? "" : type.substring(type.indexOf(':') + 1);
    return switch (local) {
      case "InstallOpStruct" -> DuOperationKind.INSTALL;
      case "UpdateOpStruct" -> DuOperationKind.UPDATE;
      case "UninstallOpStruct" -> DuOperationKind.UNINSTALL;
      default -> url == null ? DuOperationKind.UNINSTALL : version == null ? DuOperationKind.INSTALL : DuOperationKind.UPDATE;
    };
  }
}
