package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofSection;
import static org.argonaut.datamodel.mapping.MappedDevice.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {
  private static final String REFERENCE = "'flags': ['Reference'], ";

  @TempDir private Path folder;
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder);
    device.uci("f", "config bundle 'b1'", "\toption name 'kids'", "config bundle 'b2'", "\toption name 'work'", "config group 'g1'", "\toption id 'x'",
        "config rule 'r'", "\toption ref 'work'");
    String bundle = table("f", "bundle") + ", " + leaf("Name", "string", "'flags': ['Linker', 'Unique'], " + ofSection("name"));
    device.plugin(2, object("Device.X_B.{i}.", bundle) + ", " + object("Device.X_G.{i}.", table("f", "group") + ", " + leaf("Id", "string", ofSection("id"))));
  }

  private static String ref(String where, String linker) {
    return "'mapping': [{'type': 'uci_sec', 'data': '@Parent', " + where + ", 'linker_obj': '" + linker + "'}]";
  }

  private MappedDevice rule(String leaves) {
    return device.plugin(2, object("Device.X_R.{i}.", table("f", "rule") + ", " + leaves));
  }

  @Test
  void aKeyIsShownAsThePathOfTheFirstObjectThatHasItAndSetByPath() {
    rule(leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_B.*.Name")));
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.X_B.2");
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_B.1.")).isZero();
    assertThat(device.file("f")).contains("option ref 'kids'");
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.X_B.1");
    assertThat(device.set("Device.X_R.1.Ref", "")).isZero();
    assertThat(device.file("f")).doesNotContain("option ref");
    assertThat(device.value("Device.X_R.1.Ref")).isEmpty();
  }

  @Test
  void aReferenceToNothingIsRefusedAndOnCompatibleDevicesStoredAsNothing() {
    rule(leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_B.*.Name")));
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_B.9")).isEqualTo(9007);
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_G.1")).isEqualTo(9007);
    assertThat(device.set("Device.X_R.1.Ref", "kids")).isEqualTo(9007);
    assertThat(device.file("f")).contains("option ref 'work'");
    device.options(MappedDevice.COMPATIBLE).restart();
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_B.9")).isZero();
    assertThat(device.file("f")).doesNotContain("option ref");
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_B.9=>inner##")).isZero();
    assertThat(device.file("f")).contains("option ref 'inner'");
  }

  @Test
  void settingWhatIsSetAlreadyChangesNothing() {
    rule(leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_B.*.Name")));
    String before = device.file("f");
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_B.2.")).isZero();
    assertThat(device.file("f")).isEqualTo(before);
  }

  @Test
  void anObjectWithoutAFlaggedKeyIsReferredToByTheParameterOfTheTemplateButNotOnCompatibleDevices() {
    rule(leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_G.*.Id")));
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_G.1")).isZero();
    assertThat(device.file("f")).contains("option ref 'x'");
    device.options(MappedDevice.COMPATIBLE).restart();
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.X_G.1");
    device.set("Device.X_R.1.Ref", "");
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_G.1")).isZero();
    assertThat(device.file("f")).doesNotContain("option ref");
  }

  @Test
  void theFirstAlternativeThatKnowsTheKeyCounts() {
    rule(leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_G.*.Id,Device.X_B.*.Name")));
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.X_B.2");
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_G.1")).isZero();
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.X_G.1");
  }

  @Test
  void listsOfReferencesLeaveOutWhatLeadsNowhere() {
    device.uci("f", device.file("f").replace("option ref 'work'", "list refs 'work'\n\tlist refs 'gone'\n\tlist refs 'kids'").split("\n"));
    rule(leaf("Refs", "string", "'list': {'datatype': 'string'}, " + REFERENCE + ref("'list': 'refs'", "Device.X_B.*.Name")));
    assertThat(device.value("Device.X_R.1.Refs")).isEqualTo("Device.X_B.2,Device.X_B.1");
    assertThat(device.set("Device.X_R.1.Refs", "Device.X_B.1., Device.X_B.2")).isZero();
    assertThat(device.file("f")).contains("list refs 'kids'\n\tlist refs 'work'").doesNotContain("gone");
    assertThat(device.set("Device.X_R.1.Refs", "Device.X_B.1,Device.X_B.7")).isEqualTo(9007);
  }

  @Test
  void aConditionIsShownAsItIsAndResolvedWhereTheParameterIsAReference() {
    String shown = leaf("Shown", "string", ref("'key': 'ref'", "Device.X_B.[Name==@key]"));
    String quoted = leaf("Quoted", "string", ref("'key': 'ref'", "Device.X_B.[Name==\\'@key\\']").replace("\\'", "\\\\\""));
    String resolved = leaf("Resolved", "string", REFERENCE + ref("'key': 'ref'", "Device.X_B.[Name==@key]"));
    rule(shown + ", " + resolved + ", " + quoted.replace("\\\\\"", ""));
    assertThat(device.get("Device.X_R."))
        .containsExactly("Device.X_R.1.Shown=Device.X_B.[Name==work]", "Device.X_R.1.Resolved=Device.X_B.2", "Device.X_R.1.Quoted=Device.X_B.[Name==work]");
    assertThat(device.set("Device.X_R.1.Resolved", "Device.X_B.1")).isZero();
    assertThat(device.file("f")).contains("option ref 'kids'");
  }

  @Test
  void theOldFormNamesTheTableOnlyAndIsSetByPathToo() {
    rule(leaf("Ref", "string", ref("'key': 'ref'", "Device.X_B.")));
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.X_B.2");
    assertThat(device.set("Device.X_R.1.Ref", "Device.X_B.1")).isZero();
    assertThat(device.file("f")).contains("option ref 'kids'");
  }

  @Test
  void aTemplateIsFilledWithTheInstancesOfThePlace() {
    device.uci("f", "config top 'a'", "\toption ref 's'", "config top 'b'", "\toption ref 's'", "config sub", "\toption dm_parent 'a'", "\toption n 's'", "config sub",
        "\toption dm_parent 'b'", "\toption n 's'");
    device.plugin(
        2,
        object(
            "Device.X_T.{i}.", table("f", "top") + ", " + leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_T.{i}.Sub.*.N")) + ", "
                + object("Device.X_T.{i}.Sub.{i}.", table("f", "sub") + ", " + leaf("N", "string", ofSection("n")))));
    assertThat(device.value("Device.X_T.*.Ref")).isEqualTo("Device.X_T.1.Sub.1|Device.X_T.2.Sub.1");
  }

  @Test
  void whatNoPluginMapsIsLookedUpAround() {
    Surroundings surroundings =
        new Surroundings() {
          @Override
          public List<Integer> instances(String table) {
            return table.equals("Device.Port.") ? List.of(3, 5) : List.of();
          }

          @Override
          public Optional<String> value(String parameter) {
            return parameter.equals("Device.Port.5.Name") ? Optional.of("work") : Optional.empty();
          }
        };
    rule(leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.Port.*.Name")));
    device.options(Options.USUAL.with(surroundings));
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.Port.5");
    assertThat(device.set("Device.X_R.1.Ref", "")).isZero();
    assertThat(device.set("Device.X_R.1.Ref", "Device.Port.5.")).isZero();
    assertThat(device.value("Device.X_R.1.Ref")).isEqualTo("Device.Port.5");
    assertThat(device.set("Device.X_R.1.Ref", "Device.Port.3.")).isEqualTo(9007);
  }

  @Test
  void referencesInACircleAreEmptyAndTold() {
    String a = object("Device.X_A.{i}.", table("f", "rule") + ", " + leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_C.*.Ref")));
    String c = object("Device.X_C.{i}.", table("f", "rule") + ", " + leaf("Ref", "string", REFERENCE + ref("'key': 'ref'", "Device.X_A.*.Ref")));
    device.plugin(2, a + ", " + c);
    assertThat(device.get("Device.X_A.")).containsExactly("Device.X_A.1.Ref=");
    assertThat(device.findings()).anySatisfy(f -> assertThat(f).contains("plugin2.json:1", "refers in a circle"));
    assertThat(device.value("Device.X_B.1.Name")).isEqualTo("kids");
  }

  @Test
  void aLongChainOfReferencesEndsAndIsTold() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      members.append(object("Device.X_C" + i + ".{i}.", table("f", "rule") + ", " + leaf("Ref", "string", ref("'key': 'ref'", "Device.X_C" + (i + 1) + ".*.Ref")))).append(", ");
    }
    device.plugin(2, members + object("Device.X_C60.{i}.", table("f", "rule") + ", " + leaf("Ref", "string", ofSection("ref"))));
    assertThat(device.value("Device.X_C59.1.Ref")).isEqualTo("Device.X_C60.1");
    assertThat(device.restart().value("Device.X_C0.1.Ref")).isEmpty();
    assertThat(device.findings()).anySatisfy(f -> assertThat(f).contains("references through more than 32 others"));
  }
}
