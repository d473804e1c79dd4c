package org.argonaut.store.state;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.state.scaladsl.DurableStateUpdateStore;
import org.apache.pekko.persistence.state.scaladsl.GetObjectResult;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.argonaut.store.DeviceIndex;
import org.argonaut.store.StateRows;
import org.argonaut.store.StateRows.StoredState;
import scala.Option;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/**
 * States of devices by persistence id {@code device|SN}. A state that implements {@link DeviceIndex.Indexed} says what its
 * row is searched by.
 *
 * <p>Deleting removes the row, revision and all: an actor that deleted its state must stop; its successor begins anew.
 */
final class PostgresStateStore implements DurableStateUpdateStore<Object> {
  private static final char SEPARATOR = '|';

  private final ExtendedActorSystem system;
  private final StateRows rows;

  PostgresStateStore(ExtendedActorSystem system, StateRows rows) {
    this.system = system;
    this.rows = rows;
  }

  @Override
  public Future<GetObjectResult<Object>> getObject(String persistenceId) {
    return FutureConverters.asScala(load(persistenceId));
  }

  @Override
  public Future<Done> upsertObject(String persistenceId, long revision, Object value, String tag) {
    return FutureConverters.asScala(save(persistenceId, revision, value));
  }

  @Override
  @Deprecated
  public Future<Done> deleteObject(String persistenceId) {
    return FutureConverters.asScala(rows.delete(sn(persistenceId)));
  }

  @Override
  public Future<Done> deleteObject(String persistenceId, long revision) {
    return FutureConverters.asScala(delete(persistenceId, revision));
  }

  CompletionStage<GetObjectResult<Object>> load(String persistenceId) {
    // Deserialized on the actors' threads, not on the few of the network.
    return rows.load(sn(persistenceId))
        .thenApplyAsync(
            stored ->
                stored == null
                    ? new GetObjectResult<>(Option.empty(), 0)
                    : new GetObjectResult<>(Option.apply(deserialized(stored)), stored.revision()),
            system.dispatcher());
  }

  CompletionStage<Done> save(String persistenceId, long revision, Object value) {
    return rows.save(
        sn(persistenceId),
        serialized(revision, value),
        value instanceof DeviceIndex.Indexed indexed ? indexed.index() : null);
  }

  CompletionStage<Done> delete(String persistenceId, long revision) {
    return rows.delete(sn(persistenceId), revision);
  }

  private StoredState serialized(long revision, Object value) {
    Serialization serialization = SerializationExtension.get(system);
    Serializer serializer = serialization.findSerializerFor(value);
    return new StoredState(
        revision,
        serializer.identifier(),
        Serializers.manifestFor(serializer, value),
        serialization.serialize(value).get());
  }

  private Object deserialized(StoredState stored) {
    return SerializationExtension.get(system)
        .deserialize(stored.payload(), stored.serializer(), stored.manifest())
        .get();
  }

  private static String sn(String persistenceId) {
    int separator = persistenceId.indexOf(SEPARATOR);
    if (separator < 0 || separator == persistenceId.length() - 1) {
      throw new IllegalArgumentException("persistence id '" + persistenceId + "' is not of the form device|SN");
    }
    return persistenceId.substring(separator + 1);
  }
}
