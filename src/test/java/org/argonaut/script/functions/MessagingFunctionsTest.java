package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.argonaut.cpe.Fleet;
import org.argonaut.device.Command;
import org.argonaut.lua.LuaProgram;
import org.argonaut.lua.LuaState;
import org.argonaut.lua.LuaStopped;
import org.argonaut.script.functions.ScriptWorld.Ran;
import org.argonaut.store.CommandRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MessagingFunctionsTest {
  private static final String GET =
      """
      local function envelope(body)
        return [[

          <?xml version="1.0" encoding="UTF-8"?>
          <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
              xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"
              xmlns:cwmp="urn:dslforum-org:cwmp-1-0"
              xmlns:schemaLocation="urn:dslforum-org:cwmp-1-0 somewhere.xsd">
            <soap:Header/>
            <soap:Body>]] .. body .. [[</soap:Body>
          </soap:Envelope>]]
      end
      local function get(...)
        local names = ""
        for _, name in ipairs({...}) do names = names .. "<string>" .. name .. "</string>" end
        return envelope('<cwmp:GetParameterValues><ParameterNames soapenc:arrayType="xsd:string[7]">' .. names ..
          '</ParameterNames></cwmp:GetParameterValues>')
      end
      local function set(path, value)
        return envelope('<cwmp:SetParameterValues><ParameterList><ParameterValueStruct><Name>' .. path ..
          '</Name><Value>' .. value .. '</Value></ParameterValueStruct></ParameterList></cwmp:SetParameterValues>')
      end
      local function object(rpc, path)
        return envelope('<cwmp:' .. rpc .. '><ObjectName>' .. path .. '</ObjectName></cwmp:' .. rpc .. '>')
      end
      local function names(path, next)
        return envelope('<cwmp:GetParameterNames><ParameterPath>' .. path .. '</ParameterPath><NextLevel>' .. next ..
          '</NextLevel></cwmp:GetParameterNames>')
      end
      """;

  private static ScriptWorld world;
  private static Fleet fleet;

  @BeforeAll
  static void start() throws Exception {
    world = ScriptWorld.start(Map.of());
    fleet = world.powerOn(world.cpes("M").count(3));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Ran run(String lua) throws Exception {
    return world.run(GET, lua);
  }

  @Test
  void typeZeroGivesATableOfValuesAsStringsByPath() throws Exception {
    Ran ran =
        run(
            """
            local r = send_cwmp_message("M000001", get("Device.DeviceInfo.SerialNumber", "Device.DeviceInfo.MemoryStatus."), 0)
            assert(r["error_message"] == nil, r["error_message"])
            for path, value in pairs(r) do assert(type(path) == "string" and type(value) == "string") end
            return r["Device.DeviceInfo.SerialNumber"], r["Device.DeviceInfo.MemoryStatus.Total"]
            """);
    assertThat(ran.returned()).containsExactly("M000001", "524288");
  }

  @Test
  void typeOneGivesTrueAndTheValueIsSetWithTheTypeTheDeviceKnows() throws Exception {
    Ran ran =
        run(
            """
            local path = "Device.ManagementServer.PeriodicInformInterval"
            send_cwmp_message("M000001", get(path), 0)
            local r = send_cwmp_message("M000001", set(path, "7200"), 1)
            return r, type(r), send_cwmp_message("M000001", get(path), 0)[path]
            """);
    assertThat(ran.returned()).containsExactly(true, "boolean", "7200");
  }

  @Test
  void aTypeThatNobodyKnowsIsAskedOfTheDevice() throws Exception {
    String unknown =
        "{\"json_plugin_version\":2,\"Device.ManagementServer.\":{\"type\":\"object\",\"protocols\":[\"cwmp\"],"
            + "\"STUNServerPort\":{\"type\":\"string\",\"protocols\":[\"none\"]}}}";
    var put =
        java.net.http.HttpRequest.newBuilder(world.node().apiUrl().resolve("/api/v1/datamodels/plugins/no-stun.json"))
            .header("Authorization", "Bearer " + world.node().token())
            .header("Content-Type", "application/json")
            .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(unknown))
            .build();
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      assertThat(client.send(put, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }
    Ran ran =
        run(
            """
            local path = "Device.ManagementServer.STUNServerPort"
            local r = send_cwmp_message("M000002", set(path, "3479"), 1)
            assert(r == true, type(r) == "table" and r.error_message)
            return send_cwmp_message("M000002", set("Device.ManagementServer.Nonsense", "1"), 1).error_code,
              send_cwmp_message("M000002", get(path), 0)[path]
            """);
    assertThat(ran.returned()).containsExactly("9003", "3479");
  }

  @Test
  void aValueThatNoDeviceWasAskedForIsTypedByTheDataModel() throws Exception {
    Ran ran = run("return send_cwmp_message('M000002', set('Device.ManagementServer.PeriodicInformTime', '2026-01-01T00:00:00Z'), 1)");
    assertThat(ran.result()).isEqualTo(true);
    CommandRow sent = last("M000002", "SetParameterValues");
    assertThat(sent.requestJson()).contains("PeriodicInformTime").contains("xsd:dateTime");
  }

  @Test
  void whatDoesNotFitTheDataModelIsSentWithAWarningOrNotAtAll() throws Exception {
    String program = "return send_cwmp_message('M000003', set('Device.Time.Enable', 'perhaps'), 1)";
    Ran warned = run(program);
    assertThat(warned.text()).startsWith("warn: M000003: SetParameterValues does not fit the device's data model: Device.Time.Enable must be");
    var change = new org.argonaut.device.Devices.DeviceChange(null, null, null, null, null, null, "reject");
    world.node().devices().update("M000003", change, false).toCompletableFuture().get(20, TimeUnit.SECONDS);
    String before = last("M000003", "SetParameterValues").id();
    Ran refused = run("local r = " + program.substring(7) + " return r.error_code, r.error_message");
    assertThat(refused.returned().getFirst()).isEqualTo("422");
    assertThat((String) refused.returned().getLast()).startsWith("not sent, it does not fit the device's data model: Device.Time.Enable must be");
    assertThat(refused.printed()).isEmpty();
    assertThat(last("M000003", "SetParameterValues").id()).isEqualTo(before);
  }

  private static CommandRow last(String sn, String rpc) {
    return await()
        .until(
            () -> world.node().store().commands().list(sn, 100, null).toCompletableFuture().get(20, TimeUnit.SECONDS).items().stream().filter(row -> row.rpc().equals(rpc)).findFirst().orElse(null),
            row -> row != null);
  }

  @Test
  void aBareAmpersandInAValueIsMended() throws Exception {
    Ran ran =
        run(
            """
            local path = "Device.DeviceInfo.FriendlyName"
            local r = send_cwmp_message("M000001", set(path, "Tom & Jerry's <box"), 1)
            assert(r == true, type(r) == "table" and r.error_message)
            return send_cwmp_message("M000001", get(path), 0)[path]
            """);
    assertThat(ran.result()).isEqualTo("Tom & Jerry's <box");
  }

  @Test
  void typeTwoGivesNumbersAndTypeThreeTrue() throws Exception {
    Ran ran =
        run(
            """
            local r = send_cwmp_message("M000001", object("AddObject", "Device.NAT.PortMapping."), 2, true)
            assert(r["error_message"] == nil, r["error_message"])
            assert(r["instance_number"] ~= 0)
            local path = "Device.NAT.PortMapping." .. r["instance_number"] .. "."
            local gone = send_cwmp_message("M000001", object("DeleteObject", path), 3, true)
            return type(r["instance_number"]), r["status"], gone, path
            """);
    assertThat(ran.returned().subList(0, 3)).containsExactly("number", 0L, true);
    assertThat((String) ran.returned().get(3)).matches("Device\\.NAT\\.PortMapping\\.\\d+\\.");
  }

  @Test
  void typeFourGivesATableWhoseValuesAreNames() throws Exception {
    Ran ran =
        run(
            """
            local found = {}
            for _, name in pairs(send_cwmp_message("M000001", names("Device.DeviceInfo.", "1"), 4)) do found[name] = true end
            return found["Device.DeviceInfo.SerialNumber"], found["Device.DeviceInfo.MemoryStatus."]
            """);
    assertThat(ran.returned()).containsExactly(true, true);
  }

  @Test
  void aFaultIsATableWithItsTextItsCodeAndItsXml() throws Exception {
    Ran ran =
        run(
            """
            local r = send_cwmp_message("M000001", get("Device.Nonsense.Nothing"), 0)
            return r["error_message"], r["error_code"], type(r["raw_response"]), r["parameter_faults"], r["raw_response"]
            """);
    assertThat(ran.returned().subList(1, 4)).containsExactly("9005", "string", null);
    assertThat((String) ran.returned().getFirst()).isNotEmpty();
    assertThat((String) ran.returned().get(4)).contains("Envelope", "9005");
  }

  @Test
  void aFaultOfASetNamesTheParameters() throws Exception {
    Ran ran =
        run(
            """
            local r = send_cwmp_message("M000001", set("Device.DeviceInfo.SerialNumber", "x"), 1)
            assert(type(r) == "table")
            local first = r["parameter_faults"][1]
            return r["error_code"], first.parameter_name, first.fault_code, type(first.fault_string)
            """);
    assertThat(ran.returned()).containsExactly("9003", "Device.DeviceInfo.SerialNumber", "9008", "string");
  }

  @Test
  void anUnknownDeviceIsAnErrorTableForEveryType() throws Exception {
    Ran ran =
        run(
            """
            local codes = {}
            for type, xml in pairs({[0] = get("Device."), set("Device.X", "1"), object("AddObject", "Device.X."),
                object("DeleteObject", "Device.X.1."), names("Device.", "1")}) do
              local r = send_cwmp_message("NOBODY", xml, type)
              codes[#codes + 1] = r["error_code"]
              assert(r["error_message"] == "no device 'NOBODY' is known", r["error_message"])
            end
            return table.concat(codes, " ")
            """);
    assertThat(ran.result()).isEqualTo("404 404 404 404 404");
  }

  @Test
  void xmlThatIsNoneIsAnErrorTableThatSaysWhere() throws Exception {
    Ran ran =
        run(
            """
            local texts = {"", "nonsense", "<soap:Envelope><soap:Body>", envelope("<!-- later -->"), set("", "1")}
            for _, xml in ipairs(texts) do
              local r = send_cwmp_message("M000001", xml, 1)
              print(r["error_code"] .. " " .. r["error_message"])
            end
            """);
    assertThat(ran.printed()).hasSize(5).allMatch(line -> line.startsWith("400 the XML cannot be sent: "));
    assertThat(ran.printed().getLast()).endsWith("SetParameterValues has nothing in ParameterList");
  }

  @Test
  void anotherRpcThanTheTypeSaysIsAnErrorTableWithTheRightType() throws Exception {
    Ran ran = run("return send_cwmp_message('M000001', set('Device.X', '1'), 0).error_message");
    assertThat(ran.result())
        .isEqualTo(
            "the XML cannot be sent: it is SetParameterValues (type 1), but type 0 says GetParameterValues");
  }

  @Test
  void anUndeclaredPrefixIsMended() throws Exception {
    Ran ran =
        world.run(
            """
            local r = send_cwmp_message("M000001", "<soap:Envelope><soap:Body><cwmp:GetParameterValues><ParameterNames>" ..
              "<string>Device.DeviceInfo.SerialNumber</string></ParameterNames></cwmp:GetParameterValues></soap:Body></soap:Envelope>", 0)
            return r["Device.DeviceInfo.SerialNumber"] or r.error_message
            """);
    assertThat(ran.result()).isEqualTo("M000001");
  }

  @Test
  void wrongArgumentsAreErrorsThatNameFunctionArgumentAndType() throws Exception {
    assertThat(world.error("send_cwmp_message(nil, 'x', 0)"))
        .contains("bad argument #1 to 'send_cwmp_message' (string expected, got nil)");
    assertThat(world.error("send_cwmp_message('a', {}, 0)"))
        .contains("bad argument #2 to 'send_cwmp_message' (string expected, got table)");
    assertThat(world.error("send_cwmp_message('a', 'x')")).contains("bad argument #3 to 'send_cwmp_message' (number expected");
    assertThat(world.error("send_cwmp_message('a', 'x', 21)"))
        .contains("bad argument #3 to 'send_cwmp_message' (message type expected, one of 0 GetParameterValues, 1 Set");
    assertThat(world.error("send_cwmp_message('a', 'x', 0, 5)"))
        .contains("bad argument #4 to 'send_cwmp_message' (boolean or table expected, got number)");
    assertThat(world.error("send_cwmp_message('a', 'x', 0, {timout = 5})")).contains("#4", "unknown option 'timout'");
    assertThat(world.error("send_cwmp_message('a', 'x', 0, true, 0)")).contains("#5", "at most 3600 seconds");
    assertThat(world.error("send_usp_message('a')")).contains("bad argument #2 to 'send_usp_message' (string expected");
  }

  @Test
  void anAsyncMessageWaitsForTheDevicesOwnSession() throws Exception {
    Thread caller = Thread.currentThread();
    Thread later =
        Thread.ofVirtual()
            .start(
                () -> {
                  org.awaitility.Awaitility.await()
                      .atMost(java.time.Duration.ofSeconds(20))
                      .until(() -> !world.node().devices().commands("M000002").toCompletableFuture().get().isEmpty());
                  fleet.cpe("M000002").reboot();
                });
    Ran ran =
        run("local r = send_cwmp_async_message('M000002', get('Device.DeviceInfo.SerialNumber'), 0, false, 60) return r['Device.DeviceInfo.SerialNumber'] or r.error_message");
    later.join();
    assertThat(ran.result()).isEqualTo("M000002");
    assertThat(caller.isInterrupted()).isFalse();
  }

  @Test
  void anAsyncMessageWhoseDeviceDoesNotComeTimesOut() throws Exception {
    Ran ran = run("local r = send_cwmp_async_message('M000003', set('Device.DeviceInfo.FriendlyName', 'x'), 1, {timeout = 0.3}) return r.error_code, r.error_message");
    assertThat(ran.returned()).first().isEqualTo("504");
    assertThat((String) ran.returned().get(1)).startsWith("timeout: ");
  }

  @Test
  void aStopEndsTheWaitOfAnAsyncMessageAndTakesItsRequestBack() throws Exception {
    LuaState state = world.state(new ArrayList<>());
    String lua = GET + "send_cwmp_async_message('M000003', set('Device.DeviceInfo.FriendlyName', 'never'), 1)";
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                state.call(state.load(LuaProgram.compile(lua, "test.lua")));
                end.complete(null);
              } catch (Exception e) {
                end.complete(e);
              }
            });
    awaitCommands("M000003", 1);
    state.stop();
    assertThat(end.get(30, TimeUnit.SECONDS)).isInstanceOf(LuaStopped.class);
    awaitCommands("M000003", 0);
  }

  @Test
  void theFourthArgumentHasTheRequestBlockTheQueue() throws Exception {
    LuaState state = world.state(new ArrayList<>());
    String lua = GET + "send_cwmp_async_message('M000003', set('Device.DeviceInfo.FriendlyName', 'x'), 1, true, 20)";
    Thread script =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    state.call(state.load(LuaProgram.compile(lua.replace("<Value>", "<Value xsi:type=\"xsd:string\">"), "test.lua")));
                  } catch (Exception stopped) {
                    return;
                  }
                });
    awaitCommands("M000003", 1);
    Command command = world.node().devices().commands("M000003").toCompletableFuture().get(30, TimeUnit.SECONDS).getFirst().command();
    assertThat(command.blockQueue()).isTrue();
    assertThat(command.wake()).isFalse();
    assertThat(command.priority()).isEqualTo(Command.Priority.SCRIPT);
    assertThat(command.origin()).isEqualTo("script test.lua");
    state.stop();
    script.join();
    awaitCommands("M000003", 0);
  }

  private static void awaitCommands(String sn, int count) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(() -> world.node().devices().commands(sn).toCompletableFuture().get().size() == count);
  }

  @Test
  void aMessageThatIsForgottenIsTakenAtOnceAndDeliveredAndItsThirdArgumentIsOfNoAccount() throws Exception {
    Ran ran =
        run(
            """
            local path = "Device.DeviceInfo.FriendlyName"
            assert(send_cwmp_message_and_forget("M000001", set(path, "forgotten"), 30) == true)
            local unknown = send_cwmp_message_and_forget("NOBODY", set(path, "x"))
            local broken = send_cwmp_message_and_forget("M000001", "<x", 2)
            return unknown.error_code, broken.error_code
            """);
    assertThat(ran.returned()).containsExactly("404", "400");
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(30))
        .until(
            () ->
                run("return send_cwmp_message('M000001', get('Device.DeviceInfo.FriendlyName'), 0)['Device.DeviceInfo.FriendlyName']")
                    .result()
                    .equals("forgotten"));
  }

  @Test
  void aUspMessageIsCheckedAndACpeIsNotReachedByIt() throws Exception {
    Ran ran =
        world.run(
            """
            local function try(json)
              local r = send_usp_message("M000001", json)
              print(r["error_code"] .. " " .. r["error_message"])
            end
            try('{"header":{"msg_id":"1","msg_type":1},"body":{"request":{"get":{"paramPaths":["Device."],"maxDepth":1}}}}')
            try('{"header":{"msg_id":"1","msg_type":"SET"},"body":{"request":{"set":{"allow_partial":true,"update_objs":[]}}}}')
            try('{"header":')
            try('[]')
            try('{"body":{}}')
            try('{"header":{"msg_type":4},"body":{"response":{"getResp":{}}}}')
            try('{"header":{"msg_type":4},"body":{"request":{"fetch":{}}}}')
            """);
    assertThat(ran.printed().subList(0, 2)).containsOnly("409 M000001 speaks CWMP, not USP");
    assertThat(ran.printed().subList(2, 7)).allMatch(line -> line.startsWith("400 the message cannot be sent: "));
    assertThat(ran.printed().get(2)).contains("line 1, column");
    assertThat(ran.printed().get(6)).contains("fetch");
  }

  @Test
  void aDeviceThatIsGoneIsNotReachable() throws Exception {
    try (Fleet gone = world.powerOn(world.cpes("GONE"))) {
      assertThat(gone.all()).hasSize(1);
    }
    Ran ran = run("local r = send_cwmp_message('GONE000001', get('Device.'), 0, {timeout = 20}) return r.error_code, r.error_message");
    assertThat(ran.returned().getFirst()).isEqualTo("503");
    assertThat((String) ran.returned().get(1)).startsWith("the device is not reachable: ");
  }
}
