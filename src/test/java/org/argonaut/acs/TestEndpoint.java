package org.argonaut.acs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.argonaut.bulkdata.RecordingBulkData;
import org.argonaut.store.CredentialRow;
import org.argonaut.store.StoreUnavailable;

/** The real endpoint on a free port, over devices that record and credentials in a map. */
public final class TestEndpoint implements AutoCloseable {
  static final String DEFAULTS =
      """
      pekko.actor.provider = local
      pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
      argonaut.acs { bind = "127.0.0.1", port = 0, auth = none }
      """;

  final RecordingBulkData bulkData = new RecordingBulkData();
  final RecordingDevices devices = new RecordingDevices();
  final Map<String, CredentialRow> credentials = new ConcurrentHashMap<>();
  final AtomicBoolean databaseUp = new AtomicBoolean(true);
  final AtomicBoolean credentialsUp = new AtomicBoolean(true);
  final AcsStats stats = new AcsStats();
  final AcsSettings settings;
  final DeviceEndpoint endpoint;
  /** One for all tests of the JVM; it holds nothing of an endpoint. */
  private static final ActorSystem<Void> SYSTEM =
      ActorSystem.create(Behaviors.empty(), "acs-test", config(""));

  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final List<RawHttp> clients = new CopyOnWriteArrayList<>();

  TestEndpoint(String overrides) throws Exception {
    this(overrides, Map.of());
  }

  public TestEndpoint(String overrides, Map<String, MountedHandler> mounted) throws Exception {
    this(overrides, CompletableFuture.completedStage(secrets()), mounted);
  }

  TestEndpoint(String overrides, CompletionStage<DeviceEndpoint.Secrets> secrets) throws Exception {
    this(overrides, secrets, Map.of());
  }

  private TestEndpoint(
      String overrides, CompletionStage<DeviceEndpoint.Secrets> secrets, Map<String, MountedHandler> mounted)
      throws Exception {
    settings = AcsSettings.from(config(overrides));
    DeviceEndpoint.Backend backend =
        new DeviceEndpoint.Backend(devices, this::credential, null, bulkData, databaseUp::get, secrets);
    endpoint =
        DeviceEndpoint.start(SYSTEM, settings, backend, blocking, stats, mounted)
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  private static Config config(String overrides) {
    return ConfigFactory.parseString(overrides)
        .withFallback(ConfigFactory.parseString(DEFAULTS))
        .withFallback(ConfigFactory.defaultReference())
        .resolve();
  }

  static DeviceEndpoint.Secrets secrets() {
    byte[] key = new byte[32];
    return new DeviceEndpoint.Secrets(key, key, key);
  }

  private CompletionStage<CredentialRow> credential(String username) {
    return credentialsUp.get()
        ? CompletableFuture.completedStage(credentials.get(username))
        : CompletableFuture.failedStage(new StoreUnavailable("the test took it away"));
  }

  void allow(String username, String password, String sn) {
    credentials.put(
        username, Credentials.hash(settings.authentication(), username, password, sn, new SecureRandom()));
  }

  public InetSocketAddress address() {
    return endpoint.addresses().getFirst();
  }

  /** A new TCP connection. */
  RawHttp connect() throws IOException {
    RawHttp client = new RawHttp(address());
    clients.add(client);
    return client;
  }

  @Override
  public void close() throws IOException {
    for (RawHttp client : clients) {
      client.close();
    }
    endpoint.stop(Duration.ofSeconds(2)).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    blocking.shutdownNow();
  }
}
