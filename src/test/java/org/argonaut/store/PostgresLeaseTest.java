package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.apache.pekko.coordination.lease.javadsl.LeaseProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresLeaseTest {
  private static final TestStore TEST =
      TestStore.ready(
          ConfigFactory.parseString(
                  """
                  argonaut.store.lease { heartbeat-timeout = 1s, heartbeat-interval = 200ms }
                  """)
              .withFallback(TestDatabase.localConfig()));
  private static final String URL = TEST.system().settings().config().getString("argonaut.store.url");

  @AfterAll
  static void stop() {
    TEST.close();
  }

  @Test
  void onlyOneOwnerHasTheLeaseUntilItGivesItBack() {
    Lease a = lease("one", "a");
    Lease b = lease("one", "b");
    assertThat(get(a.acquire())).isTrue();
    assertThat(get(a.acquire())).isTrue();
    assertThat(get(b.acquire())).isFalse();
    assertThat(a.checkLease()).isTrue();
    assertThat(b.checkLease()).isFalse();
    assertThat(get(b.release())).isTrue();
    assertThat(get(b.acquire())).isFalse();
    get(a.release());
    assertThat(a.checkLease()).isFalse();
    assertThat(get(b.acquire())).isTrue();
  }

  @Test
  void aHeartbeatKeepsTheLeaseBeyondItsTimeToLive() {
    Lease a = lease("kept", "a");
    Lease b = lease("kept", "b");
    get(a.acquire());
    Awaitility.await()
        .during(Duration.ofMillis(1800))
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(get(b.acquire())).isFalse());
    assertThat(a.checkLease()).isTrue();
    get(a.release());
  }

  @Test
  void aLeaseOfADeadOwnerCanBeTakenWhenItsTimeIsOver() throws Exception {
    TestDatabase.execute(
        DatabaseUrl.parse(URL), "INSERT INTO lease VALUES ('dead', 'a', now() + interval '700 milliseconds')");
    Lease b = lease("dead", "b");
    assertThat(get(b.acquire())).isFalse();
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> get(b.acquire()));
    assertThat(b.checkLease()).isTrue();
    get(b.release());
  }

  @Test
  void anOwnerThatLostItsLeaseIsTold() throws Exception {
    Lease a = lease("lost", "a");
    AtomicInteger lost = new AtomicInteger();
    get(a.acquire(reason -> lost.incrementAndGet()));
    TestDatabase.execute(DatabaseUrl.parse(URL), "UPDATE lease SET owner = 'thief' WHERE name = 'lost'");
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> lost.get() == 1);
    assertThat(a.checkLease()).isFalse();
  }

  private static Lease lease(String name, String owner) {
    return LeaseProvider.get(TEST.system()).getLease(name, "argonaut.store.lease", owner);
  }
}
