package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.argonaut.cwmp.SoapException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile and broken bodies: each is refused quickly, with the reason and the place. */
@Timeout(20)
class BadInputTest {

  private static SoapException refused(String xml) {
    return refused(xml.getBytes(StandardCharsets.UTF_8), Limits.STANDARD);
  }

  private static SoapException refused(byte[] body, Limits limits) {
    long started = System.nanoTime();
    SoapException refusal = catchThrowableOfType(
        SoapException.class, () -> SoapReader.read(body, null, limits, Direction.FROM_CPE));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    assertThat(refusal).as("refused").isNotNull();
    return refusal;
  }

  @Test
  void garbageIsNoXml() {
    byte[] garbage = new byte[100_000];
    new Random(7).nextBytes(garbage);
    assertThat(refused(garbage, Limits.STANDARD).kind()).isEqualTo(Kind.MALFORMED);
    assertThat(refused("hello").kind()).isEqualTo(Kind.MALFORMED);
    assertThat(refused("{\"rpc\":\"Inform\"}").kind()).isEqualTo(Kind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\r\n", "\u0000\u0000", "\uFEFF"})
  void aBodyWithNothingInItIsEmpty(String body) {
    assertThat(refused(body).kind()).isEqualTo(Kind.EMPTY);
  }

  @Test
  void anEnvelopeCutShortAnywhereIsRefused() {
    byte[] whole = Corpus.text("inform-tr098-soap-env").strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < whole.length; length++) {
      assertThat(refused(Arrays.copyOf(whole, length), Limits.STANDARD).kind()).isEqualTo(Kind.MALFORMED);
    }
  }

  @Test
  void aBodyOfFiftyMegabytesIsRefusedUnread() {
    SoapException refusal = refused(new byte[50 << 20], Limits.STANDARD);
    assertThat(refusal.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal).hasMessage("a body of 52428800 bytes, more than 16777216");
  }

  @Test
  void aBillionLaughsAreRefusedAtTheFirst() {
    StringBuilder dtd = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
    for (int i = 1; i < 10; i++) {
      dtd.append("<!ENTITY lol").append(i).append(" \"").append(("&lol" + (i - 1) + ";").repeat(10)).append("\">");
    }
    SoapException refusal = refused(dtd + "]>\n" + Corpus.informWithValue("&lol9;"));
    assertThat(refusal.kind()).isEqualTo(Kind.FORBIDDEN);
    assertThat(refusal).hasMessageContaining("document type declaration");
    assertThat(refusal.line()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">",
    "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\"> %p;]>", "<!DOCTYPE Envelope>"
  })
  void externalEntitiesAreRefusedUnread(String doctype) {
    assertThat(refused(doctype + Corpus.informWithValue("&e;")).kind()).isEqualTo(Kind.FORBIDDEN);
    // The same when the envelope is broken besides, so that it is read twice.
    assertThat(refused("\u0001" + doctype + Corpus.informWithValue("&e; & &")).kind()).isEqualTo(Kind.FORBIDDEN);
  }

  @Test
  void aHundredThousandParametersAreTooMany() {
    SoapException refusal = refused(parameters(100_000));
    assertThat(refusal.kind()).isEqualTo(Kind.TOO_MANY);
    assertThat(refusal).hasMessageContaining("more than 65536 list entries");
  }

  @Test
  void asManyParametersAsTheLimitAllowsAreRead() throws SoapException {
    Limits enough = new Limits(64 << 20, 64, 100_000, 1_000);
    byte[] body = parameters(100_000).getBytes(StandardCharsets.UTF_8);
    Inform inform = (Inform) SoapReader.read(body, null, enough, Direction.FROM_CPE).message();
    assertThat(inform.parameters()).hasSize(100_000);
  }

  private static String parameters(int count) {
    return Corpus.inform(IntStream.range(0, count)
        .mapToObj(i -> "<ParameterValueStruct><Name>A." + i + "</Name><Value>1</Value></ParameterValueStruct>")
        .collect(Collectors.joining("", "<ParameterList>", "</ParameterList>")));
  }

  @Test
  void elementsNestedTenThousandDeepAreTooDeep() {
    String deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
    for (String xml : new String[] {
      deep, Corpus.inform(deep), Corpus.informWithValue(deep), Corpus.body(deep), Corpus.body("<soap:Fault>" + deep
          + "</soap:Fault>"), Corpus.body("<X_Response>" + deep + "</X_Response>"),
      Corpus.body("<soap:Fault>" + deep.replace("<a>", "<detail>").replace("</a>", "</detail>") + "</soap:Fault>")
    }) {
      assertThat(refused(xml).kind()).isIn(Kind.TOO_DEEP, Kind.NOT_SOAP);
    }
    assertThat(refused(Corpus.inform(deep)).kind()).isEqualTo(Kind.TOO_DEEP);
  }

  @Test
  void aValueLongerThanTheLimitIsTooLarge() {
    Limits limits = new Limits(1 << 20, 64, 100, 1_000);
    String xml = Corpus.informWithValue("x".repeat(1_001));
    SoapException refusal = refused(xml.getBytes(StandardCharsets.UTF_8), limits);
    assertThat(refusal.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(refusal).hasMessageContaining("Inform/ParameterList/ParameterValueStruct/Value")
        .hasMessageContaining("longer than 1000 characters");
  }

  @Test
  void aVendorsMessageLongerThanTheLimitIsTooLarge() {
    Limits limits = new Limits(1 << 20, 64, 100, 1_000);
    String xml = Corpus.body("<X_Response><a>" + "&amp;".repeat(500) + "</a></X_Response>");
    assertThat(refused(xml.getBytes(StandardCharsets.UTF_8), limits).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void aTagOfAMillionAttributesIsTooMuch() {
    String attributes = IntStream.range(0, 1_000_000).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());
    assertThat(refused(Corpus.inform("<X" + attributes + "/>")).kind()).isEqualTo(Kind.TOO_MANY);
    String prefixes = IntStream.range(0, 500_000).mapToObj(i -> " xmlns:a" + i + "='u'").collect(Collectors.joining());
    assertThat(refused(Corpus.inform("<X" + prefixes + "/>")).kind()).isEqualTo(Kind.TOO_MANY);
  }

  @Test
  void namesThatNobodyKnowsAreTooManyAtSomePoint() {
    String elements = IntStream.range(0, 100_000).mapToObj(i -> "<e" + i + "/>").collect(Collectors.joining());
    assertThat(refused(Corpus.inform(elements)).kind()).isEqualTo(Kind.TOO_MANY);
    assertThat(refused(Corpus.inform("<X>" + elements + "</X>")).kind()).isEqualTo(Kind.TOO_MANY);
    assertThat(refused(Corpus.informWithValue(elements)).kind()).isEqualTo(Kind.TOO_MANY);
    assertThat(refused(Corpus.inform("<ParameterList>" + elements + "</ParameterList>")).kind()).isEqualTo(Kind.TOO_MANY);
    assertThat(refused(Corpus.body("<X_Response>" + elements + "</X_Response>")).kind()).isEqualTo(Kind.TOO_MANY);
    assertThat(refused(Corpus.body("<soap:Fault>" + elements + "</soap:Fault>")).kind()).isEqualTo(Kind.TOO_MANY);
    String attributes = IntStream.range(0, 100_000)
        .mapToObj(i -> "<P><Name a" + i + "='1'/></P>").collect(Collectors.joining());
    assertThat(refused(Corpus.inform("<ParameterList>" + attributes + "</ParameterList>")).kind()).isEqualTo(Kind.TOO_MANY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "<", "<a ", "<a \"", "<a '", "</", "<!--", "<![CDATA[", "<?", "&#", "]]>", "&amp", "<a b='&"})
  void megabytesOfBrokenMarkupAreRefusedInLinearTime(String piece) {
    String xml = Corpus.informWithValue(piece.repeat((8 << 20) / piece.length())).replace("</Value>", "");
    assertThat(refused(xml).kind()).isIn(Kind.MALFORMED, Kind.TOO_LARGE, Kind.TOO_MANY);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "<html><body>Not found</body></html> | root element is 'html', expected a SOAP Envelope",
    "<Envelope/> | no Body with a method in it",
    "<Envelope><Header/></Envelope> | no Body with a method in it",
    "<Envelope><Body/></Envelope> | no Body with a method in it",
    "<Envelope><Body>text</Body></Envelope> | no Body with a method in it",
    "<Inform><DeviceId/></Inform> | root element is 'Inform'"
  })
  void xmlThatIsNoSoapIsToldSo(String xml, String message) {
    SoapException refusal = refused(xml);
    assertThat(refusal.kind()).isEqualTo(Kind.NOT_SOAP);
    assertThat(refusal).hasMessageContaining(message);
  }

  @Test
  void theMessageNamesLineColumnAndElement() {
    SoapException refusal = refused(Corpus.text("inform-tr098-soap-env").replace("</OUI>", "</OUI2>"));
    assertThat(refusal.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(refusal.line()).isEqualTo(10);
    assertThat(refusal).hasMessageStartingWith("line 10, column ")
        .hasMessageContaining("in Envelope/Body/Inform/DeviceId/OUI: ")
        .hasMessageContaining("OUI");
  }

  @Test
  void theColumnCountsTheDeclarationOnTheSameLine() {
    String declaration = "<?xml version=\"1.0\"?>";
    int column = refused("<Envelope><Body></Envelope>").column();
    assertThat(refused(declaration + "<Envelope><Body></Envelope>").column()).isEqualTo(declaration.length() + column);
    assertThat(refused(declaration + "\n <Envelope><Body></Envelope>").column()).isEqualTo(1 + column);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aMethodWithoutItsMeaningIsInvalid(Direction direction) {
    assertThatThrownBy(() -> Corpus.read(Corpus.body(
        "<cwmp:SetParameterValuesResponse>\n<Status>done</Status></cwmp:SetParameterValuesResponse>"), Direction.FROM_CPE))
        .isInstanceOf(SoapException.class)
        .hasMessageContaining("line 2").hasMessageContaining("SetParameterValuesResponse/Status")
        .hasMessageContaining("'done' is no whole number");
    assertThatThrownBy(() -> Corpus.read("<Envelope><Body></Body></Envelope>", direction))
        .isInstanceOf(SoapException.class);
  }

  @Test
  void anObjectThatWasAddedWithoutANumberIsInvalid() {
    SoapException refusal = refused(Corpus.body("<cwmp:AddObjectResponse><Status>0</Status></cwmp:AddObjectResponse>"));
    assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
    assertThat(refusal).hasMessageContaining("without an InstanceNumber");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<Value><b>x</Value>", "<Value>x", "<Value>x</Val>", "<Value>a<b>c</d></Value>", "<Value x=y>1</Value>"})
  void whatCouldBeReadInTwoWaysIsNotMended(String value) {
    String xml = Corpus.informWithValue("x").replace("<Value>x</Value>", value);
    assertThat(refused(xml).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void aLimitBelowOneIsNoLimit() {
    assertThatThrownBy(() -> new Limits(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }
}
