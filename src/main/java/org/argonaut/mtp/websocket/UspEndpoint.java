package org.argonaut.mtp.websocket;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.http.impl.engine.server.UpgradeToOtherProtocolResponseHeader;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.argonaut.device.AgentRoute.Mtp;
import org.argonaut.device.LogLimit;
import org.argonaut.mtp.AgentAuthenticator;
import org.argonaut.mtp.AgentCertificates;
import org.argonaut.mtp.Connections;
import org.argonaut.mtp.EndpointIds;
import org.argonaut.mtp.MtpStats;
import org.argonaut.mtp.Speaker;
import org.argonaut.mtp.UspSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * USP agents that connect with WebSocket: {@code GET /usp?eid=...}, or {@code /usp/TOKEN} where a path token is set. Whoever
 * runs an HTTP server mounts {@link #serve} there.
 */
public final class UspEndpoint {
  /** Where agents connect, and below it with a path token. */
  public static final String PATH = "/usp";

  private static final Logger LOG = LoggerFactory.getLogger(UspEndpoint.class);
  private static final String RETRY_SECONDS = "30";

  private final UspSettings usp;
  private final WebSocketSettings settings;
  private final AgentAuthenticator authenticator;
  private final Connections connections;
  private final MtpStats stats;
  private final AtomicLong receivedBytes = new AtomicLong();
  private final LogLimit refusals = new LogLimit();
  private final LogLimit trouble = new LogLimit();

  public UspEndpoint(
      UspSettings usp,
      WebSocketSettings settings,
      AgentAuthenticator authenticator,
      Connections connections,
      MtpStats stats) {
    this.usp = usp;
    this.settings = settings;
    this.authenticator = authenticator;
    this.connections = connections;
    this.stats = stats;
  }

  /** Bytes of received records that are not finished or not acknowledged yet. */
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /**
   * Answers an opening handshake, or whatever else came to the path.
   *
   * @param remoteAddress the agent's address without the port
   * @return never fails
   */
  public CompletionStage<HttpResponse> serve(HttpRequest request, String remoteAddress) {
    String below = request.getUri().path().substring(PATH.length());
    String token = below.length() > 1 ? below.substring(1) : null;
    Handshake handshake;
    try {
      if (token != null && usp.pathToken().isEmpty()) {
        throw new Handshake.Refused(404, "Nothing is here; USP agents connect to " + PATH);
      }
      handshake = Handshake.read(request);
      if (usp.endpointId().equals(handshake.endpointId())) {
        throw new Handshake.Refused(403, "The eid is this controller's own endpoint id; an agent needs another one.");
      }
    } catch (Handshake.Refused refused) {
      return CompletableFuture.completedFuture(refuse(refused, remoteAddress));
    }
    X509Certificate certificate =
        request.getAttribute(AttributeKeys.sslSession).map(info -> AgentCertificates.of(info.getSession())).orElse(null);
    String authorization = request.getHeader("Authorization").map(HttpHeader::value).orElse(null);
    return authenticator
        .check(new AgentAuthenticator.Claim(handshake.endpointId(), token, certificate, authorization))
        .thenApply(
            verdict ->
                switch (verdict) {
                  case AgentAuthenticator.Verdict.Granted(Speaker speaker) ->
                      accept(handshake, speaker, remoteAddress);
                  case AgentAuthenticator.Verdict.Denied denied -> deny(denied, handshake, remoteAddress);
                })
        .exceptionally(failure -> lookupFailed(failure, handshake, remoteAddress));
  }

  private HttpResponse accept(Handshake handshake, Speaker speaker, String remoteAddress) {
    if (connections.stopping()) {
      return unavailable("Not now: the node stops. Try again.");
    }
    if (stats.connections(Mtp.WEBSOCKET) >= settings.maxConnections()) {
      stats.refused(Mtp.WEBSOCKET);
      if (trouble.permit()) {
        LOG.warn(
            "{}: refused, {} WebSockets are open already (argonaut.usp.websocket.max-connections){}",
            describe(handshake, remoteAddress), settings.maxConnections(), trouble.note());
      }
      return unavailable("Not now: too many connections. Try again later.");
    }
    WebSocketStage stage =
        new WebSocketStage(
            settings,
            receivedBytes,
            stats,
            link -> connections.open(Mtp.WEBSOCKET, remoteAddress, handshake.endpointId(), speaker, link));
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(Connection.create("Upgrade"));
    headers.add(RawHeader.create("Upgrade", "websocket"));
    headers.add(RawHeader.create("Sec-WebSocket-Accept", Handshake.accept(handshake.key())));
    headers.add(RawHeader.create("Sec-WebSocket-Protocol", Handshake.SUBPROTOCOL));
    if (handshake.extension() != null) {
      headers.add(RawHeader.create("Sec-WebSocket-Extensions", handshake.extension()));
    }
    headers.add(switchTo(Flow.fromGraph(stage)));
    return HttpResponse.create().withStatus(StatusCodes.SWITCHING_PROTOCOLS).addHeaders(headers);
  }

  /**
   * What makes Pekko HTTP hand the connection's bytes over. It is internal to Pekko HTTP, because its public way
   * ({@code WebSocketUpgrade}) frames by itself: without close codes, reasons, pongs, and limits before memory is taken.
   */
  private static HttpHeader switchTo(Flow<ByteString, ByteString, ?> flow) {
    return UpgradeToOtherProtocolResponseHeader.apply(flow.mapMaterializedValue(m -> (Object) m).asScala());
  }

  private HttpResponse deny(AgentAuthenticator.Verdict.Denied denied, Handshake handshake, String remoteAddress) {
    stats.authenticationFailed(Mtp.WEBSOCKET);
    if (denied.wrong() && refusals.permit()) {
      LOG.warn("{}: not let in: {}{}", describe(handshake, remoteAddress), denied.line(), refusals.note());
    }
    HttpResponse response = text(denied.challenge() ? 401 : 403, denied.line());
    return denied.challenge()
        ? response.addHeader(RawHeader.create("WWW-Authenticate", AgentAuthenticator.challenge()))
        : response;
  }

  private HttpResponse refuse(Handshake.Refused refused, String remoteAddress) {
    stats.refused(Mtp.WEBSOCKET);
    if (refusals.permit()) {
      LOG.info("{}: WebSocket handshake refused: {}{}", remoteAddress, refused.getMessage(), refusals.note());
    }
    HttpResponse response = text(refused.status(), refused.getMessage());
    return switch (refused.status()) {
      case 405 -> response.addHeader(RawHeader.create("Allow", "GET"));
      case 426 ->
          response
              .addHeader(RawHeader.create("Upgrade", "websocket"))
              .addHeader(RawHeader.create("Sec-WebSocket-Version", Handshake.VERSION));
      default -> response;
    };
  }

  private HttpResponse lookupFailed(Throwable failure, Handshake handshake, String remoteAddress) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    stats.refused(Mtp.WEBSOCKET);
    if (trouble.permit()) {
      LOG.warn(
          "{}: credentials cannot be looked up, agent gets 503: {}{}",
          describe(handshake, remoteAddress), cause, trouble.note());
    }
    return unavailable("Not now: the database is away. Try again later.");
  }

  private static HttpResponse unavailable(String line) {
    return text(503, line).addHeader(RawHeader.create("Retry-After", RETRY_SECONDS));
  }

  private static HttpResponse text(int status, String line) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, ByteString.fromString(line + "\n")));
  }

  private static String describe(Handshake handshake, String remoteAddress) {
    String agent = handshake.endpointId();
    return agent == null ? remoteAddress : EndpointIds.printable(agent) + " at " + remoteAddress;
  }
}
