package org.argonaut.datamodel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.json.BuiltInModels;
import org.junit.jupiter.api.Test;

class ShippedPluginsTest {
  @Test
  void theyHaveNoFindingsAndDoWhatTheDocumentSays() throws IOException {
    Findings findings = new Findings();
    List<Plugin> plugins = PluginFolder.read(Path.of("datamodel/plugins"), new PluginReader("X_ACME_", findings), findings);
    PluginMerge merge = new PluginMerge(BuiltInModels.read("tr-181").root(), findings);
    plugins.forEach(merge::add);
    assertThat(findings.list()).isEmpty();
    assertThat(merge.changes())
        .extracting(change -> change.kind().word() + " " + change.path())
        .contains("extended Device.X_ACME_LANGuard.{i}.", "excluded Device.Time.NTPServer5", "overwrote Device.Time.LocalTimeZone");
  }
}
