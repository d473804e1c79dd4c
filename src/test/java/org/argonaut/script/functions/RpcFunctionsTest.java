package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.argonaut.cpe.Fleet;
import org.argonaut.script.functions.ScriptWorld.Ran;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RpcFunctionsTest {
  private static ScriptWorld world;
  private static Fleet fleet;

  @BeforeAll
  static void start() throws Exception {
    world = ScriptWorld.start(Map.of());
    fleet = world.powerOn(world.cpes("R").count(2));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void parametersAreReadAndSetWithTables() throws Exception {
    Ran ran =
        world.run(
            """
            local r = set_parameter_values("R000001", {["Device.ManagementServer.PeriodicInformInterval"] = 4711,
              ["Device.DeviceInfo.FriendlyName"] = "by table"})
            assert(r == true, type(r) == "table" and r.error_message)
            local values = get_parameter_values("R000001", {"Device.ManagementServer.PeriodicInformInterval",
              "Device.DeviceInfo.FriendlyName"})
            return values["Device.ManagementServer.PeriodicInformInterval"], values["Device.DeviceInfo.FriendlyName"],
              get_parameter_values("R000001", "Device.DeviceInfo.SerialNumber")["Device.DeviceInfo.SerialNumber"]
            """);
    assertThat(ran.returned()).containsExactly("4711", "by table", "R000001");
  }

  @Test
  void objectsAreAddedListedAndDeleted() throws Exception {
    Ran ran =
        world.run(
            """
            local added = add_object("R000001", "Device.NAT.PortMapping.")
            local path = "Device.NAT.PortMapping." .. added.instance_number .. "."
            local there = false
            for _, name in pairs(get_parameter_names("R000001", "Device.NAT.PortMapping.")) do there = there or name == path end
            return added.status, there, delete_object("R000001", {object_name = path, parameter_key = "k"}),
              delete_object("R000001", path).error_code
            """);
    assertThat(ran.returned()).containsExactly(0L, true, true, "9005");
  }

  @Test
  void otherRpcsAnswerTablesThatSayOk() throws Exception {
    Ran ran =
        world.run(
            """
            local methods = get_rpc_methods("R000001")
            local known = {}
            for _, m in ipairs(methods.method_list) do known[m] = true end
            local attributes = get_parameter_attributes("R000001", "Device.DeviceInfo.SoftwareVersion")
            local set = set_parameter_attributes("R000001", {{name = "Device.DeviceInfo.UpTime", notification = 1, access_list = {"Subscriber"}}})
            local changed = get_parameter_attributes("R000001", {"Device.DeviceInfo.UpTime"}).attributes[1]
            return methods.ok, known.Reboot, attributes.attributes[1].name, attributes.attributes[1].notification, set.ok,
              changed.notification, changed.access_list[1], schedule_inform("R000001", 60).ok,
              #get_all_queued_transfers("R000001").transfer_list
            """);
    assertThat(ran.returned())
        .containsExactly(
            true, true, "Device.DeviceInfo.SoftwareVersion", 2L, true, 1L, "Subscriber", true, 0L);
  }

  @Test
  void failuresAreNotOkAndHoldTheSameFieldsAsErrorsOfMessages() throws Exception {
    Ran ran =
        world.run(
            """
            local fault = get_parameter_attributes("R000001", "Device.Nonsense")
            local unknown = reboot("NOBODY")
            local bad = download("R000001", {url = "http://x/y"})
            local vague = cwmp("R000001", {rpc = "Download", file_type = "1 Firmware Upgrade Image"})
            return fault.ok, fault.error_code, type(fault.raw_response), unknown.ok, unknown.error_code, bad.error_code,
              bad.error_message, vague.error_message
            """);
    assertThat(ran.returned().subList(0, 6)).containsExactly(false, "9005", "string", false, "404", "400");
    assertThat((String) ran.returned().get(6)).startsWith("file_type: missing");
    assertThat((String) ran.returned().get(7)).startsWith("url: missing");
  }

  @Test
  void anyRpcGoesThroughCwmpByItsName() throws Exception {
    Ran ran =
        world.run(
            """
            local names = cwmp("R000001", {rpc = "GetParameterNames", parameter_path = "Device.DeviceInfo.", next_level = true,
              timeout = 30, block_queue = true})
            local values = cwmp("R000001", {rpc = "GetParameterValues", names = {"Device.DeviceInfo.SerialNumber"}}, {timeout = 20})
            local nonsense = cwmp("R000001", {rpc = "Nonsense"})
            return names.ok, type(names.names[1].writable), values.values[1].value, nonsense.ok, nonsense.error_code
            """);
    assertThat(ran.returned()).containsExactly(true, "boolean", "R000001", false, "400");
  }

  @Test
  void aDeviceFetchesAFileOfOursAndItsTransferHasACommandKey() throws Exception {
    Ran ran =
        world.run(
            """
            local r = upload("R000001", {file_type = "1 Vendor Configuration File", file = "r1.cfg"})
            local missing = download("R000001", {file = "nowhere.bin"})
            return r.ok, r.error_message, #r.command_key, r.status, missing.error_message
            """);
    assertThat(ran.returned().subList(0, 3)).containsExactly(true, null, 24L);
    assertThat((String) ran.returned().get(4)).startsWith("file: no file is called 'nowhere.bin'");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> world.node().store().files().stat("uploads/r1.cfg").toCompletableFuture().get() != null);
  }

  @Test
  void aRebootReboots() throws Exception {
    long before = fleet.cpe("R000002").sessions();
    assertThat(world.run("return reboot('R000002').ok").result()).isEqualTo(true);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> fleet.cpe("R000002").sessions() > before + 1);
  }

  @Test
  void aRequestThatIsForgottenIsKeptForTheDevice() throws Exception {
    Ran ran = world.run("local r = set_parameter_values('R000002', {['Device.DeviceInfo.FriendlyName'] = 'kept'}, {forget = true}) return r.ok, #r.id");
    assertThat(ran.returned()).containsExactly(true, 24L);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                world
                    .run("return get_parameter_values('R000002', 'Device.DeviceInfo.FriendlyName')['Device.DeviceInfo.FriendlyName']")
                    .result()
                    .equals("kept"));
  }

  @Test
  void theHigherTypesOfMessagesAreTheseRpcs() throws Exception {
    Ran ran =
        world.run(
            """
            local function xml(body) return "<Envelope><Body>" .. body .. "</Body></Envelope>" end
            return send_cwmp_message("R000001", xml("<GetRPCMethods/>"), 5).ok,
              send_cwmp_message("R000001", xml("<GetParameterAttributes><ParameterNames><string>Device.DeviceInfo.UpTime</string>" ..
                "</ParameterNames></GetParameterAttributes>"), 7).attributes[1].name
            """);
    assertThat(ran.returned()).containsExactly(true, "Device.DeviceInfo.UpTime");
  }

  @Test
  void wrongArgumentsAreErrorsThatNameFunctionArgumentAndType() throws Exception {
    assertThat(world.error("reboot()")).contains("bad argument #1 to 'reboot' (string expected");
    assertThat(world.error("download('R000001', 'x')"))
        .contains("bad argument #2 to 'download' (table expected, got string)");
    assertThat(world.error("schedule_inform('R000001')")).contains("bad argument #2 to 'schedule_inform' (number expected");
    assertThat(world.error("set_parameter_values('R000001')")).contains("bad argument #2 to 'set_parameter_values' (table expected");
    assertThat(world.error("cwmp('R000001')")).contains("bad argument #2 to 'cwmp' (table expected");
    assertThat(world.error("cwmp('R000001', {rpc = 'Reboot', timeout = 'long'})"))
        .contains("bad argument #2 to 'cwmp' (field 'timeout': number of seconds expected)");
    assertThat(world.error("set_parameter_values('R000001', {['Device.X'] = print})"))
        .contains("bad argument #2 to 'set_parameter_values'", "a function is no JSON");
    assertThat(world.error("get_parameter_values('R000001', {})"))
        .contains("bad argument #2 to 'get_parameter_values' (list with at least one entry expected)");
  }
}
