package org.argonaut.acs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Direction;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.Limits;
import org.argonaut.cwmp.SoapException;
import org.argonaut.cwmp.SoapReader;
import org.argonaut.cwmp.SoapWriter;
import org.argonaut.device.Devices;
import org.argonaut.device.LogLimit;
import org.argonaut.device.SessionRef;
import org.argonaut.device.SessionReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CWMP over HTTP (TR-069 3.4): one POST in, the device's decision out. Who the CPE is gets settled before anything of its
 * message reaches the device; everything about the session itself is the device actor's.
 */
final class CwmpRequests {
  private static final Logger LOG = LoggerFactory.getLogger(CwmpRequests.class);
  private static final int MAX_SERIAL = 128;

  private final Devices devices;
  private final BooleanSupplier databaseUp;
  private final Sessions sessions;
  private final SessionTokens tokens;
  private final AccessControl access;
  private final BodyReader bodies;
  private final Limits limits;
  private final int offThreadSize;
  private final Duration retryAfter;
  private final Executor blocking;
  private final AcsStats stats;
  private final LogLimit badInput = new LogLimit();
  private final LogLimit trouble = new LogLimit();

  /**
   * @param blocking for parsing what is large: virtual threads
   */
  CwmpRequests(
      AcsSettings settings,
      Devices devices,
      BooleanSupplier databaseUp,
      SessionTokens tokens,
      AccessControl access,
      BodyReader bodies,
      Executor blocking,
      AcsStats stats) {
    this.devices = devices;
    this.databaseUp = databaseUp;
    this.tokens = tokens;
    this.sessions = new Sessions(tokens, settings.authentication().trustConnection());
    this.access = access;
    this.bodies = bodies;
    Limits usual = Limits.STANDARD;
    int largest = Math.max(settings.bodies().maxSize(), settings.bodies().maxInflatedSize());
    this.limits = new Limits(largest, usual.maxDepth(), usual.maxParameters(), usual.maxStringLength());
    this.offThreadSize = settings.bodies().offThreadSize();
    this.retryAfter = settings.retryAfter();
    this.blocking = blocking;
    this.stats = stats;
  }

  /** Serves one request to a CWMP path; fails only for a bug. */
  CompletionStage<HttpResponse> serve(HttpRequest request, CpeConnection connection) {
    if (request.method() != HttpMethods.POST) {
      return bodies.drain(request.entity()).thenApply(_ -> notPost(request));
    }
    if (!databaseUp.getAsBoolean()) {
      return bodies.drain(request.entity()).thenApply(_ -> unavailable("the database is away"));
    }
    SessionTokens.Named session = sessions.find(request, connection);
    if (session != null) {
      return withBody(request, new Exchange(request, connection, session, null));
    }
    return access
        .authorize(request, connection)
        .thenCompose(
            decision ->
                decision.refusal() != null
                    ? bodies.drain(request.entity()).thenApply(_ -> decision.refusal())
                    : withBody(request, new Exchange(request, connection, null, decision.principal())));
  }

  /**
   * One request on its way through.
   *
   * @param session null: none known
   * @param principal null while a session vouches for the CPE
   */
  private record Exchange(
      HttpRequest request, CpeConnection connection, SessionTokens.Named session, Principal principal) {
    /** The device if one is known, and the address. */
    String who() {
      return session == null
          ? connection.describe()
          : session.session().deviceId() + " at " + connection.remoteAddress();
    }
  }

  private CompletionStage<HttpResponse> withBody(HttpRequest request, Exchange exchange) {
    return bodies.read(request).thenCompose(body -> withBody(body, exchange));
  }

  private CompletionStage<HttpResponse> withBody(BodyReader.Body body, Exchange exchange) {
    return switch (body) {
      case BodyReader.Body.Bytes bytes when bytes.bytes().length == 0 -> empty(exchange);
      case BodyReader.Body.Bytes bytes -> parse(bytes, exchange);
      case BodyReader.Body.TooLarge(String detail) -> unreadable(exchange, 413, Fault.RESOURCES_EXCEEDED, detail);
      case BodyReader.Body.TooSlow(String detail) -> unreadable(exchange, 408, Fault.RETRY_REQUEST, detail);
      case BodyReader.Body.Broken(String detail) -> unreadable(exchange, 400, Fault.INVALID_ARGUMENTS, detail);
      case BodyReader.Body.NoRoom() ->
          CompletableFuture.completedFuture(unavailable("the memory for request bodies is used up"));
    };
  }

  private CompletionStage<HttpResponse> parse(BodyReader.Body.Bytes body, Exchange exchange) {
    if (body.bytes().length < offThreadSize) {
      return parsed(body, exchange);
    }
    return CompletableFuture.supplyAsync(() -> parsed(body, exchange), blocking).thenCompose(stage -> stage);
  }

