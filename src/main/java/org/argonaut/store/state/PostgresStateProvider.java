package org.argonaut.store.state;

import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.state.DurableStateStoreProvider;
import org.argonaut.store.Store;

/** What Pekko creates from {@code argonaut.store.durable-state.class}. */
public final class PostgresStateProvider implements DurableStateStoreProvider {
  private final PostgresStateStore store;

  public PostgresStateProvider(ExtendedActorSystem system) {
    this.store = new PostgresStateStore(system, Store.get(system).states());
  }

  @Override
  public org.apache.pekko.persistence.state.scaladsl.DurableStateStore<Object> scaladslDurableStateStore() {
    return store;
  }

  @Override
  public org.apache.pekko.persistence.state.javadsl.DurableStateStore<Object> javadslDurableStateStore() {
    return new JavaPostgresStateStore(store);
  }
}
