package org.argonaut.datamodel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatamodelCommandTest {
  private static final String XML =
      "<document spec='m-cwmp'><model name='Device:2.0'><object name='Device.'><parameter name='P' access='readWrite'><syntax><int/>"
          + "</syntax></parameter></object></model></document>";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] words = java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    return new CommandLine(new DatamodelCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
  }

  private Path file(String name, String content) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void convertWritesADefinitionThatTreeReads() throws IOException {
    Path xml = file("m.xml", XML);
    Path json = folder.resolve("m.json");
    assertThat(run("convert", xml, "-o", json)).isZero();
    assertThat(out.toString()).contains("m.json: Device:2.0: 1 objects, 1 parameters, 0 commands, 0 events");
    assertThat(run("tree", "--core", json)).isZero();
    assertThat(out.toString().lines()).containsExactly("Device.  object cwmp", "Device.P  int writable cwmp");
    assertThat(run("convert", xml, "-o", "-")).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(json));
  }

  @Test
  void convertTellsFindingsAndWritesWhatItCan() throws IOException {
    Path xml = file("m.xml", XML.replace("<int/>", "<dataType ref='Nope'/>"));
    assertThat(run("convert", xml, "-o", folder.resolve("m.json"))).isEqualTo(1);
    assertThat(err.toString()).startsWith(xml + ":1: error: data type 'Nope'");
    assertThat(folder.resolve("m.json")).exists();
    assertThat(run("convert", folder.resolve("gone.xml"), "-o", folder.resolve("n.json"))).isEqualTo(1);
    assertThat(folder.resolve("n.json")).doesNotExist();
    assertThat(run("convert", xml, "-o", folder.resolve("no/such/m.json"))).isEqualTo(1);
    assertThat(err.toString()).contains("cannot write");
  }

  @Test
  void validateExitsByErrors() throws IOException {
    String good = "{\"json_plugin_version\": 2, \"Device.X.\": {\"type\": \"object\", \"protocols\": [\"usp\"]}}";
    Path fine = file("plugins/a.json", good);
    assertThat(run("validate", fine)).isZero();
    assertThat(out.toString().strip()).isEqualTo("1 plugin: 0 errors, 0 warnings");
    Path bad = file("plugins/b.json", good.replace("\"usp\"", "\"upc\""));
    assertThat(run("validate", folder.resolve("plugins"))).isEqualTo(1);
    assertThat(out.toString()).startsWith(bad + ":1: error: ").endsWith("2 plugins: 1 error, 0 warnings" + System.lineSeparator());
  }

  @Test
  void treeShowsPluginsAndWhatTheyDid() throws IOException {
    Path json = folder.resolve("m.json");
    run("convert", file("m.xml", XML), "-o", json);
    Path plugin =
        file(
            "plugins/a.json",
            "{\"json_plugin_version\": 2, \"Device.\": {\"type\": \"object\", \"protocols\": [\"cwmp\"], \"P\": {\"type\": \"int\", \"protocols\": [\"none\"]},\n"
                + "\"{BBF_VENDOR_PREFIX}Q\": {\"type\": \"string\", \"protocols\": [\"usp\"]}}}");
    assertThat(run("tree", "--core", json, "--plugins", folder.resolve("plugins"), "--prefix", "X_ACME_", "--report")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(plugin.toString(), "  excluded  Device.P, line 1", "  extended  Device.X_ACME_Q, line 2");
    assertThat(run("tree", "--core", json, "--plugins", folder.resolve("plugins"))).isZero();
    assertThat(out.toString()).contains("Device.X_IOPSYS_EU_Q  string usp [" + plugin + ":2]").doesNotContain("Device.P");
    assertThat(run("tree", "--core", json, "--plugins", folder.resolve("plugins"), "--protocol", "cwmp")).isZero();
    assertThat(out.toString()).doesNotContain("_Q");
  }

  @Test
  void aPathThatIsNotThereIsToldWithWhatIs() {
    assertThat(run("tree", "Device.Time.NTPServer1")).isZero();
    assertThat(run("tree", "Device.Time.NTP")).isEqualTo(1);
    assertThat(err.toString()).contains("no \"Device.Time.NTP\" in the data model; there is Device.Time.NTPServer1");
  }

  @Test
  void wrongUsageIsTold() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("tree", "--protocol", "snmp")).isEqualTo(2);
    assertThat(run("tree", "--core", "nonsense")).isEqualTo(2);
    assertThat(err.toString()).contains("tr-181");
    assertThat(run("tree", "--plugins", folder.resolve("gone"))).isEqualTo(2);
    assertThat(run("convert", "x.xml", "-o", "y", "--import-path", folder.resolve("gone"))).isEqualTo(2);
  }
}
