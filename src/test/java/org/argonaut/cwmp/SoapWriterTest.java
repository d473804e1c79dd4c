package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.argonaut.cwmp.CpeMethod.AttributeChange;
import org.argonaut.cwmp.CpeMethod.TimeWindow;
import org.argonaut.cwmp.Fault.ParameterFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The exact shape that every CPE accepts. */
class SoapWriterTest {
  private static final String NAMESPACES = " xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\""
      + " xmlns:SOAP-ENC=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
      + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
  private static final Dialect OLD = new Dialect(true, true, true, false, 256);

  private static String write(Message message) {
    return write(message, Dialect.STANDARD);
  }

  private static String write(Message message, Dialect dialect) {
    return new String(
        SoapWriter.write(new Envelope("7", CwmpVersion.V1_0, message), dialect), StandardCharsets.UTF_8);
  }

  private static String body(Message message, Dialect dialect) {
    String xml = write(message, dialect);
    return xml.substring(xml.indexOf("<SOAP-ENV:Body>") + 15, xml.indexOf("</SOAP-ENV:Body>"));
  }

  private static String body(Message message) {
    return body(message, Dialect.STANDARD);
  }

  @Test
  void anInformResponseIsThisToTheByte() {
    assertThat(write(new AcsAnswer.InformResponse())).isEqualTo("<SOAP-ENV:Envelope" + NAMESPACES
        + " xmlns:cwmp=\"urn:dslforum-org:cwmp-1-0\"><SOAP-ENV:Header><cwmp:ID SOAP-ENV:mustUnderstand=\"1\">7</cwmp:ID>"
        + "</SOAP-ENV:Header><SOAP-ENV:Body><cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse>"
        + "</SOAP-ENV:Body></SOAP-ENV:Envelope>");
  }

  @ParameterizedTest
  @EnumSource(CwmpVersion.class)
  void theNamespaceIsThatOfTheSession(CwmpVersion version) {
    byte[] xml = SoapWriter.write(new Envelope("1", version, new CpeMethod.GetRPCMethods()), Dialect.STANDARD);
    assertThat(new String(xml, StandardCharsets.UTF_8)).contains("xmlns:cwmp=\"" + version.namespace() + "\"");
  }

  @Test
  void theVersionAgreedOnIsSaidWithTheInformResponseOnly() {
    Envelope inform = new Envelope("1", CwmpVersion.V1_2, new AcsAnswer.InformResponse(), 0, CwmpVersion.V1_4);
    Envelope call = new Envelope("1", CwmpVersion.V1_2, new CpeMethod.GetRPCMethods(), 0, CwmpVersion.V1_4);

    assertThat(new String(SoapWriter.write(inform, Dialect.STANDARD), StandardCharsets.UTF_8)).contains(
        "</cwmp:ID><cwmp:UseCWMPVersion SOAP-ENV:mustUnderstand=\"1\">1.4</cwmp:UseCWMPVersion></SOAP-ENV:Header>");
    assertThat(new String(SoapWriter.write(call, Dialect.STANDARD), StandardCharsets.UTF_8)).doesNotContain("UseCWMP");
  }

  @Test
  void withoutAnIdThereIsNoHeader() {
    byte[] xml = SoapWriter.write(
        new Envelope(null, CwmpVersion.V1_0, new AcsAnswer.TransferCompleteResponse()), Dialect.STANDARD);
    assertThat(new String(xml, StandardCharsets.UTF_8)).contains(
        "<SOAP-ENV:Body><cwmp:TransferCompleteResponse></cwmp:TransferCompleteResponse></SOAP-ENV:Body>")
        .doesNotContain("Header");
  }

  @Test
  void namesAreCountedInTheArrayType() {
    assertThat(body(new CpeMethod.GetParameterValues(List.of("Device.DeviceInfo.", "Device.X")))).isEqualTo(
        "<cwmp:GetParameterValues><ParameterNames SOAP-ENC:arrayType=\"xsd:string[2]\"><string>Device.DeviceInfo.</string>"
            + "<string>Device.X</string></ParameterNames></cwmp:GetParameterValues>");
  }