  private CompletionStage<HttpResponse> parsed(BodyReader.Body.Bytes body, Exchange exchange) {
    Envelope envelope;
    try {
      envelope = SoapReader.read(body.bytes(), charset(exchange.request()), limits, Direction.FROM_CPE);
    } catch (SoapException e) {
      return e.kind() == SoapException.Kind.EMPTY
          ? empty(exchange)
          : unreadable(exchange, 400, faultCode(e.kind()), e.getMessage());
    } finally {
      bodies.release(body);
    }
    return dispatch(envelope, exchange);
  }

  private CompletionStage<HttpResponse> dispatch(Envelope envelope, Exchange exchange) {
    if (envelope.message() instanceof Inform inform) {
      return exchange.principal() != null
          ? inform(envelope, inform, exchange, exchange.principal())
          : informInOldSession(envelope, inform, exchange);
    }
    if (exchange.session() == null) {
      String what = envelope.message().rpcName() + " belongs to no session: send an Inform first, and return its cookie";
      return CompletableFuture.completedFuture(bad(exchange, 400, what));
    }
    SessionRef session = exchange.session().session();
    return switch (envelope.message()) {
      case CpeAnswer answer -> {
        if (answer instanceof Fault) {
          stats.cpeFaults.increment();
        }
        yield reply(devices.answered(session, envelope.id(), answer), envelope, exchange);
      }
      case AcsMethod call -> reply(devices.called(session, call), envelope, exchange);
      default -> reply(devices.called(session, new AcsMethod.UnknownMethod(envelope.message().rpcName())), envelope, exchange);
    };
  }

  /** A cookie or an old session does not stand for a new one: the CPE authenticates again unless its connection did. */
  private CompletionStage<HttpResponse> informInOldSession(Envelope envelope, Inform inform, Exchange exchange) {
    return access
        .authorize(exchange.request(), exchange.connection())
        .thenCompose(
            decision ->
                decision.refusal() != null
                    ? CompletableFuture.completedFuture(decision.refusal())
                    : inform(envelope, inform, exchange, decision.principal()));
  }

  private CompletionStage<HttpResponse> inform(
      Envelope envelope, Inform inform, Exchange exchange, Principal principal) {
    Inform.DeviceId id = inform.deviceId();
    String serial = id.serialNumber();
    if (serial.isEmpty() || serial.length() > MAX_SERIAL || serial.chars().anyMatch(Character::isISOControl)) {
      String why =
          serial.isEmpty()
              ? "the Inform's SerialNumber is empty"
              : "the Inform's SerialNumber is longer than " + MAX_SERIAL + " characters or holds control characters";
      return unreadable(exchange, 400, Fault.INVALID_ARGUMENTS, why);
    }
    if (!principal.mayBe(id.oui(), serial)) {
      return CompletableFuture.completedFuture(access.forbidden(principal, id, exchange.connection()));
    }
    Devices.SessionStart start =
        new Devices.SessionStart(
            inform, envelope.version(), exchange.connection().remoteAddress(), principal.username());
    return begin(serial, start, envelope, exchange, true);
  }

  private CompletionStage<HttpResponse> begin(
      String deviceId, Devices.SessionStart start, Envelope envelope, Exchange exchange, boolean first) {
    SessionRef session = new SessionRef(deviceId, tokens.newSessionId(), start.version());
    Exchange named = new Exchange(exchange.request(), exchange.connection(), tokens.name(session), exchange.principal());
    return settled(devices.inform(session, start), named)
        .thenCompose(
            reply -> {
              if (reply instanceof SessionReply.Clash(String other) && first) {
                return begin(other, start, envelope, exchange, false);
              }
              HttpResponse response = write(reply, envelope, named);
              if (reply instanceof SessionReply.Answer) {
                stats.informs.increment();
                named.connection().began(named.session());
                response = response.addHeader(Cookies.header(tokens.write(named.session())));
              }
              return CompletableFuture.completedFuture(response);
            });
  }

  private CompletionStage<HttpResponse> empty(Exchange exchange) {
    if (exchange.session() == null) {
      return CompletableFuture.completedFuture(Answers.nothing());
    }
    return reply(devices.next(exchange.session().session()), null, exchange);
  }

  private CompletionStage<HttpResponse> reply(
      CompletionStage<SessionReply> asked, Envelope envelope, Exchange exchange) {
    return settled(asked, exchange).thenApply(reply -> write(reply, envelope, exchange));
  }

