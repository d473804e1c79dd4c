package org.argonaut.bulkdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.pekko.stream.SystemMaterializer;
import org.argonaut.event.EventLog;
import org.argonaut.store.BulkReportRow;
import org.argonaut.store.DeviceIndex;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.StateRows;
import org.argonaut.store.StoreUnavailable;
import org.argonaut.store.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of reports, on a real database. */
class BulkDataTest {
  private static final String AGENT = "proto::bulk";
  private static final TestStore TEST =
      TestStore.fresh("argonaut { store.bulkdata-reports = 3, bulkdata { max-size = 64 KiB, budget = 100 KiB } }");
  private static final BulkData BULK = BulkData.get(TEST.system());

  @BeforeAll
  static void devices() {
    device("S1", "00D09E");
    device("S2", "00D09E");
    device("AAAAAA-S2", "AAAAAA");
    device(AGENT, "00D09E");
    agent("os::one", "S5");
    agent("os::two", "S6");
    agent("os::three", "S6");
  }

  @AfterAll
  static void stop() {
    TEST.close();
  }

  private static void agent(String id, String serial) {
    save(id, new DeviceIndex("00D09E", "ACME", "M", "P", "1", null, Set.of(), null, false, true, "", "", serial, Instant.now()));
  }

  private static void save(String sn, DeviceIndex index) {
    get(TEST.store().states().save(sn, new StateRows.StoredState(1, 1, "m", new byte[1]), index));
  }

  private static void device(String sn, String oui) {
    DeviceIndex index =
        new DeviceIndex(oui, "ACME", "M", "P", "1", null, Set.of(), null, true, false, "", "", null, Instant.now());
    save(sn, index);
  }

  private static BulkIntake.Verdict take(Sender sender, String profile, String report) {
    String body = "{\"Report\":[" + report + "]}";
    return get(
        BULK.take(new Delivery(sender, BulkStats.Transport.HTTP, profile, "application/json", body.getBytes(UTF_8))));
  }

  private static String stored(Sender sender, String report) {
    assertThat(take(sender, "identity", report)).isInstanceOf(BulkIntake.Verdict.Stored.class);
    return ((BulkIntake.Verdict.Stored) take(sender, "identity", report)).sn();
  }

