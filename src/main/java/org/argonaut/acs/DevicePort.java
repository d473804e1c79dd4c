package org.argonaut.acs;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.TLSClosing;
import org.apache.pekko.stream.TLSProtocol;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.TLS;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bound TCP port: accepts connections up to the limit, puts TLS where it belongs, and gives every connection an HTTP
 * layer and a {@link CpeConnection}.
 */
final class DevicePort {
  private static final Logger LOG = LoggerFactory.getLogger(DevicePort.class);
  /** The first byte of a TLS handshake; no HTTP method begins with it. */
  private static final byte TLS_HANDSHAKE = 0x16;

  /**
   * Lenient where CPEs are odd, strict where attackers are. Headers stay raw: we read the few we need, more leniently. The
   * limits on content are ours, so Pekko has none; so are the deadlines.
   */
  private static final String HTTP_SETTINGS =
      """
      pekko.http.server {
        server-header = "" # nobody needs to know
        default-host-header = "cpe" # HTTP/1.0 knows no Host header
        request-timeout = 0 s # none
        linger-timeout = 10 s
        parsing {
          uri-parsing-mode = relaxed
          modeled-header-parsing = off
          illegal-header-warnings = off
          conflicting-content-type-header-processing-mode = first
          max-content-length = infinite
          max-chunk-size = 16m
          error-handler = "org.argonaut.acs.HttpParsingErrors"
        }
      }
      """;

  private final Speech speech;
  private final Tcp.ServerBinding binding;
  private final LiveConnections live;

  /** What a port speaks. */
  enum Speech {
    PLAIN,
    TLS,
    /** Told apart by a connection's first byte. */
    EITHER
  }

  private DevicePort(Speech speech, Tcp.ServerBinding binding, LiveConnections live) {
    this.speech = speech;
    this.binding = binding;
    this.live = live;
  }

  /**
   * Binds.
   *
   * @param port 0: any free one
   * @param tls null where {@code speech} is plain
   */
  static CompletionStage<DevicePort> bind(
      ActorSystem<?> system,
      AcsSettings settings,
      int port,
      Speech speech,
      DeviceRequests requests,
      TlsFiles tls,
      AcsStats stats) {
    Materializer materializer = SystemMaterializer.get(system).materializer();
    LiveConnections live = new LiveConnections();
    Layers layers = Layers.of(Http.get(system), tls);
    Connections connections = new Connections(settings, requests, layers, live, stats);
    return Tcp.get(system)
        .bind(settings.bind(), port, settings.backlog(), List.of(), false, Optional.of(settings.idleTimeout()))
        .mapAsyncUnordered(
            settings.maxConnections(), incoming -> connections.run(incoming, speech, materializer))
        .toMat(Sink.ignore(), Keep.left())
        .run(materializer)
        .handle(
            (binding, failure) -> {
              if (failure != null) {
                throw new IllegalStateException(
                    "cannot listen on " + settings.bind() + ":" + port + " for devices: " + reason(failure), failure);
              }
              LOG.info("Devices are served on {} ({})", binding.localAddress(), speech);
              return new DevicePort(speech, binding, live);
            });
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  InetSocketAddress address() {
    return binding.localAddress();
  }

  Speech speech() {
    return speech;
  }

  CompletionStage<Done> stop(Duration deadline) {
    return binding
        .unbind()
        .thenCompose(
            _ -> {
              live.stop();
              return live.gone().completeOnTimeout(Done.getInstance(), deadline.toMillis(), TimeUnit.MILLISECONDS);
            });
  }

  /** The parts that all connections share. */
  private record Layers(
      BidiFlow<HttpResponse, TLSProtocol.SslTlsOutbound, TLSProtocol.SslTlsInbound, HttpRequest, NotUsed> plainHttp,
      BidiFlow<HttpResponse, TLSProtocol.SslTlsOutbound, TLSProtocol.SslTlsInbound, HttpRequest, NotUsed> tlsHttp,
      TlsFiles tls) {

    static Layers of(Http http, TlsFiles tls) {
      ServerSettings plain = ServerSettings.create(HTTP_SETTINGS);
      ServerSettings encrypted =
          plain.withParserSettings(plain.getParserSettings().withIncludeSslSessionAttribute(true));
      return new Layers(http.serverLayer(plain), http.serverLayer(encrypted), tls);
    }

    /** Bytes in, bytes out: HTTP for one connection. */
    Flow<ByteString, ByteString, NotUsed> server(
        boolean encrypted, CpeConnection connection, ConnectionStage requests) {
      WireWatch watch = new WireWatch(connection);
      return (encrypted ? tlsHttp.atop(encryption(watch)) : plainHttp.atop(BidiFlow.fromGraph(new PlainWire(watch))))
          .reversed()
          .join(Flow.fromGraph(requests));
    }

    private BidiFlow<TLSProtocol.SslTlsOutbound, ByteString, ByteString, TLSProtocol.SslTlsInbound, NotUsed>
        encryption(WireWatch watch) {
      return BidiFlow.fromFlows(
              Flow.of(TLSProtocol.SslTlsOutbound.class).map(watch::look), Flow.of(TLSProtocol.SslTlsInbound.class))
          .atop(TLS.create(tls::engine, TLSClosing.eagerClose()));
    }
  }

  /** Runs connections. */
  private record Connections(
      AcsSettings settings, DeviceRequests requests, Layers layers, LiveConnections live, AcsStats stats) {

    /** Completes when the connection is gone; never fails. */
    CompletionStage<Done> run(Tcp.IncomingConnection incoming, Speech speech, Materializer materializer) {
      stats.connectionsAccepted.increment();
      CompletableFuture<Done> gone = new CompletableFuture<>();
      CpeConnection connection =
          new CpeConnection(requests, incoming.remoteAddress().getAddress().getHostAddress());
      ConnectionStage stage = new ConnectionStage(connection, settings.idleTimeout(), live, gone);
      if (speech == Speech.EITHER) {
        // Of a connection that never says anything, the requests' stage never hears.
        incoming
            .flow()
            .watchTermination(Keep.right())
            .join(either(connection, stage))
            .run(materializer)
            .whenComplete((_, _) -> gone.complete(Done.getInstance()));
      } else {
        incoming.flow().join(layers.server(speech == Speech.TLS, connection, stage)).run(materializer);
      }
      return gone.thenApply(
          done -> {
            stats.connectionsClosed.increment();
            return done;
          });
    }

    private Flow<ByteString, ByteString, NotUsed> either(CpeConnection connection, ConnectionStage stage) {
      return Flow.of(ByteString.class)
          .flatMapPrefix(
              1,
              first -> {
                boolean encrypted = !first.isEmpty() && first.getFirst().head() == TLS_HANDSHAKE;
                return Flow.of(ByteString.class)
                    .prepend(Source.from(first))
                    .via(layers.server(encrypted, connection, stage));
              })
          .mapMaterializedValue(_ -> NotUsed.getInstance());
    }
  }
}
