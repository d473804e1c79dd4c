package org.argonaut.script.functions;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.VirtualCpe;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptLogRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callbacks get, on a real node with virtual CPEs. */
class ListenFunctionsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static ScriptWorld world;

  @BeforeAll
  static void start() {
    world = ScriptWorld.start(Map.of());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static Scripts scripts() {
    return world.node().scripts();
  }

  private static void run(String name, String source) {
    get(scripts().change(ScriptChange.content(name, source, "api", "test")));
    await().atMost(PATIENCE).until(() -> !get(scripts().get(name)).status().listeners().isEmpty());
  }

  private static List<String> log(String name) {
    return get(scripts().lastLines(name, null, 1000)).stream().map(ScriptLogRow::text).toList();
  }

  private static void awaitLine(String name, String line) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(log(name)).contains(line));
  }

  @Test
  void aNewDeviceIsToldOnceWithWhatGetDeviceGives() throws Exception {
    run("new", "listen_to_new_device('*', '*', function(d) print(d.sn, d.vendor, d.product_class, d.version, d.cwmp) end)");

    VirtualCpe cpe = world.powerOn(world.cpes("NEW").count(1)).all().iterator().next();
    awaitLine("new", cpe.serial() + "\tArgonaut\tAR-5200\t1.0.0\ttrue");
    cpe.informNow("0 BOOTSTRAP");
    world.powerOn(world.cpes("LATER").count(1));

    awaitLine("new", "LATER000001\tArgonaut\tAR-5200\t1.0.0\ttrue");
    assertThat(log("new").stream().filter(line -> line.startsWith(cpe.serial()))).hasSize(1);
  }

  @Test
  void aCallbackGetsTheEventItsKeyAndTheParametersOfTheInform() throws Exception {
    VirtualCpe cpe = world.powerOn(world.cpes("EVENT").count(1)).all().iterator().next();
    run(
        "events",
        """
        listen_to_cwmp_event("M Reboot", "%s", function(ev)
          print(ev.serial_number, ev.event, ev.event_code, ev.command_key, ev.parameters["Device.DeviceInfo.SoftwareVersion"])
        end)
        listen_to_cwmp_event(nil, "%s", function(ev)
          print(ev.event, ev.event_code, math.abs(now() - ev.time) < 60, ev.id > 0)
        end)
        """
            .formatted(cpe.serial(), cpe.serial()));

    world.run("return reboot('" + cpe.serial() + "', 'key-7')");

    awaitLine("events", cpe.serial() + "\tM Reboot\tM Reboot\tkey-7\t1.0.0");
    awaitLine("events", "1\t1 BOOT\ttrue\ttrue");
    assertThat(log("events")).noneMatch(line -> line.startsWith("M Reboot\t"));
  }
}
