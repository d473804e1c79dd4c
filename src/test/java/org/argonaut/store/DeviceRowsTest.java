package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeviceRowsTest {
  private static final TestStore TEST = TestStore.fresh();
  private static final DeviceRows DEVICES = TEST.store().devices();
  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
  private static final Instant SEEN = Instant.parse("2026-03-01T10:00:00.123456Z");

  @BeforeAll
  static void fill() {
    for (int i = 0; i < 25; i++) {
      save("HW%04d".formatted(i), index("Huawei", "HG8245", "Kitchen " + i, Set.of("fiber", "zone" + i % 3), SEEN));
    }
    save("ZTE-1", index("ZTE", "F660", "50%_off", Set.of(), SEEN));
    save("ZTE-2", index("ZTE", "F660", null, null, null));
    contact("HW0001", FAR);
    contact("HW0002", SEEN.minusSeconds(600));
    Awaitility.await().until(() -> TEST.store().stats().contactsWaiting() == 0);
    Awaitility.await().untilAsserted(() -> assertThat(get(DEVICES.get("HW0002")).onlineUntil()).isNotNull());
  }

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void theAgentAndTheCwmpRecordOfABoxAreLinkedBothWaysAndAStrangersAreNot() {
    box("S7", "00AAAA", false, null);
    box("00BBBB-S7", "00BBBB", false, null);
    box("os::00AAAA-S7", "00AAAA", true, "S7");
    box("os::00BBBB-S7", "00BBBB", true, "S7");
    box("proto::second-of-S7", "00AAAA", true, "S7");
    box("proto::told", "00CCCC", true, "another");
    box("S8", "00CCCC", false, null);
    get(TEST.store().parameters().patch("S8", List.of(endpointId("proto::told"))));
    assertThat(get(DEVICES.linked("S7"))).containsExactly("os::00AAAA-S7", "proto::second-of-S7");
    assertThat(get(DEVICES.linked("00BBBB-S7"))).containsExactly("os::00BBBB-S7");
    assertThat(get(DEVICES.linked("os::00AAAA-S7"))).containsExactly("S7");
    assertThat(get(DEVICES.linked("os::00BBBB-S7"))).containsExactly("00BBBB-S7");
    assertThat(get(DEVICES.linked("S8"))).containsExactly("proto::told");
    assertThat(get(DEVICES.linked("proto::told"))).containsExactly("S8");
    assertThat(get(DEVICES.linked("UNKNOWN"))).isEmpty();

    get(TEST.store().parameters().patch("S8", List.of(endpointId("x".repeat(100_000)))));
    get(TEST.store().states().delete("os::00AAAA-S7"));
    assertThat(get(DEVICES.linked("S8"))).isEmpty();
    assertThat(get(DEVICES.linked("S7"))).containsExactly("proto::second-of-S7");
    List.of("S7", "00BBBB-S7", "os::00BBBB-S7", "proto::second-of-S7", "proto::told", "S8")
        .forEach(sn -> get(TEST.store().states().delete(sn)));
  }

  private static ParameterRow endpointId(String value) {
    return new ParameterRow("Device.LocalAgent.EndpointID", value, null, null, Instant.now());
  }

  private static void box(String sn, String oui, boolean agent, String serial) {
    save(sn, new DeviceIndex(oui, "ACME", "Box", "IGD", "V1", null, Set.of(), null, !agent, agent, "", "", serial, SEEN));
  }

  @Test
  void aDeviceIsListedWithEverythingItIsIndexedBy() {
    DeviceRow row = get(DEVICES.get("HW0001"));
    assertThat(row.index()).isEqualTo(index("Huawei", "HG8245", "Kitchen 1", Set.of("fiber", "zone1"), SEEN));
    assertThat(row.lastContact()).isEqualTo(SEEN);
    assertThat(row.onlineUntil()).isEqualTo(FAR);
    assertThat(get(DEVICES.get("UNKNOWN"))).isNull();
  }

  @Test
  void pagesCoverAllDevicesOnceInOrder() {
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<DeviceRow> page = get(DEVICES.list(DeviceFilter.ALL, 10, cursor));
      page.items().forEach(row -> seen.add(row.sn()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).hasSize(27).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void searchFindsAPartOfAnythingInAnyCase() {
    assertThat(sns(new DeviceFilter("w0007", null, null, null, null))).containsExactly("HW0007");
    assertThat(sns(new DeviceFilter("KITCHEN 12", null, null, null, null))).containsExactly("HW0012");
    assertThat(sns(new DeviceFilter("f66", null, null, null, null))).containsExactly("ZTE-1", "ZTE-2");
    assertThat(sns(new DeviceFilter("nothing like it", null, null, null, null))).isEmpty();
  }

  @Test
  void searchTakesWildcardsLiterally() {
    assertThat(sns(new DeviceFilter("50%_", null, null, null, null))).containsExactly("ZTE-1");
    assertThat(sns(new DeviceFilter("%", null, null, null, null))).containsExactly("ZTE-1");
    assertThat(sns(new DeviceFilter("'; DROP TABLE device; --", null, null, null, null))).isEmpty();
  }

  @Test
  void filtersNarrowTogether() {
    assertThat(sns(new DeviceFilter(null, null, "ZTE", null, null))).containsExactly("ZTE-1", "ZTE-2");
    assertThat(sns(new DeviceFilter(null, null, "ZTE", "HG8245", null))).isEmpty();
    assertThat(sns(new DeviceFilter(null, null, null, null, "zone2"))).hasSize(8);
    assertThat(sns(new DeviceFilter("hw0001", null, "Huawei", "HG8245", "zone1"))).containsExactly("HW0001");
  }

  @Test
  void statusInTheFilterIsTheStatusOfTheRow() {
    assertThat(sns(new DeviceFilter(null, DeviceRow.ONLINE, null, null, null))).containsExactly("HW0001");
    assertThat(sns(new DeviceFilter(null, DeviceRow.OFFLINE, null, null, null))).containsExactly("HW0002", "ZTE-2");
    assertThat(get(DEVICES.count(new DeviceFilter(null, DeviceRow.ASSOCIATING, null, null, null)))).isEqualTo(24);
    for (DeviceRow row : get(DEVICES.list(DeviceFilter.ALL, 100, null)).items()) {
      assertThat(sns(new DeviceFilter(null, row.status(Instant.now()), null, null, null))).contains(row.sn());
    }
    assertThatThrownBy(() -> DEVICES.list(new DeviceFilter(null, 3, null, null, null), 10, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void countCountsWhatTheListShows() {
    assertThat(get(DEVICES.count(DeviceFilter.ALL))).isEqualTo(27);
    assertThat(get(DEVICES.count(new DeviceFilter("kitchen", null, null, null, null)))).isEqualTo(25);
  }

  @Test
  void aPageLimitOutOfBoundsIsRefused() {
    assertThatThrownBy(() -> DEVICES.list(DeviceFilter.ALL, 0, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DEVICES.list(DeviceFilter.ALL, 1001, null)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anOlderContactDoesNotReplaceALaterOne() {
    save("LATE", index("X", "X", null, null, SEEN));
    TEST.store().contacts().touch("LATE", SEEN, SEEN.plusSeconds(60));
    TEST.store().contacts().touch("LATE", SEEN.minusSeconds(30), SEEN.minusSeconds(1));
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(get(DEVICES.get("LATE")).onlineUntil()).isEqualTo(SEEN.plusSeconds(60)));
    TEST.store().contacts().touch("LATE", SEEN.plusSeconds(5), null);
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> {
              assertThat(get(DEVICES.get("LATE")).lastContact()).isEqualTo(SEEN.plusSeconds(5));
              assertThat(get(DEVICES.get("LATE")).onlineUntil()).isEqualTo(SEEN.plusSeconds(60));
            });
    get(TEST.store().states().delete("LATE"));
  }

  private static List<String> sns(DeviceFilter filter) {
    return get(DEVICES.list(filter, 100, null)).items().stream().map(DeviceRow::sn).toList();
  }

  private static void save(String sn, DeviceIndex index) {
    get(TEST.store().states().save(sn, new StateRows.StoredState(1, 1, "m", new byte[] {1}), index));
  }

  private static void contact(String sn, Instant onlineUntil) {
    TEST.store().contacts().touch(sn, SEEN, onlineUntil);
  }

  private static DeviceIndex index(String vendor, String model, String alias, Set<String> tags, Instant first) {
    return new DeviceIndex("00259E", vendor, model, "IGD", "V1", alias, tags == null ? Set.of() : tags, "p", true, false,
        "TR-098", "10.0.0.1", null, first);
  }
}
