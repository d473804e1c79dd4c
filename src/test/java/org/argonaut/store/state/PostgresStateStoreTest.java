package org.argonaut.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.persistence.state.DurableStateStoreRegistry;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.state.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.state.javadsl.DurableStateBehavior;
import org.apache.pekko.persistence.typed.state.javadsl.EffectBuilder;
import org.argonaut.store.DeviceIndex;
import org.argonaut.store.DeviceRow;
import org.argonaut.store.RevisionConflict;
import org.argonaut.store.Store;
import org.argonaut.store.TestDatabase;
import org.argonaut.store.TestStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresStateStoreTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.load(
              ConfigFactory.parseString(
                      "pekko.actor.serialization-bindings { \"" + Count.class.getName() + "\" = jackson-cbor }")
                  .withFallback(TestDatabase.localConfig())));

  static {
    TestStore.get(Store.get(KIT.system()).ready());
  }

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void anActorFindsItsStateAgainAfterItWasStopped() {
    ActorRef<Command> first = KIT.spawn(Router.create("S1"));
    assertThat(add(first, 5)).isEqualTo(5);
    assertThat(add(first, 7)).isEqualTo(12);
    KIT.stop(first);

    assertThat(add(KIT.spawn(Router.create("S1")), 1)).isEqualTo(13);
  }

  @Test
  void whatTheStateIsIndexedByIsSearchedInTheSameRow() {
    add(KIT.spawn(Router.create("S2")), 3);
    DeviceRow row = TestStore.get(Store.get(KIT.system()).devices().get("S2"));
    assertThat(row.index().vendor()).isEqualTo("Acme");
    assertThat(row.index().alias()).isEqualTo("count 3");
  }

  @Test
  void ofTwoActorsWithOneDeviceTheSecondWriterStops() {
    ActorRef<Command> one = KIT.spawn(Router.create("S3"));
    add(one, 1);
    ActorRef<Command> two = KIT.spawn(Router.create("S3"));
    add(two, 1);

    TestProbe<Object> death = KIT.createTestProbe();
    one.tell(new Add(1, KIT.<Integer>createTestProbe().ref()));
    death.expectTerminated(one, Duration.ofSeconds(10));
    assertThat(add(two, 1)).isEqualTo(3);
  }

  @Test
  void aForgottenDeviceBeginsAnew() {
    ActorRef<Command> actor = KIT.spawn(Router.create("S4"));
    add(actor, 9);
    TestProbe<Object> death = KIT.createTestProbe();
    actor.tell(new Forget());
    death.expectTerminated(actor, Duration.ofSeconds(10));

    assertThat(TestStore.get(Store.get(KIT.system()).devices().get("S4"))).isNull();
    assertThat(add(KIT.spawn(Router.create("S4")), 1)).isEqualTo(1);
  }

  @Test
  void javaCodeReadsAndWritesThroughTheRegistry() {
    DurableStateUpdateStore<Object> store = registered();
    TestStore.get(store.upsertObject("device|S5", 1, new Count(4), ""));
    assertThat(TestStore.get(store.getObject("device|S5")).value()).contains(new Count(4));
    assertThatThrownBy(() -> TestStore.get(store.upsertObject("device|S5", 1, new Count(4), "")))
        .isInstanceOf(RevisionConflict.class)
        .hasMessageContaining("S5");
    TestStore.get(store.deleteObject("device|S5", 2));
    assertThat(TestStore.get(store.getObject("device|S5")).value()).isEmpty();
  }

  @Test
  void anIdWithoutASerialNumberIsRefused() {
    DurableStateUpdateStore<Object> store = registered();
    assertThatThrownBy(() -> store.getObject("S6"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device|SN");
  }

  @SuppressWarnings("unchecked")
  private static DurableStateUpdateStore<Object> registered() {
    return DurableStateStoreRegistry.get(KIT.system())
        .getDurableStateStoreFor(DurableStateUpdateStore.class, "argonaut.store.durable-state");
  }

  private static int add(ActorRef<Command> actor, int n) {
    TestProbe<Integer> probe = KIT.createTestProbe();
    actor.tell(new Add(n, probe.ref()));
    return probe.receiveMessage(Duration.ofSeconds(10));
  }

  /** A state as the device's. */
  record Count(int value) implements DeviceIndex.Indexed {
    @JsonCreator
    Count {}

    @Override
    public DeviceIndex index() {
      return new DeviceIndex("001122", "Acme", "M", null, null, "count " + value, Set.of("t"), null, true, false, null,
          null, null, Instant.EPOCH);
    }
  }

  sealed interface Command {}

  record Add(int n, ActorRef<Integer> replyTo) implements Command {}

  record Forget() implements Command {}

  static final class Router extends DurableStateBehavior<Command, Count> {
    private Router(String sn) {
      super(PersistenceId.of("device", sn));
    }

    static Behavior<Command> create(String sn) {
      return new Router(sn);
    }

    @Override
    public Count emptyState() {
      return new Count(0);
    }

    @Override
    public CommandHandler<Command, Count> commandHandler() {
      return newCommandHandlerBuilder()
          .forAnyState()
          .onCommand(
              Add.class,
              (state, add) ->
                  Effect()
                      .persist(new Count(state.value() + add.n()))
                      .thenRun(now -> add.replyTo().tell(now.value())))
          .onCommand(Forget.class, (state, forget) -> delete().thenStop())
          .build();
    }

    /** Pekko's Java API has no delete; its effects implement both APIs. */
    @SuppressWarnings("unchecked")
    private static EffectBuilder<Count> delete() {
      return (EffectBuilder<Count>) (Object) org.apache.pekko.persistence.typed.state.scaladsl.Effect.<Count>delete();
    }
  }
}
