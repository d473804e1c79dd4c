package org.argonaut.store;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;

/**
 * The way to the database, one per actor system. Starts connecting (and the embedded server, unless {@code
 * ARGONAUT_DB_URL} names another) on first use and keeps trying; operations fail with {@link StoreUnavailable} meanwhile.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Store implements Extension {
  private static final Id ID = new Id();

  private Store(ExtendedActorSystem system) {}

  public static Store get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  public DatabaseHealth health() {
    throw new UnsupportedOperationException();
  }

  public DeviceRows devices() {
    throw new UnsupportedOperationException();
  }

  public ParameterRows parameters() {
    throw new UnsupportedOperationException();
  }

  public EventRows events() {
    throw new UnsupportedOperationException();
  }

  public CommandRows commands() {
    throw new UnsupportedOperationException();
  }

  public CredentialRows credentials() {
    throw new UnsupportedOperationException();
  }

  public FileRows files() {
    throw new UnsupportedOperationException();
  }

  public ContactWriter contacts() {
    throw new UnsupportedOperationException();
  }

  public ClusterSecrets secrets() {
    throw new UnsupportedOperationException();
  }

  public StoreStats stats() {
    throw new UnsupportedOperationException();
  }

  /**
   * Completes when the database was reached and migrated for the first time; waits for it as long as it takes. Fails only
   * where waiting cannot help: the data directory belongs to another process, or a setting is wrong.
   */
  public CompletionStage<Done> ready() {
    throw new UnsupportedOperationException();
  }

  private static final class Id extends AbstractExtensionId<Store> implements ExtensionIdProvider {
    @Override
    public Store createExtension(ExtendedActorSystem system) {
      return new Store(system);
    }

    @Override
    public Id lookup() {
      return ID;
    }
  }
}