  private static void refused(BulkStats.Reason reason, Sender sender, String report) {
    assertThat(take(sender, "", report))
        .isInstanceOfSatisfying(
            BulkIntake.Verdict.Refused.class,
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(reason);
              assertThat(refusal.detail()).isNotBlank();
            });
  }

  private static Sender anybody(String eid, String oui, String sn) {
    return new Sender(null, eid, oui, sn);
  }

  private static Sender only(String... ids) {
    return new Sender(Set.of(ids), null, null, null);
  }

  @Test
  void aReportIsTheDevicesThatItsWayOrTheReportNames() {
    assertThat(stored(anybody(null, null, "S1"), "{\"A\":1}")).isEqualTo("S1");
    assertThat(stored(anybody(null, "AAAAAA", "S2"), "{\"A\":1}")).isEqualTo("AAAAAA-S2");
    assertThat(stored(anybody(AGENT, "00D09E", "S1"), "{\"A\":1}")).isEqualTo(AGENT);
    assertThat(stored(anybody(null, null, null), "{\"Device.DeviceInfo.SerialNumber\":\"S1\"}")).isEqualTo("S1");
    assertThat(stored(anybody(null, null, null), "{\"Device\":{\"LocalAgent\":{\"EndpointID\":\"" + AGENT + "\"}}}"))
        .isEqualTo(AGENT);
    assertThat(stored(anybody(null, "00D09E", "S5"), "{\"A\":1}")).isEqualTo("os::one");
    assertThat(stored(only("S1"), "{\"A\":1}")).isEqualTo("S1");
    assertThat(stored(only(AGENT), "{\"Device.DeviceInfo.SerialNumber\":\"S1\"}")).isEqualTo(AGENT);
  }

  @Test
  void aReportForSomebodyElseOrForNobodyIsRefused() {
    refused(BulkStats.Reason.NO_IDENTITY, anybody(null, null, null), "{\"A\":1}");
    refused(BulkStats.Reason.NO_IDENTITY, anybody(null, null, "S6"), "{\"A\":1}");
    refused(BulkStats.Reason.UNKNOWN_DEVICE, anybody(null, "AAAAAA", "S5"), "{\"A\":1}");
    refused(BulkStats.Reason.UNKNOWN_DEVICE, anybody(null, null, "S9"), "{\"A\":1}");
    refused(BulkStats.Reason.UNKNOWN_DEVICE, anybody(null, "BBBBBB", "S1"), "{\"A\":1}");
    refused(BulkStats.Reason.NOT_ALLOWED, only("S2"), "{\"Device.DeviceInfo.SerialNumber\":\"S1\"}");
    refused(BulkStats.Reason.NOT_ALLOWED, only("S2"), "{\"Device.LocalAgent.EndpointID\":\"" + AGENT + "\"}");
    refused(BulkStats.Reason.NOT_ALLOWED, new Sender(Set.of("S2"), AGENT, null, null), "{\"A\":1}");
    refused(BulkStats.Reason.NOT_ALLOWED, anybody(null, null, "S2"), "{\"Device.DeviceInfo.SerialNumber\":\"S1\"}");
  }

  @Test
  void theNewestReportsOfADeviceAreKeptAndNoSecretAmongThem() {
    for (int i = 1; i <= 5; i++) {
      take(only("S2"), "p" + i % 2, "{\"CollectionTime\":1772359200,\"Device.N\":" + i + ",\"Device.X.Password\":\"s3cret\"}");
    }
    List<BulkReportRow> listed = get(TEST.store().bulkReports().list("S2", null, null, 10, null)).items();
    assertThat(listed).extracting(BulkReportRow::profile).containsExactly("p1", "p0", "p1");
    assertThat(listed).extracting(BulkReportRow::parametersJson).containsOnlyNulls();
    assertThat(get(TEST.store().bulkReports().get("S2", listed.getFirst().id())).parametersJson())
        .isEqualTo("{\"Device.N\":\"5\",\"Device.X.Password\":\"\"}");
    assertThat(get(TEST.store().bulkReports().get("S1", listed.getFirst().id()))).isNull();
    assertThat(get(TEST.store().bulkReports().list("S2", "p0", null, 10, null)).items()).hasSize(1);
    assertThat(get(TEST.store().bulkReports().list("S2", null, Instant.now().plusSeconds(60), 10, null)).items()).isEmpty();
    var page = get(TEST.store().bulkReports().list("S2", null, null, 2, null));
    assertThat(get(TEST.store().bulkReports().list("S2", null, null, 2, page.next())).items())
        .containsExactly(listed.getLast());
  }

  @Test
  void valuesThatComeWithTheirPathsAreInTheCacheOfParameters() {
    take(only(AGENT), "", "{\"Device.Cached\":\"yes\",\"MyName\":\"no\",\"Device.X.Secret\":\"no\"}");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        get(TEST.store().parameters().list(AGENT, null, 100, null)).items().stream()
                            .collect(Collectors.toMap(ParameterRow::name, ParameterRow::value)))
                    .containsEntry("Device.Cached", "yes")
                    .doesNotContainKeys("MyName", "Device.X.Secret"));
  }

  @Test
  void whoeverFollowsTheEventLogHearsOfEachReport() {
    List<EventRow> seen = new CopyOnWriteArrayList<>();
    EventLog log = EventLog.get(TEST.system());
    log.follow(new EventFilter(null, BulkData.EVENT, "AAAAAA-S2"))
        .runForeach(seen::add, SystemMaterializer.get(TEST.system()).materializer());
    await()
        .untilAsserted(
            () -> {
              take(only("AAAAAA-S2"), "wifi", "{\"A\":1},{\"A\":2}");
              assertThat(seen).hasSizeGreaterThanOrEqualTo(2);
            });
    assertThat(seen.getFirst().dataJson()).contains("\"profile\":\"wifi\"", "\"transport\":\"http\"", "\"report\":");
  }

  @Test
  void whatIsTooLargeIsRefusedAndWhatIsTooMuchAtOnceIsNotTakenNow() {
    byte[] large = new byte[65 * 1024];
    assertThat(get(BULK.take(new Delivery(only("S1"), BulkStats.Transport.USP, "", null, large))))
        .isInstanceOfSatisfying(
            BulkIntake.Verdict.Refused.class, r -> assertThat(r.reason()).isEqualTo(BulkStats.Reason.TOO_LARGE));
    byte[] body = ("{\"Report\":[{\"A\":\"" + "x".repeat(60 * 1024) + "\"}]}").getBytes(UTF_8);
    Delivery delivery = new Delivery(only("S1"), BulkStats.Transport.USP, "", null, body);
    var first = BULK.take(delivery);
    var second = BULK.take(delivery);
    assertThatThrownBy(() -> get(second)).isInstanceOf(StoreUnavailable.class);
    assertThat(get(first)).isInstanceOf(BulkIntake.Verdict.Stored.class);
    assertThat(get(BULK.take(delivery))).isInstanceOf(BulkIntake.Verdict.Stored.class);
    assertThat(BULK.stats().dropped()).isEqualTo(1);
  }
}
