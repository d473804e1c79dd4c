package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.argonaut.cwmp.Inform.DeviceId;
import org.argonaut.cwmp.Inform.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What real CPEs get wrong and must be understood all the same. */
class SoapLeniencyTest {

  // ---- prefixes and namespaces ----

  @ParameterizedTest
  @ValueSource(strings = {"soap", "soapenv", "soap-env", "soap_env", "SOAP-ENV", "S", "env", "x1"})
  void anyPrefixOfTheEnvelopeIsUnderstood(String prefix) throws SoapException {
    String xml = Corpus.informWithValue("v").replace("soap:", prefix + ":").replace("xmlns:soap=", "xmlns:" + prefix + "=");
    assertThat(Corpus.value(Corpus.read(xml))).isEqualTo("v");
  }

  @Test
  void defaultNamespacesInsteadOfPrefixesAreUnderstood() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.text("inform-no-prefix"));

    assertThat(envelope.id()).isEqualTo("7");
    assertThat(envelope.version()).isEqualTo(CwmpVersion.V1_1);
    assertThat(((Inform) envelope.message()).deviceId()).isEqualTo(new DeviceId("Cirrus", "00c1b0", "CX3", "CX3-99"));
  }

  @Test
  void anInformWithoutPrefixInsideAPrefixedEnvelopeIsAnInform() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.informWithValue("v").replace("cwmp:Inform", "Inform"));
    assertThat(Corpus.value(envelope)).isEqualTo("v");
    assertThat(envelope.version()).isEqualTo(CwmpVersion.V1_0);
  }

  @Test
  void prefixesThatNobodyDeclaredAreUnderstood() throws SoapException {
    Envelope envelope = Corpus.read("<soap:Envelope><soap:Header><cwmp:ID soap:mustUnderstand=\"1\">5</cwmp:ID></soap:Header>"
        + "<soap:Body><cwmp:Inform><ParameterList><P><Name>A</Name><Value xsi:type=\"xsd:int\">1</Value></P>"
        + "</ParameterList></cwmp:Inform></soap:Body></soap:Envelope>");

    assertThat(envelope.id()).isEqualTo("5");
    assertThat(envelope.version()).isEqualTo(CwmpVersion.V1_0);
    assertThat(((Inform) envelope.message()).parameters()).containsExactly(new ParameterValue("A", "1", "xsd:int"));
  }

  @ParameterizedTest
  @CsvSource({
    "urn:dslforum-org:cwmp-1-0, V1_0", "urn:dslforum-org:cwmp-1-1, V1_1", "urn:dslforum-org:cwmp-1-2, V1_2",
    "urn:dslforum-org:cwmp-1-3, V1_3", "urn:dslforum-org:cwmp-1-4, V1_4", "urn:dslforum-org:cwmp-1-5, V1_4",
    "urn:dslforum-org:cwmp-1-17, V1_4", "urn:dslforum-org:cwmp-2-0, V1_4", "urn:dslforum-org:cwmp-0-9, V1_0",
    "urn:broadband-forum-org:cwmp-1-2, V1_2", "http://example.net/tr069, V1_0", "urn:dslforum-org:cwmp-x, V1_0"
  })
  void aWrongOrUnknownNamespaceMeansTheNewestVersionNotAboveIt(String namespace, CwmpVersion version)
      throws SoapException {
    Envelope envelope = Corpus.read(Corpus.informWithValue("v").replace("urn:dslforum-org:cwmp-1-0", namespace));
    assertThat(Corpus.value(envelope)).isEqualTo("v");
    assertThat(envelope.version()).isEqualTo(version);
  }

  @Test
  void aMissingNamespaceMeansTheFirstVersion() throws SoapException {
    String xml = Corpus.informWithValue("v").replace(" xmlns:cwmp=\"urn:dslforum-org:cwmp-1-0\"", "").replace("cwmp:", "");
    assertThat(Corpus.read(xml).version()).isEqualTo(CwmpVersion.V1_0);
  }

  @Test
  void aMissingHeaderMeansNoId() throws SoapException {
    String xml = Corpus.informWithValue("v").replaceAll("<soap:Header>.*</soap:Header>", "");
    assertThat(Corpus.read(xml).id()).isNull();
  }

  // ---- arrays, types, values ----

  @ParameterizedTest
  @ValueSource(strings = {
    "", " soap:arrayType=\"cwmp:ParameterValueStruct[99]\"", " soap:arrayType=\"cwmp:ParameterValueStruct[01]\"",
    " soap:arrayType=\"ParameterValueStruct[]\"", " soap:arrayType=\"xsd:string[-3]\"", " arrayType='nonsense'"
  })
  void anArrayTypeThatIsAbsentWrongOrPaddedDoesNotMatter(String arrayType) throws SoapException {
    String xml = Corpus.informWithValue("v").replace("<ParameterList>", "<ParameterList" + arrayType + ">");
    assertThat(((Inform) Corpus.read(xml).message()).parameters()).hasSize(1);
  }

  @Test
  void aValueWithoutTypeHasNone() throws SoapException {
    Inform inform = (Inform) Corpus.read(Corpus.informWithValue("v")).message();
    assertThat(inform.parameters()).containsExactly(new ParameterValue("Device.X", "v", null));
  }

  @ParameterizedTest
  @CsvSource({
    "xsd:string, xsd:string", "xs:string, xsd:string", "string, xsd:string", "XSD:String, xsd:string",
    "xsd:unsignedint, xsd:unsignedInt", "xsd:datetime, xsd:dateTime", "' xsd:boolean ', xsd:boolean",
    "SOAP-ENC:base64, SOAP-ENC:base64", "soapenc:base64, SOAP-ENC:base64", "xsd:base64, xsd:base64",
    "ns3:int, xsd:int", "xsd:X_Vendor, xsd:X_Vendor"
  })
  void typesOfAnyPrefixAndCaseHaveOneSpelling(String sent, String read) throws SoapException {
    String xml = Corpus.informWithValue("1").replace("<Value>", "<Value xsi:type=\"" + sent + "\">");
    assertThat(((Inform) Corpus.read(xml).message()).parameters().getFirst().type()).isEqualTo(read);
  }

  @Test
  void whiteSpaceAroundNamesAndValuesIsNoPartOfThem() throws SoapException {
    Inform inform = (Inform) Corpus.read(Corpus.text("inform-no-prefix")).message();
    assertThat(inform.parameters().getFirst())
        .isEqualTo(new ParameterValue("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "9.9", null));
  }

  @Test
  void anEmptyValueAndAMissingOneAreTheEmptyString() throws SoapException {
    assertThat(Corpus.value(Corpus.read(Corpus.informWithValue("").replace("<Value></Value>", "<Value/>")))).isEmpty();
    assertThat(Corpus.value(Corpus.read(Corpus.informWithValue("").replace("<Value></Value>", "")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "1, true", "0, false", "TRUE, true", "' true ', true", "'', false"})
  void aBooleanIsAWordOrADigit(String sent, boolean read) throws SoapException {
    String xml = Corpus.body("<cwmp:GetParameterNamesResponse><ParameterList><ParameterInfoStruct><Name>A</Name><Writable>"
        + sent + "</Writable></ParameterInfoStruct></ParameterList></cwmp:GetParameterNamesResponse>");
    assertThat(((CpeAnswer.GetParameterNamesResponse) Corpus.read(xml).message()).names().getFirst().writable())
        .isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-14T15:09:26Z, 2026-03-14T15:09:26Z", "2026-03-14T15:09:26, 2026-03-14T15:09:26Z",
    "2026-03-14T15:09:26.5Z, 2026-03-14T15:09:26.500Z", "2026-03-14T15:09:26.123456, 2026-03-14T15:09:26.123456Z",
    "2026-03-14T15:09:26.1234567890Z, 2026-03-14T15:09:26.123456789Z", "2026-03-14 15:09:26, 2026-03-14T15:09:26Z",
    "2026-03-14T15:09:26+01:00, 2026-03-14T14:09:26Z", "2026-03-14T15:09:26-0330, 2026-03-14T18:39:26Z",
    "2026-03-14T15:09:26+01, 2026-03-14T14:09:26Z", "2026-03-14T15:09, 2026-03-14T15:09:00Z",
    "2026-03-14, 2026-03-14T00:00:00Z", "2026-3-4T5:9:6Z, 2026-03-04T05:09:06Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z", "0001-01-01T00:00:00, 0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+08:00, 0001-01-01T00:00:00Z", "0001-01-01T00:07:30Z, 0001-01-01T00:07:30Z",
    "2026-02-30T00:00:00Z, 0001-01-01T00:00:00Z", "2026-13-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "0000-00-00T00:00:00, 0001-01-01T00:00:00Z", "soon, 0001-01-01T00:00:00Z", "'', 0001-01-01T00:00:00Z",
    "2026-03-14T15:09:26 PST, 0001-01-01T00:00:00Z", "2026-03-14T24:00:00Z, 0001-01-01T00:00:00Z"
  })
  void timesWithoutZoneWithFractionsAndUnknownOnesAreUnderstood(String sent, Instant read) throws SoapException {
    Envelope envelope = Corpus.read(Corpus.inform("<CurrentTime>" + sent + "</CurrentTime>"));
    assertThat(((Inform) envelope.message()).currentTime()).isEqualTo(read);
  }

  @Test
  void numbersThatAreNoneDoNotSpoilAnInform() throws SoapException {
    Inform inform = (Inform) Corpus.read(
        Corpus.inform("<MaxEnvelopes/><RetryCount>many</RetryCount>")).message();
    assertThat(inform.maxEnvelopes()).isEqualTo(1);
    assertThat(inform.retryCount()).isZero();
  }

  // ---- events ----

  @Test
  void eventsMayBeABareNumberOrAVendorsOwn() throws SoapException {
    Inform inform = (Inform) Corpus.read(Corpus.inform(
        "<Event><EventStruct><EventCode>2</EventCode></EventStruct><EventStruct><EventCode>M Download</EventCode>"
            + "<CommandKey>k</CommandKey></EventStruct><EventStruct><EventCode>X 00A1B2 Overheat</EventCode>"
            + "</EventStruct></Event>")).message();

    assertThat(inform.events())
        .containsExactly(new Event("2", ""), new Event("M Download", "k"), new Event("X 00A1B2 Overheat", ""));
    assertThat(inform.has("2")).isTrue();
  }

  @Test
  void anInformMayHaveNoEventAtAll() throws SoapException {
    assertThat(((Inform) Corpus.read(Corpus.inform("")).message()).events()).isEmpty();
    assertThat(((Inform) Corpus.read(Corpus.inform("<Event/>")).message()).events()).isEmpty();
  }

  // ---- encodings ----

  @Test
  void aByteOrderMarkIsPassedOver() throws SoapException {
    assertThat(Corpus.value(Corpus.read("\uFEFF" + Corpus.informWithValue("grün")))).isEqualTo("grün");
  }

  @ParameterizedTest
  @CsvSource({
    // declared in the XML, declared in the Content-Type, really
    "UTF-8, , UTF-8", ", , UTF-8", "ISO-8859-1, , ISO-8859-1", ", iso-8859-1, ISO-8859-1",
    "UTF-8, , ISO-8859-1", "UTF-8, utf-8, ISO-8859-1", ", , ISO-8859-1", "ISO-8859-1, ISO-8859-1, UTF-8",
    "windows-1252, , UTF-8", "UTF-16, , UTF-8", "klingon, , UTF-8", ", klingon, ISO-8859-1", "UTF-8, , UTF-16",
    "UTF-16, , UTF-16LE", "UTF-8, , UTF-16BE", "US-ASCII, us-ascii, UTF-8", ", '\"UTF-8\"', ISO-8859-1"
  })
  void theBytesAreBelievedBeforeTheDeclaration(String inXml, String inHeader, Charset really) throws SoapException {
    String declaration = inXml == null ? "" : "<?xml version=\"1.0\" encoding=\"" + inXml + "\"?>\n";
    byte[] body = (declaration + Corpus.informWithValue("Zürich é")).getBytes(really);

    assertThat(Corpus.value(SoapReader.read(body, inHeader, Direction.FROM_CPE))).isEqualTo("Zürich é");
  }

  @Test
  void oneTruncatedCharacterDoesNotSpoilTheOthers() throws SoapException {
    byte[] body = Corpus.informWithValue("Zürich ?").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < body.length; i++) {
      body[i] = body[i] == '?' ? (byte) 0xC3 : body[i];
    }
    assertThat(Corpus.value(SoapReader.read(body, null, Direction.FROM_CPE))).isEqualTo("Zürich Ã");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u001F", "\u000B", "\uFFFE", "&#0;", "&#x1F;", "&#8;", "&#xFFFF;", "&#55296;"})
  void charactersThatXmlForbidsAreDropped(String forbidden) throws SoapException {
    assertThat(Corpus.value(Corpus.read(Corpus.informWithValue("a" + forbidden + "b")))).isEqualTo("ab");
  }

  @Test
  void junkAroundTheEnvelopeIsPassedOver() throws SoapException {
    String xml = Corpus.informWithValue("v");
    assertThat(Corpus.value(Corpus.read("\r\n \u0000" + xml + "\u0000\u0000"))).isEqualTo("v");
    assertThat(Corpus.value(Corpus.read("POST data: " + xml + "\n--end"))).isEqualTo("v");
  }

  @ParameterizedTest
  @CsvSource({
    "'AT&T', 'AT&T'", "'a & b', 'a & b'", "'http://h/?a=1&b=2', 'http://h/?a=1&b=2'", "'x &nbsp; y', 'x &nbsp; y'",
    "'&', '&'", "'&amp; & &#65; &#x42; &#;', '& & A B &#;'", "'a < b', 'a < b'", "'1<2', '1<2'", "'<3', '<3'",
    "'&amp;lt; &', '&lt; &'", "'<![CDATA[a & <b>]]> & c', 'a & <b> & c'", "'<!-- & --> & x', '& x'"
  })
  void charactersThatShouldHaveBeenEscapedAreRecovered(String sent, String read) throws SoapException {
    assertThat(Corpus.value(Corpus.read(Corpus.informWithValue(sent)))).isEqualTo(read);
  }

  @Test
  void commentsAndUnknownElementsAreNoContent() throws SoapException {
    Envelope envelope = Corpus.read(Corpus.inform("<!-- a --><X><Y><Z/></Y>t</X><RetryCount><!-- b -->4<?pi?></RetryCount>"));
    assertThat(((Inform) envelope.message()).retryCount()).isEqualTo(4);
  }

  // ---- faults ----

  @ParameterizedTest
  @ValueSource(strings = {
    "<detail><cwmp:Fault><FaultCode>9005</FaultCode><FaultString>bad name</FaultString></cwmp:Fault></detail>",
    "<detail><Fault><FaultCode> 9005 </FaultCode><FaultString>bad name</FaultString></Fault></detail>",
    "<detail><FaultCode>9005</FaultCode><FaultString>bad name</FaultString></detail>",
    "<FaultCode>9005</FaultCode><FaultString>bad name</FaultString>",
    "<faultstring>CWMP fault</faultstring><Detail><x:F xmlns:x='urn:x'/><cwmp:Fault><cwmp:FaultCode>9005</cwmp:FaultCode>"
        + "<cwmp:FaultString>bad name</cwmp:FaultString></cwmp:Fault></Detail>",
    "<detail><cwmp:Fault><FaultCode>9005</FaultCode><FaultString>bad name</FaultString></detail>", // one end tag missing
    "<detail><cwmp:Fault><FaultCode>9005<FaultString>bad name</FaultString></cwmp:Fault></detail>"
  })
  void aFaultIsUnderstoodHoweverItsDetailIsBuilt(String inside) throws SoapException {
    Envelope envelope = Corpus.read(Corpus.body("<soap:Fault><faultcode>Client</faultcode>" + inside + "</soap:Fault>"));

    Fault fault = (Fault) envelope.message();
    assertThat(envelope.id()).isEqualTo("1");
    assertThat(fault.code()).isEqualTo(9005);
    assertThat(fault.message()).isEqualTo("bad name");
  }

  @ParameterizedTest
  @CsvSource({
    "'CWMP fault: 9005 Invalid parameter name', 9005", "'Internal error', 0", "'error 19005', 0", "'(9002)', 9002"
  })
  void aFaultMayHaveOnlyAFaultstring(String faultstring, int code) throws SoapException {
    Fault fault = (Fault) Corpus.read(Corpus.body(
        "<soap:Fault><faultcode>Server</faultcode><faultstring>" + faultstring + "</faultstring></soap:Fault>")).message();
    assertThat(fault.code()).isEqualTo(code);
    assertThat(fault.message()).isEqualTo(faultstring);
  }

  @Test
  void aFaultMayBeEmptyOrHoldOnlyText() throws SoapException {
    assertThat(Corpus.read(Corpus.body("<soap:Fault/>")).message())
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isZero());
    assertThat(Corpus.read(Corpus.body("<soap:Fault><detail>9001 Request denied</detail></soap:Fault>")).message())
        .isInstanceOfSatisfying(Fault.class, fault -> {
          assertThat(fault.code()).isEqualTo(9001);
          assertThat(fault.message()).isEqualTo("9001 Request denied");
        });
  }

  @Test
  void aFaultInTheWordsOfSoap12IsUnderstood() throws SoapException {
    Fault fault = (Fault) Corpus.read(Corpus.body("<soap:Fault><soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code>"
        + "<soap:Reason><soap:Text xml:lang='en'>9002 busy</soap:Text></soap:Reason></soap:Fault>")).message();
    assertThat(fault.code()).isEqualTo(9002);
    assertThat(fault.message()).isEqualTo("9002 busy");
  }

  @Test
  void aFaultBeyondMendingStillNamesTheRejectedParameters() throws SoapException {
    String broken = Corpus.text("fault-spv").replace("</SetParameterValuesFault>", "");
    Fault fault = (Fault) Corpus.read(broken).message();

    assertThat(fault.code()).isEqualTo(9003);
    assertThat(fault.parameterFaults()).extracting(Fault.ParameterFault::parameterName)
        .containsExactly("Device.WiFi.Radio.1.Channel", "Device.WiFi.Radio.1.Name");
    assertThat(fault.parameterFaults()).extracting(Fault.ParameterFault::code).containsExactly(9007, 9008);
  }

  // ---- answers ----

  @Test
  void anAddObjectThatReportsItsFailureAsStatusNeedsNoInstanceNumber() throws SoapException {
    assertThat(Corpus.read(Corpus.body("<cwmp:AddObjectResponse><Status>9005</Status></cwmp:AddObjectResponse>")).message())
        .isEqualTo(new CpeAnswer.AddObjectResponse(0, 9005));
  }

  @Test
  void aListMayHoldEntriesOfAnyName() throws SoapException {
    String xml = Corpus.body("<cwmp:GetRPCMethodsResponse><MethodList><item>Reboot</item><xsd:string>Download</xsd:string>"
        + "</MethodList></cwmp:GetRPCMethodsResponse>");
    assertThat(((CpeAnswer.GetRPCMethodsResponse) Corpus.read(xml).message()).methodList())
        .containsExactly("Reboot", "Download");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FROM_CPE", "TO_CPE"})
  void theFirstMethodOfABodyWithSeveralCounts(Direction direction) throws SoapException {
    String both = Corpus.body("<cwmp:GetRPCMethods/><cwmp:Kicked/>");
    assertThat(Stream.of(Corpus.read(both, direction)).map(Envelope::message).map(Message::rpcName))
        .containsExactly("GetRPCMethods");
  }
}
