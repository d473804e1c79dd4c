package org.argonaut.cwmp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.argonaut.cwmp.Fault.ParameterFault;

/**
 * Finds the fault in an envelope that is beyond mending as XML. Some CPEs build the detail of a fault by hand and get it
 * wrong; that the RPC failed is plain all the same, and mostly why.
 */
final class FaultSalvage {
  private static final int LONGEST = 64 << 10;
  private static final int MOST_PARAMETERS = 256;

  private static final Pattern FAULT = Pattern.compile("<(?:[\\w.-]{1,40}:)?Fault\\b");
  private static final Pattern ID = Pattern.compile("<(?:[\\w.-]{1,40}:)?ID\\b[^>]{0,200}>([^<]{0,200})<");
  private static final Pattern VERSION = Pattern.compile("urn:dslforum-org:cwmp-\\d{1,4}-\\d{1,4}");
  private static final Pattern CODE = Pattern.compile("FaultCode\\s{0,20}>\\s{0,20}(\\d{1,5})");
  private static final Pattern STRING = Pattern.compile("FaultString\\s{0,20}>([^<]{0,1000})");
  private static final Pattern SOAP_STRING = Pattern.compile("faultstring[^>]{0,100}>([^<]{0,1000})");
  private static final Pattern PARAMETER = Pattern.compile("ParameterName\\s{0,20}>([^<]{1,300})");

  private FaultSalvage() {}

  /** The envelope with the fault; null when there is no fault in the text. */
  static Envelope find(String text, int rawBytes) {
    String head = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    if (!FAULT.matcher(head).find()) {
      return null;
    }
    String code = first(CODE, head, 0);
    String message = first(STRING, head, 0);
    String soapMessage = first(SOAP_STRING, head, 0);
    if (code == null && message == null && soapMessage == null) {
      return null;
    }
    String said = message != null ? message : soapMessage;
    int number = code != null ? Integer.parseInt(code) : FaultReader.codeIn(said);
    Matcher namespace = VERSION.matcher(head);
    CwmpVersion version = namespace.find() ? CwmpVersion.ofNamespace(namespace.group()) : CwmpVersion.V1_0;
    Fault fault = new Fault(number, plain(said), parameters(head), FaultReader.bounded(head));
    return new Envelope(plain(first(ID, head, 0)), version, fault, rawBytes);
  }

  private static List<ParameterFault> parameters(String head) {
    List<ParameterFault> faults = new ArrayList<>();
    Matcher name = PARAMETER.matcher(head);
    while (name.find() && faults.size() < MOST_PARAMETERS) {
      int next = head.indexOf("<SetParameterValuesFault", name.end());
      String own = head.substring(name.end(), next < 0 ? head.length() : next);
      String code = first(CODE, own, 0);
      String message = first(STRING, own, 0);
      faults.add(new ParameterFault(
          plain(name.group(1)), code == null ? 0 : Integer.parseInt(code), message == null ? "" : plain(message)));
    }
    return faults;
  }

  private static String first(Pattern pattern, String text, int from) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find(from) ? matcher.group(1) : null;
  }

  private static String plain(String xml) {
    return xml == null ? null : xml.strip().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
