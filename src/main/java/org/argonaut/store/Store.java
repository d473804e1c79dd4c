package org.argonaut.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.apache.pekko.actor.ExtensionIdProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the database, one per actor system. Starts connecting (and the embedded server, unless {@code
 * ARGONAUT_DB_URL} names another) on first use and keeps trying; operations fail with {@link StoreUnavailable} meanwhile.
 *
 * <p>Stages complete on the database's network threads: never block in what follows them.
 */
public final class Store implements Extension {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);
  private static final Id ID = new Id();

  private final Database database;
  private final DatabaseMonitor monitor;
  private final CompletableFuture<Done> ready = new CompletableFuture<>();
  private final ClusterSecrets secrets;
  private final StateRows states;
  private final DeviceRows devices;
  private final ParameterRows parameters;
  private final EventRows events;
  private final CommandRows commands;
  private final CredentialRows credentials;
  private final FileRows files;
  private final ServiceRows services;
  private final PluginRows plugins;
  private final DeviceModelRows deviceModels;
  private final ListenerRows listeners;
  private final ScriptRows scripts;
  private final ScriptLogRows scriptLogs;
  private final ScriptValueRows scriptValues;
  private final ProfileRows profiles;
  private final ScriptLogRows profileLogs;
  private final DiagnosticRows diagnostics;
  private final BulkReportRows bulkReports;
  private final DialRows dials;
  private final ContactWriter contacts;
  private final Retention retention;
  private volatile boolean trigrams;

  private Store(ExtendedActorSystem system) {
    StoreSettings settings = StoreSettings.from(system.settings().config());
    database = new Database(settings);
    secrets = new ClusterSecrets(settings.secretKey());
    states = new StateRows(database, settings);
    devices = new DeviceRows(database, () -> trigrams);
    parameters = new ParameterRows(database, settings);
    events = new EventRows(database, settings);
    commands = new CommandRows(database, settings);
    credentials = new CredentialRows(database, settings);
    files = new FileRows(database, settings, system);
    services = new ServiceRows(database);
    plugins = new PluginRows(database);
    deviceModels = new DeviceModelRows(database);
    listeners = new ListenerRows(database);
    scripts = new ScriptRows(database, settings);
    scriptLogs = new ScriptLogRows(database, settings, "script_log");
    scriptValues = new ScriptValueRows(database);
    profiles = new ProfileRows(database, settings);
    profileLogs = new ScriptLogRows(database, settings, "profile_log");
    diagnostics = new DiagnosticRows(database);
    bulkReports = new BulkReportRows(database, settings);
    dials = new DialRows(database);
    contacts = new ContactWriter(database, settings);
    retention = new Retention(database, settings);
    monitor = new DatabaseMonitor(settings, database, this::serves, ready::completeExceptionally);
    stopWith(system);
    monitor.start();
    contacts.start();
    retention.start();
  }

  public static Store get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  private void serves(Schema schema) {
    trigrams = schema.trigrams();
    secrets.rootKey(schema.rootKey());
    ready.complete(Done.getInstance());
  }

  /** After everything that writes: the last phase before the actor system goes. */
  private void stopWith(ExtendedActorSystem system) {
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
            "stop-store",
            () -> {
              CompletableFuture<Done> stopped = new CompletableFuture<>();
              Thread.ofVirtual().name("store-stop").start(() -> stop(stopped));
              return stopped;
            });
  }

  private void stop(CompletableFuture<Done> stopped) {
    try {
      retention.stop();
      contacts.stop();
      monitor.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("the store did not stop cleanly: {}", e.toString());
    } finally {
      ready.completeExceptionally(new StoreUnavailable("the node is stopping")); // unless it was ready
      stopped.complete(Done.getInstance());
    }
  }

  public DatabaseHealth health() {
    return database;
  }

  /** Serialized states; for the durable-state plugin. */
  public StateRows states() {
    return states;
  }

  public DeviceRows devices() {
    return devices;
  }

  public ParameterRows parameters() {
    return parameters;
  }

  public EventRows events() {
    return events;
  }

  public CommandRows commands() {
    return commands;
  }

  public CredentialRows credentials() {
    return credentials;
  }

  public FileRows files() {
    return files;
  }

  public ServiceRows services() {
    return services;
  }

  public PluginRows plugins() {
    return plugins;
  }

  public DeviceModelRows deviceModels() {
    return deviceModels;
  }

  public ListenerRows listeners() {
    return listeners;
  }

  public ScriptRows scripts() {
    return scripts;
  }

  public ScriptLogRows scriptLogs() {
    return scriptLogs;
  }

  public ScriptValueRows scriptValues() {
    return scriptValues;
  }

  public ProfileRows profiles() {
    return profiles;
  }

  public ScriptLogRows profileLogs() {
    return profileLogs;
  }

  public DiagnosticRows diagnostics() {
    return diagnostics;
  }

  public BulkReportRows bulkReports() {
    return bulkReports;
  }

  public DialRows dials() {
    return dials;
  }

  public ContactWriter contacts() {
    return contacts;
  }

  public ClusterSecrets secrets() {
    return secrets;
  }

  Database database() {
    return database;
  }

  /** What was done so far, and how much waits. */
  public StoreStats stats() {
    return new StoreStats(
        states.loadStats(),
        states.writeStats(),
        events.stats(),
        commands.stats(),
        parameters.stats(),
        credentials.stats(),
        bulkReports.stats(),
        contacts.waiting(),
        contacts.dropped(),
        parameters.stats().refused(),
        monitor.restarts());
  }

  /**
   * Completes when the database was reached and migrated for the first time; waits for it as long as it takes. Fails only
   * where waiting cannot help: the data directory belongs to another process, or the node stops.
   */
  public CompletionStage<Done> ready() {
    return ready.minimalCompletionStage();
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
