package org.argonaut.event;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.ListenerRows;
import org.argonaut.store.NewEvent;
import org.argonaut.store.ParkedEvent;
import org.argonaut.store.Store;
import org.argonaut.store.TestDatabase;
import org.argonaut.store.TestStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private static final Config CONFIG =
      ConfigFactory.parseString(
              """
              argonaut.event { poll-interval = 50ms, interest-interval = 50ms, page-size = 100, recent = 200 }
              argonaut.event.listener { window = 20, retries = 2, retry-delay = 20ms, store-retry = 50ms }
              """)
          .withFallback(TestDatabase.localConfig());
  private static final TestStore NODE = TestStore.ready(CONFIG);
  private static final EventLog LOG = EventLog.get(NODE.system());
  private static final ListenerRows ROWS = Store.get(NODE.system()).listeners();

  private final String owner = "owner " + UUID.randomUUID();
  private final String type = UUID.randomUUID().toString();

  @AfterAll
  static void stop() {
    NODE.close();
  }

  /** Callbacks that end when the test says so. */
  private static final class Held implements EventCallback {
    record Call(EventRow event, CompletableFuture<End> end) {}

    final List<Call> calls = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<End> handle(EventRow event) {
      Call call = new Call(event, new CompletableFuture<>());
      calls.add(call);
      return call.end;
    }

    void end(int call, End end) {
      calls.get(call).end.complete(end);
    }

    void endAll() {
      calls.forEach(call -> call.end.complete(new Abandoned()));
    }

    List<String> data() {
      return calls.stream().map(call -> call.event.sn() + call.event.dataJson()).toList();
    }
  }

  private Listener listen(EventCallback callback, int parallel, boolean discard) {
    ListenerSpec spec =
        new ListenerSpec(owner, "L", new EventFilter(null, type, null), event -> true, parallel, discard);
    Listener listener = Listener.start(Adapter.toTyped(NODE.system()), spec, callback);
    await().until(() -> get(ROWS.position(owner, "L")).isPresent());
    return listener;
  }

  private void happen(String... devices) {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < devices.length; i++) {
      events.add(new NewEvent(devices[i], type, Instant.now(), Integer.toString(i)));
    }
    get(LOG.append(events));
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
  }

  private static final EventCallback.End DONE = new EventCallback.Done();

  @Test
  void noMoreCallbacksRunAtOnceThanAllowedAndNeverTwoOfOneDevice() {
    Held held = new Held();
    Listener listener = listen(held, 2, false);
    happen("A", "A", "B", "C");

    await().until(() -> held.calls.size() == 2);
    assertThat(held.data()).containsExactly("A0", "B2");
    held.end(1, DONE);
    await().until(() -> held.calls.size() == 3);
    assertThat(held.data().getLast()).isEqualTo("C3");
    held.end(0, DONE);
    await().until(() -> held.calls.size() == 4);
    assertThat(held.data().getLast()).isEqualTo("A1");
    assertThat(listener.view()).extracting(ListenerView::running, ListenerView::handled).containsExactly(2, 2L);
    held.endAll();
    get(listener.stop());
  }

  @Test
  void anEventOfABusyDeviceIsDroppedWhenTheListenerSaysSo() {
    Held held = new Held();
    Listener listener = listen(held, 5, true);
    happen("A");
    await().until(() -> held.calls.size() == 1);
    happen("A", "A", "B");
    await().until(() -> listener.view().discarded() == 2 && held.calls.size() == 2);
    held.end(0, DONE);
    await().until(() -> listener.view().handled() == 1);
    happen("A");
    await().until(() -> held.calls.size() == 3);
    held.endAll();
    get(listener.stop());
  }

  @Test
  void aListenerThatBeginsAgainGetsOnlyWhatWasNotDone() {
    Held before = new Held();
    Listener first = listen(before, 3, false);
    happen("A", "B", "C", "D");
    await().until(() -> before.calls.size() == 3);
    before.end(1, DONE);
    before.end(2, DONE);
    await().until(() -> before.calls.size() == 4);
    var stopped = first.stop();
    before.end(0, new EventCallback.Abandoned());
    before.end(3, DONE);
    get(stopped);
    assertThat(get(ROWS.position(owner, "L")).orElseThrow().done()).hasSize(3);

    Held after = new Held();
    Listener second = listen(after, 3, false);
    happen("E");
    await().until(() -> after.calls.size() == 2);
    assertThat(after.data()).containsExactly("A0", "E0");
    after.endAll();
    get(second.stop());
  }

  @Test
  void aFailingCallbackIsTriedAgainThenParkedAndHoldsUpNobodyElse() {
    List<String> seen = new CopyOnWriteArrayList<>();
    AtomicBoolean mended = new AtomicBoolean();
    EventCallback callback =
        event -> {
          seen.add(event.sn() + event.dataJson());
          return CompletableFuture.completedFuture(
              !mended.get() && event.sn().equals("BAD") && event.dataJson().equals("0") ? new EventCallback.Failed("no such thing") : DONE);
        };
    Listener listener = listen(callback, 1, false);
    happen("BAD", "GOOD", "BAD");

    await().until(() -> listener.view().parked() == 1 && listener.view().handled() == 2);
    assertThat(seen.stream().filter("BAD0"::equals)).hasSize(3);
    assertThat(seen.indexOf("GOOD1")).isLessThan(seen.lastIndexOf("BAD0"));
    assertThat(seen.indexOf("BAD2")).isGreaterThan(seen.lastIndexOf("BAD0"));
    ParkedEvent parked = get(ROWS.parked(owner, 10, null)).items().getFirst();
    assertThat(parked.error()).isEqualTo("no such thing");
    assertThat(parked.attempts()).isEqualTo(3);

    mended.set(true);
    listener.tryAgain(parked.event());
    await().until(() -> get(ROWS.parked(owner, parked.event().id())).isEmpty());
    assertThat(seen).last().isEqualTo("BAD0");
    get(listener.stop());
  }

  @Test
  void aSlowListenerTakesNoMoreThanItsWindowAndMissesNothing() {
    Held held = new Held();
    Listener listener = listen(held, 1, false);
    String[] devices = new String[500];
    for (int i = 0; i < devices.length; i++) {
      devices[i] = "D" + i % 50;
    }
    happen(devices);
    await().until(() -> listener.view().waiting() >= 19);
    assertThat(listener.view().waiting()).isLessThanOrEqualTo(20);
    assertThat(listener.view().oldest()).isNotNull();
    for (int i = 0; i < devices.length; i++) {
      int call = i;
      await().until(() -> held.calls.size() > call);
      held.end(call, DONE);
    }
    await().until(() -> listener.view().handled() == devices.length);
    assertThat(held.calls.stream().map(call -> call.event().id())).doesNotHaveDuplicates();
    assertThat(listener.view().lag(Instant.now())).isZero();
    held.endAll();
    get(listener.stop());
  }
}
