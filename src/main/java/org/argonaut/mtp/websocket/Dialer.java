package org.argonaut.mtp.websocket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.TLSClosing;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.mtp.AgentCertificates;
import org.argonaut.mtp.AgentConnection;
import org.argonaut.mtp.AgentLink;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.Speaker;
import org.argonaut.usp.AgentUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects to the agents that listen (R-WS.6), and again after a while when a connection fails or ends. */
public final class Dialer {
  private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

  /** After this Pekko's message says what the operating system said. */
  private static final String TCP_BECAUSE = "failed because of ";

  private final ActorSystem<?> system;
  private final String ownId;
  private final DialSettings settings;
  private final WebSocketSettings webSocket;
  private final Connections connections;
  private final MtpStats stats;
  private final AtomicLong receivedBytes = new AtomicLong();
  private final Map<URI, Target> targets = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  /**
   * @param ownId the controller's endpoint id
   */
  public Dialer(
      ActorSystem<?> system,
      String ownId,
      DialSettings settings,
      WebSocketSettings webSocket,
      Connections connections,
      MtpStats stats) {
    this.system = system;
    this.ownId = ownId;
    this.settings = settings;
    this.webSocket = webSocket;
    this.connections = connections;
    this.stats = stats;
  }

  /**
   * How it stands with one agent.
   *
   * @param failure why it is not connected; null: it is, or was not tried yet
   */
  public record State(URI agent, boolean connected, String failure) {}

  /** Begins to connect. */
  public void start() {
    stopped = false;
    settings.agents().forEach(uri -> add(uri, null));
  }

  private void add(URI uri, String endpointId) {
    Target target = new Target(uri, endpointId);
    targets.put(uri, target);
    target.dial();
  }

  /**
   * Connects to these agents besides those of the settings; says goodbye to others that it had been told of before.
   *
   * @param agents the endpoint id of each, by where it listens
   */
  public void agents(Map<URI, String> agents) {
    if (stopped) {
      return;
    }
    for (Target target : List.copyOf(targets.values())) {
      if (target.endpointId != null && !target.endpointId.equals(agents.get(target.uri))) {
        targets.remove(target.uri);
        target.drop();
      }
    }
    agents.forEach(
        (uri, endpointId) -> {
          if (!targets.containsKey(uri)) {
            add(uri, endpointId);
          }
        });
  }

  /** Dials no more and says goodbye to the agents that were dialed. */
  public void stop() {
    stopped = true;
    List<Target> all = List.copyOf(targets.values());
    targets.clear();
    all.forEach(Target::drop);
  }

  /** How it stands with each. */
  public List<State> states() {
    return targets.values().stream().map(Target::state).toList();
  }

  /** One agent that listens. */
  private final class Target {
    private final URI uri;
    /** Null: its first record tells. */
    private final String endpointId;
    /** For log lines. */
    private final String name;
    private volatile boolean dropped;
    private volatile boolean connected;
    private volatile String failure;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long connectedAt;
    private volatile AgentLink link;

    Target(URI uri, String endpointId) {
      this.uri = uri;
      this.endpointId = endpointId;
      this.name = AgentUrl.shown(uri.toString());
    }

    void drop() {
      dropped = true;
      hangUp();
    }

    State state() {
      return new State(uri, connected, failure);
    }

    void dial() {
      if (dropped || connections.stopping()) {
        return;
      }
      AtomicReference<X509Certificate> shown = new AtomicReference<>();
      WebSocketStage stage =
          new WebSocketStage(
              webSocket,
              new ClientHandshake(uri, ownId),
              settings.connectTimeout(),
              receivedBytes,
              stats,
              opened -> onOpen(opened, shown.get()));
      Materializer materializer = SystemMaterializer.get(system).materializer();
      CompletionStage<Done> over =
          wire(shown)
              .joinMat(Flow.fromGraph(stage).watchTermination(Keep.right()), Keep.right())
              .run(materializer);
      over.whenComplete((_, why) -> ended(why));
    }

