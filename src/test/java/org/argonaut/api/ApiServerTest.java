package org.argonaut.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.SessionOpener;
import org.argonaut.store.BulkReportRow;
import org.argonaut.store.EventRow;
import org.argonaut.store.ParkedEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static RunningApi api;

  private DocumentedClient client;

  @BeforeAll
  static void start() throws Exception {
    api = new RunningApi();
    api.cpe.session("SN1", "0 BOOTSTRAP", "1 BOOT");
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  @BeforeEach
  void calm() throws Exception {
    client = new DocumentedClient(api);
    api.cpe.answers = _ -> new CpeAnswer.RebootResponse();
    api.cpe.toConnectionRequests = new SessionOpener.Answer(SessionOpener.Result.ACCEPTED, "");
    api.cpe.asked.clear();
  }

  @Test
  void everyRouteOfTheDocumentAnswersAsItSays() throws Exception {
    client.get("/", 200);
    client.get("/openapi.json", 200);
    client.get("/health/live", 200);
    await().untilAsserted(() -> client.get("/health/ready", 200));
    client.get("/metrics", 200);
    walkDevices();
    walkCommands();
    walkMessages();
    walkBulkData();
    walkCredentials();
    walkFiles();
    walkScripts();
    walkServices();
    walkDataModels();
    walkProfiles();
    assertThat(client.get("/api/v1/events?type=device.new&limit=1000", 200).path("items")).isNotEmpty();
    assertThat(client.called()).isEqualTo(client.documented());
  }

  private void walkDevices() throws Exception {
    assertThat(client.get("/api/v1/devices?q=SN1&vendor=ACME", 200).at("/items/0/sn").asText()).isEqualTo("SN1");
    assertThat(client.get("/api/v1/devices/count?vendor=ACME", 200).path("count").asInt()).isPositive();
    assertThat(client.get("/api/v1/devices/SN1", 200).path("version").asText()).isEqualTo("1.0");
    client.get("/api/v1/devices/NOBODY", 404);
    client.json("PUT", "/api/v1/devices/AHEAD%2F1", "{\"alias\":\"ahead\",\"tags\":[\"b\",\"a\"]}", 201);
    assertThat(client.get("/api/v1/devices/AHEAD%2F1", 200).path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
    client.json("PUT", "/api/v1/devices/AHEAD%2F1", "{}", 200);
    JsonNode patched = client.json("PATCH", "/api/v1/devices/AHEAD%2F1", "{\"alias\":null}", 200);
    assertThat(patched.path("alias").asText()).isEmpty();
    client.json("PATCH", "/api/v1/devices/NOBODY", "{}", 404);
    walkDial();
    await().untilAsserted(
        () -> assertThat(client.get("/api/v1/devices/SN1/parameters?prefix=Device.DeviceInfo.&describe=true", 200).path("items")).isNotEmpty());
    client.get("/api/v1/devices/NOBODY/parameters", 404);
    client.json("POST", "/api/v1/devices/SN1/connection-request", null, 204);
    client.json("POST", "/api/v1/devices/NOBODY/connection-request", null, 404);
    client.call("DELETE", "/api/v1/devices/AHEAD%2F1", null, null, 204);
    client.call("DELETE", "/api/v1/devices/AHEAD%2F1", null, null, 404);
  }

  private void walkDial() throws Exception {
    String agent = "/api/v1/devices/proto%3A%3Alistener";
    client.json("PUT", agent, "{\"dial\":\"wss://192.0.2.1:5684/usp?key=s3cret\"}", 201);
    assertThat(client.get(agent, 200).path("dial").asText()).isEqualTo("wss://192.0.2.1:5684/usp?(hidden)");
    assertThat(client.json("PATCH", agent, "{\"dial\":\"https://u:s3cret@192.0.2.1/\"}", 400).toString())
        .contains("ws://host:port/path")
        .doesNotContain("s3cret");
    client.json("PATCH", "/api/v1/devices/SN1", "{\"dial\":\"ws://192.0.2.1/\"}", 400);
    client.json("PATCH", agent, "{\"alias\":\"kept\"}", 200);
    assertThat(client.get(agent, 200).path("dial").asText()).isNotEmpty();
    client.json("PATCH", agent, "{\"dial\":null}", 200);
    assertThat(client.get(agent, 200).path("dial").asText()).isEmpty();
    client.json("PATCH", agent, "{\"dial\":\"ws://192.0.2.1/\"}", 200);
    client.call("DELETE", agent, null, null, 204);
    assertThat(api.store.dials().all(10).toCompletableFuture().get(10, TimeUnit.SECONDS)).isEmpty();
  }

  private void walkDataModels() throws Exception {
    assertThat(client.get("/api/v1/datamodels?limit=2", 200).path("next").asText()).isEqualTo("tr-104");
    assertThat(client.get("/api/v1/datamodels/tr-181", 200).path("roots").toString()).isEqualTo("[\"Device.\"]");
    client.get("/api/v1/datamodels/tr-181?path=Device.WiFi.Radio.1.Channel", 200);
    client.get("/api/v1/datamodels/tr-181?path=Device.WiFi.SSID.%7Bi%7D.", 200);
    client.get("/api/v1/datamodels/tr-098?complete=InternetGatewayDevice.LAN", 200);
    client.get("/api/v1/datamodels/tr-200", 404);
    String one = "/api/v1/datamodels/plugins/walk.json";
    String plugin = "{\"json_plugin_version\":2,\"Device.Time.\":{\"type\":\"object\",\"protocols\":[\"cwmp\"],"
        + "\"X_W\":{\"type\":\"string\",\"protocols\":[\"cwmp\"],\"read\":true}}}";
    client.json("PUT", one + "?model=Walker&model=Runner", plugin, 201);
    client.json("PUT", one, plugin, 200);
    client.json("PUT", one, "[]", 422);
    assertThat(client.get(one, 200).path("content").asText()).isEqualTo(plugin);
    client.get("/api/v1/datamodels", 200);
    client.get("/api/v1/devices/SN1/datamodel?paths=true&diff=SN1", 200);
    client.get("/api/v1/devices/NOBODY/datamodel", 404);
    client.call("DELETE", one, null, null, 204);
    client.call("DELETE", one, null, null, 404);
  }

  private void walkBulkData() throws Exception {
    Instant at = Instant.parse("2026-03-01T10:00:00Z");
    var report = new BulkReportRow(0, "SN1", "wifi", "http", "NameValuePair", at, at, 1, "{\"Device.A\":\"1\"}");
    api.store.bulkReports().add(List.of(report)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    JsonNode listed = client.get("/api/v1/devices/SN1/bulkdata?profile=wifi&since=2026-03-01T09:00:00Z&limit=1", 200);
    assertThat(listed.at("/items/0/count").asInt()).isEqualTo(1);
    String one = "/api/v1/devices/SN1/bulkdata/" + listed.at("/items/0/id").asLong();
    assertThat(client.get(one, 200).at("/parameters/Device.A").asText()).isEqualTo("1");
    client.get("/api/v1/devices/SN1/bulkdata/999999999", 404);
    client.get("/api/v1/devices/SN1/bulkdata?since=yesterday", 400);
    client.get("/api/v1/devices/SN1/bulkdata?cursor=x", 400);
  }

  private void walkCommands() throws Exception {
    assertThat(client.json("POST", "/api/v1/devices/SN1/cwmp", "{\"rpc\":\"Reboot\"}", 200).path("rpc").asText())
        .isEqualTo("RebootResponse");
    client.json("PUT", "/api/v1/devices/CMD", "{}", 201);
    String id = client.json("POST", "/api/v1/devices/CMD/cwmp?when=next", "{\"rpc\":\"FactoryReset\"}", 202).path("id").asText();
    String one = "/api/v1/devices/CMD/commands/" + id;
    assertThat(client.get(one, 200).path("state").asText()).isEqualTo("queued");
    assertThat(client.get("/api/v1/devices/CMD/commands", 200).at("/items/0/id").asText()).isEqualTo(id);
    client.call("DELETE", one, null, null, 204);
    await().untilAsserted(() -> assertThat(client.get(one, 200).path("state").asText()).isEqualTo("cancelled"));
    client.call("DELETE", one, null, null, 409);
    client.get("/api/v1/devices/CMD/commands/none", 404);
    client.call("DELETE", "/api/v1/devices/CMD/commands/none", null, null, 404);
    client.get("/api/v1/devices/NOBODY/commands", 404);
  }

  private void walkMessages() throws Exception {
    String operate = "{\"operate\":{\"command\":\"Device.Reboot()\"}}";
    String id = client.json("POST", "/api/v1/devices/CMD/usp?when=next", operate, 202).path("id").asText();
    JsonNode waiting = client.json("GET", "/api/v1/devices/CMD/commands/" + id, null, 200);
    assertThat(waiting.path("rpc").asText()).isEqualTo("Operate");
    assertThat(waiting.at("/request/operate/command").asText()).isEqualTo("Device.Reboot()");
    client.json("DELETE", "/api/v1/devices/CMD/commands/" + id, null, 204);
    assertThat(client.json("POST", "/api/v1/devices/SN1/usp", operate, 409).path("reason").asText())
        .isEqualTo("wrong-protocol");
    assertThat(client.json("POST", "/api/v1/devices/SN1/usp", "{\"get\":{\"pramPaths\":[]}}", 400).path("detail").asText())
        .contains("pramPaths");
    client.json("POST", "/api/v1/devices/NOBODY/usp", operate, 404);
  }

  private void walkCredentials() throws Exception {
    client.json("PUT", "/api/v1/credentials/box%401", "{\"password\":\"a secret\",\"sn\":\"SN1\"}", 204);
    JsonNode read = client.get("/api/v1/credentials/box%401", 200);
    assertThat(read.path("sn").asText()).isEqualTo("SN1");
    assertThat(client.get("/api/v1/credentials", 200).toString()).contains("box@1").doesNotContain("md5", "basic", "secret");
    client.json("PUT", "/api/v1/credentials/box%401", "{}", 400);
    client.call("DELETE", "/api/v1/credentials/box%401", null, null, 204);
    client.call("DELETE", "/api/v1/credentials/box%401", null, null, 404);
    client.get("/api/v1/credentials/nobody", 404);
  }

  private void walkScripts() throws Exception {
    String one = "/api/v1/scripts/walk";
    client.call("PUT", one + "?active=false", "text/x-lua", "a = 1\n", 201);
    client.call("PUT", one, "text/plain", "a = 2\n", 200);
    assertThat(client.get("/api/v1/scripts", 200).at("/items/0/state").asText()).isEqualTo("stopped");
    assertThat(client.get(one, 200).path("content").asText()).isEqualTo("a = 2\n");
    client.get(one + "/versions", 200);
    client.get(one + "/versions/1", 200);
    client.get(one + "/versions/one", 400);
    client.raw("GET", one + "/diff", api.request(one + "/diff").build(), 200);
    client.json("POST", one + "/rollback?version=1", null, 200);
    client.json("POST", one + "/start", null, 200);
    client.json("POST", one + "/stop", null, 200);
    walkParkedEvents(one);
    client.raw("GET", one + "/log", api.request(one + "/log").build(), 200);
    client.call("DELETE", one, null, null, 204);
  }

  private void walkParkedEvents(String script) throws Exception {
    String listens = "listen_to_cwmp_event('9', 'NOBODY', function() end)\n";
    client.call("PUT", script + "?active=true", "text/x-lua", listens, 200);
    await().until(() -> !client.get(script, 200).path("listeners").isEmpty());
    client.json("POST", script + "/parked/7/retry", null, 404);
    park(7);
    park(8);
    assertThat(client.get(script + "/parked", 200).at("/items/0/error").asText()).isEqualTo("no luck");
    client.json("POST", script + "/parked/7/retry", null, 202);
    await().until(() -> client.get(script + "/parked", 200).path("items").size() == 1);
    client.call("DELETE", script + "/parked/8", null, null, 204);
  }

  private void park(long event) throws Exception {
    EventRow row = new EventRow(event, "NOBODY", "9 REQUEST DOWNLOAD", Instant.now(), null);
    String listener = "cwmp-event 9 REQUEST DOWNLOAD NOBODY";
    api.store
        .listeners()
        .park(new ParkedEvent("script walk", listener, row, "no luck", 3, Instant.now()))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private void walkServices() throws Exception {
    String script = "{\"script\":\"print(variables.name) provisioning_status = 'provisioned'\",\"events\":[\"0\"],\"variables\":"
        + "[{\"name\":\"name\",\"type\":\"string\",\"required\":true}]}";
    client.json("PUT", "/api/v1/services/hello", script, 204);
    client.get("/api/v1/services", 200);
    client.get("/api/v1/services/hello", 200);
    client.json("PUT", "/api/v1/devices/SRV1", "{}", 201);
    String body = "{\"service\":\"hello\",\"variables\":{\"name\":\"world\"}}";
    String id = client.json("POST", "/api/v1/devices/SRV1/services", body, 201).get("id").asText();
    assertThat(client.get("/api/v1/devices/SRV1/services", 200).path("items")).hasSize(1);
    String instance = "/api/v1/service-instances/" + id;
    client.json("PUT", instance, body.replace("world", "moon"), 204);
    JsonNode applied = client.call("POST", instance + "/apply", null, null, 200);
    assertThat(applied.get("status").asText()).isEqualTo("provisioned");
    assertThat(client.get(instance, 200).get("log").asText()).isEqualTo("moon\n");
    client.call("DELETE", "/api/v1/services/hello", null, null, 409);
    client.call("DELETE", instance, null, null, 204);
    client.call("DELETE", instance, null, null, 404);
    client.call("DELETE", "/api/v1/services/hello", null, null, 204);
  }

  private void walkProfiles() throws Exception {
    String one = "/api/v1/profiles/Box/cwmp";
    String first = "function get_radio() return {} end function parse_radio() return {{path = 'R', channel = {value = 1, writable = true}}} end\n";
    String second = first + "function set_radio(r) return {['R.Channel'] = r[1].channel.value} end\n";
    client.call("PUT", one, "text/x-lua", first, 201);
    client.call("PUT", one, "text/plain", second, 200);
    assertThat(client.get("/api/v1/profiles", 200).at("/items/0/model").asText()).isEqualTo("Box");
    assertThat(client.get(one, 200).path("content").asText()).isEqualTo(second);
    client.get(one + "/versions", 200);
    client.get(one + "/versions/1", 200);
    client.raw("GET", one + "/diff", api.request(one + "/diff").build(), 200);
    client.json("POST", one + "/rollback?version=1", null, 200);
    client.json("POST", one + "/rollback?version=2", null, 200);
    client.raw("GET", one + "/log", api.request(one + "/log").build(), 200);
    assertThat(client.get("/api/v1/devices/SN1/capabilities", 200).at("/profile/version").asInt()).isEqualTo(4);
    assertThat(client.get("/api/v1/devices/SN1/resources/radio", 200).at("/0/channel/value").asInt()).isEqualTo(1);
    api.cpe.answers =
        rpc ->
            rpc instanceof CpeMethod.GetParameterValues(List<String> names)
                ? new CpeAnswer.GetParameterValuesResponse(List.of(new ParameterValue(names.getFirst(), "Complete", "xsd:string")))
                : new CpeAnswer.SetParameterValuesResponse(0);
    JsonNode changed = client.json("PUT", "/api/v1/devices/SN1/resources/radio", "[{\"path\":\"R\",\"channel\":6}]", 200);
    assertThat(changed.path("parameters").path("R.Channel").asText()).isEqualTo("6");
    String runs = "/api/v1/devices/SN1/resources/ping/runs";
    JsonNode run = client.json("POST", "/api/v1/devices/SN1/resources/ping?wait=20", "{\"host\":\"example.net\"}", 200);
    assertThat(run.at("/result/result").asText()).isEqualTo("Unknown");
    assertThat(client.get(runs, 200).path("items")).hasSize(1);
    client.get(runs + "/" + run.path("id").asText(), 200);
    api.cpe.answers =
        rpc ->
            rpc instanceof CpeMethod.GetParameterValues(List<String> names)
                ? new CpeAnswer.GetParameterValuesResponse(List.of(new ParameterValue(names.getFirst(), "Requested", "xsd:string")))
                : new CpeAnswer.SetParameterValuesResponse(0);
    String id = client.json("POST", "/api/v1/devices/SN1/resources/ping", "{\"host\":\"example.net\"}", 202).path("id").asText();
    client.call("DELETE", runs + "/" + id, null, null, 204);
    client.call("DELETE", one, null, null, 204);
  }

  private void walkFiles() throws Exception {
    String path = "/api/v1/files/firmware%20v2.bin";
    JsonNode stored =
        client.call("PUT", path + "?type=1%20Firmware%20Upgrade%20Image&version=2", "application/x-thing", "the image", 201);
    assertThat(stored.path("size").asInt()).isEqualTo(9);
    client.call("PUT", path, "application/x-thing", "the new image", 200);
    HttpResponse<String> content = client.raw("GET", path, api.request(path).build(), 200);
    assertThat(content.body()).isEqualTo("the new image");
    String etag = content.headers().firstValue("ETag").orElseThrow();
    client.raw("GET", path, api.request(path).header("If-None-Match", etag).build(), 304);
    assertThat(client.get("/api/v1/files", 200).at("/items/0/name").asText()).isEqualTo("firmware v2.bin");
    client.call("DELETE", path, null, null, 204);
    client.get(path, 404);
    client.call("PUT", "/api/v1/files/a%2F..%2Fb", "a/b", "x", 400);
  }

  // ---- RPCs ----

  @Test
  void aFaultOfTheCpeIsA422WithItsParameters() throws Exception {
    api.cpe.answers =
        _ -> new Fault(9003, "Invalid arguments", List.of(new Fault.ParameterFault("Device.A", 9007, "no")), null);
    JsonNode problem =
        client.json("POST", "/api/v1/devices/SN1/cwmp", "{\"rpc\":\"SetParameterValues\",\"values\":{\"Device.A\":\"1\"}}", 422);
    assertThat(problem.at("/fault/code").asInt()).isEqualTo(9003);
    assertThat(problem.at("/fault/parameterFaults/0/code").asInt()).isEqualTo(9007);
  }

  @Test
  void aValueWithoutATypeHasTheTypeTheDeviceToldForTheParameter() throws Exception {
    api.cpe.answers =
        rpc ->
            rpc instanceof CpeMethod.GetParameterValues
                ? new CpeAnswer.GetParameterValuesResponse(List.of(new ParameterValue("Device.X.Limit", "1", "xsd:long")))
                : new CpeAnswer.SetParameterValuesResponse(0);
    client.json("POST", "/api/v1/devices/SN1/cwmp", "{\"rpc\":\"GetParameterValues\",\"names\":[\"Device.X.\"]}", 200);
    await().untilAsserted(
        () -> assertThat(client.get("/api/v1/devices/SN1/parameters?prefix=Device.X.", 200).path("items")).hasSize(1));
    String set = "{\"rpc\":\"SetParameterValues\",\"values\":{\"Device.X.Limit\":7,\"Device.X.Other\":true}}";
    client.json("POST", "/api/v1/devices/SN1/cwmp", set, 200);
    assertThat(((CpeMethod.SetParameterValues) api.cpe.asked.getLast()).values())
        .containsExactly(
            new ParameterValue("Device.X.Limit", "7", "xsd:long"), new ParameterValue("Device.X.Other", "true", "xsd:boolean"));
  }

  @Test
  void aDeviceThatDoesNotAnswerTheConnectionRequestIsUnreachable() throws Exception {
    api.cpe.toConnectionRequests = new SessionOpener.Answer(SessionOpener.Result.UNREACHABLE, "refused");
    client.json("PUT", "/api/v1/devices/FAR", "{}", 201);
    JsonNode problem = client.json("POST", "/api/v1/devices/FAR/cwmp", "{\"rpc\":\"Reboot\"}", 504);
    assertThat(problem.path("reason").asText()).isEqualTo("unreachable");
    client.json("POST", "/api/v1/devices/FAR/connection-request", null, 504);
  }

  @Test
  void aDeviceThatDoesNotComeInTimeExpiresTheCommand() throws Exception {
    client.json("PUT", "/api/v1/devices/LATE", "{}", 201);
    JsonNode problem = client.json("POST", "/api/v1/devices/LATE/cwmp?wake=false&timeout=1", "{\"rpc\":\"Reboot\"}", 504);
    assertThat(problem.path("reason").asText()).isEqualTo("expired");
    assertThat(problem.path("sent").asBoolean()).isFalse();
  }

  @Test
  void aDeviceThatAnswersWithAnEmptyPostIsABadGateway() throws Exception {
    api.cpe.answers = _ -> null;
    JsonNode problem = client.json("POST", "/api/v1/devices/SN1/cwmp", "{\"rpc\":\"FactoryReset\"}", 502);
    assertThat(problem.path("reason").asText()).isEqualTo("no-answer");
  }

  @Test
  void anUnknownDeviceRunsNothing() throws Exception {
    client.json("POST", "/api/v1/devices/NOBODY/cwmp", "{\"rpc\":\"Reboot\"}", 404);
    client.json("POST", "/api/v1/devices/NOBODY/cwmp?when=next", "{\"rpc\":\"Reboot\"}", 404);
    client.json("POST", "/api/v1/devices/NOBODY/cwmp", "{\"rpc\":\"GetParameterValues\",\"names\":[\"Device.\"]}", 404);
  }

  @Test
  void aLargeSubtreeIsReadInPieces() throws Exception {
    List<String> tree = IntStream.range(0, 300).mapToObj(i -> "Device.Hosts.Host." + i + ".Name").toList();
    api.cpe.answers = rpc -> answerFrom(tree, 100, rpc);
    JsonNode answer =
        client.json("POST", "/api/v1/devices/SN1/cwmp", "{\"rpc\":\"GetParameterValues\",\"names\":[\"Device.\"]}", 200);
    assertThat(answer.toString()).contains("Device.Hosts.Host.0.Name", "Device.Hosts.Host.299.Name");
    assertThat(api.cpe.asked).hasSizeGreaterThan(4);
  }

  private static CpeAnswer answerFrom(List<String> tree, int maxValues, CpeMethod rpc) {
    return switch (rpc) {
      case CpeMethod.GetParameterValues(List<String> names) -> {
        List<ParameterValue> values =
            tree.stream()
                .filter(n -> names.stream().anyMatch(name -> name.endsWith(".") ? n.startsWith(name) : n.equals(name)))
                .map(n -> new ParameterValue(n, "v", "xsd:string"))
                .toList();
        yield values.size() > maxValues ? new Fault(9004, "Resources exceeded") : new CpeAnswer.GetParameterValuesResponse(values);
      }
      case CpeMethod.GetParameterNames _ ->
          new CpeAnswer.GetParameterNamesResponse(
              Stream.concat(Stream.of("Device."), tree.stream()).map(n -> new CpeAnswer.ParameterInfo(n, false)).toList());
      default -> new Fault(9000, "Method not supported");
    };
  }

  @Test
  void aDownloadOfOneOfOurFilesIsFilledIn() throws Exception {
    client.call("PUT", "/api/v1/files/fw.bin?type=1%20Firmware%20Upgrade%20Image", "a/b", "12345", 201);
    api.cpe.answers = _ -> new CpeAnswer.DownloadResponse(0, org.argonaut.cwmp.Times.UNKNOWN, org.argonaut.cwmp.Times.UNKNOWN);
    client.json("POST", "/api/v1/devices/SN1/cwmp", "{\"rpc\":\"Download\",\"file\":\"fw.bin\"}", 200);
    assertThat(api.cpe.asked.getLast())
        .isInstanceOfSatisfying(
            CpeMethod.Download.class,
            download -> {
              assertThat(download.url()).isEqualTo("http://acs.example/files/fw.bin");
              assertThat(download.fileSize()).isEqualTo(5);
              assertThat(download.fileType()).isEqualTo("1 Firmware Upgrade Image");
            });
    JsonNode problem =
        client.json("POST", "/api/v1/devices/SN1/cwmp", "{\"rpc\":\"Download\",\"file\":\"none.bin\",\"fileType\":\"x\"}", 400);
    assertThat(problem.path("field").asText()).isEqualTo("file");
  }

  @Test
  void soapInGivesSoapOut() throws Exception {
    String envelope =
        """
        <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">
          <soap:Header><cwmp:ID soap:mustUnderstand="1">my id</cwmp:ID></soap:Header>
          <soap:Body><cwmp:Reboot><CommandKey>k</CommandKey></cwmp:Reboot></soap:Body>
        </soap:Envelope>
        """;
    HttpRequest request =
        api.request("/api/v1/devices/SN1/cwmp")
            .header("Content-Type", "text/xml; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(envelope))
            .build();
    String answer = client.raw("POST", "/api/v1/devices/SN1/cwmp", request, 200).body();
    assertThat(answer).contains("RebootResponse").contains("my id").contains("urn:dslforum-org:cwmp-1-2");
    api.cpe.answers = _ -> new Fault(9001, "Request denied");
    assertThat(client.raw("POST", "/api/v1/devices/SN1/cwmp", request, 422).body()).contains("9001").contains("Envelope");
    client.call("POST", "/api/v1/devices/SN1/cwmp", "text/xml", "<no>soap", 400);
  }

  @Test
  void aQueuedCommandIsDeliveredInTheNextSessionAndKeepsItsResult() throws Exception {
    api.cpe.session("SN2", "0 BOOTSTRAP");
    String id = client.json("POST", "/api/v1/devices/SN2/cwmp?when=next", "{\"rpc\":\"Reboot\",\"commandKey\":\"k\"}", 202).path("id").asText();
    assertThat(api.cpe.asked).isEmpty();
    api.cpe.session("SN2", "2 PERIODIC");
    assertThat(api.cpe.asked).hasSize(1);
    await()
        .untilAsserted(
            () -> {
              JsonNode command = client.get("/api/v1/devices/SN2/commands/" + id, 200);
              assertThat(command.path("state").asText()).isEqualTo("done");
              assertThat(command.path("result").toString()).contains("RebootResponse");
            });
  }

  // ---- bad input ----

  @Test
  void whatIsWrongInTheBodyIsNamed() throws Exception {
    String device = "/api/v1/devices/SN1";
    assertThat(client.json("PATCH", device, "{\"alias\":7}", 400).path("field").asText()).isEqualTo("alias");
    assertThat(client.json("PATCH", device, "{\"tags\":\"a\"}", 400).path("detail").asText()).contains("list of strings");
    assertThat(client.json("PATCH", device, "{\"vendor\":\"a\"}", 400).path("detail").asText()).contains("cannot be set");
    assertThat(client.json("PATCH", device, "{\"alais\":\"a\"}", 400).path("detail").asText()).contains("alais");
    assertThat(client.json("PATCH", device, "{\"alias\":", 400).path("line").asInt()).isEqualTo(1);
    client.json("PUT", device, "{\"sn\":\"SN2\"}", 400);
    String cwmp = device + "/cwmp";
    client.json("POST", cwmp, "{}", 400);
    client.json("POST", cwmp, "{\"rpc\":\"Explode\"}", 400);
    JsonNode wrong = client.json("POST", cwmp, "{\"rpc\":\"GetParameterValues\",\"names\":7}", 400);
    assertThat(wrong.path("field").asText()).isEqualTo("names");
    client.json("POST", cwmp, "{\"rpc\":\"Reboot\",\"file\":\"x\"}", 400);
    client.call("POST", cwmp, "text/plain", "hello", 415);
    client.json("POST", cwmp, " ".repeat(5 << 20), 413);
    client.json("POST", cwmp + "?timeout=86400", "{\"rpc\":\"Reboot\"}", 400);
    client.json("POST", cwmp + "?priority=urgent", "{\"rpc\":\"Reboot\"}", 400);
  }

  @Test
  void whatIsWrongInTheQueryIsNamed() throws Exception {
    assertThat(client.get("/api/v1/devices?limit=1001", 400).path("field").asText()).isEqualTo("limit");
    assertThat(client.get("/api/v1/devices?status=online", 400).path("field").asText()).isEqualTo("status");
    assertThat(client.get("/api/v1/devices?venodr=x", 400).path("detail").asText()).contains("venodr");
    assertThat(client.get("/api/v1/devices/SN1/commands?cursor=rubbish", 400).path("field").asText()).isEqualTo("cursor");
    assertThat(client.get("/api/v1/events?since=yesterday", 400).path("field").asText()).isEqualTo("since");
  }

  @Test
  void anUnknownPathIsNotFoundAndAWrongMethodSaysWhatIsAllowed() throws Exception {
    HttpResponse<String> nowhere = api.send("GET", "/api/v1/nowhere", null, null);
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(nowhere.body()).path("title").asText()).isEqualTo("Not found");
    HttpResponse<String> wrong = api.send("DELETE", "/api/v1/devices", null, null);
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void everyRouteButTheOpenOnesNeedsTheToken() throws Exception {
    for (String operation : client.documented()) {
      String[] parts = operation.split(" ", 2);
      HttpRequest request =
          HttpRequest.newBuilder(api.uri(parts[1].replaceAll("\\{[a-z_]+}", "x")))
              .method(parts[0], HttpRequest.BodyPublishers.noBody())
              .header("Authorization", "Bearer wrong")
              .build();
      boolean open = List.of("/", "/openapi.json", "/health/live", "/health/ready").contains(parts[1]);
      assertThat(api.send(request).statusCode()).as(operation).isEqualTo(open ? 200 : 401);
    }
  }

  @Test
  void pagesFollowEachOtherWithoutGapsAndRepetitions() throws Exception {
    for (int i = 0; i < 7; i++) {
      client.json("PUT", "/api/v1/devices/PAGE" + i, "{\"tags\":[\"paged\"]}", 201);
    }
    List<String> seen = new java.util.ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = client.get("/api/v1/devices?tag=paged&limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), 200);
      page.path("items").forEach(d -> seen.add(d.path("sn").asText()));
      cursor = page.path("next").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    assertThat(seen).containsExactly("PAGE0", "PAGE1", "PAGE2", "PAGE3", "PAGE4", "PAGE5", "PAGE6");
  }

  @Test
  void metricsTellOfRequestsTheJvmAndTheStore() throws Exception {
    client.get("/health/live", 200);
    String metrics = api.send("GET", "/metrics", null, null).body();
    assertThat(metrics).contains("argonaut_api_requests_seconds_count", "jvm_memory_used_bytes", "argonaut_store_queue_rows_total");
  }
}
