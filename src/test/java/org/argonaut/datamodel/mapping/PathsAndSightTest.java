package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofSection;
import static org.argonaut.datamodel.mapping.MappedDevice.ofUci;
import static org.argonaut.datamodel.mapping.MappedDevice.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.argonaut.datamodel.Protocols;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathsAndSightTest {
  @TempDir private Path folder;
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder);
    device.uci("f", "config top 'a'", "\toption p '1'", "config top 'b'", "\toption p '2'", "config s 'n'", "\toption q 'q'");
  }

  private void tree() {
    String sub = object("Device.X_T.{i}.Single.", leaf("S", "string", ofSection("p")));
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + leaf("P", "string", ofSection("p")) + ", " + sub));
    device.plugin(2, object("Device.Core.", leaf("X_Q", "string", ofUci("f", "n", "q"))));
  }

  @Test
  void pathsNameEverythingObjectsInstancesAndParameters() {
    tree();
    List<String> all = List.of("Device.Core.X_Q=q", "Device.X_T.1.P=1", "Device.X_T.1.Single.S=1", "Device.X_T.2.P=2", "Device.X_T.2.Single.S=2");
    assertThat(device.get("")).isEqualTo(all);
    assertThat(device.get("Device.")).isEqualTo(all);
    assertThat(device.get("Device.X_T.2.")).containsExactly("Device.X_T.2.P=2", "Device.X_T.2.Single.S=2");
    assertThat(device.get("Device.X_T.*.Single.")).containsExactly("Device.X_T.1.Single.S=1", "Device.X_T.2.Single.S=2");
    assertThat(device.get("Device.X_T.*.P")).containsExactly("Device.X_T.1.P=1", "Device.X_T.2.P=2");
    for (String wrong : List.of(".", "Device.X_T.*.", "Device.X_T", "Device.X_T.3.", "Device.X_T.{i}.P", "Device.X_T.P", "Device.X_T.*.Gone", "Device..X_T.",
        "Device.Core.Own", "Device.Port.", "Nope.", "Device.X_T.99999999999.", "Device.X_T.01.", "Device.X_T.[x", "Device.Core.X_Q.")) {
      assertThat(device.get(wrong)).as(wrong).containsExactly("9005");
    }
  }

  @Test
  void aTableWithoutInstancesIsThereAndEmpty() {
    tree();
    device.uci("f", "config s 'n'");
    assertThat(device.get("Device.X_T.")).isEmpty();
    assertThat(device.get("Device.X_T.*.P")).isEmpty();
    assertThat(device.get("Device.X_T.*.Gone")).containsExactly("9005");
    assertThat(device.set("Device.X_T.*.P", "x")).isEqualTo(9005);
  }

  @Test
  void setWithAWildcardSetsAll() {
    tree();
    assertThat(device.set("Device.X_T.*.P", "x")).isZero();
    assertThat(device.value("Device.X_T.*.P")).isEqualTo("x|x");
    assertThat(device.delete("Device.X_T.*.Single.")).isEqualTo(9005);
  }

  @Test
  void eachProtocolSeesItsOwnAndNobodyWhatIsForNone() {
    String cwmp = leaf("Cwmp", "string", "'default': 'x'").replace("'cwmp', 'usp'", "'cwmp'");
    String usp = leaf("Usp", "string", "'default': 'x'").replace("'cwmp', 'usp'", "'usp'");
    device.plugin(2, object("Device.X_P.", cwmp + ", " + usp) + ", " + object("Device.X_U.", leaf("P", "string", "'default': 'x'")).replaceFirst("'cwmp', 'usp'", "'usp'"));
    assertThat(device.get("Device.", Protocols.CWMP)).containsExactly("Device.X_P.Cwmp=x");
    assertThat(device.get("Device.", Protocols.USP)).containsExactly("Device.X_P.Usp=x", "Device.X_U.P=x");
    assertThat(device.get("Device.")).hasSize(3);
    assertThat(device.get("Device.X_U.P", Protocols.CWMP)).containsExactly("9005");
    assertThat(device.model().set("Device.X_P.Cwmp", "y", null, Protocols.USP).fault().usp()).isEqualTo(7026);
  }

  @Test
  void whatIsMappedIsKnownBeforehand() {
    tree();
    MappedModel model = device.plugin(2, object("Device.Port.{i}.", leaf("X_Y", "string", ""))).model();
    assertThat(model.roots()).containsExactly("Device.Core.X_Q", "Device.Port.{i}.X_Y", "Device.X_T.");
    assertThat(List.of("Device.X_T.", "Device.X_T.7.", "Device.X_T.7.Single.S", "Device.X_T.{i}.P", "Device.Core.X_Q", "Device.Port.1.X_Y")).allMatch(model::maps);
    assertThat(List.of("", "Device.", "Device.Core.", "Device.Core.Own", "Device.Port.", "Device.X_T.P.", "Device.X_T.7.Gone", "X")).noneMatch(model::maps);
  }

  @Test
  void theSchemaIsWhatPluginsDefineAndItsArguments() {
    String command = "'Do()': {'type': 'command', 'async': true, 'protocols': ['usp'], 'input': {'A': {'type': 'string'}}, 'output': {'R.{i}.B': {'type': 'string'}}}";
    String event = "'Push!': {'type': 'event', 'protocols': ['usp'], 'E': {'type': 'string'}}";
    tree();
    device.plugin(2, object("Device.X_E.", command + ", " + event + ", " + leaf("RO", "int", "").replace("'write': true", "'write': false")));
    List<SchemaEntry> all = device.model().schema("", Protocols.USP).orElse(_ -> List.of());
    assertThat(all).extracting(SchemaEntry::path).containsExactly(
        "Device.", "Device.Core.", "Device.Core.X_Q", "Device.X_T.{i}.", "Device.X_T.{i}.P", "Device.X_T.{i}.Single.", "Device.X_T.{i}.Single.S",
        "Device.X_E.", "Device.X_E.Do()", "Device.X_E.Push!", "Device.X_E.RO");
    assertThat(all)
        .contains(
            new SchemaEntry("Device.X_E.Do()", "xsd:command", "async", List.of("A"), List.of("R.{i}.B")),
            new SchemaEntry("Device.X_E.Push!", "xsd:event", "", List.of("E"), List.of()),
            new SchemaEntry("Device.X_E.RO", "xsd:int", "0", List.of(), List.of()),
            new SchemaEntry("Device.X_T.{i}.", "xsd:object", "1", List.of(), List.of()));
    assertThat(device.model().schema("Device.X_T.3.P", Protocols.CWMP).orElse(_ -> List.of())).extracting(SchemaEntry::path).containsExactly("Device.X_T.{i}.P");
    assertThat(device.model().schema("Device.X_E.Do()", Protocols.CWMP).fault().cwmp()).isEqualTo(9005);
  }

  @Test
  void objectsAreThereOnlyWhileWhatTheyDependOnIs() throws IOException {
    Path root = Files.createDirectories(folder.resolve("root/usr/lib/opkg/info")).getParent().getParent().getParent().getParent();
    device.options(new Options(false, false, root, Surroundings.NONE)).replies("{'o': {'m': 'r.json'}}", Map.of("r.json", "{}"));
    Map<String, String> dependencies = Map.of("A", "file:/etc/config/f", "B", "file:/etc/config/g", "C", "ubus:o->m,o", "D", "ubus:o->x", "E", "opkg:pkg", "F", "magic:x",
        "G", "nothing", "H", "file:/etc/config/f;ubus:gone", "I", "file:/bin/x", "J", "file:/etc/config/../f");
    StringBuilder members = new StringBuilder(object("Device.X_First.", ""));
    dependencies.forEach(
        (name, text) -> members.append(", ").append(object("Device.X_" + name + ".", "'dependency': '" + text + "', " + leaf("P", "string", "'default': 'x'"))));
    device.plugin(2, members.toString());
    assertThat(device.get("Device.")).containsExactlyInAnyOrder("Device.X_A.P=x", "Device.X_C.P=x", "Device.X_F.P=x");
    assertThat(device.value("Device.X_B.P")).isEqualTo("9005");
    device.uci("g", "");
    Files.writeString(root.resolve("usr/lib/opkg/info/pkg.control"), "");
    Files.createDirectories(root.resolve("bin/x"));
    assertThat(device.get("Device."))
        .containsExactlyInAnyOrder("Device.X_A.P=x", "Device.X_B.P=x", "Device.X_C.P=x", "Device.X_E.P=x", "Device.X_F.P=x", "Device.X_I.P=x");
  }

  @Test
  void whatPluginsPutIntoATableOfOthersHasTheInstancesOthersKnow() {
    device.plugin(2, object("Device.Port.{i}.", leaf("X_I", "string", MappedDevice.ofUbus("o", "m", "{'i': '{i}'}", "echo"))));
    device.replies("{'o': {'m': {'echo': {'echo': 'i'}}}}", Map.of());
    assertThat(device.get("Device.Port.")).isEmpty();
    device.restart().options(Options.USUAL.with(
        new Surroundings() {
          @Override
          public List<Integer> instances(String table) {
            return List.of(2, 7);
          }

          @Override
          public Optional<String> value(String parameter) {
            return Optional.empty();
          }
        }));
    assertThat(device.get("Device.Port.")).containsExactly("Device.Port.2.X_I=2", "Device.Port.7.X_I=7");
    assertThat(device.get("Device.Port.7.X_I")).containsExactly("Device.Port.7.X_I=7");
    assertThat(device.get("Device.Port.3.X_I")).containsExactly("9005");
    assertThat(device.instances("Device.")).containsExactly("Device.Port.2", "Device.Port.7");
  }

  @Test
  void aPluginMayGiveATableOfTheStandardItsInstances() {
    device.plugin(2, object("Device.Port.{i}.", table("f", "top") + ", " + leaf("X_P", "string", ofSection("p"))));
    assertThat(device.get("Device.Port.")).containsExactly("Device.Port.1.X_P=1", "Device.Port.2.X_P=2");
    assertThat(device.model().maps("Device.Port.1.Name")).isFalse();
  }
}
