package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.SetParameterValues;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Types, checks, models, plugins and reports over HTTP; every answer is held against the OpenAPI document. */
class DataModelApiTest {
  private static final String PLUGINS = "/api/v1/datamodels/plugins/";
  private static final String GUARD =
      """
      {
        "json_plugin_version": 2,
        "Device.{BBF_VENDOR_PREFIX}Guard.": {
          "type": "object", "protocols": ["cwmp", "usp"], "access": false, "array": false,
          "Level": {"type": "unsignedInt", "read": true, "write": true, "protocols": ["cwmp", "usp"],
            "range": [{"min": 1, "max": 5}], "mapping": [{"type": "uci", "uci": {"file": "g", "section": {"name": "g"}, "option": {"name": "l"}}}]}
        }
      }
      """;

  private static RunningApi api;
  private DocumentedClient client;

  @BeforeAll
  static void start() throws Exception {
    api = new RunningApi(Map.of("argonaut.datamodel.vendor-prefix", "X_TEST_"));
    api.cpe.session("SN1", "0 BOOTSTRAP");
    api.cpe.session("SN2", "0 BOOTSTRAP");
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @BeforeEach
  void calm() throws Exception {
    client = new DocumentedClient(api);
    api.cpe.asked.clear();
    api.cpe.answers =
        method ->
            switch (method) {
              case SetParameterValues _ -> new CpeAnswer.SetParameterValuesResponse(0);
              case CpeMethod.AddObject _ -> new CpeAnswer.AddObjectResponse(1, 0);
              case CpeMethod.DeleteObject _ -> new CpeAnswer.DeleteObjectResponse(0);
              default -> throw new AssertionError("not expected: " + method);
            };
  }

  private JsonNode set(String sn, String values, int status) throws Exception {
    return client.json("POST", "/api/v1/devices/" + sn + "/cwmp", "{\"rpc\":\"SetParameterValues\",\"values\":" + values + "}", status);
  }

  private static List<ParameterValue> lastSet() {
    return api.cpe.asked.reversed().stream().filter(SetParameterValues.class::isInstance).map(m -> ((SetParameterValues) m).values()).findFirst().orElseThrow();
  }

  private void validation(String sn, String word) throws Exception {
    client.json("PATCH", "/api/v1/devices/" + sn, "{\"validation\":" + (word == null ? null : "\"" + word + "\"") + "}", 200);
  }

  // ---- types ----

  @Test
  void aValueWithoutTypeGetsThatOfTheModel() throws Exception {
    set("SN1", "{\"Device.WiFi.Radio.1.Channel\":\"6\",\"Device.WiFi.Radio.1.Enable\":\"1\",\"Device.X_WHO.Knows\":\"6\"}", 200);
    assertThat(lastSet())
        .containsExactly(
            new ParameterValue("Device.WiFi.Radio.1.Channel", "6", "xsd:unsignedInt"),
            new ParameterValue("Device.WiFi.Radio.1.Enable", "1", "xsd:boolean"),
            new ParameterValue("Device.X_WHO.Knows", "6", null));
  }

  @Test
  void whatTheDeviceItselfToldCountsMoreThanTheModel() throws Exception {
    told("SN1", new ParameterValue("Device.WiFi.Radio.2.Channel", "1", "xsd:int"));
    set("SN1", "{\"Device.WiFi.Radio.2.Channel\":6}", 200);
    assertThat(lastSet()).containsExactly(new ParameterValue("Device.WiFi.Radio.2.Channel", "6", "xsd:int"));
  }

  @Test
  void aDurableCommandIsTypedToo() throws Exception {
    client.json(
        "POST", "/api/v1/devices/SN1/cwmp?when=next", "{\"rpc\":\"SetParameterValues\",\"values\":{\"Device.WiFi.Radio.3.Channel\":\"6\"}}", 202);
    api.cpe.session("SN1", "2 PERIODIC");
    assertThat(lastSet()).containsExactly(new ParameterValue("Device.WiFi.Radio.3.Channel", "6", "xsd:unsignedInt"));
  }

  @Test
  void soapIsPassedOnWithTheTypesItHas() throws Exception {
    HttpResponse<String> answer = soapSet("Device.WiFi.Radio.4.Channel", "6");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(lastSet()).containsExactly(new ParameterValue("Device.WiFi.Radio.4.Channel", "6", null));
  }

  private static HttpResponse<String> soapSet(String name, String value) throws Exception {
    return api.send("POST", "/api/v1/devices/SN1/cwmp", "text/xml",
        "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/' xmlns:c='urn:dslforum-org:cwmp-1-0'><e:Body>"
            + "<c:SetParameterValues><ParameterList><ParameterValueStruct><Name>" + name + "</Name><Value>" + value
            + "</Value></ParameterValueStruct></ParameterList><ParameterKey/></c:SetParameterValues></e:Body></e:Envelope>");
  }

  private void told(String sn, ParameterValue value) throws Exception {
    api.cpe.answers = _ -> new CpeAnswer.GetParameterValuesResponse(List.of(value));
    client.json("POST", "/api/v1/devices/" + sn + "/cwmp", "{\"rpc\":\"GetParameterValues\",\"names\":[\"" + value.name() + "\"]}", 200);
    await().until(() -> client.get("/api/v1/devices/" + sn + "/parameters?prefix=" + value.name(), 200).path("items").size() == 1);
    api.cpe.answers = _ -> new CpeAnswer.SetParameterValuesResponse(0);
  }

  // ---- checks ----

  @Test
  void whatDoesNotFitIsSentWithAWarningByDefault() throws Exception {
    JsonNode answer = set("SN1", "{\"Device.WiFi.Radio.1.Channel\":\"300\",\"Device.Time.Enable\":\"maybe\"}", 200);
    assertThat(answer.path("warnings")).hasSize(2);
    JsonNode channel = answer.at("/warnings/0");
    assertThat(channel.path("parameter").asText()).isEqualTo("Device.WiFi.Radio.1.Channel");
    assertThat(channel.path("reason").asText()).isEqualTo("value");
    assertThat(channel.path("text").asText()).contains("1..255").contains("300");
    assertThat(channel.at("/allowed/range/0/max").asInt()).isEqualTo(255);
    assertThat(lastSet()).hasSize(2);
    JsonNode queued =
        client.json(
            "POST", "/api/v1/devices/SN1/cwmp?when=next", "{\"rpc\":\"AddObject\",\"objectName\":\"Device.WiFi.\"}", 202);
    assertThat(queued.at("/warnings/0/reason").asText()).isEqualTo("not-a-table");
    HttpResponse<String> soap = soapSet("Device.WiFi.Radio.1.Channel", "300");
    assertThat(soap.headers().firstValue(Objections.HEADER)).hasValueSatisfying(h -> assertThat(h).contains("Radio.1.Channel", "value"));
    assertThat(set("SN1", "{\"Device.WiFi.Radio.1.Channel\":\"6\"}", 200).has("warnings")).isFalse();
  }

  @Test
  void aDeviceThatRejectsIsSentNothingThatDoesNotFit() throws Exception {
    client.json("PUT", "/api/v1/devices/STRICT", "{\"validation\":\"reject\"}", 201);
    api.cpe.session("STRICT", "1 BOOT");
    JsonNode problem =
        set(
            "STRICT",
            "{\"Device.WiFi.Radio.1.Channel\":\"300\",\"Device.DeviceInfo.SerialNumber\":\"x\",\"Device.WiFi.Radio.1.PreambleType\":\"a,zz\","
                + "\"Device.X_UNKNOWN.Thing\":\"passes\"}",
            422);
    assertThat(problem.path("parameters").findValuesAsText("parameter"))
        .containsExactly("Device.WiFi.Radio.1.Channel", "Device.DeviceInfo.SerialNumber", "Device.WiFi.Radio.1.PreambleType");
    assertThat(problem.path("parameters").findValuesAsText("reason")).containsExactly("value", "read-only", "value");
    assertThat(problem.at("/parameters/2/allowed/values").toString()).contains("\"auto\"");
    client.json("POST", "/api/v1/devices/STRICT/cwmp?when=next", "{\"rpc\":\"DeleteObject\",\"objectName\":\"Device.NAT.PortMapping.\"}", 422);
    client.json("POST", "/api/v1/devices/STRICT/cwmp", "{\"rpc\":\"AddObject\",\"objectName\":\"Device.WiFi.Radio.\"}", 422);
    assertThat(api.cpe.asked).isEmpty();
    client.json("POST", "/api/v1/devices/STRICT/cwmp", "{\"rpc\":\"AddObject\",\"objectName\":\"Device.NAT.PortMapping.\"}", 200);
    client.json("POST", "/api/v1/devices/STRICT/cwmp", "{\"rpc\":\"DeleteObject\",\"objectName\":\"Device.NAT.PortMapping.1.\"}", 200);
    validation("STRICT", "off");
    assertThat(set("STRICT", "{\"Device.WiFi.Radio.1.Channel\":\"300\"}", 200).has("warnings")).isFalse();
    validation("STRICT", null);
    assertThat(set("STRICT", "{\"Device.WiFi.Radio.1.Channel\":\"300\"}", 200).path("warnings")).hasSize(1);
  }

  @Test
  void anUnknownWordForValidationIsRefused() throws Exception {
    JsonNode problem = client.json("PATCH", "/api/v1/devices/SN1", "{\"validation\":\"strict\"}", 400);
    assertThat(problem.path("detail").asText()).contains("off, warn, reject");
    assertThat(problem.path("field").asText()).isEqualTo("validation");
  }

  @Test
  void whatTheDeviceSaysOfWhoMaySetAParameterCountsMoreThanTheModel() throws Exception {
    listed("SN2", new ParameterInfo("Device.DeviceInfo.SerialNumber", true), new ParameterInfo("Device.Time.Enable", false));
    client.get("/api/v1/devices/SN2/datamodel?refresh=true", 200);
    await().until(() -> client.get("/api/v1/devices/SN2/parameters?prefix=Device.Time.Enable", 200).path("items").size() == 1);
    api.cpe.answers = _ -> new CpeAnswer.SetParameterValuesResponse(0);
    JsonNode answer = set("SN2", "{\"Device.DeviceInfo.SerialNumber\":\"x\",\"Device.Time.Enable\":\"1\"}", 200);
    assertThat(answer.path("warnings").findValuesAsText("parameter")).containsExactly("Device.Time.Enable");
    assertThat(answer.at("/warnings/0/text").asText()).isEqualTo("cannot be set: the device says so");
  }

  // ---- models and plugins ----

  @Test
  void aPathIsDescribedAndCompleted() throws Exception {
    JsonNode node = client.get("/api/v1/datamodels/tr-181?path=Device.WiFi.Radio.2.Channel", 200).path("node");
    assertThat(node.path("path").asText()).isEqualTo("Device.WiFi.Radio.{i}.Channel");
    assertThat(node.path("xsd").asText()).isEqualTo("xsd:unsignedInt");
    assertThat(node.path("access").asText()).isEqualTo("read-write");
    JsonNode table = client.get("/api/v1/datamodels/tr-181?path=Device.NAT.PortMapping.", 200).path("node");
    assertThat(table.path("kind").asText()).isEqualTo("table");
    assertThat(table.path("children").findValuesAsText("path")).contains("Device.NAT.PortMapping.{i}.ExternalPort");
    assertThat(client.get("/api/v1/datamodels/tr-181?complete=Device.WiFi.Ra&limit=1", 200).path("completions")).hasSize(1);
    assertThat(client.get("/api/v1/datamodels/tr-181?complete=Device.WiFi.Ra", 200).path("completions").toString())
        .isEqualTo("[\"Device.WiFi.RadioNumberOfEntries\",\"Device.WiFi.Radio.\"]");
    assertThat(client.get("/api/v1/datamodels/tr-181?path=Device.Services.VoiceService.1.", 200).path("models").toString()).contains("VoiceService");
  }

  @Test
  void eachProtocolIsToldWhatItSees() throws Exception {
    String origin = "/api/v1/datamodels/tr-181?path=Device.DNS.Zone.1.Origin";
    assertThat(client.get(origin + "&protocol=cwmp", 200).at("/node/access").asText()).isEqualTo("read-only");
    assertThat(client.get(origin + "&protocol=usp", 200).at("/node/access").asText()).isEqualTo("write-once");
    JsonNode either = client.get(origin, 200).path("node");
    assertThat(either.path("access").asText()).isEqualTo("read-only");
    assertThat(either.at("/usp/access").asText()).isEqualTo("write-once");
    client.get("/api/v1/datamodels/tr-181?path=Device.LocalAgent.&protocol=cwmp", 404);
    assertThat(client.get("/api/v1/datamodels/tr-181?complete=Device.LocalA&protocol=cwmp", 200).path("completions")).isEmpty();
  }

  @Test
  void anUnknownPathGetsWhatWasMaybeMeant() throws Exception {
    assertThat(client.get("/api/v1/datamodels/tr-181?path=Device.WiFi.Ra", 404).path("suggestions").toString()).contains("Device.WiFi.Radio.");
    JsonNode typo = client.get("/api/v1/datamodels/tr-181?path=Device.Wfii.Radio.1.Channel", 404);
    assertThat(typo.path("suggestions").toString()).contains("Device.WiFi.");
    JsonNode below = client.get("/api/v1/datamodels/tr-181?path=Device.WiFi.Radio.1.Chanel", 404);
    assertThat(below.path("detail").asText()).contains("Device.WiFi.Radio.1.Channel");
    client.get("/api/v1/datamodels/tr-181?path=Device.WiFi.&complete=Dev", 400);
    assertThat(client.get("/api/v1/datamodels/tr-999", 404).path("detail").asText()).contains("tr-181, tr-098");
    client.get("/api/v1/datamodels/tr-104?model=X", 400);
  }

  @Test
  void aPluginHoldsForTheDevicesItIsBoundTo() throws Exception {
    client.json("PUT", "/api/v1/devices/GUARDED", "{\"model\":\"Guarded\"}", 201);
    api.cpe.session("GUARDED", "1 BOOT");
    JsonNode put = client.json("PUT", PLUGINS + "guard.json?model=Guarded&model=Other", GUARD, 201);
    assertThat(put.path("models").toString()).isEqualTo("[\"Guarded\",\"Other\"]");
    assertThat(put.path("errors").asInt()).isZero();
    assertThat(put.at("/changes/0/path").asText()).isEqualTo("Device.X_TEST_Guard.");
    assertThat(set("GUARDED", "{\"Device.X_TEST_Guard.Level\":\"9\"}", 200).at("/warnings/0/text").asText()).contains("1..5");
    assertThat(lastSet().getFirst().type()).isEqualTo("xsd:unsignedInt");
    assertThat(set("SN1", "{\"Device.X_TEST_Guard.Level\":\"9\"}", 200).has("warnings")).isFalse();
    String level = "/api/v1/datamodels/tr-181?path=Device.X_TEST_Guard.Level";
    client.get(level, 404);
    assertThat(client.get(level + "&model=Guarded", 200).at("/node/plugin/file").asText()).isEqualTo("guard.json");

    client.json("PUT", PLUGINS + "guard.json", GUARD, 200);
    client.get(level, 200);
    client.call("DELETE", PLUGINS + "guard.json", null, null, 204);
    client.get(level, 404);
  }

  @Test
  void aProductClassStandsInForAMissingModel() throws Exception {
    client.json("PUT", PLUGINS + "box.json?model=Box", GUARD, 201);
    assertThat(set("SN1", "{\"Device.X_TEST_Guard.Level\":\"9\"}", 200).path("warnings")).hasSize(1);
    client.call("DELETE", PLUGINS + "box.json", null, null, 204);
  }

  @Test
  void dryRunKeepsNothing() throws Exception {
    JsonNode tried = client.json("PUT", PLUGINS + "dry.json?dry_run=true", GUARD, 200);
    assertThat(tried.path("changes")).isNotEmpty();
    assertThat(tried.has("revision")).isFalse();
    client.get(PLUGINS + "dry.json", 404);
  }

  @Test
  void aTruncatedPluginIsRefusedWithTheLineWhereItBreaks() throws Exception {
    JsonNode problem = client.json("PUT", PLUGINS + "cut.json", GUARD.substring(0, GUARD.length() / 2), 422);
    assertThat(problem.path("detail").asText()).contains("ends too early");
    assertThat(problem.path("line").asInt()).isGreaterThan(2);
    client.get(PLUGINS + "cut.json", 404);
    client.json("PUT", PLUGINS + "cut.json", "", 422);
    client.json("PUT", PLUGINS + "cut.json", "{}", 422);
    client.json("PUT", PLUGINS + "cut.json", "not json", 422);
  }

  @Test
  void trailingCommasAreTakenWithAWarning() throws Exception {
    JsonNode put = client.json("PUT", PLUGINS + "comma.json", GUARD.replace("\"max\": 5}", "\"max\": 5,}"), 201);
    assertThat(put.path("warnings").asInt()).isEqualTo(1);
    assertThat(put.at("/findings/0/text").asText()).contains("comma before the closing bracket");
    assertThat(put.at("/findings/0/line").asInt()).isEqualTo(6);
    JsonNode read = client.get(PLUGINS + "comma.json", 200);
    assertThat(read.path("content").asText()).contains("5,}");
    client.call("DELETE", PLUGINS + "comma.json", null, null, 204);
  }

  @Test
  void excludingTheRootIsAFindingAndLeavesTheModelAsItIs() throws Exception {
    JsonNode put =
        client.json("PUT", PLUGINS + "root.json", "{\"json_plugin_version\":2,\"Device.\":{\"type\":\"object\",\"protocols\":[\"none\"]}}", 201);
    assertThat(put.path("errors").asInt()).isPositive();
    assertThat(put.path("findings").toString()).contains("the root cannot be excluded");
    client.get("/api/v1/datamodels/tr-181?path=Device.WiFi.", 200);
    client.call("DELETE", PLUGINS + "root.json", null, null, 204);
  }

  @Test
  void wrongTypesForEveryKeyAreFindingsWithLines() throws Exception {
    for (String wrong : List.of("true", "7", "\"text\"", "null", "[]", "[7]", "{}", "{\"a\":[{}]}")) {
      StringBuilder plugin = new StringBuilder("{\n\"json_plugin_version\": 2,\n\"Device.X_TEST_All.{i}.\": {\n\"type\": \"object\"");
      for (String key : List.of("protocols", "access", "array", "mapping", "dependency", "uniqueKeys")) {
        plugin.append(",\n\"").append(key).append("\": ").append(wrong);
      }
      plugin.append(",\n\"Leaf\": {\"type\": \"string\"");
      for (String key : List.of("read", "write", "protocols", "datatype", "range", "enumerations", "pattern", "list", "unit", "default", "flags", "mapping")) {
        plugin.append(",\n\"").append(key).append("\": ").append(wrong);
      }
      HttpResponse<String> answer = api.send("PUT", PLUGINS + "wrong.json", "application/json", plugin.append("}}}").toString());
      assertThat(answer.statusCode()).as(wrong + " " + answer.body()).isIn(200, 201);
      assertThat(answer.body()).as(wrong).contains("\"level\":\"error\"");
    }
    client.get("/api/v1/datamodels", 200);
    client.call("DELETE", PLUGINS + "wrong.json", null, null, 204);
  }

  @Test
  void badNamesAreRefused() throws Exception {
    for (String name : List.of("no-suffix", "..json", "..%2Fup.json", "a%2Fb.json", ".hidden.json", "a%5Cb.json", "x".repeat(129) + ".json", "a%20b.json", "%C3%A4.json")) {
      assertThat(client.json("PUT", PLUGINS + name, GUARD, 400).path("field").asText()).isEqualTo("file");
    }
    assertThat(client.json("PUT", PLUGINS + "x.json?model=", GUARD, 400).path("field").asText()).isEqualTo("model");
    client.json("PUT", PLUGINS + "x.json?model=%20A", GUARD, 400);
    client.json("PUT", PLUGINS + "x.json?model=a%0Ab", GUARD, 400);
    client.json("PUT", PLUGINS + "x.json?models=A", GUARD, 400);
    client.json("PUT", PLUGINS + "x.json?" + "model=A&".repeat(101).replaceAll("&$", ""), GUARD, 400);
    client.call("DELETE", PLUGINS + "..%2F..%2Fx", null, null, 404);
  }

  @Test
  void bodiesThatAreTooBigAreRefused() throws Exception {
    String big = GUARD + " ".repeat(2 << 20);
    JsonNode problem = client.json("PUT", PLUGINS + "big.json", big, 413);
    assertThat(problem.path("limit").asLong()).isEqualTo(1 << 20);
    assertThat(api.send("PUT", PLUGINS + "big.json", "application/json", " ".repeat(50 << 20)).statusCode()).isEqualTo(413);
    client.get(PLUGINS + "big.json", 404);
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws Exception {
    var request =
        api.request(PLUGINS + "latin.json")
            .method("PUT", java.net.http.HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xE4, '"', ':', '1', '}'}))
            .header("Content-Type", "application/json")
            .build();
    assertThat(api.send(request).statusCode()).isEqualTo(400);
  }

