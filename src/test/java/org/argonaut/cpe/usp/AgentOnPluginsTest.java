package org.argonaut.cpe.usp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.argonaut.cpe.MappedConfiguration;
import org.argonaut.cpe.tree.RecordedTree;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** USP agents over plugins and UCI files, and over the recorded tree of a real device. */
class AgentOnPluginsTest {
  private static final String GUARD = "Device.X_ACME_Guard.";
  private static final String PLUGIN =
      """
      {
        "json_plugin_version": 2,
        "Device.{BBF_VENDOR_PREFIX}Guard.{i}.": {
          "type": "object", "protocols": ["cwmp", "usp"], "access": true, "array": true,
          "mapping": [{"type": "uci", "uci": {"file": "guard", "section": {"type": "rule"}, "dmmapfile": "dmmap_guard"}}],
          "Enable": {"type": "boolean", "read": true, "write": true, "protocols": ["cwmp", "usp"],
            "mapping": [{"type": "uci_sec", "data": "@Parent", "key": "enabled"}]},
          "Mode": {"type": "string", "read": true, "write": true, "protocols": ["usp"], "enumerations": ["Log", "Drop"],
            "mapping": [{"type": "uci_sec", "data": "@Parent", "key": "mode"}]},
          "Hidden": {"type": "string", "read": true, "write": true, "protocols": ["cwmp"],
            "mapping": [{"type": "uci_sec", "data": "@Parent", "key": "mode"}]}
        }
      }
      """;
  private static final String CSV =
      """
      Parameter,Object,Writable,Value,Value type
      DeviceID.Manufacturer,false,false,ACME,xsd:string
      DeviceID.OUI,false,false,00D09E,xsd:string
      Device.DeviceInfo,true,false,,
      Device.DeviceInfo.Manufacturer,false,false,ACME,xsd:string
      Device.DeviceInfo.UpTime,false,false,4711,xsd:unsignedInt
      Device.WiFi,true,false,,
      Device.WiFi.SSID,true,true,,
      Device.WiFi.SSID.4,true,true,,
      Device.WiFi.SSID.4.SSID,false,true,upstairs,xsd:string
      Device.WiFi.SSID.4.Enable,false,true,true,xsd:boolean
      Device.LocalAgent,true,false,,
      Device.LocalAgent.EndpointID,false,false,os::another,xsd:string
      """;

  @TempDir private Path folder;
  private TestController controller;

  private void start(UnaryOperator<UspFleetSettings.Builder> more) {
    controller = new TestController(more);
    controller.connect();
    controller.answerNotifications();
    controller.forget();
  }

  private void startOnPlugins() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path uci = Files.createDirectory(folder.resolve("uci"));
    Files.writeString(plugins.resolve("guard.json"), PLUGIN);
    Files.writeString(uci.resolve("guard"), "config rule\n\toption enabled '1'\n\toption mode 'Log'\n");
    MappedConfiguration mapped = MappedConfiguration.read(plugins, uci, null, "X_ACME_");
    assertThat(mapped.findings()).isEmpty();
    start(builder -> builder.mapped(mapped));
  }

  private String file() throws IOException {
    return Files.readString(folder.resolve("uci/guard"));
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void whatPluginsMapIsReadSetAddedAndDeletedInTheFiles() throws Exception {
    startOnPlugins();
    assertThat(controller.value(GUARD + "1.Mode")).isEqualTo("Log");
    assertThat(controller.get(GUARD).getReqPathResults(0).getResolvedPathResults(0).getResultParamsMap())
        .containsOnlyKeys("Enable", "Mode");

    Msg set = controller.set(false, true, GUARD + "1.", "Mode", "Drop");
    assertThat(set.getBody().getResponse().hasSetResp()).as("%s", set).isTrue();
    assertThat(file()).contains("option mode 'Drop'");

    Msg added = controller.add(false, true, GUARD, "Mode", "Drop", "Enable", "false");
    assertThat(added.getBody().getResponse().getAddResp().getCreatedObjResults(0).getOperStatus().getOperSuccess().getInstantiatedPath())
        .as("%s", added)
        .isEqualTo(GUARD + "2.");
    assertThat(file().split("config rule", -1)).hasSize(3);
    Msg deleted = controller.delete(false, GUARD + "2.");
    assertThat(deleted.getBody().getResponse().getDeleteResp().getDeletedObjResults(0).getOperStatus().getOperSuccess().getAffectedPathsList())
        .as("%s", deleted)
        .containsExactly(GUARD + "2.");
    assertThat(file().split("config rule", -1)).hasSize(2);
  }

  @Test
  void whatIsNoValueOfAMappedParameterIsRefusedAndNothingIsWritten() throws Exception {
    startOnPlugins();
    String before = file();
    Msg refused = controller.set(false, true, GUARD + "1.", "Enable", "false", "Mode", "Reject");
    assertThat(refused.getBody().hasError()).as("%s", refused).isTrue();
    assertThat(refused.getBody().getError().getParamErrsList()).extracting(e -> e.getParamPath()).containsExactly(GUARD + "1.Mode");
    Msg partly = controller.set(true, true, GUARD + "1.", "Mode", "Reject");
    assertThat(partly.getBody().getResponse().getSetResp().getUpdatedObjResults(0).getOperStatus().hasOperFailure())
        .as("%s", partly)
        .isTrue();
    assertThat(file()).isEqualTo(before);
  }

  @Test
  void aChangeThatSomebodyElseMadeInTheFilesIsNotified() throws Exception {
    startOnPlugins();
    controller.subscribe("guard", "ValueChange", GUARD + "1.Mode", false);
    Files.writeString(folder.resolve("uci/guard"), file().replace("'Log'", "'Drop'"));
    controller.pass(Duration.ofMinutes(1));
    Notify change = controller.notification(Notify::hasValueChange);
    assertThat(change.getValueChange().getParamPath()).isEqualTo(GUARD + "1.Mode");
    assertThat(change.getValueChange().getParamValue()).isEqualTo("Drop");
  }

  @Test
  void aRecordedTreeIsServedWithItsIdentityAndTheAgentsOwnObjects() throws Exception {
    Path file = Files.writeString(folder.resolve("device.csv"), CSV);
    start(
        builder -> {
          try {
            return builder.tree(RecordedTree.read(file));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThat(controller.value("Device.DeviceInfo.Manufacturer")).isEqualTo("ACME");
    assertThat(controller.value("Device.WiFi.SSID.4.SSID")).isEqualTo("upstairs");
    assertThat(controller.value("Device.LocalAgent.EndpointID")).isEqualTo(controller.agent.endpointId());
    controller.subscribe("ssid", "ValueChange", "Device.WiFi.SSID.4.SSID", false);
    controller.set(false, true, "Device.WiFi.SSID.4.", "SSID", "downstairs");
    assertThat(controller.notification(Notify::hasValueChange).getValueChange().getParamValue()).isEqualTo("downstairs");
  }
}
