package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EventRowsTest {
  private static final TestStore TEST = TestStore.fresh();
  private static final EventRows EVENTS = TEST.store().events();
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123456Z");

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void eventsAreReadBackInTheOrderInWhichTheyWereGiven() {
    long before = get(EVENTS.latest());
    List<CompletionStage<Done>> appends = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      appends.add(EVENTS.append(List.of(event("A", "t", 2 * i), event("A", "t", 2 * i + 1))));
    }
    appends.forEach(TestStore::get);

    List<EventRow> rows = get(EVENTS.list(new EventFilter(before, null, "A"), 1000)).items();
    assertThat(rows).extracting(EventRow::dataJson).isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "{\"n\":" + i + "}").toList());
    assertThat(rows).extracting(EventRow::id).isSorted().doesNotHaveDuplicates();
    assertThat(rows.getFirst().at()).isEqualTo(AT);
    assertThat(get(EVENTS.latest())).isGreaterThanOrEqualTo(rows.getLast().id());
  }

  @Test
  void filtersAndPagesNarrowTheList() {
    get(EVENTS.append(List.of(event("B", "1 BOOT", 1), event("B", "device.new", 2), event("C", "1 BOOT", 3), event("B", "1 BOOT", 4))));
    Page<EventRow> first = get(EVENTS.list(new EventFilter(null, "1 BOOT", "B"), 1));
    assertThat(first.items()).extracting(EventRow::dataJson).containsExactly("{\"n\":1}");
    Page<EventRow> second = get(EVENTS.list(new EventFilter(Long.valueOf(first.next()), "1 BOOT", "B"), 1));
    assertThat(second.items()).extracting(EventRow::dataJson).containsExactly("{\"n\":4}");
    assertThat(second.next()).isNull();
  }

  @Test
  void anEventWithoutDataHasNone() {
    get(EVENTS.append(List.of(new NewEvent("D", "1 BOOT", AT, null))));
    assertThat(get(EVENTS.list(new EventFilter(null, null, "D"), 10)).items().getFirst().dataJson()).isNull();
  }

  @Test
  void interestOfOneNodeIsKnownToTheOthersUntilItEnds() {
    get(EVENTS.announceInterest("n1", Set.of("2 PERIODIC"), 60));
    assertThat(get(EVENTS.announceInterest("n2", Set.of(), 60))).containsExactly("2 PERIODIC");
    assertThat(get(EVENTS.announceInterest("n1", Set.of(), 60))).isEmpty();
    assertThat(get(EVENTS.announceInterest("n2", Set.of(), 60))).isEmpty();
    get(EVENTS.announceInterest("dead", Set.of("x"), -1));
    assertThat(get(EVENTS.announceInterest("n2", Set.of(), 60))).isEmpty();
  }

  @Test
  void whatIsOlderThanItsRetentionIsDeletedAndNothingElse() throws Exception {
    try (TestStore test =
        TestStore.fresh("argonaut.store { event-retention = 1d, command-retention = 1d, retention-chunk = 10 }")) {
      Store store = test.store();
      Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      Instant old = now.minus(Duration.ofDays(2));
      for (int i = 0; i < 35; i++) {
        get(store.events().append(List.of(new NewEvent("R", "t", i < 25 ? old : now, null))));
        Instant at = i < 25 ? old : now;
        get(store.commands().record(new CommandRow("c" + i, "R", "Reboot", "done", null, null, null, at, at)));
      }
      get(store.commands().record(new CommandRow("open", "R", "Reboot", "queued", null, null, null, old, null)));

      Retention retention = new Retention(store.database(), StoreSettings.from(test.system().settings().config()));
      retention.sweep();

      assertThat(get(store.events().list(EventFilter.ALL, 100)).items()).hasSize(10).allMatch(e -> e.at().equals(now));
      assertThat(get(store.commands().list("R", 100, null)).items()).hasSize(11).anyMatch(c -> c.id().equals("open"));
    }
  }

  private static NewEvent event(String sn, String type, int n) {
    return new NewEvent(sn, type, AT, "{\"n\":" + n + "}");
  }
}
