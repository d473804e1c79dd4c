package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;

/** CWMP by hand: the few envelopes with which a test plays a CPE over connections of its own choice. */
final class RawCpe {
  private static final Pattern ID = Pattern.compile("ID[^>]*>([^<]+)<");
  private static final String OPEN =
      """
      <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"
        xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">
      <SOAP-ENV:Header><cwmp:ID SOAP-ENV:mustUnderstand="1">%s</cwmp:ID></SOAP-ENV:Header><SOAP-ENV:Body>
      """;
  private static final String CLOSE = "</SOAP-ENV:Body></SOAP-ENV:Envelope>";

  private RawCpe() {}

  static String inform(String serial) {
    return OPEN.formatted("1")
        + """
          <cwmp:Inform><DeviceId><Manufacturer>Test</Manufacturer><OUI>0A0B0C</OUI><ProductClass>Raw</ProductClass>
          <SerialNumber>%s</SerialNumber></DeviceId>
          <Event SOAP-ENC:arrayType="cwmp:EventStruct[1]"><EventStruct><EventCode>2 PERIODIC</EventCode>
          <CommandKey></CommandKey></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes>
          <CurrentTime>2026-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>
          <ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[1]"><ParameterValueStruct>
          <Name>Device.DeviceInfo.SoftwareVersion</Name><Value xsi:type="xsd:string">1</Value>
          </ParameterValueStruct></ParameterList></cwmp:Inform>
          """
            .formatted(serial)
        + CLOSE;
  }

  /** Answers the GetParameterValues in {@code request}. */
  static String upTime(String request, int seconds) {
    var id = ID.matcher(request);
    assertThat(id.find()).as(request).isTrue();
    return OPEN.formatted(id.group(1))
        + """
          <cwmp:GetParameterValuesResponse><ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[1]">
          <ParameterValueStruct><Name>Device.DeviceInfo.UpTime</Name><Value xsi:type="xsd:unsignedInt">%d</Value>
          </ParameterValueStruct></ParameterList></cwmp:GetParameterValuesResponse>
          """
            .formatted(seconds)
        + CLOSE;
  }

  static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }
}
