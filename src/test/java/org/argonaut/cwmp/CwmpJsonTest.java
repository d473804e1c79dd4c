package org.argonaut.cwmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.argonaut.cwmp.CpeMethod.AttributeChange;
import org.argonaut.cwmp.CpeMethod.DuOperation;
import org.argonaut.cwmp.CpeMethod.DuOperationKind;
import org.argonaut.cwmp.CpeMethod.TimeWindow;
import org.argonaut.cwmp.Fault.ParameterFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CwmpJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static CpeMethod method(String text) {
    return CwmpJson.fromJson(json(text));
  }

  private static ParameterValue value(String json) {
    return ((CpeMethod.SetParameterValues) method("{'rpc':'SetParameterValues','values':{'A.B':" + json + "}}"))
        .values().getFirst();
  }

  // ---- requests ----

  @Test
  void everyRpcCanBeAskedForInJson() {
    assertThat(method("{'rpc':'GetRPCMethods'}")).isEqualTo(new CpeMethod.GetRPCMethods());
    assertThat(method("{'rpc':'GetParameterValues','names':['Device.','X']}"))
        .isEqualTo(new CpeMethod.GetParameterValues(List.of("Device.", "X")));
    assertThat(method("{'rpc':'GetParameterNames','parameterPath':'Device.','nextLevel':false}"))
        .isEqualTo(new CpeMethod.GetParameterNames("Device.", false));
    assertThat(method("{'rpc':'GetParameterNames'}")).isEqualTo(new CpeMethod.GetParameterNames("", true));
    assertThat(method("{'rpc':'SetParameterAttributes','attributes':[{'name':'A','notification':2},"
        + "{'name':'B','accessList':['Subscriber']}]}"))
        .isEqualTo(new CpeMethod.SetParameterAttributes(List.of(
            new AttributeChange("A", 2, null), new AttributeChange("B", null, List.of("Subscriber")))));
    assertThat(method("{'rpc':'SetParameterAttributes','parameterList':[{'name':'A','notificationChange':true,'notification':0,"
        + "'accessListChange':false,'accessList':[]}]}"))
        .isEqualTo(new CpeMethod.SetParameterAttributes(List.of(new AttributeChange("A", 0, null))));
    assertThat(method("{'rpc':'GetParameterAttributes','names':['A']}"))
        .isEqualTo(new CpeMethod.GetParameterAttributes(List.of("A")));
    assertThat(method("{'rpc':'AddObject','objectName':'Device.X.'}"))
        .isEqualTo(new CpeMethod.AddObject("Device.X.", ""));
    assertThat(method("{'rpc':'DeleteObject','objectName':'Device.X.1.','parameterKey':'k'}"))
        .isEqualTo(new CpeMethod.DeleteObject("Device.X.1.", "k"));
    assertThat(method("{'rpc':'Reboot','commandKey':'r'}")).isEqualTo(new CpeMethod.Reboot("r"));
    assertThat(method("{'rpc':'FactoryReset'}")).isEqualTo(new CpeMethod.FactoryReset());
    assertThat(method("{'rpc':'Download','commandKey':'k','fileType':'1 Firmware Upgrade Image','url':'http://h/f',"
        + "'username':'u','password':'p','fileSize':4294967295,'targetFileName':'t','delaySeconds':3,"
        + "'successUrl':'s','failureUrl':'f'}"))
        .isEqualTo(new CpeMethod.Download(
            "k", "1 Firmware Upgrade Image", "http://h/f", "u", "p", 4_294_967_295L, "t", 3, "s", "f"));
    assertThat(method("{'rpc':'Upload','fileType':'2 Vendor Log File','url':'http://h/f'}"))
        .isEqualTo(new CpeMethod.Upload("", "2 Vendor Log File", "http://h/f", "", "", 0));
    assertThat(method("{'rpc':'ScheduleInform','delaySeconds':60,'commandKey':'k'}"))
        .isEqualTo(new CpeMethod.ScheduleInform(60, "k"));
    assertThat(method("{'rpc':'ScheduleDownload','fileType':'f','url':'u','timeWindowList':[{'windowStart':0,"
        + "'windowEnd':3600,'windowMode':'1 At Any Time','maxRetries':-1}]}"))
        .isEqualTo(new CpeMethod.ScheduleDownload(
            "", "f", "u", "", "", 0, "", List.of(new TimeWindow(0, 3600, "1 At Any Time", "", -1))));
    assertThat(method("{'rpc':'CancelTransfer','commandKey':'k'}")).isEqualTo(new CpeMethod.CancelTransfer("k"));
    assertThat(method("{'rpc':'GetQueuedTransfers'}")).isEqualTo(new CpeMethod.GetQueuedTransfers());
    assertThat(method("{'rpc':'GetAllQueuedTransfers'}")).isEqualTo(new CpeMethod.GetAllQueuedTransfers());
    assertThat(method("{'rpc':'ChangeDUState','operations':[{'operation':'Install','url':'u'},"
        + "{'operation':'uninstall','uuid':'i','version':'1'}],'commandKey':'k'}"))
        .isEqualTo(new CpeMethod.ChangeDUState(
            List.of(
                new DuOperation(DuOperationKind.INSTALL, "u", null, null, null, null, null),
                new DuOperation(DuOperationKind.UNINSTALL, null, "i", null, null, null, "1")),
            "k"));
    assertThat(method("{'rpc':'SetVouchers','voucherList':['AQ==']}"))
        .isEqualTo(new CpeMethod.SetVouchers(List.of("AQ==")));
    assertThat(method("{'rpc':'GetOptions'}")).isEqualTo(new CpeMethod.GetOptions(""));
    assertThat(method("{'rpc':'VendorMethod','name':'X_Blink','xml':'<v:X_Blink xmlns:v=\\'urn:v\\'><N>3</N></v:X_Blink>'}"
        .replace("\\'", "\\\""))).isInstanceOfSatisfying(CpeMethod.VendorMethod.class, vendor ->
            assertThat(vendor.xml()).isEqualTo("<v:X_Blink xmlns:v=\"urn:v\"><N>3</N></v:X_Blink>"));
  }

  @Test
  void everyRpcHasAForm() {
    assertThat(JsonForms.all().keySet()).containsAll(MethodNames.OF_CPE).contains("VendorMethod").hasSize(21);
  }

  @Test
  void theStandardsOwnNamesAndSpellingsAreUnderstoodToo() {
    assertThat(method("{'rpc':'GetParameterValues','parameterNames':['A']}"))
        .isEqualTo(new CpeMethod.GetParameterValues(List.of("A")));
    assertThat(method("{'rpc':'Download','fileType':'f','URL':'u','successURL':'s'}"))
        .isEqualTo(new CpeMethod.Download("", "f", "u", "", "", 0, "", 0, "s", ""));
  }

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = ';', value = {
    "true; true; xsd:boolean", "false; false; xsd:boolean", "0; 0; xsd:unsignedInt", "11; 11; xsd:unsignedInt",
    "4294967295; 4294967295; xsd:unsignedInt", "4294967296; 4294967296; xsd:unsignedLong", "-1; -1; xsd:int",
    "-2147483649; -2147483649; xsd:long", "1.50; 1.5; xsd:decimal", "1e3; 1000.0; xsd:decimal", "'a'; a; ",
    "''; ``; ", "{'value':1}; 1; xsd:unsignedInt", "{'value':1,'type':'xsd:string'}; 1; xsd:string",
    "{'value':'7','type':'int'}; 7; xsd:int", "{'value':'1','type':'xsd:boolean'}; 1; xsd:boolean",
    "{'value':'x','type':null}; x; "
  })
  void aTypeThatIsNotGivenFollowsFromTheJson(String json, String text, String type) {
    ParameterValue read = value(json);
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.value()).isEqualTo(text);
  }

  @Test
  void aKnownTypeComesBeforeOneThatFollowsFromTheJsonAndAfterOneThatIsGiven() {
    Map<String, String> known = Map.of("A", "xsd:int", "B", "xsd:int");
    var set = (CpeMethod.SetParameterValues) CwmpJson.fromJson(
        json("{'rpc':'SetParameterValues','values':{'A':5,'B':{'value':5,'type':'xsd:string'},'C':5}}"), known::get);

    assertThat(set.values()).containsExactly(
        new ParameterValue("A", "5", "xsd:int"), new ParameterValue("B", "5", "xsd:string"),
        new ParameterValue("C", "5", "xsd:unsignedInt"));
  }

  @Test
  void valuesMayHaveTheShapeOfAnAnswer() {
    assertThat(method("{'rpc':'SetParameterValues','values':[{'name':'A','value':'1','type':'xsd:int'}],'parameterKey':'k'}"))
        .isEqualTo(new CpeMethod.SetParameterValues(List.of(new ParameterValue("A", "1", "xsd:int")), "k"));
  }

  // ---- what is refused ----

  @ParameterizedTest
  @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
    "{} | rpc | missing",
    "[] | rpc | missing",
    "{'rpc':5} | rpc | given 5, expected the name of an RPC",
    "{'rpc':'GetParameterValue'} | rpc | given \"GetParameterValue\", expected one of AddObject, CancelTransfer",
    "{'rpc':'GetParameterValues'} | names | missing; GetParameterValues needs it: an array of strings, not empty",
    "{'rpc':'GetParameterValues','names':null} | names | missing",
    "{'rpc':'GetParameterValues','names':[]} | names | given an array, expected an array of strings, not empty",
    "{'rpc':'GetParameterValues','names':'Device.'} | names | given \"Device.\", expected an array of strings",
    "{'rpc':'GetParameterValues','names':['A',5]} | names[1] | given 5, expected a string",
    "{'rpc':'GetParameterValues','name':['A']} | name | unknown field of GetParameterValues, expected names",
    "{'rpc':'GetParameterValues','names':['A'],'parameterNames':['A']} | parameterNames | given twice",
    "{'rpc':'Reboot','delay':5} | delay | unknown field of Reboot, expected commandKey",
    "{'rpc':'FactoryReset','x':1} | x | unknown field of FactoryReset, expected none",
    "{'rpc':'Reboot','commandKey':'123456789012345678901234567890123'} | commandKey | at most 32 characters",
    "{'rpc':'AddObject','objectName':'Device.X'} | objectName | a string that ends with a dot",
    "{'rpc':'Download','fileType':'f'} | url | missing",
    "{'rpc':'Download','fileType':'f','url':'u','fileSize':-1} | fileSize | from 0 to 4294967295",
    "{'rpc':'Download','fileType':'f','url':'u','fileSize':'12'} | fileSize | given \"12\", expected a whole number",
    "{'rpc':'Download','fileType':'f','url':'u','delaySeconds':99999999999} | delaySeconds | to 2147483647",
    "{'rpc':'GetParameterNames','nextLevel':'true'} | nextLevel | given \"true\", expected true or false",
    "{'rpc':'SetParameterValues','values':{}} | values | not empty",
    "{'rpc':'SetParameterValues','values':5} | values | given 5, expected an object",
    "{'rpc':'SetParameterValues','values':{'A':null}} | values.A | given null, expected a string, a number, true or false",
    "{'rpc':'SetParameterValues','values':{'A.':1}} | values.A. | no full path of a parameter",
    "{'rpc':'SetParameterValues','values':{'A':[1]}} | values.A | given an array",
    "{'rpc':'SetParameterValues','values':{'A':{'type':'xsd:int'}}} | values.A.value | missing",
    "{'rpc':'SetParameterValues','values':{'A':{'value':1,'typ':'xsd:int'}}} | values.A.typ | unknown field",
    "{'rpc':'SetParameterValues','values':{'A':{'value':1,'type':'foo:int2'}}} | values.A.type | an XML Schema type",
    "{'rpc':'SetParameterValues','values':{'A':{'value':'x','type':'xsd:int'}}} | values.A | which is no xsd:int",
    "{'rpc':'SetParameterValues','values':{'A':{'value':2,'type':'xsd:boolean'}}} | values.A | no xsd:boolean",
    "{'rpc':'SetParameterValues','values':{'A':{'value':-1,'type':'xsd:unsignedInt'}}} | values.A | no xsd:unsignedInt",
    "{'rpc':'SetParameterValues','values':{'A':{'value':'now','type':'xsd:dateTime'}}} | values.A | no xsd:dateTime",
    "{'rpc':'SetParameterValues','values':[{'value':1}]} | values[0].name | missing",
    "{'rpc':'SetParameterAttributes','attributes':[{'notification':1}]} | attributes[0].name | missing",
    "{'rpc':'SetParameterAttributes','attributes':[{'name':'A','notification':7}]} | attributes[0].notification | 0 to 6",
    "{'rpc':'SetParameterAttributes','attributes':['A']} | attributes[0] | given \"A\", expected an object",
    "{'rpc':'ChangeDUState','operations':[{'operation':'Remove'}]} | operations[0].operation | Install, Update, Uninstall",
    "{'rpc':'ChangeDUState','operations':[{'operation':'Install'}]} | operations[0].url | missing; Install needs it",
    "{'rpc':'ScheduleInform','delaySeconds':0} | delaySeconds | at least 1",
    "{'rpc':'VendorMethod','name':'X','xml':'<X>'} | xml | no element that stands alone",
    "{'rpc':'VendorMethod','name':'X','xml':'<Y/>'} | xml | the element is 'Y', expected 'X'",
    "{'rpc':'VendorMethod','name':'Reboot','xml':'<Reboot/>'} | xml | Reboot is a method of CWMP"
  })
  void aWrongFieldIsNamedWithWhatWasGivenAndWhatIsExpected(String request, String field, String message) {
    assertThatThrownBy(() -> method(request.replace("\"", "'")))
        .isInstanceOf(CwmpJsonException.class)
        .hasMessageStartingWith(field + ": ")
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((CwmpJsonException) e).field()).isEqualTo(field));
  }

  // ---- answers ----

  @Test
  void valuesAreAnsweredWithNameValueAndType() {
    assertThat(CwmpJson.toJson(new CpeAnswer.GetParameterValuesResponse(List.of(
        new ParameterValue("A", "1", "xsd:int"), new ParameterValue("B", "", null)))))
        .isEqualTo(json("{'rpc':'GetParameterValuesResponse','values':[{'name':'A','value':'1','type':'xsd:int'},"
            + "{'name':'B','value':''}]}"));
  }

  @Test
  void timesAreWrittenAsInXmlSchema() {
    assertThat(CwmpJson.toJson(new CpeAnswer.DownloadResponse(
        1, Instant.parse("2026-03-14T15:09:26Z"), Times.UNKNOWN)))
        .isEqualTo(json("{'rpc':'DownloadResponse','status':1,'startTime':'2026-03-14T15:09:26Z',"
            + "'completeTime':'0001-01-01T00:00:00Z'}"));
  }

  @Test
  void aFaultHasItsCodeAndTheRejectedParameters() {
    assertThat(CwmpJson.toJson(new Fault(
        9003, "Invalid arguments", List.of(new ParameterFault("A", 9007, "too big")), "<xml/>")))
        .isEqualTo(json("{'rpc':'Fault','code':9003,'message':'Invalid arguments',"
            + "'parameterFaults':[{'parameterName':'A','code':9007,'message':'too big'}]}"));
  }

  @Test
  void whatACpeCalledIsJsonToo() throws SoapException {
    ObjectNode inform = CwmpJson.toJson(Corpus.read(Corpus.text("inform-tr098-soap-env")).message());
    assertThat(inform.at("/rpc").asText()).isEqualTo("Inform");
    assertThat(inform.at("/deviceId/serialNumber").asText()).isEqualTo("AN1200-0000417");
    assertThat(inform.at("/events/0/code").asText()).isEqualTo("2 PERIODIC");
  }

  @Test
  void passwordsAreNeverWritten() {
    List<CpeMethod> methods = List.of(
        new CpeMethod.Download("k", "f", "u", "user", "s3cret", 0, "", 0, "", ""),
        new CpeMethod.Upload("k", "f", "u", "user", "s3cret", 0),
        new CpeMethod.ScheduleDownload("k", "f", "u", "user", "s3cret", 0, "", List.of()),
        new CpeMethod.ChangeDUState(
            List.of(new DuOperation(DuOperationKind.INSTALL, "u", null, "user", "s3cret", null, null)), "k"));
    for (CpeMethod method : methods) {
      assertThat(CwmpJson.toJson(method).toString()).contains("user").doesNotContain("s3cret");
    }
  }

  @Test
  void aMethodThatWasWrittenCanBeReadAgain() {
    CpeMethod change = new CpeMethod.ChangeDUState(
        List.of(new DuOperation(DuOperationKind.UPDATE, "u", "i", null, null, null, "2")), "k");
    CpeMethod set = new CpeMethod.SetParameterValues(List.of(new ParameterValue("A", "1", "xsd:int")), "k");

    assertThat(CwmpJson.fromJson(CwmpJson.toJson(change))).isEqualTo(change);
    assertThat(CwmpJson.fromJson(CwmpJson.toJson(set))).isEqualTo(set);
  }

  // ---- schemas ----

  @Test
  void everyRpcHasASchemaThatNamesItsFields() {
    Map<String, ObjectNode> schemas = CwmpJson.requestSchemas();

    assertThat(schemas.keySet()).containsAll(MethodNames.OF_CPE);
    schemas.forEach((rpc, schema) -> {
      assertThat(schema.at("/properties/rpc/const").asText()).isEqualTo(rpc);
      assertThat(schema.at("/description").asText()).isNotBlank();
      assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
    });
    assertThat(schemas.get("GetParameterValues")).isEqualTo(json("{'type':'object',"
        + "'description':'Reads parameters (A.3.2.2).','properties':{'rpc':{'const':'GetParameterValues'},"
        + "'names':{'type':'array','minItems':1,'items':{'type':'string'},"
        + "'description':'full names, or partial paths that end with a dot'}},"
        + "'required':['rpc','names'],'additionalProperties':false}"));
    assertThat(schemas.get("AddObject").at("/properties/objectName/pattern").asText()).isEqualTo("\\.$");
    assertThat(schemas.get("ChangeDUState").at("/properties/operations/items/properties/operation/enum").size())
        .isEqualTo(3);
  }
}
