package org.argonaut.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.argonaut.cpe.CpeSettings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClusterConfigTest {
  private static final Path FOLDER = Path.of("cluster-config");

  @TestFactory
  List<DynamicTest> everyConfigurationThatShipsIsAccepted() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".conf"))
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> accepted(f)))
          .toList();
    }
  }

  private static void accepted(Path file) {
    var config = Configuration.load(file, Map.of("ARGONAUT_DB_URL", "postgresql://argonaut:secret@db/argonaut"));
    assertThat(Settings.from(config)).isNotNull();
    CpeSettings.from(config);
  }

  @Test
  void aPodIsKnownByItsNameInTheHeadlessService() {
    var config =
        Configuration.load(
            FOLDER.resolve("kubernetes.conf"), Map.of("POD_NAME", "argonaut-1", "POD_NAMESPACE", "argonaut"));
    assertThat(NodeSettings.from(config).remoteHost())
        .isEqualTo("argonaut-1.argonaut-nodes.argonaut.svc.cluster.local");
  }
}