  @Test
  void everyValueHasATypeAndAStringWhereNoneIsKnown() {
    assertThat(body(new CpeMethod.SetParameterValues(
        List.of(
            new ParameterValue("A", "1", "xsd:unsignedInt"), new ParameterValue("B", "b", null),
            new ParameterValue("C", "c", "foo:bar"), new ParameterValue("D", "AQ==", "SOAP-ENC:base64"),
            new ParameterValue("E", "5", "int"), new ParameterValue("F", "f", "xsd:a\"><x>")),
        "key")))
        .isEqualTo("<cwmp:SetParameterValues><ParameterList SOAP-ENC:arrayType=\"cwmp:ParameterValueStruct[6]\">"
            + struct("A", "xsd:unsignedInt", "1") + struct("B", "xsd:string", "b") + struct("C", "xsd:string", "c")
            + struct("D", "SOAP-ENC:base64", "AQ==") + struct("E", "xsd:int", "5") + struct("F", "xsd:string", "f")
            + "</ParameterList><ParameterKey>key</ParameterKey></cwmp:SetParameterValues>");
  }

  private static String struct(String name, String type, String value) {
    return "<ParameterValueStruct><Name>" + name + "</Name><Value xsi:type=\"" + type + "\">" + value
        + "</Value></ParameterValueStruct>";
  }

  @ParameterizedTest
  @CsvSource({
    "'a<b>&c', 'a&lt;b&gt;&amp;c'", "'say \"x\"', 'say \"x\"'", "'grün €', 'grün €'", "'\uD83D\uDE00', '\uD83D\uDE00'",
    "'a\u0000\u0001b\uFFFE', 'ab'", "'\uD83Dx', 'x'", "'a\tb', 'a\tb'"
  })
  void textIsEscapedAndForbiddenCharactersAreDropped(String value, String written) {
    assertThat(body(new CpeMethod.GetOptions(value)))
        .isEqualTo("<cwmp:GetOptions><OptionName>" + written + "</OptionName></cwmp:GetOptions>");
  }

  @Test
  void lineBreaksOfAnyKindSurvive() {
    assertThat(body(new CpeMethod.GetOptions("a\r\nb"))).contains("a&#13;\nb");
  }

  @Test
  void aLongEscapedTextIsComplete() {
    String text = "&\u20AC".repeat(50_000);
    assertThat(body(new CpeMethod.GetOptions(text))).contains("&amp;\u20AC".repeat(50_000));
    assertThat(body(new CpeMethod.GetOptions("x"))).isEqualTo("<cwmp:GetOptions><OptionName>x</OptionName></cwmp:GetOptions>");
  }

  @Test
  void booleansFollowTheDialect() {
    Message names = new CpeMethod.GetParameterNames("Device.", true);
    assertThat(body(names)).contains("<NextLevel>true</NextLevel>");
    assertThat(body(names, OLD)).contains("<NextLevel>1</NextLevel>");

    Message set = new CpeMethod.SetParameterValues(
        List.of(new ParameterValue("A", "true", "xsd:boolean"), new ParameterValue("B", "false", "xsd:string")), "");
    assertThat(body(set)).contains(">true<");
    assertThat(body(set, OLD)).contains("\"xsd:boolean\">1<", "\"xsd:string\">false<");
  }

  @Test
  void timesFollowTheDialect() {
    Message response = new CpeAnswer.DownloadResponse(1, Instant.parse("2026-03-14T15:09:26.25Z"), null);
    assertThat(body(response)).contains(
        "<StartTime>2026-03-14T15:09:26Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime>");
    assertThat(body(response, OLD)).contains(
        "<StartTime>2026-03-14T15:09:26.250Z</StartTime><CompleteTime>0001-01-01T00:00:00.000Z</CompleteTime>");

    Message set = new CpeMethod.SetParameterValues(
        List.of(new ParameterValue("T", "2026-03-14T15:09:26Z", "xsd:dateTime")), "");
    assertThat(body(set)).contains(">2026-03-14T15:09:26Z<");
    assertThat(body(set, OLD)).contains(">2026-03-14T15:09:26.000Z<");
  }

