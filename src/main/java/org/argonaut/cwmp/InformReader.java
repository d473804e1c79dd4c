package org.argonaut.cwmp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.Inform.DeviceId;
import org.argonaut.cwmp.Inform.Event;

/** Reads an Inform (TR-069 A.3.3.1). Nothing in it is required: what a CPE without a serial number is worth, others decide. */
final class InformReader {
  private InformReader() {}

  static Inform read(XmlCursor xml) throws SoapException {
    DeviceId deviceId = new DeviceId("", "", "", "");
    List<Event> events = List.of();
    int maxEnvelopes = 1;
    Instant currentTime = Times.UNKNOWN;
    int retryCount = 0;
    List<ParameterValue> parameters = List.of();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "DeviceId" -> deviceId = deviceId(xml);
        case "Event" -> events = events(xml);
        case "MaxEnvelopes" -> maxEnvelopes = xml.smallNumber(1);
        case "CurrentTime" -> currentTime = Times.parse(xml.text());
        case "RetryCount" -> retryCount = xml.smallNumber(0);
        case "ParameterList" -> parameters = ParameterReader.values(xml);
        default -> xml.skip();
      }
    }
    return new Inform(deviceId, events, maxEnvelopes, currentTime, retryCount, parameters);
  }

  private static DeviceId deviceId(XmlCursor xml) throws SoapException {
    String manufacturer = "";
    String oui = "";
    String productClass = "";
    String serialNumber = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Manufacturer" -> manufacturer = xml.word();
        case "OUI" -> oui = xml.word();
        case "ProductClass" -> productClass = xml.word();
        case "SerialNumber" -> serialNumber = xml.text();
        default -> xml.skip();
      }
    }
    return new DeviceId(manufacturer, oui, productClass, serialNumber);
  }

  private static List<Event> events(XmlCursor xml) throws SoapException {
    List<Event> events = new ArrayList<>(4);
    while (xml.nextEntry()) {
      events.add(event(xml));
    }
    return events;
  }

  private static Event event(XmlCursor xml) throws SoapException {
    String code = "";
    String commandKey = "";
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "EventCode" -> code = xml.word();
        case "CommandKey" -> commandKey = xml.text();
        default -> xml.skip();
      }
    }
    return new Event(code, commandKey);
  }
}
