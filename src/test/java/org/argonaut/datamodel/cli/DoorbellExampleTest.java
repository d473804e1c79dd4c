package org.argonaut.datamodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.json.BuiltInModels;
import org.argonaut.datamodel.json.DefinitionReader.Definition;
import org.argonaut.datamodel.mapping.MappedModel;
import org.argonaut.datamodel.mapping.Options;
import org.argonaut.datamodel.mapping.ubus.FixtureUbus;
import org.argonaut.datamodel.plugin.PluginFolder;
import org.argonaut.datamodel.plugin.PluginMerge;
import org.argonaut.datamodel.plugin.PluginReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/datamodel.md does what is said there. */
class DoorbellExampleTest {
  private static final Path EXAMPLE = Path.of("docs/examples/doorbell");

  @TempDir private Path uci;

  @Test
  void theExampleAnswersAsTheDocumentationSays() throws IOException {
    Files.copy(EXAMPLE.resolve("uci/doorbell"), uci.resolve("doorbell"));
    Findings findings = new Findings();
    Definition core = BuiltInModels.read("tr-181");
    PluginMerge merge = new PluginMerge(core.root(), findings);
    PluginFolder.read(EXAMPLE.resolve("plugins"), new PluginReader(PluginReader.USUAL_PREFIX, findings), findings).forEach(merge::add);
    MappedModel model = MappedModel.open(core.schema(), uci, new FixtureUbus(EXAMPLE.resolve("ubus.json")), Options.USUAL);
    RequestLines lines = new RequestLines(model);
    List<String> answers = new ArrayList<>();
    for (String request : Files.readAllLines(EXAMPLE.resolve("requests"))) {
      answers.add(lines.answer(request.getBytes(StandardCharsets.UTF_8)));
    }
    assertThat(findings.list()).isEmpty();
    String documentation = Files.readString(Path.of("docs/datamodel.md"));
    assertThat(answers).hasSize(8);
    assertThat(answers.getFirst()).contains("Bell.2.Backup\",\"data\":\"Device.X_IOPSYS_EU_Doorbell.Bell.1\"", "Bell.1.Battery\",\"data\":\"80\"");
    assertThat(answers.subList(1, 8)).allSatisfy(answer -> assertThat(documentation).contains("\n" + answer + "\n"));
    for (String section : Files.readString(EXAMPLE.resolve("uci/doorbell")).split("\n\n")) {
      assertThat(documentation).contains(section.strip());
    }
    assertThat(Files.readString(uci.resolve("doorbell"))).contains("# The one with the camera.", "config bell 'bell_3'").doesNotContain("garden");
  }
}
