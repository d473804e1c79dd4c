package org.argonaut.acs;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.argonaut.bulkdata.BulkData;
import org.argonaut.bulkdata.BulkIntake;
import org.argonaut.device.Devices;
import org.argonaut.store.ClusterSecrets;
import org.argonaut.store.CredentialRow;
import org.argonaut.store.FileRows;
import org.argonaut.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device port: CWMP at every path, files under {@code /files/}, bulk data reports at {@code /bulkdata}, and what else devices talk to. Binds at once; until the
 * store is ready, everything gets 503.
 */
public final class DeviceEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceEndpoint.class);

  private final List<DevicePort> ports;
  private final Cancellable reload;
  private final CompletableFuture<FileLinks> links;
  private final BodyReader bodies;

  private DeviceEndpoint(
      List<DevicePort> ports, Cancellable reload, CompletableFuture<FileLinks> links, BodyReader bodies) {
    this.ports = List.copyOf(ports);
    this.reload = reload;
    this.links = links;
    this.bodies = bodies;
  }

  /**
   * Starts the endpoint.
   *
   * @param blocking virtual threads, for what takes its time
   * @param mounted handlers by path, for example of WebSocket upgrades at {@code /usp}; they also get what is below it
   * @return completes when the ports are bound; fails with the reason when one is taken or the TLS files do not work
   */
  public static CompletionStage<DeviceEndpoint> start(
      ActorSystem<?> system,
      AcsSettings settings,
      Devices devices,
      Store store,
      Executor blocking,
      AcsStats stats,
      Map<String, MountedHandler> mounted) {
    CompletionStage<Secrets> secrets = store.ready().thenApply(_ -> Secrets.of(store.secrets()));
    Backend backend =
        new Backend(
            devices, store.credentials()::get, store.files(), BulkData.get(system), () -> store.health().up(), secrets);
    return start(system, settings, backend, blocking, stats, mounted);
  }

  /**
   * What the endpoint stands on.
   *
   * @param credentials null inside when unknown
   * @param databaseUp cheap: asked for every request
   */
  record Backend(
      Devices devices,
      Function<String, CompletionStage<CredentialRow>> credentials,
      FileRows files,
      BulkIntake bulkData,
      BooleanSupplier databaseUp,
      CompletionStage<Secrets> secrets) {}

  /** Keys that all nodes share, one for each purpose. */
  record Secrets(byte[] nonce, byte[] cookie, byte[] file) {
    static Secrets of(ClusterSecrets secrets) {
      return new Secrets(secrets.key("acs-nonce"), secrets.key("acs-cookie"), secrets.key("acs-file"));
    }
  }

  static CompletionStage<DeviceEndpoint> start(
      ActorSystem<?> system,
      AcsSettings settings,
      Backend backend,
      Executor blocking,
      AcsStats stats,
      Map<String, MountedHandler> mounted) {
    Materializer materializer = SystemMaterializer.get(system).materializer();
    DeviceRequests requests = new DeviceRequests(settings.retryAfter(), mounted, stats);
    TlsFiles tls;
    try {
      tls = settings.tls().on() ? TlsFiles.open(settings.tls()) : null;
    } catch (IllegalArgumentException unusable) {
      return CompletableFuture.failedStage(unusable);
    }
    BodyReader bodies = new BodyReader(settings.bodies(), materializer, blocking);
    return bind(system, settings, requests, tls, stats)
        .thenApply(
            ports -> {
              CompletableFuture<FileLinks> links = new CompletableFuture<>();
              String base = base(settings, ports);
              backend.secrets().whenComplete((secrets, failure) -> {
                if (failure != null) {
                  LOG.warn("devices get 503 until a restart: there are no cluster secrets: {}", failure.getMessage());
                  links.completeExceptionally(failure);
                  return;
                }
                FileLinks made = new FileLinks(base, secrets.file(), Clock.systemUTC());
                requests.ready(services(settings, backend, secrets, made, bodies, blocking, stats));
                links.complete(made);
              });
              return new DeviceEndpoint(ports, reload(system, settings, tls, blocking), links, bodies);
            });
  }

  private static DeviceRequests.Ready services(
      AcsSettings settings,
      Backend backend,
      Secrets secrets,
      FileLinks links,
      BodyReader bodies,
      Executor blocking,
      AcsStats stats) {
    AcsSettings.Authentication authentication = settings.authentication();
    Clock clock = Clock.systemUTC();
    Nonces nonces = new Nonces(secrets.nonce(), authentication.sessionLifetime(), clock);
    SessionTokens tokens = new SessionTokens(secrets.cookie(), authentication.sessionLifetime(), clock);
    Authenticator authenticator =
        new Authenticator(
            authentication, nonces, new Passwords(authentication, backend.credentials(), blocking));
    AccessControl access = new AccessControl(settings, authenticator, stats);
    return new DeviceRequests.Ready(
        new CwmpRequests(settings, backend.devices(), backend.databaseUp(), tokens, access, bodies, blocking, stats),
        new FileRequests(settings, backend.files(), links, access, bodies, stats),
        new BulkRequests(settings, backend.bulkData(), backend.databaseUp(), access, bodies, stats));
  }

  private static CompletionStage<List<DevicePort>> bind(
      ActorSystem<?> system, AcsSettings settings, DeviceRequests requests, TlsFiles tls, AcsStats stats) {
    boolean shared = tls != null && settings.tls().port() == AcsSettings.Tls.SAME_PORT;
    DevicePort.Speech first =
        !shared ? DevicePort.Speech.PLAIN : settings.tls().plainHttp() ? DevicePort.Speech.EITHER : DevicePort.Speech.TLS;
    List<CompletionStage<DevicePort>> binding = new ArrayList<>();
    if (shared || tls == null || settings.tls().plainHttp()) {
      binding.add(DevicePort.bind(system, settings, settings.port(), first, requests, tls, stats));
    }
    if (tls != null && !shared) {
      binding.add(
          DevicePort.bind(system, settings, settings.tls().port(), DevicePort.Speech.TLS, requests, tls, stats));
    }
    CompletionStage<List<DevicePort>> all = CompletableFuture.completedStage(new ArrayList<>());
    for (CompletionStage<DevicePort> one : binding) {
      all = all.thenCombine(one, (list, port) -> {
        list.add(port);
        return list;
      });
    }
    return all;
  }

  private static Cancellable reload(ActorSystem<?> system, AcsSettings settings, TlsFiles tls, Executor blocking) {
    if (tls == null) {
      return Cancellable.alreadyCancelled();
    }
    Duration interval = settings.tls().reloadInterval();
    return system
        .scheduler()
        .scheduleWithFixedDelay(interval, interval, () -> blocking.execute(tls::refresh), system.executionContext());
  }

  /** How CPEs reach us when no setting says so: this host's address. */
  private static String base(AcsSettings settings, List<DevicePort> ports) {
    if (!settings.publicUrl().isEmpty()) {
      return settings.publicUrl();
    }
    DevicePort port = ports.getFirst();
    InetAddress bound = port.address().getAddress();
    String host = bound.isAnyLocalAddress() ? localHost() : bound.getHostAddress();
    String scheme = port.speech() == DevicePort.Speech.TLS ? "https://" : "http://";
    return scheme + (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port.address().getPort();
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostAddress();
    } catch (UnknownHostException noName) {
      return InetAddress.getLoopbackAddress().getHostAddress();
    }
  }

  /** Where CPEs reach us: the first is the device port, a second one is that of TLS. */
  public List<InetSocketAddress> addresses() {
    return ports.stream().map(DevicePort::address).toList();
  }

  /** Makes links to files; completes when the store is ready. */
  public CompletionStage<FileLinks> fileLinks() {
    return links.copy();
  }

  /** Bytes of request bodies in memory now. */
  public long bodyBytes() {
    return bodies.inMemory();
  }

  /**
   * Takes no new connections, lets every answer that is under way go out, and ends all connections.
   *
   * @return completes when all are gone, at the latest after {@code deadline}
   */
  public CompletionStage<Done> stop(Duration deadline) {
    reload.cancel();
    CompletionStage<Done> all = CompletableFuture.completedStage(Done.getInstance());
    for (DevicePort port : ports) {
      all = all.thenCombine(port.stop(deadline), (_, done) -> done);
    }
    return all;
  }
}
