package org.argonaut.cpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeAnswer.ParameterInfo;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CpeMethod.SetParameterValues;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Virtual CPEs with plugins over UCI files. */
class MappedCpeTest {
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
          "Mode": {"type": "string", "read": true, "write": true, "protocols": ["cwmp", "usp"], "enumerations": ["Log", "Drop"],
            "mapping": [{"type": "uci_sec", "data": "@Parent", "key": "mode"}]},
          "Hidden": {"type": "string", "read": true, "write": true, "protocols": ["usp"],
            "mapping": [{"type": "uci_sec", "data": "@Parent", "key": "mode"}]},
          "Hits": {"type": "unsignedInt", "read": true, "write": false, "protocols": ["cwmp", "usp"],
            "mapping": [{"type": "uci_sec", "data": "@Parent", "key": "hits"}]}
        },
        "Device.WiFi.Radio.{i}.": {
          "type": "object", "protocols": ["cwmp", "usp"], "access": false, "array": true,
          "{BBF_VENDOR_PREFIX}Cell": {"type": "string", "read": true, "write": false, "protocols": ["cwmp", "usp"],
            "mapping": [{"type": "uci", "uci": {"file": "guard", "section": {"name": "main"}, "option": {"name": "cell"}}}]}
        },
        "Device.Time.": {
          "type": "object", "protocols": ["cwmp", "usp"],
          "NTPServer5": {"type": "string", "protocols": ["none"]},
          "LocalTimeZone": {"type": "string", "read": true, "write": true, "protocols": ["cwmp", "usp"],
            "mapping": [{"type": "uci", "uci": {"file": "guard", "section": {"name": "main"}, "option": {"name": "zone"}}}]}
        }
      }
      """;
  private static final String FILE =
      """
      # kept as it is
      config guard 'main'
      \toption zone 'UTC0'
      \toption cell 'A7'

      config rule
      \toption enabled '1'
      \toption mode 'Log'
      \toption hits '12'
      """;

  @TempDir private Path folder;
  private Path plugins;
  private Path uci;
  private ScriptedAcs acs;
  private Fleet fleet;
  private VirtualCpe cpe;

  @BeforeEach
  void write() throws Exception {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    uci = Files.createDirectory(folder.resolve("uci"));
    Files.writeString(plugins.resolve("guard.json"), PLUGIN);
    Files.writeString(uci.resolve("guard"), FILE);
    acs = new ScriptedAcs();
  }

  @AfterEach
  void stop() throws Exception {
    if (fleet != null) {
      fleet.close();
    }
    acs.close();
    if (fleet != null) {
      assertThat(fleet.awaitQuiet(Duration.ofSeconds(20))).isTrue(); // the files are about to go
    }
  }

  private void start(int count) throws Exception {
    MappedConfiguration mapped = MappedConfiguration.read(plugins, uci, null, "X_ACME_");
    fleet = TestFleet.registered(TestFleet.options(acs).mapped(mapped).count(count));
    cpe = TestFleet.only(fleet);
  }

  private CpeAnswer run(CpeMethod method) throws Exception {
    return acs.run(cpe, method);
  }

  private CpeAnswer set(ParameterValue... values) throws Exception {
    return run(new SetParameterValues(List.of(values), "key"));
  }

  private String value(String path) throws Exception {
    var answer = (CpeAnswer.GetParameterValuesResponse) run(new CpeMethod.GetParameterValues(List.of(path)));
    return answer.values().getFirst().value();
  }

  private String file() throws Exception {
    return Files.readString(uci.resolve("guard"));
  }

  @Test
  void whatPluginsMapIsListedAndReadWithTheRest() throws Exception {
    start(1);

    var names = (CpeAnswer.GetParameterNamesResponse) run(new CpeMethod.GetParameterNames("Device.X_ACME_Guard.", false));
    var values = (CpeAnswer.GetParameterValuesResponse) run(new CpeMethod.GetParameterValues(List.of(GUARD)));
    var all = (CpeAnswer.GetParameterNamesResponse) run(new CpeMethod.GetParameterNames("Device.", true));

    assertThat(names.names())
        .containsExactly(
            new ParameterInfo(GUARD, true),
            new ParameterInfo(GUARD + "1.", true),
            new ParameterInfo(GUARD + "1.Enable", true),
            new ParameterInfo(GUARD + "1.Mode", true),
            new ParameterInfo(GUARD + "1.Hits", false));
    assertThat(values.values())
        .containsExactly(
            new ParameterValue(GUARD + "1.Enable", "1", "xsd:boolean"),
            new ParameterValue(GUARD + "1.Mode", "Log", "xsd:string"),
            new ParameterValue(GUARD + "1.Hits", "12", "xsd:unsignedInt"));
    assertThat(all.names()).contains(new ParameterInfo(GUARD, true), new ParameterInfo("Device.DeviceInfo.", false));
  }

  @Test
  void pluginsReplaceExcludeAndExtendWhatTheCpeShipsWith() throws Exception {
    start(1);

    assertThat(value("Device.Time.LocalTimeZone")).isEqualTo("UTC0");
    assertThat(value("Device.Time.NTPServer1")).isNotEmpty();
    assertThat(value("Device.WiFi.Radio.2.X_ACME_Cell")).isEqualTo("A7");
    assertThat(((Fault) run(new CpeMethod.GetParameterValues(List.of("Device.Time.NTPServer5")))).code()).isEqualTo(9005);
    assertThat(((Fault) run(new CpeMethod.GetParameterValues(List.of(GUARD + "1.Hidden")))).code()).isEqualTo(9005);
  }

  @Test
  void aSetEndsInTheFileAndLeavesTheRestOfItAlone() throws Exception {
    start(1);

    assertThat(set(new ParameterValue(GUARD + "1.Mode", "Drop", "xsd:string")))
        .isEqualTo(new CpeAnswer.SetParameterValuesResponse(0));

    assertThat(file()).isEqualTo(FILE.replace("mode 'Log'", "mode 'Drop'"));
    assertThat(value(GUARD + "1.Mode")).isEqualTo("Drop");
    assertThat(value("Device.ManagementServer.ParameterKey")).isEqualTo("key");
  }

  @Test
  void rowsAreAddedAndDeletedInTheFile() throws Exception {
    start(1);

    assertThat(run(new CpeMethod.AddObject(GUARD, ""))).isEqualTo(new CpeAnswer.AddObjectResponse(2, 0));
    assertThat(set(new ParameterValue(GUARD + "2.Mode", "Drop", "xsd:string"))).isNotInstanceOf(Fault.class);
    assertThat(file()).containsPattern("config rule .*\\n\\toption mode 'Drop'");

    assertThat(run(new CpeMethod.DeleteObject(GUARD + "2.", ""))).isEqualTo(new CpeAnswer.DeleteObjectResponse(0));
    assertThat(file()).doesNotContain("Drop");
    assertThat(((Fault) run(new CpeMethod.DeleteObject(GUARD + "2.", ""))).code()).isEqualTo(9005);
  }

  @Test
  void oneWrongValueLeavesPlainAndMappedParametersAlone() throws Exception {
    start(1);

    Fault fault =
        (Fault)
            set(
                new ParameterValue("Device.WiFi.SSID.1.SSID", "Changed", "xsd:string"),
                new ParameterValue(GUARD + "1.Enable", "false", "xsd:boolean"),
                new ParameterValue(GUARD + "1.Mode", "Bite", "xsd:string"),
                new ParameterValue(GUARD + "1.Hits", "1", "xsd:unsignedInt"),
                new ParameterValue(GUARD + "7.Mode", "Log", "xsd:string"));

    assertThat(fault.code()).isEqualTo(9003);
    assertThat(fault.parameterFaults())
        .extracting(Fault.ParameterFault::parameterName, Fault.ParameterFault::code)
        .containsExactly(tuple(GUARD + "1.Mode", 9007), tuple(GUARD + "1.Hits", 9008), tuple(GUARD + "7.Mode", 9005));
    assertThat(file()).isEqualTo(FILE);
    assertThat(value("Device.WiFi.SSID.1.SSID")).isNotEqualTo("Changed");
  }

  @Test
  void aChangeInTheFileComesBackAsValueChange() throws Exception {
    start(1);
    run(new CpeMethod.SetParameterAttributes(List.of(new CpeMethod.AttributeChange(GUARD + "1.Mode", 2, null))));
    acs.informs.clear();

    Files.writeString(uci.resolve("guard"), FILE.replace("mode 'Log'", "mode 'Drop'"));

    assertThat(acs.awaitInform("4 VALUE CHANGE").parameters())
        .contains(new ParameterValue(GUARD + "1.Mode", "Drop", "xsd:string"));
  }

  @Test
  void aPassivelyWatchedChangeWaitsForTheNextInformAndTheAcssOwnIsNotTold() throws Exception {
    start(1);
    run(new CpeMethod.SetParameterAttributes(List.of(new CpeMethod.AttributeChange(GUARD + "1.", 1, null))));
    set(new ParameterValue(GUARD + "1.Mode", "Drop", "xsd:string"));
    cpe.informNow("2 PERIODIC");
    assertThat(acs.awaitInform("2 PERIODIC").has("4")).isFalse();

    Files.writeString(uci.resolve("guard"), file().replace("hits '12'", "hits '13'"));
    cpe.informNow("2 PERIODIC");

    assertThat(acs.awaitInform("4 VALUE CHANGE").parameters())
        .contains(new ParameterValue(GUARD + "1.Hits", "13", "xsd:unsignedInt"));
  }

  @Test
  void severalCpesHaveFilesOfTheirOwnThatAFactoryResetRestores() throws Exception {
    start(2);
    assertThat(fleet.awaitRegistered(Duration.ofSeconds(10))).isTrue();

    set(new ParameterValue(GUARD + "1.Mode", "Drop", "xsd:string"));

    assertThat(file()).isEqualTo(FILE);
    assertThat(Files.readString(uci.resolve("VCPE000001/guard"))).contains("mode 'Drop'");
    assertThat(Files.readString(uci.resolve("VCPE000002/guard"))).isEqualTo(FILE);

    acs.informs.clear();
    run(new CpeMethod.FactoryReset());
    acs.awaitInform("0 BOOTSTRAP");
    assertThat(Files.readString(uci.resolve("VCPE000001/guard"))).isEqualTo(FILE);
  }

  @Test
  void aBrokenFileCostsItsParametersOnlyAndOnlyWhileItIsBroken() throws Exception {
    start(1);
    Files.writeString(uci.resolve("guard"), "config rule\n\toption 'mode\nnonsense");

    assertThat(value("Device.DeviceInfo.SerialNumber")).isEqualTo("VCPE000001");
    assertThat(set(new ParameterValue("Device.WiFi.SSID.1.SSID", "Home", "xsd:string"))).isNotInstanceOf(Fault.class);
    assertThat(set(new ParameterValue("Device.Time.LocalTimeZone", "CET", "xsd:string"))).isInstanceOf(Fault.class);

    Files.writeString(uci.resolve("guard"), FILE);
    assertThat(value(GUARD + "1.Mode")).isEqualTo("Log");
  }

  @Test
  void aPluginThatCannotBeReadIsToldAndTheOthersWork() throws Exception {
    Files.writeString(plugins.resolve("broken.json"), "{\n  \"json_plugin_version\": 2,\n  \"Device.X");
    MappedConfiguration mapped = MappedConfiguration.read(plugins, uci, plugins.resolve("guard.json"), "X_ACME_");

    assertThat(mapped.findings()).anyMatch(finding -> finding.file().endsWith("broken.json") && finding.line() == 3);
    assertThat(mapped.findings()).anyMatch(finding -> finding.text().contains("there is no bus"));
    start(1);
    assertThat(value(GUARD + "1.Mode")).isEqualTo("Log");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> MappedConfiguration.read(plugins, folder.resolve("no"), null, "X_"))
        .hasMessageContainingAll("--uci", "no", "is no folder");
    assertThatThrownBy(() -> MappedConfiguration.read(folder.resolve("no"), uci, null, "X_"))
        .hasMessageContainingAll("--plugins", "is no folder");
  }
}