  /**
   * The device's reply; a device that cannot be reached counts as the database being away: the CPE comes again. Goes on
   * where the reply arrived: writing it is quick, and the stage of an asked actor would else go through the JVM's common
   * pool.
   */
  private CompletionStage<SessionReply> settled(CompletionStage<SessionReply> asked, Exchange exchange) {
    return asked.handleAsync(
        (reply, failure) -> {
          if (failure == null) {
            return reply;
          }
          if (trouble.permit()) {
            LOG.warn("{}: device does not answer, CPE gets 503: {}{}", exchange.who(), cause(failure), trouble.note());
          }
          return new SessionReply.Unavailable("the device's node does not answer");
        },
        Runnable::run);
  }

  /**
   * @param envelope the CPE's own, whose id is echoed; null for an empty POST
   */
  private HttpResponse write(SessionReply reply, Envelope envelope, Exchange exchange) {
    exchange.connection().answerAwaited(reply instanceof SessionReply.Send);
    return switch (reply) {
      case SessionReply.Answer(var answer, CwmpVersion version, Dialect dialect) ->
          Answers.xml(200, SoapWriter.write(answering(envelope, version, answer), dialect));
      case SessionReply.Send(String id, var rpc, CwmpVersion version, Dialect dialect) ->
          Answers.xml(200, SoapWriter.write(new Envelope(id, version, rpc), dialect));
      case SessionReply.End() -> {
        stats.sessionsEnded.increment();
        exchange.connection().ended(exchange.session().session());
        yield Answers.nothing();
      }
      case SessionReply.NoSession() -> {
        exchange.connection().ended(exchange.session().session());
        yield bad(exchange, 400, "this session is over: begin a new one with an Inform");
      }
      case SessionReply.Clash(String id) -> bad(exchange, 400, "the serial number is taken, and so is " + id);
      case SessionReply.Unavailable(String detail) -> unavailable(detail);
    };
  }

  private static Envelope answering(Envelope call, CwmpVersion version, AcsAnswer answer) {
    return call == null
        ? new Envelope(null, version, answer)
        : new Envelope(call.id(), version, answer, 0, call.negotiated());
  }

  /**
   * What cannot be read. Where an RPC's answer belongs it fails that RPC and the session goes on; elsewhere it is refused
   * with a fault.
   */
  private CompletionStage<HttpResponse> unreadable(Exchange exchange, int status, int faultCode, String detail) {
    if (exchange.session() != null && exchange.connection().answerAwaited()) {
      stats.badRequests.increment();
      if (badInput.permit()) {
        LOG.warn("{}: answer cannot be read, its command fails: {}{}", exchange.who(), detail, badInput.note());
      }
      Fault unreadable = new Fault(0, "the CPE's answer cannot be read: " + detail);
      return reply(devices.answered(exchange.session().session(), null, unreadable), null, exchange);
    }
    logBad(exchange, status, detail);
    CwmpVersion version = exchange.session() == null ? CwmpVersion.V1_0 : exchange.session().session().version();
    Envelope fault = new Envelope(null, version, new Fault(faultCode, detail));
    HttpResponse response = Answers.xml(status, SoapWriter.write(fault, Dialect.STANDARD));
    return CompletableFuture.completedFuture(status == 400 ? response : Answers.lastOne(response));
  }

  private HttpResponse bad(Exchange exchange, int status, String detail) {
    logBad(exchange, status, detail);
    return Answers.text(status, detail);
  }

  private void logBad(Exchange exchange, int status, String detail) {
    stats.badRequests.increment();
    if (badInput.permit()) {
      LOG.warn("{}: request refused with {}: {}{}", exchange.who(), status, detail, badInput.note());
    }
  }

  private HttpResponse unavailable(String detail) {
    stats.unavailable.increment();
    return Answers.unavailable(retryAfter, "Not now: " + detail + ". Try again later.");
  }

  private static HttpResponse notPost(HttpRequest request) {
    return Answers.notAllowed(
        "POST",
        "This is Argonaut's CWMP endpoint (TR-069): CPEs POST here, " + request.method().value() + " means nothing. "
            + "Set this URL as ManagementServer.URL of a CPE; people find the API on the API port.");
  }

  private static int faultCode(SoapException.Kind kind) {
    return switch (kind) {
      case TOO_LARGE, TOO_DEEP, TOO_MANY -> Fault.RESOURCES_EXCEEDED;
      case EMPTY, MALFORMED, FORBIDDEN, NOT_SOAP, INVALID -> Fault.INVALID_ARGUMENTS;
    };
  }

  private static String charset(HttpRequest request) {
    return request.entity().getContentType().getCharsetOption().map(charset -> charset.value()).orElse(null);
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
