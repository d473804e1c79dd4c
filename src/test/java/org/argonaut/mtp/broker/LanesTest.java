package org.argonaut.mtp.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final BrokerStats stats = new BrokerStats();

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private Lanes lanes(int records, Duration giveUp, int early) {
    return new Lanes(new Lanes.Limits(records, Duration.ofSeconds(30), giveUp, Duration.ofMillis(100), early), pool, stats);
  }

  private static CompletableFuture<Done> failed() {
    return CompletableFuture.failedFuture(new IllegalStateException("away"));
  }

  @Test
  void eachAgentsRecordsKeepTheirOrderWhateverTheirDevicesDo() {
    var lanes = lanes(10_000, Duration.ofSeconds(30), 10_000);
    var window = lanes.window();
    List<List<Integer>> seen = new ArrayList<>();
    var acknowledged = new AtomicInteger();
    for (int agent = 0; agent < 10; agent++) {
      seen.add(new ArrayList<>());
    }
    for (int i = 0; i < 2000; i++) {
      int number = i;
      var mine = seen.get(i % 10);
      window.take(
          "agent" + i % 10,
          () -> {
            if (ThreadLocalRandom.current().nextInt(200) == 0) {
              return failed();
            }
            mine.add(number); // one at a time, so a plain list will do
            return ThreadLocalRandom.current().nextBoolean()
                ? RecordingAgents.done()
                : CompletableFuture.supplyAsync(Done::getInstance, pool);
          },
          acknowledged::incrementAndGet,
          _ -> {});
    }
    await().atMost(LIMIT).until(() -> lanes.waiting() == 0);
    assertThat(acknowledged).hasValue(2000);
    assertThat(seen).allSatisfy(one -> assertThat(one).hasSize(200).isSorted());
  }

  @Test
  void aLongLaneOfQuickRecordsDoesNotFillTheStack() {
    var lanes = lanes(200_000, Duration.ofSeconds(30), 64);
    var window = lanes.window();
    var gate = new CompletableFuture<Done>();
    var acknowledged = new AtomicInteger();
    for (int i = 0; i < 100_000; i++) {
      window.take("one", () -> gate, acknowledged::incrementAndGet, _ -> {});
    }
    gate.complete(Done.getInstance());
    await().atMost(LIMIT).until(() -> acknowledged.get() == 100_000);
  }

  @Test
  void recordsOfOneAgentAreUnderWayTogether() {
    var lanes = lanes(1000, Duration.ofSeconds(30), 64);
    var window = lanes.window();
    var begun = new AtomicInteger();
    var slowDisk = new CompletableFuture<Done>();
    for (int i = 0; i < 10; i++) {
      window.take(
          "one",
          () -> {
            begun.incrementAndGet();
            return slowDisk;
          },
          () -> {},
          _ -> {});
    }
    assertThat(begun).hasValue(10);
    slowDisk.complete(Done.getInstance());
    await().atMost(LIMIT).until(() -> lanes.waiting() == 0);
  }

  @Test
  void whatFailedTogetherIsTriedAgainInOrderBeforeAnythingNew() {
    var lanes = lanes(1000, Duration.ofSeconds(30), 64);
    var window = lanes.window();
    var database = new CompletableFuture<Done>();
    List<Integer> delivered = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 30; i++) {
      int number = i;
      window.take(
          "one",
          () -> {
            if (!database.isDone()) {
              return database;
            }
            delivered.add(number);
            return RecordingAgents.done();
          },
          () -> {},
          _ -> {});
    }
    database.completeExceptionally(new IllegalStateException("away"));
    await().atMost(LIMIT).until(() -> lanes.waiting() == 0);
    assertThat(delivered).hasSize(30).isSorted();
  }

  @Test
  void aRecordIsGivenUpWhenItsTimeIsOver() {
    var lanes = lanes(10, Duration.ofMillis(300), 64);
    var acknowledged = new AtomicInteger();
    var reasons = new ArrayList<Throwable>();
    lanes.window().take("one", LanesTest::failed, acknowledged::incrementAndGet, reasons::add);
    await().atMost(LIMIT).until(() -> acknowledged.get() == 1);
    assertThat(reasons).hasSize(1);
    assertThat(stats.recordsGivenUp()).isEqualTo(1);
    assertThat(stats.retriesMade()).isPositive();
  }

  @Test
  void whatFailsWhileItStopsIsNotAcknowledged() throws InterruptedException {
    var lanes = lanes(10, Duration.ofSeconds(30), 64);
    var acknowledged = new AtomicInteger();
    var fate = new CompletableFuture<Done>();
    lanes.window().take("one", () -> fate, acknowledged::incrementAndGet, _ -> {});
    lanes.stop();
    fate.completeExceptionally(new IllegalStateException("away"));
    lanes.awaitIdle(System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
    assertThat(lanes.waiting()).isZero();
    assertThat(acknowledged).hasValue(0);
  }

  @Test
  void anAgentWhoseDeviceHangsKeepsSoManyRecordsAndNoMore() {
    var lanes = lanes(1000, Duration.ofSeconds(30), 3);
    var window = lanes.window();
    var acknowledged = new AtomicInteger();
    for (int i = 0; i < 40; i++) {
      window.take("slow", CompletableFuture::new, acknowledged::incrementAndGet, _ -> {});
      for (int j = 0; j < 4; j++) {
        window.take("quick", RecordingAgents::done, acknowledged::incrementAndGet, _ -> {});
      }
    }
    await().atMost(LIMIT).until(() -> acknowledged.get() >= 198);
    await().atMost(LIMIT).until(() -> lanes.waiting() <= 20); // under way, early, and the last one
    assertThat(stats.recordsOverflowed()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void moreThanTheLimitIsDropped() {
    var lanes = lanes(2, Duration.ofSeconds(30), 64);
    var window = lanes.window();
    var acknowledged = new AtomicInteger();
    for (int i = 0; i < 5; i++) {
      window.take("agent" + i, CompletableFuture::new, acknowledged::incrementAndGet, _ -> {});
    }
    assertThat(lanes.waiting()).isEqualTo(2);
    assertThat(acknowledged).hasValue(3);
    assertThat(stats.recordsOverflowed()).isEqualTo(3);
  }
}
