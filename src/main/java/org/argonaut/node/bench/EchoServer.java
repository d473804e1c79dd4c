package org.argonaut.node.bench;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Envelope;
import org.argonaut.cwmp.SoapWriter;

/**
 * What the HTTP layer costs and nothing else: a bare Pekko HTTP server with the node's HTTP settings that reads each
 * request to its end and answers the same bytes as a node does, without looking at what it read.
 */
final class EchoServer {
  private static final int MAX_BODY = 1024 * 1024;
  private static final Duration BODY_LIMIT = Duration.ofSeconds(10);

  private static final byte[] INFORM_RESPONSE =
      SoapWriter.write(new Envelope("1", CwmpVersion.V1_2, new AcsAnswer.InformResponse()), Dialect.STANDARD);

  /** As long as the real one. */
  private static final String COOKIE = "session=" + "0123456789abcdef".repeat(6) + "; Path=/; HttpOnly";

  private final ActorSystem<Void> system;
  private final HttpResponse informResponse =
      HttpResponse.create()
          .withEntity(HttpEntities.create(ContentTypes.TEXT_XML_UTF8, INFORM_RESPONSE))
          .addHeader(RawHeader.create("Set-Cookie", COOKIE))
          .addHeader(RawHeader.create("SOAPAction", ""));
  private final HttpResponse end = HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);

  private EchoServer(ActorSystem<Void> system) {
    this.system = system;
  }

  /** Listens on loopback until the process ends. */
  static ServerBinding start(int port) {
    var settings = ConfigFactory.parseString("pekko.actor.provider = local").withFallback(ConfigFactory.load());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "echo", settings);
    var server = new EchoServer(system);
    return Http.get(system).newServerAt("127.0.0.1", port).bind(server::answer).toCompletableFuture().join();
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    if (request.entity() instanceof HttpEntity.Strict body) {
      return CompletableFuture.completedFuture(answerTo(body));
    }
    return request.entity().toStrict(BODY_LIMIT.toMillis(), MAX_BODY, system).thenApply(this::answerTo);
  }

  private HttpResponse answerTo(HttpEntity.Strict body) {
    return body.getData().isEmpty() ? end : informResponse;
  }
}
