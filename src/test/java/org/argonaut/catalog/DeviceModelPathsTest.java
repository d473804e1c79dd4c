package org.argonaut.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.argonaut.catalog.DeviceModelPaths.Entry;
import org.junit.jupiter.api.Test;

class DeviceModelPathsTest {
  @Test
  void instancesBecomeOnePathWhateverTheyLookLike() {
    DeviceModelPaths paths =
        DeviceModelPaths.of(
            List.of(
                new Entry("Device.R.1.C.22.D", "xsd:int", true),
                new Entry("Device.R.{i}.C.3.D", "", null),
                new Entry("Device.R.[a.b].C.[x].D", "xsd:string", false),
                new Entry("Device.R.1.", "", true),
                new Entry("Device.80211x.1", "", null)));
    assertThat(paths.entries())
        .containsExactly(
            new Entry("Device.80211x.1", "", null),
            new Entry("Device.R.{i}.", "", true),
            new Entry("Device.R.{i}.C.{i}.D", "xsd:int,xsd:string", true));
  }

  @Test
  void whatIsPackedComesBackAsItWas() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<Entry> entries = new ArrayList<>();
      for (int i = random.nextInt(200); i >= 0; i--) {
        String path = "Device.O" + random.nextInt(9) + (random.nextBoolean() ? ".{i}." : ".") + "P\u00e4" + random.nextInt(50) + (random.nextInt(5) == 0 ? "." : "");
        entries.add(new Entry(path, random.nextBoolean() ? "xsd:string" : "", random.nextBoolean() ? random.nextBoolean() : null));
      }
      DeviceModelPaths paths = DeviceModelPaths.of(entries);
      assertThat(DeviceModelPaths.unpacked(paths.packed()).entries()).containsExactlyElementsOf(paths.entries());
    }
  }

  @Test
  void aWholeModelTakesSomeKilobytesWhenPacked() {
    DeviceModelPaths paths =
        DeviceModelPaths.of(IntStream.range(0, 5000).mapToObj(i -> new Entry("Device.Object" + i % 50 + ".{i}.Parameter" + i, "xsd:string", true)).toList());
    assertThat(paths.packed().length).isLessThan(40_000);
  }

  @Test
  void moreThanAnyDeviceHasIsNotKept() {
    DeviceModelPaths paths =
        DeviceModelPaths.of(IntStream.range(0, DeviceModelPaths.MOST + 10).mapToObj(i -> new Entry("Device.P" + i, "", null)).toList());
    assertThat(paths.size()).isEqualTo(DeviceModelPaths.MOST);
  }

  @Test
  void damagedBytesAreTold() {
    assertThatThrownBy(() -> DeviceModelPaths.unpacked(new byte[] {1, 2, 3})).hasMessageContaining("damaged");
  }

  @Test
  void objectsAreComparedOnlyWhenBothTellOfThem() {
    DeviceModelPaths listed = DeviceModelPaths.of(List.of(new Entry("Device.A.", "", true), new Entry("Device.A.B", "", true)));
    DeviceModelPaths cached = DeviceModelPaths.of(List.of(new Entry("Device.A.B", "xsd:int", null)));
    DeviceModelPaths.Difference difference = listed.differenceTo(cached);
    assertThat(difference.onlyHere()).isEmpty();
    assertThat(difference.changed()).as("what only one tells is no difference").isEmpty();
    assertThat(listed.differenceTo(DeviceModelPaths.of(List.of(new Entry("Device.C.", "", true)))).onlyHere()).hasSize(2);
  }
}
