package org.argonaut.node.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an Inform request as a residential TR-181 gateway sends it; those of one device differ from another's in
 * the eight digits of its number, so a request costs copying digits.
 */
final class InformTemplate {
  /** What eight digits can say. */
  static final int MAX_NUMBER = 99_999_999;

  private static final int DIGITS = 8;

  /** Where the number goes; does not occur otherwise. */
  private static final String NUMBER = "@NUMBER@";

  private static final List<String[]> PARAMETERS =
      List.of(
          new String[] {"Device.RootDataModelVersion", "2.15"},
          new String[] {"Device.DeviceInfo.HardwareVersion", "HW-2.1"},
          new String[] {"Device.DeviceInfo.SoftwareVersion", "7.4.2"},
          new String[] {"Device.DeviceInfo.ProvisioningCode", "residential.ftth"},
          new String[] {"Device.ManagementServer.ConnectionRequestURL", "http://127.0.0.1:9/" + NUMBER},
          new String[] {"Device.ManagementServer.ParameterKey", ""},
          new String[] {"Device.ManagementServer.AliasBasedAddressing", "false"},
          new String[] {"Device.IP.Interface.1.IPv4Address.1.IPAddress", "192.0.2.17"});

  private final byte[] request;
  private final int[] numberOffsets;

  /** Requests to {@code host:port} by the devices {@code prefix + number} with this event. */
  InformTemplate(String host, int port, String prefix, String event) {
    var body = body(prefix, event);
    var text = head(host, port) + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    request = text.getBytes(StandardCharsets.US_ASCII);
    numberOffsets = offsets(text);
  }

  /** A request to be filled by {@link #number}. */
  byte[] copy() {
    return request.clone();
  }

  /** Makes {@code copy} the request of the device with this number. */
  void number(byte[] copy, int number) {
    int rest = number;
    for (int digit = DIGITS - 1; digit >= 0; digit--) {
      byte character = (byte) ('0' + rest % 10);
      rest /= 10;
      for (int offset : numberOffsets) {
        copy[offset + digit] = character;
      }
    }
  }

  /** The empty request, up to the value of the cookie. */
  static byte[] emptyRequest(String host, int port) {
    return (head(host, port) + "Content-Length: 0\r\nCookie: ").getBytes(StandardCharsets.US_ASCII);
  }

  private static String head(String host, int port) {
    return "POST / HTTP/1.1\r\n"
        + ("Host: " + host + ":" + port + "\r\n")
        + "User-Agent: cpe\r\n"
        + "Content-Type: text/xml; charset=utf-8\r\n"
        + "SOAPAction: \"\"\r\n";
  }

  private static String body(String prefix, String event) {
    var parameters = new StringBuilder();
    for (var parameter : PARAMETERS) {
      parameters
          .append("<ParameterValueStruct><Name>").append(parameter[0])
          .append("</Name><Value xsi:type=\"xsd:string\">").append(parameter[1])
          .append("</Value></ParameterValueStruct>\n");
    }
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">
        <SOAP-ENV:Header><cwmp:ID SOAP-ENV:mustUnderstand="1">1</cwmp:ID></SOAP-ENV:Header>
        <SOAP-ENV:Body><cwmp:Inform>
        <DeviceId>
        <Manufacturer>Argonaut</Manufacturer>
        <OUI>0A0B0C</OUI>
        <ProductClass>Bench Gateway</ProductClass>
        <SerialNumber>%s</SerialNumber>
        </DeviceId>
        <Event SOAP-ENC:arrayType="cwmp:EventStruct[1]">
        <EventStruct><EventCode>%s</EventCode><CommandKey></CommandKey></EventStruct>
        </Event>
        <MaxEnvelopes>1</MaxEnvelopes>
        <CurrentTime>%s</CurrentTime>
        <RetryCount>0</RetryCount>
        <ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[%d]">
        %s</ParameterList>
        </cwmp:Inform></SOAP-ENV:Body>
        </SOAP-ENV:Envelope>
        """
        .formatted(
            prefix + NUMBER, event, Instant.now().truncatedTo(ChronoUnit.SECONDS), PARAMETERS.size(), parameters);
  }

  private static int[] offsets(String text) {
    var found = new ArrayList<Integer>();
    for (int at = text.indexOf(NUMBER); at >= 0; at = text.indexOf(NUMBER, at + DIGITS)) {
      found.add(at);
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }
}
