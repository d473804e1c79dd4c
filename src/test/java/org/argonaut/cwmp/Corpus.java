package org.argonaut.cwmp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The envelopes in {@code src/test/resources/cwmp}, in the styles of several makes of CPE and ACS. */
final class Corpus {
  static final List<String> FROM_CPE = List.of(
      "inform-tr098-soap-env", "inform-tr181-soapenv", "inform-no-prefix", "gpv-response-soap", "gpn-response",
      "spv-response", "fault-spv", "transfer-complete", "autonomous-transfer-complete", "du-state-change-complete",
      "vendor-answer");
  static final List<String> TO_CPE = List.of("set-parameter-values", "change-du-state");

  private Corpus() {}

  static byte[] bytes(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream("/cwmp/" + name + ".xml")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static Envelope read(String xml) throws SoapException {
    return read(xml, Direction.FROM_CPE);
  }

  static Envelope read(String xml, Direction direction) throws SoapException {
    return SoapReader.read(xml.getBytes(StandardCharsets.UTF_8), null, direction);
  }

  /** An Inform with one parameter, given as what stands between the tags of its Value. */
  static String informWithValue(String value) {
    return inform("<ParameterList><ParameterValueStruct><Name>Device.X</Name><Value>" + value
        + "</Value></ParameterValueStruct></ParameterList>");
  }

  /** An Inform with the given fields after its device id. */
  static String inform(String fields) {
    return body("<cwmp:Inform><DeviceId><SerialNumber>S1</SerialNumber></DeviceId>" + fields + "</cwmp:Inform>");
  }

  /** An envelope with the given body. */
  static String body(String body) {
    return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
        + " xmlns:cwmp=\"urn:dslforum-org:cwmp-1-0\"><soap:Header><cwmp:ID>1</cwmp:ID></soap:Header><soap:Body>"
        + body + "</soap:Body></soap:Envelope>";
  }

  /** The value of the one parameter of {@link #informWithValue}. */
  static String value(Envelope envelope) {
    return ((Inform) envelope.message()).parameters().getFirst().value();
  }
}
