package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CommandRowsTest {
  private static final TestStore TEST = TestStore.fresh();
  private static final CommandRows COMMANDS = TEST.store().commands();
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void aCommandAdvancesFromQueuedToItsEnd() {
    get(COMMANDS.record(command("A", "1", "queued", NOW, null)));
    get(COMMANDS.record(command("A", "1", "sent", NOW, null)));
    CommandRow done = new CommandRow("1", "A", "Reboot", "done", null, null, "{\"ok\":1}", NOW, NOW.plusSeconds(3));
    get(COMMANDS.record(done));

    assertThat(get(COMMANDS.get("A", "1")))
        .isEqualTo(new CommandRow("1", "A", "Reboot", "done", "api", "{}", "{\"ok\":1}", NOW, NOW.plusSeconds(3)));
    assertThat(get(COMMANDS.get("A", "2"))).isNull();
    assertThat(get(COMMANDS.get("B", "1"))).isNull();
  }

  @Test
  void theFirstTerminalStateWins() {
    get(COMMANDS.record(command("T", "1", "failed", NOW, NOW)));
    get(COMMANDS.record(command("T", "1", "done", NOW, NOW.plusSeconds(9))));
    get(COMMANDS.record(command("T", "1", "queued", NOW, null)));
    assertThat(get(COMMANDS.get("T", "1")).state()).isEqualTo("failed");
    assertThat(get(COMMANDS.get("T", "1")).endedAt()).isEqualTo(NOW);
  }

  @Test
  void aSentCommandIsNotQueuedAgain() {
    get(COMMANDS.record(command("S", "1", "sent", NOW, null)));
    get(COMMANDS.record(command("S", "1", "queued", NOW, null)));
    assertThat(get(COMMANDS.get("S", "1")).state()).isEqualTo("sent");
  }

  @Test
  void recordsOfOneCommandGivenWithoutWaitingAreDoneInOrder() {
    var last = COMMANDS.record(command("Q", "1", "queued", NOW, null));
    for (String state : List.of("sent", "expired", "done")) {
      last = COMMANDS.record(command("Q", "1", state, NOW, NOW));
    }
    get(last);
    assertThat(get(COMMANDS.get("Q", "1")).state()).isEqualTo("expired");
  }

  @Test
  void pagesShowTheNewestFirst() {
    for (int i = 0; i < 25; i++) {
      get(COMMANDS.record(command("P", "c%02d".formatted(i), "queued", NOW.plusSeconds(i / 2), null)));
    }
    List<String> ids = new ArrayList<>();
    String cursor = null;
    do {
      Page<CommandRow> page = get(COMMANDS.list("P", 4, cursor));
      page.items().forEach(row -> ids.add(row.id()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(ids).hasSize(25).isSortedAccordingTo((a, b) -> b.compareTo(a)).doesNotHaveDuplicates();
    assertThatThrownBy(() -> COMMANDS.list("P", 4, "rubbish")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownStateIsRefused() {
    assertThatThrownBy(() -> COMMANDS.record(command("U", "1", "finished", NOW, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finished");
  }

  @Test
  void oneRowThatTheDatabaseRefusesFailsAlone() {
    List<java.util.concurrent.CompletionStage<?>> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String rpc = i == 50 ? null : "Reboot"; // the column takes no null
      records.add(COMMANDS.record(new CommandRow("x" + i, "F", rpc, "queued", "api", "{}", null, NOW, null)));
    }
    for (int i = 0; i < 100; i++) {
      var one = records.get(i);
      if (i == 50) {
        assertThatThrownBy(() -> get(one)).isInstanceOf(StoreFailure.class);
      } else {
        get(one);
      }
    }
    assertThat(get(COMMANDS.list("F", 1000, null)).items()).hasSize(99);
  }

  @Test
  void deletingADevicesCommandsLeavesThoseOfOthers() {
    get(COMMANDS.record(command("X", "1", "queued", NOW, null)));
    get(COMMANDS.record(command("Y", "1", "queued", NOW, null)));
    get(COMMANDS.deleteAll("X"));
    assertThat(get(COMMANDS.get("X", "1"))).isNull();
    assertThat(get(COMMANDS.get("Y", "1"))).isNotNull();
  }

  private static CommandRow command(String sn, String id, String state, Instant queued, Instant ended) {
    return new CommandRow(id, sn, "Reboot", state, "api", "{}", null, queued, ended);
  }
}
