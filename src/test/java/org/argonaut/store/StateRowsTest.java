package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.argonaut.store.StateRows.StoredState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StateRowsTest {
  private static final TestStore TEST = TestStore.fresh();
  private static final StateRows STATES = TEST.store().states();

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void whatWasSavedIsLoadedByteForByte() {
    byte[] payload = IntStream.range(0, 70_000).collect(java.io.ByteArrayOutputStream::new, (o, i) -> o.write(i), (a, b) -> {}).toByteArray();

    get(STATES.save("BYTES", new StoredState(1, -7, "manifest é", payload), null));

    StoredState loaded = get(STATES.load("BYTES"));
    assertThat(loaded.payload()).isEqualTo(payload);
    assertThat(loaded.serializer()).isEqualTo(-7);
    assertThat(loaded.manifest()).isEqualTo("manifest é");
    assertThat(loaded.revision()).isEqualTo(1);
  }

  @Test
  void anUnknownDeviceLoadsAsNull() {
    assertThat(get(STATES.load("NOBODY"))).isNull();
  }

  @Test
  void aRevisionThatDoesNotFollowIsRefusedAndNamesTheDevice() {
    get(STATES.save("CLASH", state(1, "first"), null));
    get(STATES.save("CLASH", state(2, "second"), null));

    assertThatThrownBy(() -> get(STATES.save("CLASH", state(2, "loser"), null)))
        .isInstanceOf(RevisionConflict.class)
        .hasMessageContaining("CLASH");
    assertThatThrownBy(() -> get(STATES.save("CLASH", state(1, "loser"), null))).isInstanceOf(RevisionConflict.class);
    assertThatThrownBy(() -> get(STATES.save("CLASH", state(4, "gap"), null))).isInstanceOf(RevisionConflict.class);
    assertThat(text(get(STATES.load("CLASH")))).isEqualTo("second");
  }

  @Test
  void anUpdateOfADeletedDeviceDoesNotBringItBack() {
    get(STATES.save("GONE", state(1, "x"), null));
    get(STATES.delete("GONE", 2));

    assertThatThrownBy(() -> get(STATES.save("GONE", state(2, "zombie"), null))).isInstanceOf(RevisionConflict.class);
    assertThat(get(STATES.load("GONE"))).isNull();
    get(STATES.save("GONE", state(1, "reborn"), null));
  }

  @Test
  void aDeleteWithTheWrongRevisionLeavesTheDevice() {
    get(STATES.save("STAYS", state(1, "x"), null));

    assertThatThrownBy(() -> get(STATES.delete("STAYS", 5))).isInstanceOf(RevisionConflict.class);
    assertThat(get(STATES.load("STAYS"))).isNotNull();
    get(STATES.delete("STAYS"));
    assertThat(get(STATES.load("STAYS"))).isNull();
  }

  @Test
  void inACrowdEachOneGetsItsOwnAnswer() {
    int n = 3000;
    all(n, i -> STATES.save("CROWD" + i, state(1, "a" + i), null));
    // every third writes a revision that does not follow
    List<CompletionStage<?>> second = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      second.add(STATES.save("CROWD" + i, state(i % 3 == 0 ? 7 : 2, "b" + i), null));
    }
    for (int i = 0; i < n; i++) {
      CompletionStage<?> save = second.get(i);
      if (i % 3 == 0) {
        assertThatThrownBy(() -> get(save)).isInstanceOf(RevisionConflict.class);
      } else {
        get(save);
      }
    }
    List<CompletionStage<StoredState>> loads =
        IntStream.range(0, n).<CompletionStage<StoredState>>mapToObj(i -> STATES.load("CROWD" + i)).toList();
    for (int i = 0; i < n; i++) {
      assertThat(text(get(loads.get(i)))).isEqualTo((i % 3 == 0 ? "a" : "b") + i);
    }
  }

  @Test
  void aCrowdOfSavesAndLoadsGoesInFewStatements() {
    long savesBefore = TEST.store().stats().upserts().batches();
    long loadsBefore = TEST.store().stats().recoveries().batches();

    all(2000, i -> STATES.save("GROUP" + i, state(1, "x"), null));
    all(2000, i -> STATES.load("GROUP" + i));

    assertThat(TEST.store().stats().upserts().batches() - savesBefore).isLessThan(200);
    assertThat(TEST.store().stats().recoveries().batches() - loadsBefore).isLessThan(200);
  }

  @Test
  void writesOfOneDeviceGivenWithoutWaitingAreDoneInOrder() {
    List<CompletionStage<?>> saves = new ArrayList<>();
    for (int revision = 1; revision <= 50; revision++) {
      saves.add(STATES.save("QUEUE", state(revision, "r" + revision), null));
    }
    saves.forEach(TestStore::get);
    assertThat(text(get(STATES.load("QUEUE")))).isEqualTo("r50");
  }

  @Test
  void insertsUpdatesAndDeletesOfOneMomentAreAllDone() {
    all(300, i -> STATES.save("MIX" + i, state(1, "x"), null));
    List<CompletionStage<?>> mixed = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      mixed.add(STATES.save("MIXNEW" + i, state(1, "new"), null));
      mixed.add(i % 2 == 0 ? STATES.save("MIX" + i, state(2, "y"), null) : STATES.delete("MIX" + i, 2));
    }
    mixed.forEach(TestStore::get);
    assertThat(text(get(STATES.load("MIXNEW7")))).isEqualTo("new");
    assertThat(text(get(STATES.load("MIX8")))).isEqualTo("y");
    assertThat(get(STATES.load("MIX9"))).isNull();
  }

  @Test
  void aSerialNumberWithANulCharacterIsStoredWithoutHarmToOthers() {
    CompletionStage<?> odd = STATES.save("NUL\0", state(1, "odd"), null);
    all(50, i -> STATES.save("NEIGHBOUR" + i, state(1, "x"), null));
    get(odd);
    assertThat(get(STATES.load("NEIGHBOUR49"))).isNotNull();
  }

  private static void all(int n, java.util.function.IntFunction<CompletionStage<?>> work) {
    List<CompletionStage<?>> stages = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      stages.add(work.apply(i));
    }
    stages.forEach(TestStore::get);
  }

  private static StoredState state(long revision, String text) {
    return new StoredState(revision, 1, "m", text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(StoredState state) {
    return new String(state.payload(), StandardCharsets.UTF_8);
  }
}
