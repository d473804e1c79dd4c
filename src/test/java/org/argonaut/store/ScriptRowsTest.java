package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.argonaut.store.ScriptRows.Result;
import org.argonaut.store.ScriptRows.Saved;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ScriptRowsTest {
  private static final TestStore TEST = TestStore.fresh("argonaut.store { script-versions = 3, script-log-lines = 10 }");
  private static final ScriptRows SCRIPTS = TEST.store().scripts();

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void aNewScriptIsActiveAndItsHomeHasYetToRunIt() {
    Saved saved = put("new", "print(1)");
    assertThat(saved.result()).isEqualTo(Result.CREATED);
    ScriptRow row = get(SCRIPTS.get("new"));
    assertThat(row.version()).isEqualTo(1);
    assertThat(row.wantsToRun()).isTrue();
    assertThat(row.createdBy()).isEqualTo("anna");
    assertThat(get(SCRIPTS.version("new", 1)).content()).isEqualTo("print(1)");
    assertThat(get(SCRIPTS.get("none"))).isNull();
    assertThat(get(SCRIPTS.version("new", 2))).isNull();
  }

  @Test
  void otherContentIsAnotherVersionAndAnotherRun() {
    put("edit", "a()");
    assertThat(put("edit", "b()").result()).isEqualTo(Result.CHANGED);
    assertThat(put("edit", "b()").result()).isEqualTo(Result.UNCHANGED);
    ScriptRow row = get(SCRIPTS.get("edit"));
    assertThat(row.version()).isEqualTo(2);
    assertThat(row.revision()).isEqualTo(2);
    assertThat(get(SCRIPTS.versions("edit", 10, null)).items())
        .extracting(ScriptVersionRow::version)
        .containsExactly(2L, 1L);
  }

  @Test
  void anotherDescriptionCallsForNoOtherRun() {
    put("text", "a()");
    Saved saved =
        get(SCRIPTS.change(new ScriptChange("text", null, "greets", null, false, "api", "bert", "", null)));
    assertThat(saved.result()).isEqualTo(Result.CHANGED);
    assertThat(saved.row().revision()).isEqualTo(1);
    assertThat(saved.row().description()).isEqualTo("greets");
    assertThat(saved.row().changedBy()).isEqualTo("bert");
  }

  @Test
  void aScriptWhoseRunIsOverIsNotPendingUntilItIsStartedAgain() {
    put("over", "a()");
    assertThat(pending()).contains("over");
    get(SCRIPTS.ended("over", 1, "line 1: no such thing"));
    assertThat(pending()).doesNotContain("over");
    assertThat(get(SCRIPTS.get("over")).problem()).isEqualTo("line 1: no such thing");

    get(SCRIPTS.change(new ScriptChange("over", null, null, true, true, "api", "anna", "", null)));
    assertThat(pending()).contains("over");
    assertThat(get(SCRIPTS.get("over")).problem()).isNull();
  }

  @Test
  void aLateEndOfAnOlderRunDoesNotEndTheNewerOne() {
    put("late", "a()");
    put("late", "b()");
    get(SCRIPTS.ended("late", 1, "old"));
    ScriptRow row = get(SCRIPTS.get("late"));
    assertThat(row.wantsToRun()).isTrue();
    assertThat(row.problem()).isNull();
  }

  @Test
  void aChangeMadeFromAnotherVersionIsAConflict() {
    put("conflict", "a()");
    put("conflict", "b()");
    assertThat(expecting("conflict", "c()", 1L)).isEqualTo(Result.CONFLICT);
    assertThat(expecting("conflict", "c()", 0L)).isEqualTo(Result.CONFLICT);
    assertThat(expecting("conflict", "c()", 2L)).isEqualTo(Result.CHANGED);
    assertThat(expecting("not there", "c()", 1L)).isEqualTo(Result.CONFLICT);
    assertThat(expecting("not there", "c()", 0L)).isEqualTo(Result.CREATED);
  }

  @Test
  void onlyTheFirstOfManyWhoCreateAtOnceCreates() {
    List<CompletionStage<Saved>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(SCRIPTS.change(new ScriptChange("race", "x = " + i, null, null, false, "api", "anna", "", 0L)));
    }
    assertThat(all.stream().map(TestStore::get).map(Saved::result))
        .containsOnlyOnce(Result.CREATED)
        .filteredOn(result -> result != Result.CREATED)
        .containsOnly(Result.CONFLICT);
  }

  @Test
  void aDeletedScriptIsNotListedForgetsItsValuesAndKeepsCountingWhenItComesBack() {
    put("gone", "a()");
    get(TEST.store().scriptValues().set("gone", "k", "1", 10));
    assertThat(get(SCRIPTS.delete("gone", "anna")).result()).isEqualTo(Result.CHANGED);
    assertThat(get(SCRIPTS.delete("gone", "anna")).result()).isEqualTo(Result.UNKNOWN);
    assertThat(get(SCRIPTS.list(1000, null)).items()).extracting(ScriptRow::name).doesNotContain("gone");
    assertThat(get(TEST.store().scriptValues().get("gone", "k"))).isNull();
    assertThat(get(SCRIPTS.get("gone")).wantsToRun()).isFalse();

    assertThat(put("gone", "a()").result()).isEqualTo(Result.CREATED);
    assertThat(get(SCRIPTS.get("gone")).version()).isEqualTo(2);
  }

  @Test
  void onlyTheNewestVersionsAreKept() {
    for (int i = 0; i < 6; i++) {
      put("many", "x = " + i);
    }
    assertThat(get(SCRIPTS.versions("many", 10, null)).items())
        .extracting(ScriptVersionRow::version)
        .containsExactly(6L, 5L, 4L);
  }

  @Test
  void pagesGoThroughAllScripts() {
    for (int i = 0; i < 7; i++) {
      put("page" + i, "a()");
    }
    List<String> names = new ArrayList<>();
    String cursor = null;
    do {
      Page<ScriptRow> page = get(SCRIPTS.list(3, cursor));
      page.items().forEach(row -> names.add(row.name()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(names).isSorted().doesNotHaveDuplicates().contains("page0", "page6");
  }

  private static Saved put(String name, String content) {
    return get(SCRIPTS.change(ScriptChange.content(name, content, "api", "anna")));
  }

  private static Result expecting(String name, String content, Long version) {
    return get(SCRIPTS.change(new ScriptChange(name, content, null, null, false, "api", "anna", "", version))).result();
  }

  private static List<String> pending() {
    return get(SCRIPTS.pending(1000, null)).items().stream().map(ScriptRow::name).toList();
  }
}
