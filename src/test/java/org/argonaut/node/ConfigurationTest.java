package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  @TempDir Path folder;

  @Test
  void withoutFileAndEnvironmentTheDefaultsHold() {
    var settings = NodeSettings.from(load("", Map.of()));
    assertThat(settings.remotePort()).isEqualTo(17355);
    assertThat(settings.seeds()).isEmpty();
    assertThat(settings.residentDevices()).isEmpty();
    assertThat(settings.log().format()).isEqualTo(NodeSettings.Log.Format.TEXT);
  }

  @Test
  void theFileWinsOverTheDefaults() {
    assertThat(NodeSettings.from(load("argonaut.node.remote-port = 1234", Map.of())).remotePort()).isEqualTo(1234);
  }

  @Test
  void theEnvironmentWinsOverTheFileAlsoWhenItRepeatsTheDefault() {
    var config = load("argonaut.node.remote-port = 1234", Map.of("ARGONAUT_REMOTE_PORT", "17355"));
    assertThat(NodeSettings.from(config).remotePort()).isEqualTo(17355);
  }

  @Test
  void whatRefersToASettingFollowsItWhereverItWasSet() {
    var port = "pekko.remote.artery.canonical.port";
    assertThat(load("argonaut.node.remote-port = 1234", Map.of()).getInt(port)).isEqualTo(1234);
    assertThat(load("", Map.of("ARGONAUT_REMOTE_PORT", "4321")).getInt(port)).isEqualTo(4321);
  }

  @Test
  void aBlankVariableCountsAsNotSet() {
    var config = load("", Map.of("ARGONAUT_REMOTE_PORT", " ", "ARGONAUT_DATA_DIR", ""));
    assertThat(NodeSettings.from(config).remotePort()).isEqualTo(17355);
    assertThat(NodeSettings.from(config).dataDir()).isEqualTo(Path.of("data").toAbsolutePath());
  }

  @Test
  void seedsComeAsAListInAFileAndSeparatedByCommasInAVariable() {
    var expected = new HostPort[] {new HostPort("a", 1), new HostPort("b.example", 2)};
    assertThat(NodeSettings.from(load("argonaut.node.seeds = [\"a:1\", \"b.example:2\"]", Map.of())).seeds())
        .containsExactly(expected);
    assertThat(NodeSettings.from(load("", Map.of("ARGONAUT_SEEDS", "a:1, b.example:2"))).seeds())
        .containsExactly(expected);
  }

  @Test
  void levelsOfSingleLoggersAreTakenFromTheFile() {
    var levels = NodeSettings.from(load("argonaut.node.log.levels { \"org.argonaut.acs\" = debug }", Map.of())).log();
    assertThat(levels.levels()).containsOnlyKeys("org.argonaut.acs");
  }

  @Test
  void theFileMayUseVariablesOfItsOwn() {
    var config = load("argonaut.node.remote-host = ${POD_IP}", Map.of("POD_IP", "10.1.2.3"));
    assertThat(NodeSettings.from(config).remoteHost()).isEqualTo("10.1.2.3");
  }

  @Test
  void aMisspeltKeyIsRefusedWithItsLineAndTheRightName() {
    assertThatThrownBy(() -> load("\nargonaut.node.remote-prot = 1", Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("test.conf: 2")
        .hasMessageContaining("unknown setting argonaut.node.remote-prot; did you mean argonaut.node.remote-port?");
    assertThatThrownBy(() -> load("argonuat.node.remote-port = 1", Map.of()))
        .hasMessageContaining("did you mean argonaut?");
  }

  @Test
  void aValueOfTheWrongTypeIsRefusedWithItsOriginAndWhatIsAllowed() {
    assertThatThrownBy(() -> load("", Map.of("ARGONAUT_REMOTE_PORT", "many")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("environment variable ARGONAUT_REMOTE_PORT: argonaut.node.remote-port")
        .hasMessageContaining("\"many\": must be a number");
    assertThatThrownBy(() -> load("argonaut.node.join-timeout = soon", Map.of()))
        .hasMessageContaining("must be a duration, for example 60s");
    assertThatThrownBy(() -> load("argonaut.node.log = 5", Map.of())).hasMessageContaining("must be a section");
  }

  @Test
  void aValueOutOfRangeIsRefusedWithItsOriginAndWhatIsAllowed() {
    refused(Map.of("ARGONAUT_REMOTE_PORT", "70000"), "remote-port = \"70000\": must be a port, 0 to 65535");
    refused(Map.of("ARGONAUT_SEEDS", "here"), "'here' is not host:port");
    refused(Map.of("ARGONAUT_SEEDS", "::1:99"), "[address]:port");
    refused(Map.of("ARGONAUT_LOG_FORMAT", "xml"), "format = \"xml\": must be \"text\" or \"json\"");
    refused(Map.of("ARGONAUT_LOG_LEVEL", "loud"), "one of error, warn, info, debug, trace");
    refused(Map.of("ARGONAUT_RESIDENT_DEVICES", "0"), "\"auto\" or a number from 1");
  }

  @Test
  void aFileThatIsMissingOrBrokenIsRefusedInOneLine() {
    assertThatThrownBy(() -> Configuration.load(folder.resolve("none.conf"), Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("none.conf: no such file");
    assertThatThrownBy(() -> load("argonaut { node {", Map.of()))
        .isInstanceOf(InvalidSettings.class)
        .message()
        .contains("test.conf")
        .doesNotContain("\n");
  }

  private void refused(Map<String, String> environment, String message) {
    assertThatThrownBy(() -> NodeSettings.from(load("", environment)))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining(message)
        .hasMessageContaining("environment variable " + environment.keySet().iterator().next());
  }

  private Config load(String content, Map<String, String> environment) {
    try {
      return Configuration.load(Files.writeString(folder.resolve("test.conf"), content), environment);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
