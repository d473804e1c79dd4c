package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads lists: of values, names, strings. An entry is whatever stands in the list, under any name; the count that {@code
 * arrayType} promises is not looked at, it is wrong too often.
 */
final class ParameterReader {
  private ParameterReader() {}

  /** A ParameterList of ParameterValueStructs. */
  static List<ParameterValue> values(XmlCursor xml) throws SoapException {
    List<ParameterValue> values = new ArrayList<>();
    while (xml.nextEntry()) {
      values.add(value(xml));
    }
    return values;
  }

  private static ParameterValue value(XmlCursor xml) throws SoapException {
    String name = "";
    String value = "";
    String type = null;
    while (xml.nextChild()) {
      switch (xml.name()) {
        case "Name" -> name = xml.word();
        case "Value" -> {
          type = xml.type();
          value = xml.text();
        }
        default -> xml.skip();
      }
    }
    return new ParameterValue(name, value, type);
  }

  /** A list of strings: ParameterNames, MethodList, AccessList ... */
  static List<String> words(XmlCursor xml) throws SoapException {
    List<String> words = new ArrayList<>();
    while (xml.nextEntry()) {
      words.add(xml.word());
    }
    return words;
  }

  /** ArgStructs. */
  static List<AcsMethod.Argument> arguments(XmlCursor xml) throws SoapException {
    List<AcsMethod.Argument> arguments = new ArrayList<>();
    while (xml.nextEntry()) {
      ParameterValue pair = value(xml);
      arguments.add(new AcsMethod.Argument(pair.name(), pair.value()));
    }
    return arguments;
  }
}