  @Test
  void attributesThatStayAsTheyAreAreMarkedUnchanged() {
    assertThat(body(new CpeMethod.SetParameterAttributes(List.of(
        new AttributeChange("A", 2, null), new AttributeChange("B", null, List.of("Subscriber"))))))
        .contains("<Name>A</Name><NotificationChange>true</NotificationChange><Notification>2</Notification>"
            + "<AccessListChange>false</AccessListChange><AccessList SOAP-ENC:arrayType=\"xsd:string[0]\"></AccessList>")
        .contains("<Name>B</Name><NotificationChange>false</NotificationChange><Notification>0</Notification>"
            + "<AccessListChange>true</AccessListChange><AccessList SOAP-ENC:arrayType=\"xsd:string[1]\">"
            + "<string>Subscriber</string></AccessList>");
  }

  @Test
  void aDownloadHasItsFieldsInTheOrderOfTheSchema() {
    assertThat(body(new CpeMethod.Download(
        "k", "1 Firmware Upgrade Image", "http://h/f?a=1&b=2", "u", null, 42, "", 5, "", "")))
        .isEqualTo("<cwmp:Download><CommandKey>k</CommandKey><FileType>1 Firmware Upgrade Image</FileType>"
            + "<URL>http://h/f?a=1&amp;b=2</URL><Username>u</Username><Password></Password><FileSize>42</FileSize>"
            + "<TargetFileName></TargetFileName><DelaySeconds>5</DelaySeconds><SuccessURL></SuccessURL>"
            + "<FailureURL></FailureURL></cwmp:Download>");
  }

  @Test
  void timeWindowsAreAnArray() {
    assertThat(body(new CpeMethod.ScheduleDownload(
        "k", "f", "u", "", "", 0, "", List.of(new TimeWindow(0, 3600, "1 At Any Time", "", -1)))))
        .contains("<TimeWindowList SOAP-ENC:arrayType=\"cwmp:TimeWindowStruct[1]\"><TimeWindowStruct>"
            + "<WindowStart>0</WindowStart><WindowEnd>3600</WindowEnd><WindowMode>1 At Any Time</WindowMode>"
            + "<UserMessage></UserMessage><MaxRetries>-1</MaxRetries></TimeWindowStruct></TimeWindowList>");
  }

  @Test
  void aFaultOfOursIsASoapFaultWithTheCwmpFaultInItsDetail() {
    assertThat(body(new Fault(Fault.METHOD_NOT_SUPPORTED, "Method not supported"))).isEqualTo(
        "<SOAP-ENV:Fault><faultcode>Server</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault>"
            + "<FaultCode>8000</FaultCode><FaultString>Method not supported</FaultString></cwmp:Fault></detail>"
            + "</SOAP-ENV:Fault>");
    assertThat(body(new Fault(9003, "Invalid arguments", List.of(new ParameterFault("A", 9007, "too big")), null)))
        .contains("<faultcode>Client</faultcode>")
        .contains("<SetParameterValuesFault><ParameterName>A</ParameterName><FaultCode>9007</FaultCode>"
            + "<FaultString>too big</FaultString></SetParameterValuesFault></cwmp:Fault>");
  }

  @Test
  void aVendorsOwnMethodIsWrittenAsItIs() {
    assertThat(body(new CpeMethod.VendorMethod("X_Blink", "<v:X_Blink xmlns:v=\"urn:v\">ü</v:X_Blink>")))
        .isEqualTo("<v:X_Blink xmlns:v=\"urn:v\">ü</v:X_Blink>");
  }

  @Test
  void namesThatACpeMadeUpKeepTheirLetters() throws SoapException {
    byte[] xml = SoapWriter.write(
        new Envelope("1", CwmpVersion.V1_0, new AcsMethod.UnknownMethod("X_Grün")), Dialect.STANDARD);
    assertThat(SoapReader.read(xml, null, Direction.FROM_CPE).message()).isEqualTo(new AcsMethod.UnknownMethod("X_Grün"));
    assertThat(body(new CpeMethod.SetParameterValues(List.of(new ParameterValue("A", "1", "xsd:grün")), "")))
        .contains("xsi:type=\"xsd:string\"");
  }
}