    private AgentConnection onOpen(AgentLink opened, X509Certificate certificate) {
      link = opened;
      connected = true;
      failure = null;
      connectedAt = System.nanoTime();
      LOG.info("{}: connected to the agent", name);
      if (dropped) {
        hangUp();
      }
      return connections.open(Mtp.WEBSOCKET, uri.getHost(), null, speaker(certificate), opened);
    }

    void hangUp() {
      AgentLink open = link;
      if (open != null) {
        open.close(AgentLink.Ending.NODE_STOPS, "this agent is no longer dialed from here");
      }
    }

    /** Over TLS the certificate says who the agent is; without, the address does. One that a device names is that device. */
    private Speaker speaker(X509Certificate certificate) {
      Speaker shown = certificate == null ? Speaker.anybody(name) : AgentCertificates.speaker(certificate);
      return endpointId == null
          ? shown
          : new Speaker(shown.name(), id -> id.equals(endpointId) && shown.maySpeakFor(id));
    }

    private Flow<ByteString, ByteString, CompletionStage<Tcp.OutgoingConnection>> wire(
        AtomicReference<X509Certificate> shown) {
      boolean encrypted = uri.getScheme().equalsIgnoreCase("wss");
      int port = uri.getPort() >= 0 ? uri.getPort() : encrypted ? 443 : 80;
      InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
      Optional<Duration> connectTimeout = Optional.of(settings.connectTimeout());
      if (!encrypted) {
        return Tcp.get(system)
            .outgoingConnection(address, Optional.empty(), List.of(), false, connectTimeout, Optional.empty());
      }
      return Tcp.get(system)
          .outgoingConnectionWithTls(
              address,
              () -> engine(port),
              Optional.empty(),
              List.of(),
              connectTimeout,
              Optional.empty(),
              session -> {
                shown.set(AgentCertificates.of(session));
                return Optional.empty();
              },
              TLSClosing.eagerClose());
    }

    private SSLEngine engine(int port) {
      SSLEngine engine = tls().createSSLEngine(uri.getHost(), port);
      engine.setUseClientMode(true);
      engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      return engine;
    }

    /** Agents name themselves in their certificates, not their hosts: {@link #speaker} looks at that. */
    private SSLContext tls() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
            settings.tls().keyManagers().map(KeyManagerFactory::getKeyManagers).orElse(null),
            settings.tls().trustManagers().map(TrustManagerFactory::getTrustManagers).orElse(null),
            null);
        return context;
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException("argonaut.usp.dialing: the TLS files do not work: " + e.getMessage(), e);
      }
    }

    private void ended(Throwable why) {
      boolean was = connected;
      if (was && System.nanoTime() - connectedAt > settings.lastRetry().toNanos()) {
        failures.set(0); // one that hangs up at once is not called every second for that
      }
      connected = false;
      link = null;
      failure = why == null ? "the connection ended" : reason(why);
      if (dropped || connections.stopping()) {
        return;
      }
      int before = failures.getAndIncrement();
      Duration wait = wait(before);
      if (was || before == 0) {
        LOG.warn("{}: {}, trying again in {} ms", name, failure, wait.toMillis());
      } else {
        LOG.debug("{}: {}, trying again in {} ms", name, failure, wait.toMillis());
      }
      system.scheduler().scheduleOnce(wait, this::dial, system.executionContext());
    }

    /** Doubled with each failure, and half of it left to chance, so that agents are not called all at once. */
    private Duration wait(int failed) {
      long most = settings.lastRetry().toMillis();
      long doubled = Math.min(most, settings.firstRetry().toMillis() << Math.min(failed, 20));
      return Duration.ofMillis(doubled / 2 + ThreadLocalRandom.current().nextLong(doubled / 2 + 1));
    }
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause.getMessage() == null) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    int because = text.indexOf(TCP_BECAUSE);
    return because < 0 ? text : text.substring(because + TCP_BECAUSE.length());
  }
}
