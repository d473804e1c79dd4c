package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.CpeMethod.TimeWindow;

/** Reads Download, Upload and ScheduleDownload (TR-069 A.3.2.8, A.4.1.5, A.4.1.8), which share most of their fields. */
final class TransferMethodReader {
  private final XmlCursor xml;
  private String commandKey = "";
  private String fileType = "";
  private String url = "";
  private String username = "";
  private String password = "";
  private long fileSize;
  private String targetFileName = "";
  private int delaySeconds;
  private String successUrl = "";
  private String failureUrl = "";
  private final List<TimeWindow> windows = new ArrayList<>();

  private TransferMethodReader(XmlCursor xml) {
    this.xml = xml;
  }

  static CpeMethod read(XmlCursor xml) throws SoapException {
    String method = xml.name();
    TransferMethodReader reader = new TransferMethodReader(xml);
    reader.fields();
    return reader.method(method);
  }

  private CpeMethod method(String name) {
    return switch (name) {
      case "Upload" -> new CpeMethod.Upload(commandKey, fileType, url, username, password, delaySeconds);
      case "ScheduleDownload" -> new CpeMethod.ScheduleDownload(
          commandKey, fileType, url, username, password, fileSize, targetFileName, windows);
      default -> new CpeMethod.Download(
          commandKey, fileType, url, username, password, fileSize, targetFileName, delaySeconds, successUrl,
          failureUrl);
    };
  }

  private void fields() throws SoapException {
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "CommandKey" -> commandKey = xml.text();
        case "FileType" -> fileType = xml.word();
        case "URL" -> url = xml.text();
        case "Username" -> username = xml.text();
        case "Password" -> password = xml.text();
        case "FileSize" -> fileSize = xml.number(0);
        case "TargetFileName" -> targetFileName = xml.text();
        case "DelaySeconds" -> delaySeconds = xml.smallNumber(0);
        case "SuccessURL" -> successUrl = xml.text();
        case "FailureURL" -> failureUrl = xml.text();
        case "TimeWindowList" -> windows();
        default -> xml.skip();
      }
    }
  }

  private void windows() throws SoapException {
    while (xml.nextEntry()) {
      windows.add(window());
    }
  }

  private TimeWindow window() throws SoapException {
    long start = 0;
    long end = 0;
    String mode = "";
    String userMessage = "";
    int maxRetries = 0;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "WindowStart" -> start = xml.number(0);
        case "WindowEnd" -> end = xml.number(0);
        case "WindowMode" -> mode = xml.word();
        case "UserMessage" -> userMessage = xml.text();
        case "MaxRetries" -> maxRetries = xml.smallNumber(0);
        default -> xml.skip();
      }
    }
    return new TimeWindow(start, end, mode, userMessage, maxRetries);
  }
}
