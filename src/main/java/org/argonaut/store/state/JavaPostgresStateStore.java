package org.argonaut.store.state;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.persistence.state.javadsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.javadsl.GetObjectResult;

/** {@link PostgresStateStore} as Java code calls it. */
final class JavaPostgresStateStore implements DurableStateUpdateStore<Object> {
  private final PostgresStateStore store;

  JavaPostgresStateStore(PostgresStateStore store) {
    this.store = store;
  }

  @Override
  public CompletionStage<GetObjectResult<Object>> getObject(String persistenceId) {
    return store.load(persistenceId).thenApply(result -> result.toJava());
  }

  @Override
  public CompletionStage<Done> upsertObject(String persistenceId, long revision, Object value, String tag) {
    return store.save(persistenceId, revision, value);
  }

  @Override
  @Deprecated
  public CompletionStage<Done> deleteObject(String persistenceId) {
    return scala.jdk.javaapi.FutureConverters.asJava(store.deleteObject(persistenceId));
  }

  @Override
  public CompletionStage<Done> deleteObject(String persistenceId, long revision) {
    return store.delete(persistenceId, revision);
  }
}
