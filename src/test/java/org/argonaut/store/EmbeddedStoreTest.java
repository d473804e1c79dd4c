package org.argonaut.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EmbeddedStoreTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(ConfigFactory.load(TestDatabase.localConfig()));
  private static final Store STORE = Store.get(KIT.system());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void aStateThatWasSavedIsLoaded() throws Exception {
    STORE.ready().toCompletableFuture().get(10, SECONDS);
    STORE.states().save("A", new StateRows.StoredState(1, 7, "m", new byte[] {1, 2}), null).toCompletableFuture().get(5, SECONDS);
    assertThat(STORE.states().load("A").toCompletableFuture().get(5, SECONDS).payload()).containsExactly(1, 2);
    STORE.events().append(List.of(new NewEvent("A", "1 BOOT", Instant.now(), null))).toCompletableFuture().get(5, SECONDS);
    assertThat(STORE.events().list(EventFilter.ALL, 10).toCompletableFuture().get(5, SECONDS).items()).hasSize(1);
  }
}
