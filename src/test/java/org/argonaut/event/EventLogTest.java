package org.argonaut.event;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.NewEvent;
import org.argonaut.store.TestDatabase;
import org.argonaut.store.TestStore;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EventLogTest {
  private static final Config CONFIG =
      ConfigFactory.parseString("argonaut.event { poll-interval = 50ms, interest-interval = 50ms, page-size = 100 }")
          .withFallback(TestDatabase.localConfig());
  private static final TestStore NODE_1 = TestStore.ready(CONFIG);
  private static final TestStore NODE_2 = TestStore.ready(CONFIG);
  private static final EventLog LOG_1 = EventLog.get(NODE_1.system());
  private static final EventLog LOG_2 = EventLog.get(NODE_2.system());

  @AfterAll
  static void stop() {
    NODE_1.close();
    NODE_2.close();
  }

  @Test
  void followersOnBothNodesSeeEveryEventOnceAndInOrderWhileBothNodesWrite() {
    long begin = get(LOG_1.latest());
    Followed here = Followed.of(LOG_1.follow(new EventFilter(begin, null, null)), NODE_1.system());
    Followed there = Followed.of(LOG_2.follow(new EventFilter(begin, null, null)), NODE_2.system());

    List<CompletionStage<Done>> appends = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      appends.add(LOG_1.append(List.of(event("ONE", "t", i))));
      appends.add(LOG_2.append(List.of(event("TWO", "t", i))));
    }
    appends.forEach(TestStore::get);

    for (Followed followed : List.of(here, there)) {
      await().until(() -> followed.seen().size() >= 3000);
      assertThat(followed.seen()).hasSize(3000).extracting(EventRow::id).isSorted().doesNotHaveDuplicates();
      followed.stop();
    }
    assertThat(List.copyOf(here.seen())).isEqualTo(List.copyOf(there.seen()));
  }

  @Test
  void aFollowerBeginsWhereItLeftOffAndGoesOnLive() {
    get(LOG_1.append(List.of(event("B", "b", 1), event("B", "b", 2), event("B", "b", 3))));
    long first = get(LOG_1.list(new EventFilter(null, "b", "B"), 1)).items().getFirst().id();

    Followed followed = Followed.of(LOG_2.follow(new EventFilter(first, "b", "B")), NODE_2.system());
    await().until(() -> followed.seen().size() == 2);
    get(LOG_1.append(List.of(event("B", "other", 0), event("X", "b", 0), event("B", "b", 4))));
    await().until(() -> followed.seen().size() == 3);
    assertThat(followed.seen()).extracting(EventRow::dataJson).containsExactly("2", "3", "4");
    followed.stop();
  }

  @Test
  void aFollowerWithoutABeginningSeesOnlyWhatIsNew() {
    get(LOG_1.append(List.of(event("N", "n", 1))));
    Followed followed = Followed.of(LOG_1.follow(new EventFilter(null, "n", null)), NODE_1.system());
    await()
        .until(
            () -> {
              get(LOG_1.append(List.of(event("N", "n", 2))));
              return !followed.seen().isEmpty();
            });
    assertThat(followed.seen()).extracting(EventRow::dataJson).containsOnly("2");
    followed.stop();
  }

  @Test
  void aSlowFollowerLosesNothingAndHoldsUpNobody() {
    long begin = get(LOG_1.latest());
    Source<EventRow, NotUsed> source = LOG_1.follow(new EventFilter(begin, "s", null));
    var slow = source.runWith(Sink.queue(1), NODE_1.system());
    assertThat(slow).isNotNull();
    Followed quick = Followed.of(source, NODE_1.system());
    for (int i = 0; i < 30; i++) {
      List<NewEvent> many = new ArrayList<>();
      for (int j = 0; j < 100; j++) {
        many.add(event("S", "s", i * 100 + j));
      }
      get(LOG_1.append(many));
    }
    await().until(() -> quick.seen().size() == 3000);
    for (int i = 0; i < 3000; i++) {
      assertThat(get(slow.pull()).orElseThrow().dataJson()).isEqualTo(Integer.toString(i));
    }
    slow.cancel();
    quick.stop();
  }

  @Test
  void eventsOnDemandAreWantedWhileSomebodyInTheClusterFollowsThem() {
    assertThat(LOG_1.wants("1 BOOT")).isTrue();
    await().until(() -> !LOG_1.wants("2 PERIODIC") && !LOG_2.wants("2 PERIODIC"));

    Followed followed = Followed.of(LOG_2.follow(new EventFilter(null, "2 PERIODIC", null)), NODE_2.system());
    await().until(() -> LOG_2.wants("2 PERIODIC"));
    await().until(() -> LOG_1.wants("2 PERIODIC"));

    followed.stop();
    await().until(() -> !LOG_2.wants("2 PERIODIC"));
    await().until(() -> !LOG_1.wants("2 PERIODIC"));
  }

  /** A follower that takes what comes. */
  private record Followed(ConcurrentLinkedQueue<EventRow> seen, UniqueKillSwitch end) {
    static Followed of(Source<EventRow, NotUsed> source, ActorSystem system) {
      ConcurrentLinkedQueue<EventRow> seen = new ConcurrentLinkedQueue<>();
      UniqueKillSwitch end =
          source
              .viaMat(KillSwitches.single(), Keep.right())
              .toMat(Sink.foreach(seen::add), Keep.left())
              .run(system);
      return new Followed(seen, end);
    }

    void stop() {
      end.shutdown();
    }
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  private static NewEvent event(String sn, String type, int n) {
    return new NewEvent(sn, type, Instant.EPOCH, Integer.toString(n));
  }
}
