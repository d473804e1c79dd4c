package org.argonaut.store;

import static org.argonaut.store.TestStore.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.argonaut.store.StateRows.StoredState;
import org.argonaut.store.embedded.DataDirectoryInUse;
import org.argonaut.store.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOutageTest {
  @TempDir private Path temp;

  @BeforeEach
  void lendPrograms() throws IOException {
    TestDatabase.lendPrograms(temp);
  }

  @Test
  void aStoreSeesItsExternalDatabaseGoAndComeBack() throws Exception {
    int port = freePort();
    try (EmbeddedPostgres first = EmbeddedPostgres.open(settings(port))) {
      first.start();
    }
    EmbeddedPostgres external = EmbeddedPostgres.open(settings(port));
    String url = url(external.start());
    try (TestStore test = TestStore.ready(ConfigFactory.parseMap(Map.of("argonaut.store.url", url)))) {
      Store store = test.store();
      get(store.states().save("A", state(1), null));
      store.contacts().touch("A", Instant.now(), null);
      assertThat(store.health().up()).isTrue();

      external.close();

      within(Duration.ofSeconds(4)).until(() -> !store.health().up());
      long began = System.nanoTime();
      assertThatThrownBy(() -> get(store.states().load("A"))).isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> get(store.devices().count(DeviceFilter.ALL))).isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> get(store.events().append(List.of(new NewEvent("A", "t", Instant.now(), null)))))
          .isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> get(store.credentials().get("x"))).isInstanceOf(StoreUnavailable.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
      assertThat(store.health().detail()).isNotBlank();

      external = EmbeddedPostgres.open(settings(port));
      external.start();

      within(Duration.ofSeconds(6)).until(() -> store.health().up());
      assertThat(get(store.states().load("A")).revision()).isEqualTo(1);
      get(store.states().save("A", state(2), null));
    } finally {
      external.close();
    }
  }

  @Test
  void aStoreThatStartsBeforeItsDatabaseWaitsForIt() throws Exception {
    int port = freePort();
    String url;
    try (EmbeddedPostgres first = EmbeddedPostgres.open(settings(port))) {
      url = url(first.start());
    }
    try (TestStore test = TestStore.starting(ConfigFactory.parseMap(Map.of("argonaut.store.url", url)))) {
      within(Duration.ofSeconds(5)).until(() -> test.store().health().detail().contains("refused"));
      assertThat(test.store().ready().toCompletableFuture()).isNotDone();
      assertThat(test.store().health().up()).isFalse();

      try (EmbeddedPostgres external = EmbeddedPostgres.open(settings(port))) {
        external.start();
        get(test.store().ready());
        assertThat(test.store().health().up()).isTrue();
      }
    }
  }

  @Test
  void aFrozenDatabaseCountsAsDownAndFailsWhatWaits() throws Exception {
    try (EmbeddedPostgres external = EmbeddedPostgres.open(settings(freePort()))) {
      String url = url(external.start());
      Config config =
          ConfigFactory.parseMap(
              Map.of("argonaut.store.url", url, "argonaut.store.health-timeout", "300ms", "argonaut.store.health-interval", "100ms",
                  "argonaut.store.statement-timeout", "2s", "argonaut.store.acquire-timeout", "1s"));
      try (TestStore test = TestStore.ready(config)) {
        get(test.store().states().save("A", state(1), null));
        List<ProcessHandle> frozen = freeze(external);
        try {
          List<CompletionStage<StoredState>> loads = new ArrayList<>();
          for (int i = 0; i < 100; i++) {
            loads.add(test.store().states().load("A"));
          }
          within(Duration.ofSeconds(8)).until(() -> !test.store().health().up());
          for (CompletionStage<StoredState> load : loads) {
            assertThatThrownBy(() -> get(load)).isInstanceOf(StoreUnavailable.class);
          }
        } finally {
          signal("CONT", frozen);
        }
        within(Duration.ofSeconds(10)).until(() -> test.store().health().up());
        assertThat(get(test.store().states().load("A")).revision()).isEqualTo(1);
      }
    }
  }

  @Test
  void anEmbeddedDatabaseThatIsKilledIsStartedAgainAndLosesNothing() {
    try (TestStore test = TestStore.ready(embedded())) {
      Store store = test.store();
      get(store.states().save("A", state(1), null));

      postmaster().destroyForcibly();

      within(Duration.ofSeconds(4)).until(() -> !store.health().up());
      within(Duration.ofSeconds(30)).until(() -> store.health().up());
      assertThat(get(store.states().load("A")).revision()).isEqualTo(1);
      assertThat(store.stats().embeddedRestarts()).isEqualTo(1);
    }
  }

  @Test
  void anEmbeddedDatabaseKeepsEverythingOverARestartOfTheNode() {
    byte[] key;
    try (TestStore test = TestStore.ready(embedded())) {
      get(test.store().states().save("A", state(1), null));
      test.store().contacts().touch("A", Instant.EPOCH, Instant.EPOCH.plusSeconds(5)); // written when the node stops
      key = test.store().secrets().key("cookie");
    }
    try (TestStore test = TestStore.ready(embedded())) {
      assertThat(get(test.store().states().load("A")).revision()).isEqualTo(1);
      assertThat(get(test.store().devices().get("A")).onlineUntil()).isEqualTo(Instant.EPOCH.plusSeconds(5));
      assertThat(test.store().secrets().key("cookie")).isEqualTo(key);
    }
  }

  @Test
  void aSecondNodeOnTheSameDataDirectoryFailsAtOnceWithAClearReason() {
    try (TestStore first = TestStore.ready(embedded());
        TestStore second = TestStore.starting(embedded())) {
      assertThatThrownBy(() -> get(second.store().ready()))
          .isInstanceOf(DataDirectoryInUse.class)
          .hasMessageContaining("in use by process");
      assertThat(second.store().health().up()).isFalse();
      assertThat(second.store().health().detail()).contains("in use");
      assertThat(first.store().health().up()).isTrue();
    }
  }

  private static StoredState state(long revision) {
    return new StoredState(revision, 1, "m", new byte[] {1});
  }

  private ProcessHandle postmaster() {
    try {
      String pid = java.nio.file.Files.readAllLines(temp.resolve("db/postmaster.pid")).getFirst();
      return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ProcessHandle> freeze(EmbeddedPostgres postgres) throws Exception {
    ProcessHandle server = postgres.server().orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(List.of(server));
    server.descendants().forEach(all::add);
    signal("STOP", all);
    return all;
  }

  private static void signal(String name, List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }

  private Config embedded() {
    return ConfigFactory.parseMap(
        Map.of("argonaut.node.data-dir", temp.toString(), "argonaut.store.health-interval", "100ms",
            "argonaut.store.contact-flush-interval", "1h", "argonaut.store.embedded.parameters.shared_buffers", "32MB",
            "argonaut.store.embedded.parameters.fsync", "off"));
  }

  private EmbeddedPostgres.Settings settings(int port) {
    return new EmbeddedPostgres.Settings(
        temp, port, Map.of("fsync", "off"), Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000_000);
  }

  private static String url(EmbeddedPostgres.Address address) {
    return "postgresql://" + address.user() + ":" + address.password() + "@127.0.0.1:" + address.port() + "/postgres";
  }

  private static ConditionFactory within(Duration time) {
    return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(time);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
