package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.argonaut.store.PluginRows.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PluginRowsTest {
  private static final TestStore TEST = TestStore.fresh();
  private static final PluginRows PLUGINS = TEST.store().plugins();
  private static final DeviceModelRows MODELS = TEST.store().deviceModels();

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @BeforeEach
  void empty() {
    get(PLUGINS.all()).forEach(row -> get(PLUGINS.delete(row.file())));
  }

  @Test
  void everyChangeRaisesTheRevisionAndNoTwoContentsShareOne() {
    long before = get(PLUGINS.revision());
    assertThat(get(PLUGINS.put("b.json", "{1}", List.of()))).isEqualTo(Result.CREATED);
    assertThat(get(PLUGINS.put("B.json", "{2}", List.of("X", "Y")))).isEqualTo(Result.CREATED);
    assertThat(get(PLUGINS.put("b.json", "{3}", List.of("Z")))).isEqualTo(Result.CHANGED);
    List<PluginRow> all = get(PLUGINS.all());
    assertThat(all).extracting(PluginRow::file).containsExactly("B.json", "b.json");
    assertThat(all.getFirst().models()).containsExactly("X", "Y");
    assertThat(all.getLast().content()).isEqualTo("{3}");
    assertThat(get(PLUGINS.revision())).isEqualTo(before + 3);
    assertThat(get(PLUGINS.delete("b.json"))).isTrue();
    assertThat(get(PLUGINS.delete("b.json"))).isFalse();
    get(PLUGINS.put("b.json", "{1}", List.of()));
    assertThat(get(PLUGINS.all()).getLast().revision()).isEqualTo(get(PLUGINS.revision())).isGreaterThan(before + 3);
  }

  @Test
  void thereAreNoMoreThanDevicesLoadEvenWhenManyComeAtOnce() {
    List<CompletionStage<Result>> puts = new ArrayList<>();
    for (int i = 0; i < PluginRows.MOST + 3; i++) {
      puts.add(PLUGINS.put("p" + i + ".json", "{}", List.of()));
    }
    assertThat(puts.stream().map(TestStore::get).filter(result -> result == Result.FULL)).hasSize(3);
    assertThat(get(PLUGINS.all())).hasSize(PluginRows.MOST);
    String first = get(PLUGINS.all()).getFirst().file();
    assertThat(get(PLUGINS.put(first, "{changed}", List.of()))).isEqualTo(Result.CHANGED);
  }

  @Test
  void theNewestVersionsOfAModelAreKept() {
    Instant start = Instant.parse("2026-03-01T10:00:00Z");
    for (int i = 0; i < 53; i++) {
      get(MODELS.put(new DeviceModelRow("M", "v" + i, new byte[] {(byte) i}, i, start.plusSeconds(i))));
    }
    get(MODELS.put(new DeviceModelRow("OTHER", "v0", new byte[] {7}, 1, start)));
    assertThat(get(MODELS.versions("M"))).hasSize(50).extracting(DeviceModelRow::version).startsWith("v52", "v51").doesNotContain("v2", "v1", "v0");
    assertThat(get(MODELS.get("M", "v0"))).isNull();
    assertThat(get(MODELS.get("M", "v52")).paths()).containsExactly(52);
    assertThat(get(MODELS.get("OTHER", "v0")).count()).isEqualTo(1);
  }
}
