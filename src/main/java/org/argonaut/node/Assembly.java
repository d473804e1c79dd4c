package org.argonaut.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.argonaut.acs.AcsStats;
import org.argonaut.acs.ConnectionRequests;
import org.argonaut.acs.Credentials;
import org.argonaut.acs.DeviceEndpoint;
import org.argonaut.api.ApiServer;
import org.argonaut.api.Metrics;
import org.argonaut.api.ReadyCheck;
import org.argonaut.api.Surroundings;
import org.argonaut.bulkdata.BulkData;
import org.argonaut.catalog.Catalog;
import org.argonaut.device.CredentialWriter;
import org.argonaut.device.Devices;
import org.argonaut.device.FileLinks;
import org.argonaut.device.ShardedDevices;
import org.argonaut.event.EventLog;
import org.argonaut.event.ListenerStats;
import org.argonaut.mtp.broker.Brokers;
import org.argonaut.profile.DeviceLinks;
import org.argonaut.profile.Diagnostics;
import org.argonaut.profile.Profiles;
import org.argonaut.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the parts of a node together, in the order in which they need each other. */
record Assembly(
    ActorSystem<?> system,
    Store store,
    Devices devices,
    ScriptParts scripts,
    AcsStats acsStats,
    DeviceEndpoint endpoint,
    ApiServer api,
    AdminToken token) {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);
  private static final Duration BIND_LIMIT = Duration.ofSeconds(20);
  private static final Duration WAIT_NOTE = Duration.ofSeconds(10);
  private static final String TOKEN_KEY = "admin-token";

  /**
   * Starts everything; returns when it serves. The database starts while the cluster is joined; the device port answers 503
   * until the database is there.
   */
  static Assembly start(ActorSystem<?> system, Settings settings) {
    var store = Store.get(system);
    ClusterMembership.join(system, settings.node());
    var blocking = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("acs-", 0).factory());
    var stats = new AcsStats();
    var opener = new ConnectionRequests(settings.acs().connectionRequest(), blocking, stats);
    var brokers = new Brokers();
    var devices =
        ShardedDevices.start(system, settings.device(), settings.usp().devices(), opener, brokers);
    var usp = UspParts.start(system, settings, devices, store, brokers, blocking);
    var endpoint = await(
        DeviceEndpoint.start(system, settings.acs(), devices, store, blocking, stats, usp.mounted()),
        BIND_LIMIT,
        "ARGONAUT_DEVICE_PORT");
    var lifecycle = new Lifecycle();
    var token = AdminToken.known(settings.node()).orElseGet(() -> newToken(settings.node(), store));
    CredentialWriter credentials =
        new Credentials(settings.acs().authentication(), store.credentials(), blocking)::put;
    var links = new DeviceFileLinks(endpoint.fileLinks());
    var catalog = Catalog.start(system, settings.datamodel(), store);
    var scripts = ScriptParts.start(system, settings, store, devices, catalog, credentials, links);
    var profiles = Profiles.start(
        store, settings.profile(), new ProfileModels(store, devices, catalog, settings.device().dialects()::of));
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseClusterExiting(), "write-profile-logs", profiles::stop);
    var surroundings =
        surroundings(
            system, settings, store, devices, catalog, scripts, profiles, usp, credentials, links, lifecycle);
    NodeMetrics.register(surroundings.metrics(), store, stats, opener, endpoint);
    usp.register(surroundings.metrics());
    NodeMetrics.bulkData(surroundings.metrics(), BulkData.get(system).stats());
    NodeMetrics.scripts(surroundings.metrics(), scripts.scripts().stats());
    NodeMetrics.listeners(surroundings.metrics(), ListenerStats.get(system));
    var api =
        await(
            ApiServer.start(system, settings.api(), token.value(), surroundings), BIND_LIMIT, "ARGONAUT_API_PORT");
    Shutdown.register(system, settings.node().drainDelay(), lifecycle, api, endpoint, usp, blocking);
    awaitDatabase(store, settings.node().databaseWait());
    lifecycle.serving();
    return new Assembly(system, store, devices, scripts, stats, endpoint, api, token);
  }

  private static Surroundings surroundings(
      ActorSystem<?> system,
      Settings settings,
      Store store,
      Devices devices,
      Catalog catalog,
      ScriptParts scripts,
      Profiles profiles,
      UspParts usp,
      CredentialWriter credentials,
      FileLinks links,
      Lifecycle lifecycle) {
    return new Surroundings(
        devices,
        store,
        catalog,
        EventLog.get(system),
        scripts.scripts(),
        credentials,
        links,
        scripts.services(),
        scripts.serviceRunner(),
        profiles,
        new DeviceLinks(system, devices, store, settings.device().dialects()::of),
        new Diagnostics(system, store.diagnostics(), settings.profile(), ApiServer::problemOf),
        settings.device().dialects()::of,
        List.of(lifecycle.check(), ReadyCheck.database(store.health()), ReadyCheck.cluster(system), usp.check()),
        new Metrics(),
        Main.Version.number());
  }

  /** The first start: the token comes from the cluster's secret, so the database must be there. */
  private static AdminToken newToken(NodeSettings settings, Store store) {
    var ready = store.ready().toCompletableFuture();
    while (true) {
      try {
        ready.get(WAIT_NOTE.toMillis(), TimeUnit.MILLISECONDS);
        return AdminToken.create(settings, store.secrets().key(TOKEN_KEY));
      } catch (TimeoutException e) {
        LOG.warn("waiting for the database: {}", store.health().detail());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailed("interrupted while waiting for the database", e);
      } catch (ExecutionException e) {
        throw new CommandFailed(Configuration.oneLine(e.getCause()), e);
      }
    }
  }

  private static void awaitDatabase(Store store, Duration limit) {
    try {
      store.ready().toCompletableFuture().copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw new CommandFailed(Configuration.oneLine(e.getCause()), e);
      }
      LOG.warn("going on without the database, devices get 503 until it is there: {}", store.health().detail());
    }
  }

  private static <T> T await(CompletionStage<T> starting, Duration limit, String portVariable) {
    try {
      return starting.toCompletableFuture().copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw new CommandFailed(StartFailure.describe(e.getCause(), portVariable), e);
    }
  }
}
