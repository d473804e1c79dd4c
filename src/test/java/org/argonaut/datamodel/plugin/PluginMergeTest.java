package org.argonaut.datamodel.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.argonaut.datamodel.BaseType;
import org.argonaut.datamodel.Draft;
import org.argonaut.datamodel.Finding;
import org.argonaut.datamodel.Findings;
import org.argonaut.datamodel.NodeKind;
import org.argonaut.datamodel.ObjectFacts;
import org.argonaut.datamodel.Schema;
import org.argonaut.datamodel.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginMergeTest {
  private static final String BOTH = "\"protocols\": [\"cwmp\", \"usp\"]";
  private static final String LEAF = "{\"type\": \"int\", " + BOTH + "}";
  private static final String NONE = "{\"type\": \"%s\", \"protocols\": [\"none\"]}";

  @TempDir private Path folder;
  private final Draft root = core();
  private final Findings findings = new Findings();
  private final PluginMerge merge = new PluginMerge(root, findings);

  private static Draft core() {
    Draft root = Draft.root();
    Draft device = root.put(new Draft(NodeKind.OBJECT, "Device"));
    Draft port = device.put(new Draft(NodeKind.OBJECT, "Port").facts(ObjectFacts.TABLE));
    port.put(new Draft(NodeKind.PARAMETER, "Name").type(ValueType.of(BaseType.STRING)));
    Draft stats = port.put(new Draft(NodeKind.OBJECT, "Stats"));
    stats.put(new Draft(NodeKind.PARAMETER, "Bytes").type(ValueType.of(BaseType.LONG)));
    device.put(new Draft(NodeKind.OBJECT, "Time")).put(new Draft(NodeKind.PARAMETER, "Zone").type(ValueType.of(BaseType.STRING)));
    return root;
  }

  private void add(String file, int version, String entries) {
    merge.add(new PluginReader("X_", findings).parse("{\"json_plugin_version\": " + version + ", " + entries + "}", file));
  }

  private static String object(String path, String members) {
    return "\"" + path + "\": {\"type\": \"object\", " + BOTH + (members.isEmpty() ? "" : ", " + members) + "}";
  }

  private boolean has(String path) {
    return Schema.of(root, List.of()).find(path) != null;
  }

  private List<String> changes() {
    return merge.changes().stream().map(change -> change.kind().word() + " " + change.path()).toList();
  }

  private List<String> errors() {
    return findings.list().stream().filter(f -> f.level() == Finding.Level.ERROR).map(Finding::text).toList();
  }

  @Test
  void anObjectThatIsThereIsExtendedChildByChild() {
    add("a.json", 2, object("Device.Port.{i}.", "\"X_Mode\": " + LEAF));
    assertThat(has("Device.Port.1.X_Mode")).isTrue();
    assertThat(has("Device.Port.1.Name")).isTrue();
    assertThat(changes()).containsExactly("extended Device.Port.{i}.X_Mode");
    assertThat(Schema.of(root, List.of()).find("Device.Port.1.X_Mode").source().file()).isEqualTo("a.json");
  }

  @Test
  void theMappingOfAKeyIsHeardWhereTheModelHasNoneAndIgnoredWhereAPluginHasOne() {
    String mapping = "\"array\": true, \"mapping\": [{\"type\": \"ubus\", \"ubus\": {\"object\": \"o\", \"method\": \"m\", \"key\": \"k\"}}]";
    add("a.json", 2, object("Device.Port.{i}.", mapping));
    add("b.json", 2, object("Device.Port.{i}.", mapping));
    assertThat(root.descend("Device.Port.").source().file()).isEqualTo("a.json");
    assertThat(changes()).isEmpty();
  }

  @Test
  void aChildThatIsThereIsReplacedWithAllBelowIt() {
    add("a.json", 2, object("Device.Port.", "\"Name\": " + LEAF + ", " + object("Device.Port.{i}.Stats.", "\"New\": " + LEAF)));
    assertThat(has("Device.Port.1.Stats.New")).isTrue();
    assertThat(has("Device.Port.1.Stats.Bytes")).isFalse();
    assertThat(Schema.of(root, List.of()).find("Device.Port.1.Name").xsd()).isEqualTo("xsd:int");
    assertThat(changes()).containsExactly("overwrote Device.Port.Name", "overwrote Device.Port.Stats.");
  }

  @Test
  void aChildWithoutProtocolsIsExcluded() {
    add(
        "a.json",
        2,
        object("Device.", "\"Device.Time.\": " + NONE.formatted("object")) + ", "
            + object("Device.Port.{i}.", "\"Name\": " + NONE.formatted("string") + ", \"Gone\": " + NONE.formatted("string")));
    assertThat(has("Device.Time.")).isFalse();
    assertThat(has("Device.Time.Zone")).isFalse();
    assertThat(has("Device.Port.1.Name")).isFalse();
    assertThat(changes()).containsExactly("excluded Device.Time.", "excluded Device.Port.{i}.Name");
    assertThat(findings.list()).extracting(Finding::text).contains("excludes \"Device.Port.{i}.Gone\", which is not there");
  }

  @Test
  void neitherTheRootNorTheKeyItselfCanBeExcluded() {
    add("a.json", 2, "\"Device.\": " + NONE.formatted("object") + ", \"Device.Time.\": " + NONE.formatted("object"));
    assertThat(has("Device.Time.Zone")).isTrue();
    assertThat(errors())
        .satisfiesExactly(
            e -> assertThat(e).contains("the root cannot be excluded"), e -> assertThat(e).contains("put it into its parent to exclude it"));
  }

  @Test
  void aNewObjectIsMountedWhereItsParentIs() {
    add("a.json", 1, object("Device.X_New.{i}.", "\"array\": true, \"P\": " + LEAF + ", \"Hidden\": " + NONE.formatted("int")));
    add("b.json", 2, object("Device.X_New.{i}.Below.", "") + ", " + object("Device.No.Such.", ""));
    assertThat(has("Device.X_New.1.P")).isTrue();
    assertThat(has("Device.X_New.1.Hidden")).isFalse();
    assertThat(has("Device.X_New.1.Below.")).isTrue();
    assertThat(changes()).containsExactly("extended Device.X_New.{i}.", "extended Device.X_New.{i}.Below.", "skipped Device.No.Such.");
    assertThat(errors()).singleElement().asString().contains("there is no \"Device.No.\" to put it into");
  }

  @Test
  void ofTwoPluginsThatWantTheSameTheLaterWinsAndItIsTold() {
    add("a.json", 2, object("Device.Time.", "\"X\": {\"type\": \"string\", " + BOTH + "}"));
    add("b.json", 2, object("Device.Time.", "\"X\": " + LEAF));
    assertThat(Schema.of(root, List.of()).find("Device.Time.X").xsd()).isEqualTo("xsd:int");
    assertThat(changes()).containsExactly("extended Device.Time.X", "conflict Device.Time.X");
    assertThat(findings.list()).singleElement().asString().startsWith("b.json:1: warning: ").contains("a.json:1");
  }

  @Test
  void belowVersionTwoAnObjectThatIsThereIsMergedWithAWarning() {
    add("a.json", 0, object("Device.Time.", "\"X\": " + LEAF));
    assertThat(has("Device.Time.X")).isTrue();
    assertThat(has("Device.Time.Zone")).isTrue();
    assertThat(findings.list()).singleElement().asString().contains("devices show it twice below version 2");
  }

  @Test
  void aLoneParameterGoesToItsParent() {
    add("a.json", 2, "\"Device.Time.X_Count\": " + LEAF + ", \"Device.No.X_Count\": " + LEAF);
    assertThat(has("Device.Time.X_Count")).isTrue();
    assertThat(errors()).singleElement().asString().contains("there is no \"Device.No.\"");
  }

  @Test
  void pluginsOfAFolderAreLoadedByTheBytesOfTheirNamesAndBadOnesPassedOver() throws IOException {
    Files.writeString(folder.resolve("b.json"), "{\"json_plugin_version\": 2, " + object("Device.X_A.Below.", "") + "}");
    Files.writeString(folder.resolve("B.json"), "{ broken");
    Files.writeString(folder.resolve("a.json.old"), "{\"json_plugin_version\": 2, " + object("Device.X_A.", "") + "}");
    Files.writeString(folder.resolve("notes.txt"), "no");
    List<Plugin> plugins = PluginFolder.read(folder, new PluginReader("X_", findings), findings);
    assertThat(plugins).extracting(p -> Path.of(p.file()).getFileName().toString()).containsExactly("B.json", "a.json.old", "b.json");
    plugins.forEach(merge::add);
    assertThat(has("Device.X_A.Below.")).isTrue();
    assertThat(errors()).hasSize(1);
  }
}
