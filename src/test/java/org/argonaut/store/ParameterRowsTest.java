package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ParameterRowsTest {
  private static final TestStore TEST = TestStore.fresh();
  private static final ParameterRows PARAMETERS = TEST.store().parameters();
  private static final Instant T1 = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final Instant T2 = T1.plusSeconds(60);

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void aPatchChangesWhatDiffersAndKeepsTheRest() {
    get(PARAMETERS.patch("A", List.of(row("Device.A", "1", "xsd:int", true, T1), row("Device.B", "x", null, null, T1))));
    get(PARAMETERS.patch("A", List.of(row("Device.A", "2", null, null, T2), row("Device.B", "x", null, null, T2))));

    assertThat(all("A", null))
        .containsExactly(row("Device.A", "2", "xsd:int", true, T2), row("Device.B", "x", null, null, T1));
  }

  @Test
  void onlyTheVeryNamesAskedForAreFound() {
    get(PARAMETERS.patch("V", List.of(row("Device.A", "1", "xsd:int", true, T1), row("Device.AB", "2", null, null, T1))));
    assertThat(get(PARAMETERS.named("V", List.of("Device.A", "Device.None", "Device.")))).containsExactly(row("Device.A", "1", "xsd:int", true, T1));
    assertThat(get(PARAMETERS.named("V", List.of()))).isEmpty();
  }

  @Test
  void shapesAreNamesWithoutInstances() {
    get(
        PARAMETERS.patch(
            "H",
            List.of(
                row("Device.R.1.B.10.C", "1", "xsd:int", true, T1),
                row("Device.R.2.B.3.C", "1", "xsd:string", false, T1),
                row("Device.R.2.4.D", "1", null, null, T1),
                row("Device.X_80211.9", "1", "xsd:int", null, T1))));
    assertThat(get(PARAMETERS.shapes("H", 100)))
        .containsExactly(
            new ParameterShape("Device.R.{i}.B.{i}.C", List.of("xsd:int", "xsd:string"), true),
            new ParameterShape("Device.R.{i}.{i}.D", List.of(), null),
            new ParameterShape("Device.X_80211.9", List.of("xsd:int"), null));
    assertThat(get(PARAMETERS.shapes("H", 1))).hasSize(1);
  }

  @Test
  void nullsOfAPatchKeepWhatIsKnown() {
    get(PARAMETERS.patch("N", List.of(row("Device.A", "1", "xsd:int", true, T1))));
    get(PARAMETERS.patch("N", List.of(row("Device.A", null, null, false, T2))));
    assertThat(all("N", null)).containsExactly(row("Device.A", "1", "xsd:int", false, T2));
  }

  @Test
  void aNameTwiceInAPatchTakesTheLastValue() {
    get(PARAMETERS.patch("T", List.of(row("Device.A", "1", "xsd:int", null, T1), row("Device.A", "2", null, null, T1))));
    assertThat(all("T", null)).containsExactly(row("Device.A", "2", "xsd:int", null, T1));
  }

  @Test
  void patchesOfOneDeviceGivenWithoutWaitingAreAppliedInOrder() {
    List<CompletionStage<Done>> patches = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      patches.add(PARAMETERS.patch("O", List.of(row("Device.A", "v" + i, null, null, T1.plusSeconds(i)))));
    }
    patches.forEach(TestStore::get);
    assertThat(all("O", null)).extracting(ParameterRow::value).containsExactly("v100");
  }

  @Test
  void manyDevicesShareAStatement() {
    long before = TEST.store().stats().parameters().batches();
    List<CompletionStage<Done>> patches = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      patches.add(PARAMETERS.patch("M" + i, List.of(row("Device.A", "v" + i, null, null, T1))));
    }
    patches.forEach(TestStore::get);
    assertThat(TEST.store().stats().parameters().batches() - before).isLessThan(100);
    assertThat(all("M777", null)).extracting(ParameterRow::value).containsExactly("v777");
  }

  @Test
  void aHundredThousandParametersAreOnePatch() {
    List<ParameterRow> many =
        IntStream.range(0, 100_000).mapToObj(i -> row("Device.X.%06d.Y".formatted(i), "v", "xsd:string", true, T1)).toList();
    get(PARAMETERS.patch("BIG", many));
    List<ParameterRow> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<ParameterRow> page = get(PARAMETERS.list("BIG", "Device.X.0001", 30, cursor));
      seen.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).isEqualTo(many.subList(100, 200));
  }

  @Test
  void aPrefixIsTakenLiterally() {
    get(PARAMETERS.patch("P", List.of(
        row("Device.WiFi.1.", null, null, true, T1), row("Device.WiFi.1.SSID", "a_b", null, null, T1),
        row("Device.WiFi.10.SSID", "c", null, null, T1), row("Device.WiFi%", "d", null, null, T1))));
    assertThat(all("P", "Device.WiFi.1.")).extracting(ParameterRow::name)
        .containsExactly("Device.WiFi.1.", "Device.WiFi.1.SSID");
    assertThat(all("P", "Device.WiFi%")).hasSize(1);
    assertThat(all("P", "Device_")).isEmpty();
  }

  @Test
  void deletedParametersStayDeletedWhateverWaited() {
    List<CompletionStage<Done>> work = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      work.add(PARAMETERS.patch("D", List.of(row("Device.A." + i + ".B", "1", null, null, T1))));
    }
    work.add(PARAMETERS.deleteUnder("D", "Device.A.1"));
    work.forEach(TestStore::get);
    assertThat(all("D", null)).hasSize(200 - 111).noneMatch(row -> row.name().startsWith("Device.A.1"));

    CompletionStage<Done> patch = PARAMETERS.patch("D", List.of(row("Device.Z", "1", null, null, T1)));
    get(PARAMETERS.deleteAll("D"));
    get(patch);
    assertThat(all("D", null)).isEmpty();
  }

  @Test
  void whenTooMuchWaitsTheOldestPatchesAreDroppedAndCounted() {
    try (TestStore small = TestStore.fresh("argonaut.store.batch.parameter { in-flight = 1, rows = 10, queue = 100 }")) {
      List<CompletionStage<Done>> patches = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        patches.add(small.store().parameters().patch("S" + i, List.of(row("Device.A", "1", null, null, T1))));
      }
      get(patches.getLast());
      long failed = patches.stream().filter(patch -> patch.handle((d, e) -> e != null).toCompletableFuture().join()).count();
      assertThat(failed).isPositive();
      assertThat(small.store().stats().patchesDropped()).isEqualTo(failed);
      assertThatThrownBy(() -> {
        for (CompletionStage<Done> patch : patches) {
          get(patch);
        }
      }).isInstanceOf(StoreUnavailable.class);
    }
  }

  private static List<ParameterRow> all(String sn, String prefix) {
    return get(PARAMETERS.list(sn, prefix, 1000, null)).items();
  }

  private static ParameterRow row(String name, String value, String type, Boolean writable, Instant updated) {
    return new ParameterRow(name, value, type, writable, updated);
  }
}
