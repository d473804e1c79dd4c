package org.argonaut.acs;

/** Envelopes as CPEs write them, for tests of the HTTP layer. */
final class Soap {
  private Soap() {}

  static String envelope(String id, String body) {
    String header = id == null ? "" : "<soap:Header><cwmp:ID soap:mustUnderstand=\"1\">" + id + "</cwmp:ID></soap:Header>";
    return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
        + " xmlns:cwmp=\"urn:dslforum-org:cwmp-1-2\">"
        + header
        + "<soap:Body>"
        + body
        + "</soap:Body></soap:Envelope>";
  }

  static String inform(String oui, String serial) {
    return inform(oui, serial, "2 PERIODIC");
  }

  static String inform(String oui, String serial, String event) {
    return envelope(
        "42",
        "<cwmp:Inform><DeviceId><Manufacturer>ACME</Manufacturer><OUI>"
            + oui
            + "</OUI><ProductClass>Box</ProductClass><SerialNumber>"
            + serial
            + "</SerialNumber></DeviceId><Event soapenc:arrayType=\"cwmp:EventStruct[1]\"><EventStruct><EventCode>"
            + event
            + "</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes>"
            + "<CurrentTime>2026-11-21T12:00:00Z</CurrentTime><RetryCount>0</RetryCount>"
            + "<ParameterList soapenc:arrayType=\"cwmp:ParameterValueStruct[1]\"><ParameterValueStruct>"
            + "<Name>Device.DeviceInfo.SoftwareVersion</Name><Value xsi:type=\"xsd:string\">1.0</Value>"
            + "</ParameterValueStruct></ParameterList></cwmp:Inform>");
  }

  static String rebootResponse(String id) {
    return envelope(id, "<cwmp:RebootResponse/>");
  }

  static String fault(String id) {
    return envelope(
        id,
        "<soap:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault>"
            + "<FaultCode>9002</FaultCode><FaultString>Internal error</FaultString></cwmp:Fault></detail></soap:Fault>");
  }
}
