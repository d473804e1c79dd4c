package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The log of scripts, and what they remember. */
class ScriptLogRowsTest {
  private static final TestStore TEST = TestStore.fresh("argonaut.store.script-log-lines = 10");
  private static final ScriptLogRows LOGS = TEST.store().scriptLogs();
  private static final Instant NOON = Instant.parse("2020-03-01T12:00:00Z");

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void linesComeBackInTheirOrderFromAnIdOrATimeOn() {
    get(LOGS.append(lines("order", 0, 20)));
    get(LOGS.append(lines("other", 0, 3)));
    List<ScriptLogRow> all = get(LOGS.after("order", 0, null, 1000));
    assertThat(all).extracting(ScriptLogRow::text).containsExactlyElementsOf(texts(0, 20));
    assertThat(all).extracting(ScriptLogRow::id).isSorted();
    assertThat(get(LOGS.after("order", all.get(14).id(), null, 3))).extracting(ScriptLogRow::text)
        .containsExactlyElementsOf(texts(15, 18));
    assertThat(get(LOGS.last("order", null, 4))).extracting(ScriptLogRow::text).containsExactlyElementsOf(texts(16, 20));
    assertThat(get(LOGS.last("order", NOON.plusSeconds(18), 100))).extracting(ScriptLogRow::text)
        .containsExactlyElementsOf(texts(18, 20));
    assertThat(get(LOGS.append(List.of()))).isNotNull();
  }

  @Test
  void trimmingLeavesTheNewestLinesOfOneScript() {
    get(LOGS.append(lines("trim", 0, 30)));
    get(LOGS.append(lines("untouched", 0, 30)));
    get(LOGS.trim("trim"));
    assertThat(get(LOGS.last("trim", null, 1000))).extracting(ScriptLogRow::text).containsExactlyElementsOf(texts(20, 30));
    assertThat(get(LOGS.last("untouched", null, 1000))).hasSize(30);
    assertThat(get(LOGS.trim("trim"))).isZero();
  }

  @Test
  void oldLinesAreDeleted() throws Exception {
    get(LOGS.append(lines("old", 0, 5)));
    get(LOGS.append(List.of(new ScriptLogRow(0, "old", Instant.now(), "print", "young"))));
    new Retention(TEST.store().database(), StoreSettings.from(TEST.system().settings().config())).sweep();
    assertThat(get(LOGS.last("old", null, 1000))).extracting(ScriptLogRow::text).containsExactly("young");
  }

  @Test
  void aScriptRemembersSoManyValuesAndNoMore() {
    ScriptValueRows values = TEST.store().scriptValues();
    get(TEST.store().scripts().change(ScriptChange.content("memory", "a()", "api", "anna")));
    assertThat(get(values.set("memory", "a", "1", 2))).isTrue();
    assertThat(get(values.set("memory", "b", "\"two\"", 2))).isTrue();
    assertThat(get(values.set("memory", "c", "3", 2))).isFalse();
    assertThat(get(values.set("memory", "a", "[1]", 2))).isTrue();
    assertThat(get(values.get("memory", "a"))).isEqualTo("[1]");
    assertThat(get(values.remove("memory", "a"))).isTrue();
    assertThat(get(values.get("memory", "a"))).isNull();
    assertThat(get(values.set("no such script", "a", "1", 2))).isFalse();
  }

  private static List<ScriptLogRow> lines(String name, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new ScriptLogRow(0, name, NOON.plusSeconds(i), "print", "line " + i))
        .toList();
  }

  private static List<String> texts(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }
}
