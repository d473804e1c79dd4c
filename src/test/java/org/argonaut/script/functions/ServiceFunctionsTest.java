package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.argonaut.cpe.Fleet;
import org.argonaut.script.functions.ScriptWorld.Ran;
import org.argonaut.script.service.ServiceRunner;
import org.argonaut.script.service.ServiceSettings;
import org.argonaut.script.service.ServiceTriggers;
import org.argonaut.script.service.Services;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ServiceFunctionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** In the service dialect, as documented: an early return, both ways to set the status, values without escaping. */
  private static final String NAME_SCRIPT =
      """
      print("for " .. device_id .. " with " .. tostring(get_variable_value("name")))
      if get_device_id() ~= device_id then
        set_provisioning_status("failed")
        return
      end
      local xml = [[
        <soap:Envelope><soap:Body><cwmp:SetParameterValues><ParameterList><ParameterValueStruct>
        <Name>Device.DeviceInfo.FriendlyName</Name><Value>]] .. variables.name .. [[</Value>
        </ParameterValueStruct></ParameterList></cwmp:SetParameterValues></soap:Body></soap:Envelope>]]
      local r = send_cwmp_message(device_id, xml, 1)
      if type(r) == "table" then
        print(r.error_message)
        provisioning_status = "failed"
        return
      end
      sleep(0.01)
      provisioning_status = "provisioned"
      """;

  private static ScriptWorld world;
  private static Fleet fleet;

  @BeforeAll
  static void start() throws Exception {
    world = ScriptWorld.start(Map.of("argonaut.script.services.refresh-interval", "100ms"));
    fleet = world.powerOn(world.cpes("P").count(2));
    put("name", NAME_SCRIPT, "[{\"name\":\"name\",\"required\":true},{\"name\":\"count\",\"type\":\"integer\",\"default\":\"3\"}]", "[\"14\"]");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static HttpResponse<String> send(String method, String path, JsonNode body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(world.node().apiUrl().resolve("/api/v1" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + world.node().token())
            .header("Content-Type", "application/json")
            .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(String method, String path, JsonNode body, int status) throws Exception {
    HttpResponse<String> response = send(method, path, body);
    assertThat(response.statusCode()).describedAs(response.body()).isEqualTo(status);
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }

  private static ObjectNode definition(String script, String variables, String events) throws Exception {
    ObjectNode definition = JSON.createObjectNode().put("script", script).put("timeout", 20);
    definition.set("variables", JSON.readTree(variables));
    definition.set("events", JSON.readTree(events));
    return definition;
  }

  private static void put(String id, String script, String variables, String events) throws Exception {
    json("PUT", "/services/" + id, definition(script, variables, events), 204);
  }

  private static String created(String sn, String service, String variables) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("service", service);
    body.set("variables", JSON.readTree(variables));
    return json("POST", "/devices/" + sn + "/services", body, 201).get("id").asText();
  }

  @Test
  void anInstanceLivesFromCreationToDeletionInLua() throws Exception {
    Ran ran =
        world.run(
            """
            local made = create_service_instance("P000001", "name", {name = "R&D", count = 7})
            assert(made.ok and made.error_message == "" and made.error_code == 200, made.error_message)
            local listed = get_service_instances("P000001")
            local one
            for _, i in ipairs(listed.instances) do if i.variables.name == "R&D" then one = i end end
            print(listed.ok, listed.error_code, one.device_id, one.service_id, one.status, one.variables.count)
            print(edit_service_instance(one.id, "P000001", "name", {name = "R&D 2"}).ok)
            local other = edit_service_instance(one.id, "P000001", "another", {name = "x"})
            print(other.ok, other.error_code, other.error_message)
            local applied = apply_service_instance(one.id)
            print(applied.ok, applied.status, applied.error_message)
            local d = get_parameter_values("P000001", "Device.DeviceInfo.FriendlyName")
            print(d["Device.DeviceInfo.FriendlyName"])
            print(delete_service_instance(one.id).ok, delete_service_instance(one.id).error_code)
            """);
    assertThat(ran.printed())
        .element(0)
        .isEqualTo("true\t200\tP000001\tname\tpending\t7");
    assertThat(ran.printed().get(1)).isEqualTo("true");
    assertThat(ran.printed().get(2)).startsWith("false\t409\tinstance '").endsWith("is of service 'name', not of 'another'");
    assertThat(ran.printed().subList(3, 6)).containsExactly("true\tprovisioned\t", "R&D 2", "true\t404");
  }

  @Test
  void whatCannotBeCreatedSaysWhy() throws Exception {
    Ran ran =
        world.run(
            """
            local function try(...)
              local r = create_service_instance(...)
              print(r.ok, r.error_code, r.error_message)
            end
            try("NOBODY", "name", {name = "x"})
            try("P000001", "nonsense")
            try("P000001", "name")
            try("P000001", "name", {name = "x", nam = "y"})
            try("P000001", "name", {name = "x", count = "many"})
            """);
    assertThat(ran.printed())
        .containsExactly(
            "false\t404\tno device 'NOBODY' is known",
            "false\t404\tno service 'nonsense' is known",
            "false\t400\tvariable 'name' is missing; service 'name' needs it",
            "false\t400\tvariable 'nam' is none of service 'name'; it has [name, count]",
            "false\t400\tvariable 'count': 'many' is no integer");
  }

  @Test
  void anInstanceThatIsAppliedAndForgottenIsAppliedSoon() throws Exception {
    String id = created("P000002", "name", "{\"name\":\"soon\"}");
    assertThat(world.run("local r = apply_service_instance_and_forget('" + id + "') return r.ok, r.status, r.error_code").returned())
        .containsExactly(true, null, 200L);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> json("GET", "/service-instances/" + id, null, 200).get("status").asText().equals("provisioned"));
    assertThat(json("GET", "/service-instances/" + id, null, 200).get("log").asText()).isEqualTo("for P000002 with soon\n");
    assertThat(world.run("return apply_service_instance_and_forget('none').error_code").result()).isEqualTo(404L);
  }

  private static JsonNode applied(String service, String script) throws Exception {
    put(service, script, "[]", "[]");
    return json("POST", "/service-instances/" + created("P000001", service, "{}") + "/apply", null, 200);
  }

  @Test
  void aStatusThatIsNotSetAnErrorAndATimeoutAreFailures() throws Exception {
    assertThat(applied("silent", "local x = 1").get("detail").asText())
        .isEqualTo("the script ended without setting provisioning_status");
    assertThat(applied("odd", "provisioning_status = 'maybe'").get("detail").asText()).contains("'maybe'");
    assertThat(applied("broken", "provisioning_status = 'provisioned' error('no')").get("detail").asText()).contains("broken:1", "no");
    ObjectNode slow = definition("sleep(1000) provisioning_status = 'provisioned'", "[]", "[]").put("timeout", 1);
    json("PUT", "/services/slow", slow, 204);
    JsonNode ended = json("POST", "/service-instances/" + created("P000001", "slow", "{}") + "/apply", null, 200);
    assertThat(ended.get("status").asText()).isEqualTo("failed");
    assertThat(ended.get("detail").asText()).isEqualTo("timed out after 1 seconds");
  }

  @Test
  void theLastStatusCounts() throws Exception {
    assertThat(applied("last", "set_provisioning_status('failed') provisioning_status = 'provisioned'").get("status").asText())
        .isEqualTo("provisioned");
    assertThat(applied("last2", "provisioning_status = 'provisioned' set_provisioning_status('failed')").get("status").asText())
        .isEqualTo("failed");
  }

  @Test
  void anEventOfTheDeviceAppliesTheInstancesThatWaitForIt() throws Exception {
    String id = created("P000001", "name", "{\"name\":\"by event\"}");
    Services services =
        new Services(world.node().store(), world.node().devices(), ServiceSettings.from(world.node().system().settings().config()));
    ServiceRunner runner = new ServiceRunner(services, world.node().scriptFunctions());
    ServiceTriggers triggers = new ServiceTriggers(services, runner);
    triggers.onEvent("P000001", "4").toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(json("GET", "/service-instances/" + id, null, 200).get("status").asText()).isEqualTo("pending");
    triggers.onEvent("P000001", "14").toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThat(json("GET", "/service-instances/" + id, null, 200).get("status").asText()).isEqualTo("provisioned");
    json("DELETE", "/service-instances/" + id, null, 204);
  }

  @Test
  void aDeviceThatBootsIsProvisionedByTheEventItTells() throws Exception {
    put("on-boot", NAME_SCRIPT.replace("variables.name", "'by boot'"), "[]", "[\"1\"]");
    String id = created("P000002", "on-boot", "{}");
    // The watch learns of the new definition within its interval; a device may boot again until then.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              fleet.cpe("P000002").reboot();
              return json("GET", "/service-instances/" + id, null, 200).get("status").asText().equals("provisioned");
            });
    json("DELETE", "/service-instances/" + id, null, 204);
    json("DELETE", "/services/on-boot", null, 204);
  }

  @Test
  void definitionsAreCheckedBeforeTheyAreKept() throws Exception {
    JsonNode syntax = json("PUT", "/services/bad", definition("local = 1", "[]", "[]"), 400);
    assertThat(syntax.get("detail").asText()).startsWith("script: ").contains("1");
    assertThat(json("PUT", "/services/bad", definition("", "[]", "[\"15\"]"), 400).get("detail").asText()).contains("'15' is no event");
    assertThat(json("PUT", "/services/bad", definition("", "[{\"name\":\"a b\"}]", "[]"), 400).get("detail").asText()).contains("'a b' is no name");
    assertThat(json("PUT", "/services/bad", definition("", "[{\"name\":\"a\",\"type\":\"date\"}]", "[]"), 400).get("field").asText())
        .isEqualTo("variables[0].type");
    assertThat(json("PUT", "/services/bad", definition("", "[]", "[]").put("timeout", 0), 400).get("detail").asText()).startsWith("timeout: ");
    assertThat(json("PUT", "/services/bad", JSON.createObjectNode(), 400).get("field").asText()).isEqualTo("script");
    json("GET", "/services/bad", null, 404);
  }

  @Test
  void definitionsAreListedAndForgottenWhenTheyHaveNoInstances() throws Exception {
    put("temporary", "provisioning_status = 'provisioned'", "[{\"name\":\"pin\",\"type\":\"secret\",\"default\":\"1234\"}]", "[\"0\",\"14\"]");
    JsonNode kept = json("GET", "/services/temporary", null, 200);
    assertThat(kept.get("events").toString()).isEqualTo("[\"0\",\"14\"]");
    assertThat(kept.get("variables").get(0).get("default").isNull()).isTrue();
    assertThat(json("GET", "/services", null, 200).get("items").findValuesAsText("id")).contains("temporary", "name");
    String id = created("P000002", "temporary", "{\"pin\":\"9876\"}");
    JsonNode instance = json("GET", "/devices/P000002/services", null, 200);
    assertThat(instance.toString()).doesNotContain("9876");
    assertThat(json("DELETE", "/services/temporary", null, 409).get("detail").asText()).contains("has instances");
    json("DELETE", "/service-instances/" + id, null, 204);
    json("DELETE", "/services/temporary", null, 204);
    json("DELETE", "/services/temporary", null, 404);
  }

  @Test
  void valuesAreNotReadableInTheDatabase() throws Exception {
    String id = created("P000002", "name", "{\"name\":\"very secret\"}");
    var row = world.node().store().services().instance(id).toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(row.variables()).doesNotContain("very secret");
    json("PUT", "/service-instances/" + id, JSON.readTree("{\"variables\":{\"name\":\"other\"}}"), 204);
    assertThat(json("GET", "/service-instances/" + id, null, 200).get("variables").get("name").asText()).isEqualTo("other");
    json("DELETE", "/service-instances/" + id, null, 204);
  }

  @Test
  void anInstanceIsAppliedOnceAtATime() throws Exception {
    put("long", "sleep(3) provisioning_status = 'provisioned'", "[]", "[]");
    String id = created("P000001", "long", "{}");
    assertThat(world.run("return apply_service_instance_and_forget('" + id + "').ok").result()).isEqualTo(true);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> json("GET", "/service-instances/" + id, null, 200).get("status").asText().equals("provisioning"));
    assertThat(json("POST", "/service-instances/" + id + "/apply", null, 409).get("detail").asText()).contains("is being applied already");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> json("GET", "/service-instances/" + id, null, 200).get("status").asText().equals("provisioned"));
  }

  @Test
  void aRunWhoseNodeWentAwayHasFailedAndAnotherMayFollow() throws Exception {
    String id = created("P000001", "name", "{\"name\":\"after all\"}");
    var rows = world.node().store().services();
    assertThat(rows.claim(id, "dead", Instant.now().minusSeconds(1)).toCompletableFuture().get(30, TimeUnit.SECONDS)).isTrue();
    JsonNode left = json("GET", "/service-instances/" + id, null, 200);
    assertThat(left.get("status").asText()).isEqualTo("failed");
    assertThat(left.get("detail").asText()).isEqualTo("the node that applied it went away");
    assertThat(json("POST", "/service-instances/" + id + "/apply", null, 200).get("status").asText()).isEqualTo("provisioned");
    assertThat(rows.renew(id, "dead", Instant.now()).toCompletableFuture().get(30, TimeUnit.SECONDS)).isFalse();
    json("DELETE", "/service-instances/" + id, null, 204);
  }

  @Test
  void wrongArgumentsAreErrorsThatNameFunctionArgumentAndType() throws Exception {
    for (String function : List.of("get_service_instances", "delete_service_instance", "apply_service_instance")) {
      assertThat(world.error(function + "()")).contains("bad argument #1 to '" + function + "' (string expected");
    }
    assertThat(world.error("create_service_instance('a', 'b', 'c')"))
        .contains("bad argument #3 to 'create_service_instance' (table expected, got string)");
    assertThat(world.error("create_service_instance('a', 'b', {x = {}})")).contains("bad argument #3 to 'create_service_instance'");
  }
}
