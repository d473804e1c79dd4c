package org.argonaut.cwmp;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.argonaut.cwmp.Fault.ParameterFault;

/**
 * Writes SOAP envelopes in the one shape that every CPE accepts (TR-069 3.5): UTF-8 without an XML declaration, the literal
 * prefixes {@code SOAP-ENV}, {@code SOAP-ENC}, {@code xsd}, {@code xsi} and {@code cwmp}, fields in the schema's order, true
 * counts in {@code arrayType}, an {@code xsi:type} on every value.
 */
public final class SoapWriter {
  private static final Map<CwmpVersion, byte[]> HEADS = new EnumMap<>(CwmpVersion.class);
  private static final byte[] ID = ascii("<SOAP-ENV:Header><cwmp:ID SOAP-ENV:mustUnderstand=\"1\">");
  private static final byte[] ID_END = ascii("</cwmp:ID>");
  private static final byte[] BODY = ascii("</SOAP-ENV:Header><SOAP-ENV:Body>");
  private static final byte[] BODY_WITHOUT_HEADER = ascii("<SOAP-ENV:Body>");
  private static final byte[] TAIL = ascii("</SOAP-ENV:Body></SOAP-ENV:Envelope>");

  private static final ThreadLocal<XmlBuffer> BUFFER = ThreadLocal.withInitial(XmlBuffer::new);

  static {
    for (CwmpVersion version : CwmpVersion.values()) {
      HEADS.put(version, ascii(
          "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\""
              + " xmlns:SOAP-ENC=\"http://schemas.xmlsoap.org/soap/encoding/\""
              + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
              + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
              + " xmlns:cwmp=\"" + version.namespace() + "\">"));
    }
  }

  private SoapWriter() {}

  /**
   * Writes one envelope. Characters that XML forbids are dropped; a value without a type is written as {@code xsd:string}; a
   * null text is written as an empty element.
   *
   * @param dialect how the CPE wants booleans and times; of no account for what a CPE writes
   */
  public static byte[] write(Envelope envelope, Dialect dialect) {
    XmlBuffer out = BUFFER.get().reset(dialect);
    out.raw(HEADS.get(envelope.version()));
    header(envelope, out);
    switch (envelope.message()) {
      case Fault fault -> fault(fault, out);
      case AcsAnswer answer -> AcsAnswerWriter.write(answer, out);
      case CpeMethod method -> CpeMethodWriter.write(method, out);
      case AcsMethod method -> AcsMethodWriter.write(method, out);
      case CpeAnswer answer -> CpeAnswerWriter.write(answer, out);
    }
    return out.raw(TAIL).toBytes();
  }

  private static void header(Envelope envelope, XmlBuffer out) {
    boolean saysVersion = envelope.negotiated() != null && envelope.message() instanceof AcsAnswer.InformResponse;
    if (envelope.id() == null && !saysVersion) {
      out.raw(BODY_WITHOUT_HEADER);
      return;
    }
    if (envelope.id() != null) {
      out.raw(ID).text(envelope.id()).raw(ID_END);
    } else {
      out.open("SOAP-ENV:Header");
    }
    if (saysVersion) {
      out.raw("<cwmp:UseCWMPVersion SOAP-ENV:mustUnderstand=\"1\">").raw(envelope.negotiated().number());
      out.close("cwmp:UseCWMPVersion");
    }
    out.raw(BODY);
  }

  private static void fault(Fault fault, XmlBuffer out) {
    out.open("SOAP-ENV:Fault").element("faultcode", culprit(fault.code())).element("faultstring", "CWMP fault");
    out.raw("<detail><cwmp:Fault>").element("FaultCode", fault.code()).element("FaultString", fault.message());
    for (ParameterFault parameter : fault.parameterFaults()) {
      out.open("SetParameterValuesFault").element("ParameterName", parameter.parameterName());
      out.element("FaultCode", parameter.code()).element("FaultString", parameter.message());
      out.close("SetParameterValuesFault");
    }
    out.raw("</cwmp:Fault></detail>").close("SOAP-ENV:Fault");
  }

  /** Whose mistake it was, as TR-069 A.5 assigns it: the caller's where it asked for what cannot be. */
  private static String culprit(int code) {
    return switch (code) {
      case Fault.INVALID_ARGUMENTS, Fault.CPE_INVALID_ARGUMENTS, Fault.CPE_INVALID_PARAMETER_NAME,
          Fault.CPE_INVALID_PARAMETER_TYPE, Fault.CPE_INVALID_PARAMETER_VALUE, Fault.CPE_NON_WRITABLE_PARAMETER ->
          "Client";
      default -> "Server";
    };
  }

  /** The MethodList of either side's GetRPCMethodsResponse. */
  static void methodList(List<String> methods, XmlBuffer out) {
    out.open("cwmp:GetRPCMethodsResponse").strings("MethodList", methods).close("cwmp:GetRPCMethodsResponse");
  }

  private static byte[] ascii(String markup) {
    return markup.getBytes(StandardCharsets.US_ASCII);
  }
}
