package org.argonaut.node.bench;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Direction;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.Inform;
import org.argonaut.cwmp.SoapException;
import org.argonaut.cwmp.SoapReader;
import org.argonaut.cwmp.SoapWriter;

/**
 * The least an ACS can do to read a parameter: ask for a connection, answer the Inform, send the RPC, take its answer. Knows
 * no state, no queue, no database. What a read takes here is the CPE's own time and that of the wire.
 */
final class BareAcs implements AutoCloseable {
  private static final Duration READ_LIMIT = Duration.ofSeconds(30);
  private static final Duration BODY_LIMIT = Duration.ofSeconds(10);
  private static final int MAX_BODY = 1024 * 1024;
  private static final String CONNECTION_REQUEST_URL = ".ManagementServer.ConnectionRequestURL";
  private static final String COOKIE = "session=";

  private final ActorSystem<Void> system;
  private final ServerBinding binding;
  private final HttpClient http = HttpClient.newHttpClient();

  /** By serial number: where to ask for a connection. */
  private final Map<String, URI> known = new ConcurrentHashMap<>();

  /** By serial number: reads that wait for the CPE. */
  private final Map<String, Read> reads = new ConcurrentHashMap<>();

  private record Read(String parameter, CompletableFuture<Void> done) {}

  /** Listens on any port of loopback. */
  BareAcs() {
    var settings = ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load());
    system = ActorSystem.create(Behaviors.empty(), "bare-acs", settings);
    binding = Http.get(system).newServerAt("127.0.0.1", 0).bind(this::serve).toCompletableFuture().join();
  }

  int port() {
    return binding.localAddress().getPort();
  }

  /** How many CPEs have sent an Inform. */
  int cpes() {
    return known.size();
  }

  /**
   * Reads one parameter and waits for it.
   *
   * @throws IOException the CPE is unknown, refuses, or does not come
   */
  void read(String sn, String parameter) throws IOException, InterruptedException {
    var url = known.get(sn);
    if (url == null) {
      throw new IOException(sn + " is unknown");
    }
    var read = new Read(parameter, new CompletableFuture<>());
    reads.put(sn, read);
    var request = java.net.http.HttpRequest.newBuilder(url).timeout(READ_LIMIT).build();
    var status = http.send(request, BodyHandlers.discarding()).statusCode();
    if (status / 100 != 2) {
      throw new IOException("the connection request was answered " + status);
    }
    try {
      read.done().get(READ_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private CompletionStage<HttpResponse> serve(HttpRequest request) {
    return request.entity().toStrict(BODY_LIMIT.toMillis(), MAX_BODY, system).thenApply(body -> answer(request, body));
  }

  private HttpResponse answer(HttpRequest request, HttpEntity.Strict body) {
    if (body.getData().isEmpty()) {
      return next(serial(request));
    }
    try {
      var envelope = SoapReader.read(body.getData().toArrayUnsafe(), null, Direction.FROM_CPE);
      return switch (envelope.message()) {
        case Inform inform -> inform(inform, envelope);
        case CpeAnswer.GetParameterValuesResponse _ -> taken(serial(request));
        default -> HttpResponse.create().withStatus(StatusCodes.BAD_REQUEST);
      };
    } catch (SoapException e) {
      return HttpResponse.create().withStatus(StatusCodes.BAD_REQUEST);
    }
  }

  private HttpResponse inform(Inform inform, Envelope envelope) {
    var serial = inform.deviceId().serialNumber();
    inform.parameters().stream()
        .filter(parameter -> parameter.name().endsWith(CONNECTION_REQUEST_URL))
        .forEach(parameter -> known.put(serial, URI.create(parameter.value())));
    return xml(new Envelope(envelope.id(), envelope.version(), new AcsAnswer.InformResponse()))
        .addHeader(RawHeader.create("Set-Cookie", COOKIE + serial + "; Path=/"));
  }

  private HttpResponse next(String serial) {
    var read = reads.get(serial);
    return read == null
        ? HttpResponse.create().withStatus(StatusCodes.NO_CONTENT)
        : xml(new Envelope("1", CwmpVersion.V1_0, new CpeMethod.GetParameterValues(List.of(read.parameter()))));
  }

  private HttpResponse taken(String serial) {
    var read = reads.remove(serial);
    if (read != null) {
      read.done().complete(null);
    }
    return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
  }

  private static String serial(HttpRequest request) {
    return request.getHeader("Cookie").map(cookie -> cookie.value().replace(COOKIE, "")).orElse("");
  }

  private static HttpResponse xml(Envelope envelope) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_XML_UTF8, SoapWriter.write(envelope, Dialect.STANDARD)));
  }

  @Override
  public void close() {
    system.terminate();
    http.close();
  }
}