  // ---- what a device supports ----

  private void listed(String sn, ParameterInfo... names) {
    api.cpe.answers =
        method -> {
          assertThat(method).as(sn).isEqualTo(new CpeMethod.GetParameterNames("Device.", false));
          return new CpeAnswer.GetParameterNamesResponse(List.of(names));
        };
  }

  private JsonNode firmware(String sn, String version, ParameterInfo... names) throws Exception {
    api.cpe.firmware(sn, version);
    api.cpe.session(sn, "1 BOOT");
    listed(sn, names);
    return client.get("/api/v1/devices/" + sn + "/datamodel?refresh=true&paths=true", 200);
  }

  @Test
  void theReportTellsWhatIsSupportedAddedAndOther() throws Exception {
    client.json("PUT", "/api/v1/devices/REPORT", "{\"model\":\"Reporter\"}", 201);
    api.cpe.session("REPORT", "1 BOOT");
    told("REPORT", new ParameterValue("Device.WiFi.Radio.1.Channel", "6", "xsd:string"));
    JsonNode report =
        firmware(
            "REPORT",
            "1.0",
            new ParameterInfo("Device.", false),
            new ParameterInfo("Device.WiFi.Radio.", false),
            new ParameterInfo("Device.WiFi.Radio.1.", false),
            new ParameterInfo("Device.WiFi.Radio.1.Channel", true),
            new ParameterInfo("Device.WiFi.Radio.2.Channel", true),
            new ParameterInfo("Device.WiFi.Radio.2.X_ACME_Boost", true),
            new ParameterInfo("Device.NAT.PortMapping.", true),
            new ParameterInfo("Device.Time.Enable", false));
    assertThat(report.path("source").asText()).isEqualTo("device");
    assertThat(report.path("model").asText()).isEqualTo("Reporter");
    assertThat(report.path("parameters").asInt()).isEqualTo(3);
    assertThat(report.path("paths").toString()).isEqualTo("[\"Device.Time.Enable\",\"Device.WiFi.Radio.{i}.Channel\"]");
    assertThat(report.path("supported").asInt()).isEqualTo(2);
    assertThat(report.path("added").toString())
        .isEqualTo("[{\"path\":\"Device.WiFi.Radio.{i}.X_ACME_Boost\",\"type\":\"\",\"kind\":\"vendor\",\"plugin\":\"\"}]");
    assertThat(report.path("empty_tables").toString()).isEqualTo("[\"Device.NAT.PortMapping.\"]");
    assertThat(report.path("deviations").toString())
        .contains("{\"path\":\"Device.WiFi.Radio.{i}.Channel\",\"what\":\"type\",\"device\":\"xsd:string\",\"model\":\"xsd:unsignedInt\"}")
        .contains("{\"path\":\"Device.Time.Enable\",\"what\":\"access\",\"device\":\"read-only\",\"model\":\"read-write\"}");
    JsonNode wifi = null;
    for (JsonNode object : report.path("coverage")) {
      wifi = object.path("object").asText().equals("Device.WiFi.") ? object : wifi;
    }
    assertThat(wifi).isNotNull();
    assertThat(wifi.path("supported").asInt()).isEqualTo(1);
    assertThat(wifi.path("total").asInt()).isGreaterThan(300);
    assertThat(client.get("/api/v1/devices/REPORT/datamodel", 200).path("source").asText()).isEqualTo("cache");
  }

