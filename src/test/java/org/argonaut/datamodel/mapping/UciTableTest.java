package org.argonaut.datamodel.mapping;

import static org.argonaut.datamodel.mapping.MappedDevice.leaf;
import static org.argonaut.datamodel.mapping.MappedDevice.object;
import static org.argonaut.datamodel.mapping.MappedDevice.ofSection;
import static org.argonaut.datamodel.mapping.MappedDevice.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UciTableTest {
  private static final String SHADOW = "dmmap/dmmap_f";

  @TempDir private Path folder;
  private MappedDevice device;

  @BeforeEach
  void makeDevice() {
    device = new MappedDevice(folder);
  }

  private void twoLevels() {
    String sub = object("Device.X_T.{i}.Sub.{i}.", table("f", "sub") + ", " + leaf("P", "string", ofSection("p"))
        + ", " + object("Device.X_T.{i}.Sub.{i}.Leaf.{i}.", table("f", "leaf")));
    device.plugin(2, object("Device.X_T.{i}.", table("f", "top") + ", " + leaf("P", "string", ofSection("p")) + ", " + sub));
  }

  @Test
  void instancesAreTheSectionsInTheirOrderAndKeepTheirNumbers() {
    device.uci("f", "config top 'a'", "config other", "config top 'b'", "config top 'c'");
    twoLevels();
    assertThat(device.instances("Device.X_T.")).containsExactly("Device.X_T.1", "Device.X_T.2", "Device.X_T.3");
    assertThat(device.delete("Device.X_T.2.")).isZero();
    device.uci("f", "config top 'c'", "\toption p 'third'", "config top 'new'", "config top 'a'").restart();
    assertThat(device.instances("Device.X_T.")).containsExactly("Device.X_T.3", "Device.X_T.4", "Device.X_T.1");
    assertThat(device.value("Device.X_T.3.P")).isEqualTo("third");
    assertThat(device.file(SHADOW)).doesNotContain("'b'").contains("option section_name 'new'\n\toption instance '4'");
  }

  @Test
  void anAddedInstanceIsANamedSectionBelowItsParent() {
    device.uci("f", "config top 'a-b'");
    twoLevels();
    assertThat(device.add("Device.X_T.")).isEqualTo(2);
    assertThat(device.add("Device.X_T.1.Sub.")).isEqualTo(1);
    assertThat(device.add("Device.X_T.2.Sub.")).isEqualTo(1);
    assertThat(device.add("Device.X_T.2.Sub.")).isEqualTo(2);
    assertThat(device.file("f"))
        .contains("config top 'top_2'", "config sub 'a_b_sub_1'\n\toption dm_parent 'a-b'", "config sub 'top_2_sub_2'\n\toption dm_parent 'top_2'");
    assertThat(device.file(SHADOW)).contains("option section_name 'top_2_sub_1'\n\toption dm_parent 'top_2'\n\toption instance '1'");
    assertThat(device.instances("Device.X_T."))
        .containsExactly("Device.X_T.1", "Device.X_T.1.Sub.1", "Device.X_T.2", "Device.X_T.2.Sub.1", "Device.X_T.2.Sub.2");
  }

  @Test
  void aNameThatIsTakenIsNotGivenAgain() {
    device.uci("f", "config top 'top_3'", "config top 'x'");
    twoLevels();
    assertThat(device.add("Device.X_T.")).isEqualTo(3);
    assertThat(device.file("f")).contains("config top 'top_3_2'");
    assertThat(device.instances("Device.X_T.")).hasSize(3);
  }

  @Test
  void whatCannotBeAddedOrDeletedIsRefused() {
    device.uci("f", "config top 'a'");
    twoLevels();
    device.plugin(2, object("Device.X_Fixed.{i}.", table("f", "top").replace("'access': true, ", "")));
    device.plugin(2, object("Device.X_Single.", leaf("P", "string", "")));
    assertThat(device.add("Device.X_Fixed.")).isEqualTo(9005);
    assertThat(device.delete("Device.X_Fixed.1.")).isEqualTo(9005);
    assertThat(device.add("Device.X_T.1.")).isEqualTo(9005);
    assertThat(device.add("Device.X_T.7.Sub.")).isEqualTo(9005);
    assertThat(device.delete("Device.X_T.")).isEqualTo(9005);
    assertThat(device.delete("Device.X_T.2.")).isEqualTo(9005);
    assertThat(device.delete("Device.X_Single.")).isEqualTo(9005);
    assertThat(device.add("Device.X_Single.")).isEqualTo(9005);
  }

  @Test
  void deletingTakesAllLevelsWithItAndOnCompatibleDevicesOne() {
    String[] lines = {
      "config top 'a'", "config sub 'b'", "\toption dm_parent 'a'", "config leaf 'c'", "\toption dm_parent 'b'", "config sub 'z'", "\toption dm_parent 'y'"
    };
    device.uci("f", lines);
    twoLevels();
    assertThat(device.instances("Device.X_T.")).containsExactly("Device.X_T.1", "Device.X_T.1.Sub.1", "Device.X_T.1.Sub.1.Leaf.1");
    assertThat(device.delete("Device.X_T.1.")).isZero();
    assertThat(device.file("f")).isEqualTo("config sub 'z'\n\toption dm_parent 'y'\n");
    assertThat(device.file(SHADOW)).doesNotContain("'a'").doesNotContain("'b'").doesNotContain("'c'");
    device.uci("f", lines).options(MappedDevice.COMPATIBLE).restart();
    assertThat(device.delete("Device.X_T.1.")).isZero();
    assertThat(device.file("f")).isEqualTo("config leaf 'c'\n\toption dm_parent 'b'\nconfig sub 'z'\n\toption dm_parent 'y'\n");
  }

  @Test
  void parentsInACircleAreDeletedOnce() {
    device.uci("f", "config top 'a'", "\toption dm_parent 'b'", "config sub 'b'", "\toption dm_parent 'a'");
    twoLevels();
    assertThat(device.delete("Device.X_T.1.")).isZero();
    assertThat(device.file("f")).isEmpty();
  }

  @Test
  void sectionsWithoutAParentAreBelowEachAndShareNoNumberWithOthers() {
    device.uci("f", "config top 'a'", "config top 'b'", "config sub 's1'", "\toption dm_parent 'a'", "config sub 'free'", "config sub 's2'", "\toption dm_parent 'b'",
        "config sub 's3'", "\toption dm_parent 'b'");
    twoLevels();
    assertThat(device.instances("Device.X_T."))
        .containsExactly(
            "Device.X_T.1", "Device.X_T.1.Sub.1", "Device.X_T.1.Sub.2", "Device.X_T.2", "Device.X_T.2.Sub.2", "Device.X_T.2.Sub.3", "Device.X_T.2.Sub.4");
  }

  @Test
  void sectionsWithoutANameKeepTheirNumbersWhenOneBeforeThemIsDeleted() {
    device.uci("f", "config top", "\toption p '1'", "config top", "\toption p '2'", "config top", "\toption p '3'");
    twoLevels();
    assertThat(device.add("Device.X_T.3.Sub.")).isEqualTo(1);
    assertThat(device.delete("Device.X_T.1.")).isZero();
    assertThat(device.get("Device.X_T.")).containsExactly("Device.X_T.2.P=2", "Device.X_T.3.P=3", "Device.X_T.3.Sub.1.P=");
    assertThat(device.restart().get("Device.X_T.")).containsExactly("Device.X_T.2.P=2", "Device.X_T.3.P=3", "Device.X_T.3.Sub.1.P=");
  }

  @Test
  void numbersThatAreNoneOrAreThereTwiceAreGivenAnew() {
    device.uci("f", "config top 'a'", "config top 'b'", "config top 'c'", "config top 'd'");
    device.uci(SHADOW, "config top", "\toption section_name 'a'", "\toption instance '2'", "config top", "\toption section_name 'b'", "\toption instance '2'",
        "config top", "\toption section_name 'c'", "\toption instance 'x'", "config top", "\toption section_name 'c'", "\toption instance '9'");
    twoLevels();
    assertThat(device.instances("Device.X_T.")).containsExactly("Device.X_T.2", "Device.X_T.3", "Device.X_T.4", "Device.X_T.5");
    assertThat(device.restart().instances("Device.X_T.")).containsExactly("Device.X_T.2", "Device.X_T.3", "Device.X_T.4", "Device.X_T.5");
  }

  @Test
  void ofTwoSectionsWithOneNameTheFirstCounts() {
    device.uci("f", "config top 'a'", "\toption p 'first'", "config top 'a'", "\toption p 'second'");
    twoLevels();
    assertThat(device.get("Device.X_T.")).containsExactly("Device.X_T.1.P=first");
  }

  @Test
  void onlyCompatibleDevicesHaveNoMoreThan255Instances() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add("config top 't" + i + "'");
    }
    device.uci("f", lines.toArray(String[]::new));
    twoLevels();
    assertThat(device.instances("Device.X_T.")).hasSize(300);
    device.options(MappedDevice.COMPATIBLE).restart();
    assertThat(device.instances("Device.X_T.")).hasSize(255);
    assertThat(device.add("Device.X_T.")).isEqualTo(9004);
    assertThat(device.value("Device.X_T.256.P")).isEqualTo("9005");
  }

  @Test
  void aMappingWithoutAShadowFileHasNoInstances() {
    device.uci("f", "config top 'a'");
    device.plugin(2, object("Device.X_T.{i}.", "'access': true, 'array': true, 'mapping': [{'type': 'uci', 'uci': {'file': 'f', 'section': {'type': 'top'}}}]"));
    assertThat(device.instances("Device.X_T.")).isEmpty();
    assertThat(device.add("Device.X_T.")).isEqualTo(9005);
  }

  @Test
  void theOldShapeOfAMappingHasInstancesToo() {
    device.uci("f", "config top 'a'");
    String body = "{'type': 'uci', 'uci': {'file': 'f', 'section': {'type': 'top'}, 'dmmapfile': 'dmmap_f'}}";
    device.plugin(0, object("Device.X_Zero.", "'array': true, 'mapping': " + body));
    device.plugin(2, object("Device.X_Two.{i}.", "'array': true, 'mapping': " + body));
    device.plugin(0, object("Device.X_ZeroArray.{i}.", "'array': true, 'mapping': [" + body + "]"));
    assertThat(device.instances("Device.")).containsExactly("Device.X_Zero.1", "Device.X_Two.1", "Device.X_ZeroArray.1");
  }
}
