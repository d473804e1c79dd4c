package org.argonaut.script.functions;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.MappedConfiguration;
import org.argonaut.script.Scripts;
import org.argonaut.store.ScriptChange;
import org.argonaut.store.ScriptLogRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a Lua script over a real node and CWMP into a UCI file, and back. */
class PluginEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String GUARD = "Device.X_IOPSYS_EU_LANGuard.1.";

  @TempDir private Path uci;

  @Test
  void aScriptSetsWhatAPluginMapsAndHearsOfWhatChangesInTheFile() throws Exception {
    Path file = Files.writeString(uci.resolve("languard"), "config rule 'kids'\n\toption enabled '1'\n\toption mode 'Log'\n");
    MappedConfiguration mapped =
        MappedConfiguration.read(Path.of("datamodel/plugins"), uci, null, "X_IOPSYS_EU_");
    assertThat(mapped.findings()).isEmpty();
    try (ScriptWorld world = ScriptWorld.start(Map.of())) {
      world.powerOn(world.cpes("PLUGIN").mapped(mapped));
      listen(world.node().scripts());

      ScriptWorld.Ran ran =
          world.run(
              """
              local function rpc(body)
                return "<Envelope><Body>" .. body .. "</Body></Envelope>"
              end
              local function set(value)
                return send_cwmp_message("PLUGIN000001", rpc("<SetParameterValues><ParameterList><ParameterValueStruct>" ..
                  "<Name>%1$sMode</Name><Value xsi:type='xsd:string'>" .. value .. "</Value></ParameterValueStruct>" ..
                  "</ParameterList><ParameterKey>p1</ParameterKey></SetParameterValues>"), 1)
              end
              local done, refused = set("Drop"), set("Bite")
              local watched = send_cwmp_message("PLUGIN000001", rpc("<SetParameterAttributes><ParameterList>" ..
                "<SetParameterAttributesStruct><Name>%1$sEnable</Name><NotificationChange>true</NotificationChange>" ..
                "<Notification>2</Notification><AccessListChange>false</AccessListChange><AccessList/>" ..
                "</SetParameterAttributesStruct></ParameterList></SetParameterAttributes>"), 6)
              return done, refused.parameter_faults[1].fault_code, watched.ok
              """
                  .formatted(GUARD));

      assertThat(ran.returned()).containsExactly(true, "9007", true);
      assertThat(file).content().isEqualTo("config rule 'kids'\n\toption enabled '1'\n\toption mode 'Drop'\n");

      Files.writeString(file, Files.readString(file).replace("enabled '1'", "enabled '0'"));

      await().atMost(PATIENCE).untilAsserted(() -> assertThat(log(world.node().scripts())).contains("PLUGIN000001 Enable is 0"));
    }
  }

  private static void listen(Scripts scripts) {
    String source =
        """
        listen_to_cwmp_event("4 VALUE CHANGE", "*", function(ev)
          print(ev.serial_number .. " Enable is " .. tostring(ev.parameters["%sEnable"]))
        end)
        """
            .formatted(GUARD);
    get(scripts.change(ScriptChange.content("changes", source, "api", "test")));
    await().atMost(PATIENCE).until(() -> !get(scripts.get("changes")).status().listeners().isEmpty());
  }

  private static List<String> log(Scripts scripts) {
    return get(scripts.lastLines("changes", null, 1000)).stream().map(ScriptLogRow::text).toList();
  }
}