  @Test
  void firmwareVersionsAndDevicesAreCompared() throws Exception {
    client.json("PUT", "/api/v1/devices/UPGRADED", "{\"model\":\"Upgrader\"}", 201);
    firmware("UPGRADED", "1.0", new ParameterInfo("Device.Time.Enable", true), new ParameterInfo("Device.Time.Status", false));
    firmware("UPGRADED", "2.0", new ParameterInfo("Device.Time.Enable", false), new ParameterInfo("Device.Time.NTPServer1", true));
    String report = "/api/v1/devices/UPGRADED/datamodel";
    JsonNode kept = client.get(report + "?refresh=true&diff_version=1.0", 200);
    assertThat(kept.path("versions").toString()).isEqualTo("[\"2.0\",\"1.0\"]");
    assertThat(kept.at("/diff/only_here").findValuesAsText("path")).containsExactly("Device.Time.NTPServer1");
    assertThat(kept.at("/diff/only_there").findValuesAsText("path")).containsExactly("Device.Time.Status");
    assertThat(kept.at("/diff/changed/0/here/access").asText()).isEqualTo("read-only");
    assertThat(kept.at("/diff/changed/0/there/access").asText()).isEqualTo("read-write");
    JsonNode devices = client.get(report + "?diff=SN1", 200).path("diff");
    assertThat(devices.path("with").asText()).isEqualTo("SN1");
    assertThat(devices.path("only_here").findValuesAsText("path")).contains("Device.Time.NTPServer1");
    assertThat(client.get(report + "?diff_version=3.0", 404).path("versions").toString()).isEqualTo("[\"2.0\",\"1.0\"]");
    client.get(report + "?diff=NOBODY", 404);
    client.get(report + "?diff=SN1&diff_version=1.0", 400);
  }

  @Test
  void aDeviceThatRefusesToListIsAProblem() throws Exception {
    api.cpe.answers = _ -> new org.argonaut.cwmp.Fault(9001, "no");
    assertThat(client.get("/api/v1/devices/SN1/datamodel?refresh=true", 422).at("/fault/code").asInt()).isEqualTo(9001);
  }

  @Test
  void parametersAreDescribedOnlyWhenAskedFor() throws Exception {
    told("SN1", new ParameterValue("Device.WiFi.Radio.7.Channel", "6", "xsd:unsignedInt"));
    String list = "/api/v1/devices/SN1/parameters?prefix=Device.WiFi.Radio.7.";
    assertThat(client.get(list, 200).at("/items/0").has("description")).isFalse();
    JsonNode description = client.get(list + "&describe=true", 200).at("/items/0/description");
    assertThat(description.path("type").asText()).isEqualTo("unsignedInt");
    assertThat(description.at("/range/0/min").asInt()).isEqualTo(1);
  }
}
