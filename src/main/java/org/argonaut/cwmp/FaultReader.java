package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.argonaut.cwmp.Fault.ParameterFault;

/**
 * Reads a SOAP fault with the CWMP fault in its detail (TR-069 3.5), however much of that is there: the code may stand in
 * the detail itself or only in a text, the detail may be missing, SOAP 1.2's names are understood.
 */
final class FaultReader {
  /** Characters of the envelope that are kept with a fault. */
  private static final int RAW_LENGTH = 16 << 10;

  /** A code in a text that people read: {@code CWMP fault: 9005}. */
  private static final Pattern CODE_IN_TEXT = Pattern.compile("(?<!\\d)([89]\\d{3})(?!\\d)");

  private final XmlCursor xml;
  private final List<ParameterFault> parameters = new ArrayList<>();
  private int code;
  private String message = "";
  private String soapMessage = "";
  private String soapCode = "";
  private String looseText = "";

  private FaultReader(XmlCursor xml) {
    this.xml = xml;
  }

  static Fault read(XmlCursor xml, SoapBytes source) throws SoapException {
    FaultReader reader = new FaultReader(xml);
    reader.part();
    return reader.fault(raw(source));
  }

  /** The first CPE or ACS fault code in the text; 0 when there is none. */
  static int codeIn(String text) {
    Matcher matcher = CODE_IN_TEXT.matcher(text == null ? "" : text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** What is kept of an envelope. */
  static String bounded(String envelope) {
    return envelope.length() <= RAW_LENGTH ? envelope : envelope.substring(0, RAW_LENGTH);
  }

  private static String raw(SoapBytes source) {
    int length = Math.min(source.length(), RAW_LENGTH);
    return bounded(Utf8.decode(source.bytes(), source.start(), source.start() + length));
  }

  private Fault fault(String rawXml) {
    String said = !message.isEmpty() ? message : !soapMessage.isEmpty() ? soapMessage : looseText;
    int known = code;
    for (String text : List.of(message, soapMessage, looseText, soapCode)) {
      known = known == 0 ? codeIn(text) : known;
    }
    return new Fault(known, said, parameters, rawXml);
  }

  /** One child of the SOAP fault, of its detail or of the CWMP fault in it: told by their names alone. */
  private void part() throws SoapException {
    switch (xml.name()) {
      case "detail", "Detail", "Fault" -> looseText = xml.mixed(this::part) + looseText;
      case "faultcode", "Code" -> soapCode = xml.text();
      case "faultstring", "Reason" -> soapMessage = xml.text();
      case "FaultCode" -> code = xml.smallNumber(0);
      case "FaultString" -> message = xml.text();
      case "SetParameterValuesFault" -> parameters.add(parameter());
      default -> xml.skip();
    }
  }

  private ParameterFault parameter() throws SoapException {
    String name = "";
    int number = 0;
    String text = "";
    xml.entry();
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "ParameterName", "Name" -> name = xml.word();
        case "FaultCode" -> number = xml.smallNumber(0);
        case "FaultString" -> text = xml.text();
        default -> xml.skip();
      }
    }
    return new ParameterFault(name, number, text);
  }
}
