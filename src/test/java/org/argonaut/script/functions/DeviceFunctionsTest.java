package org.argonaut.script.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.argonaut.device.Devices;
import org.argonaut.script.functions.ScriptWorld.Ran;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeviceFunctionsTest {
  private static ScriptWorld world;

  @BeforeAll
  static void start() throws Exception {
    world = ScriptWorld.start(Map.of("argonaut.script.max-listed-devices", 40));
    world.powerOn(world.cpes("D").count(3).vendor("ACME").softwareVersion("2.1").productClass("HG-1"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void getDeviceGivesTheDocumentedFields() throws Exception {
    Ran ran =
        world.run(
            """
            local d = get_device("D000001")
            local names = {}
            for name in pairs(d) do names[#names + 1] = name end
            table.sort(names)
            return table.concat(names, " "), d.sn, d.model, d.vendor, d.version, d.product_class, d.alias, d.status, d.cwmp, d.usp,
              d.data_model
            """);
    assertThat(ran.returned())
        .containsExactly(
            "alias cwmp data_model model product_class sn status usp vendor version", "D000001", "", "ACME", "2.1", "HG-1", "",
            2L, true, false, "TR-181");
  }

  @Test
  void getDeviceOfAnUnknownOneIsFalse() throws Exception {
    assertThat(world.run("return get_device('NOBODY')").result()).isEqualTo(false);
  }

  @Test
  void getAllDevicesGivesAListOfTheSameTables() throws Exception {
    Ran ran =
        world.run(
            "local all = get_all_devices() for _, d in ipairs(all) do if d.vendor == 'ACME' then print(d.sn, d.status, d.cwmp) end end");
    assertThat(ran.printed()).containsExactly("D000001\t2\ttrue", "D000002\t2\ttrue", "D000003\t2\ttrue");
  }

  @Test
  void getDevicesGivesPagesOfWhatMatchesAndACursor() throws Exception {
    Ran ran =
        world.run(
            """
            local cursor
            repeat
              local page
              page, cursor = get_devices{filter = {vendor = "ACME"}, limit = 2, cursor = cursor}
              for _, d in ipairs(page) do print(d.sn, d.oui, type(d.last_contact), #d.tags) end
              print(cursor)
            until not cursor
            """);
    assertThat(ran.printed())
        .containsExactly(
            "D000001\t0A1B2C\tnumber\t0", "D000002\t0A1B2C\tnumber\t0", "D000002", "D000003\t0A1B2C\tnumber\t0", "nil");
    assertThat(world.run("return #get_devices{q = 'D000002'}, #get_devices{status = 0, vendor = 'ACME'}").returned())
        .containsExactly(1L, 0L);
  }

  @Test
  void aFleetLargerThanTheLimitIsAnErrorThatSaysWhatToUse() throws Exception {
    for (int i = 0; i < 41; i++) {
      create("X" + i);
    }
    assertThat(world.error("get_all_devices()")).contains("more than 40 devices; page through get_devices");
    for (int i = 0; i < 41; i++) {
      world.node().devices().delete("X" + i).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  private static void create(String sn) throws Exception {
    var change = new Devices.DeviceChange(null, null, null, null, null, null, null);
    world.node().devices().update(sn, change, true).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aModelIsSetAndADeviceForgotten() throws Exception {
    create("GONER");
    Ran ran =
        world.run(
            """
            return set_device_model("GONER", "Modell"), get_device("GONER").model, set_device_model("NOBODY", "x"),
              delete_device("GONER"), delete_device("GONER"), get_device("GONER")
            """);
    assertThat(ran.returned()).containsExactly(true, "Modell", false, true, false, false);
  }

  @Test
  void parametersAreRefreshedFromTheDevice() throws Exception {
    assertThat(world.run("return refresh_device_parameters('D000001')").returned()).containsExactly(true);
    List<Object> unknown = world.run("return refresh_device_parameters('NOBODY')").returned();
    assertThat(unknown).containsExactly(false, "no device 'NOBODY' is known");
    // What was read is written in batches.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var kept = world.node().store().parameters().list("D000001", "Device.PPP.Interface.", 1, null);
              return !kept.toCompletableFuture().get(30, TimeUnit.SECONDS).items().isEmpty();
            });
  }

  @Test
  void aCredentialThatWasKeptIsATrueTable() throws Exception {
    Ran ran =
        world.run(
            """
            local c = create_or_update_device_credential("eid-1", "secret")
            if not c then error("falsy") end
            if c["ok"] == false then error(c["error_msg"]) end
            return c.ok, c.username, c.password, c.error_msg
            """);
    assertThat(ran.returned()).containsExactly(true, "eid-1", "secret", "");
    assertThat(world.node().store().credentials().get("eid-1").toCompletableFuture().get(30, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aCredentialThatCannotBeKeptIsFalseAndCanBeIndexed() throws Exception {
    Ran ran =
        world.run(
            """
            local c = create_or_update_device_credential("with.dot", "secret")
            if c then error("truthy") end
            assert(c == false and c["ok"] == false)
            print(c["error_msg"])
            print(create_or_update_device_credential("user", "").error_msg)
            """);
    assertThat(ran.printed())
        .containsExactly(
            "username must not be empty and must not contain a dot", "password must not be empty and must not contain a dot");
  }

  @Test
  void randomStringsAreOfLettersAndDigits() throws Exception {
    Ran ran =
        world.run(
            """
            local s = generate_random_string(40)
            return #s, s:match("^%w+$") == s, s ~= generate_random_string(40), generate_random_string(0), generate_random_string(-3)
            """);
    assertThat(ran.returned()).containsExactly(40L, true, true, "", "");
  }

  @Test
  void wrongArgumentsAreErrorsThatNameFunctionArgumentAndType() throws Exception {
    assertThat(world.error("get_device()")).contains("bad argument #1 to 'get_device' (string expected");
    assertThat(world.error("get_device({})")).contains("bad argument #1 to 'get_device' (string expected, got table)");
    assertThat(world.error("set_device_model('a', true)"))
        .contains("bad argument #2 to 'set_device_model' (string expected, got boolean)");
    assertThat(world.error("get_devices{vendr = 'x'}")).contains("#1 to 'get_devices'", "unknown field 'vendr'");
    assertThat(world.error("get_devices{limit = 5000}")).contains("field 'limit': 1 to 1000 expected");
    assertThat(world.error("generate_random_string('x')"))
        .contains("bad argument #1 to 'generate_random_string' (number expected, got string)");
    assertThat(world.error("create_or_update_device_credential('x')"))
        .contains("bad argument #2 to 'create_or_update_device_credential' (string expected");
  }
}
