package org.argonaut.cpe.usp;

import org.apache.pekko.Done;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CompletableFuture;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.ws.BinaryMessage;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.Record;

/** A small WebSocket server that stands for a controller: keeps what comes in, sends what it is told. */
final class WebSocketController implements AutoCloseable {
  final BlockingQueue<HttpRequest> upgrades = new LinkedBlockingQueue<>();
  final BlockingQueue<Record> records = new LinkedBlockingQueue<>();
  final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  volatile boolean refuses;
  volatile boolean acknowledges = true;
  /** Neither cluster nor database: only streams and HTTP. */
  private static final String BARE =
      """
      pekko.actor.provider = local
      pekko.extensions = []
      pekko.library-extensions = []
      pekko.persistence.state.plugin = ""
      pekko.coordinated-shutdown.exit-jvm = off
      """;

  private final ActorSystem system = ActorSystem.create("controller", ConfigFactory.parseString(BARE).withFallback(ConfigFactory.load()));
  private final Materializer materializer = Materializer.createMaterializer(system);
  private final ServerBinding binding;
  private final AtomicReference<BoundedSourceQueue<Message>> out = new AtomicReference<>();

  WebSocketController() throws Exception {
    binding =
        Http.get(system)
            .newServerAt("127.0.0.1", 0)
            .bindSync(this::upgrade)
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  String url() {
    return "ws://127.0.0.1:" + binding.localAddress().getPort() + "/usp";
  }

  private HttpResponse upgrade(HttpRequest request) {
    upgrades.add(request);
    WebSocketUpgrade upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade).orElse(null);
    if (upgrade == null || refuses) {
      return HttpResponse.create().withStatus(StatusCodes.UNAUTHORIZED);
    }
    Pair<BoundedSourceQueue<Message>, Source<Message, NotUsed>> source =
        Source.<Message>queue(1000).preMaterialize(materializer);
    out.set(source.first());
    BoundedSourceQueue<Message> mine = source.first();
    // One message after the other: a fragmented one is whole later than those behind it begin.
    Sink<Message, ?> sink =
        Flow.of(Message.class).mapAsync(1, message -> taken(message, mine)).to(Sink.ignore());
    return upgrade.handleMessagesWith(Flow.fromSinkAndSource(sink, source.second()), "v1.usp");
  }

  private CompletionStage<Done> taken(Message message, BoundedSourceQueue<Message> answers) {
    if (message.isText()) {
      texts.add(message.asTextMessage().isStrict() ? message.asTextMessage().getStrictText() : "");
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    BinaryMessage binary = message.asBinaryMessage();
    return binary
        .toStrict(5000, materializer)
        .thenApply(
            strict -> {
              record(strict.getStrictData().toArray(), answers);
              return Done.getInstance();
            });
  }

  private void record(byte[] bytes, BoundedSourceQueue<Message> answers) {
    try {
      Record record = Record.parseFrom(bytes);
      Msg message = Msg.parseFrom(record.getNoSessionContext().getPayload());
      if (acknowledges && message.getBody().getRequest().getNotify().getSendResp()) {
        String subscription = message.getBody().getRequest().getNotify().getSubscriptionId();
        answers.offer(binary(record.getFromId(), Messages.notifyResp(message.getHeader().getMsgId(), subscription)));
      }
      records.add(record);
    } catch (java.io.IOException e) {
      texts.add("no record");
    }
  }

  private static Message binary(String to, Msg message) {
    return BinaryMessage.create(
        ByteString.fromArray(Records.plain("1.3", to, "proto::argonaut", message.toByteString()).toByteArray()));
  }

  /** Sends a message to the agent that connected last. */
  void send(String to, Msg message) {
    out.get().offer(binary(to, message));
  }

  /** Ends the newest connection. */
  void hangUp() {
    out.get().complete();
  }

  /** The next message that is no notification. */
  Msg answer() throws Exception {
    while (true) {
      Record record = records.poll(10, TimeUnit.SECONDS);
      if (record == null) {
        throw new AssertionError("no answer came");
      }
      Msg message = Msg.parseFrom(record.getNoSessionContext().getPayload());
      if (record.hasNoSessionContext() && !message.getBody().getRequest().hasNotify()) {
        return message;
      }
    }
  }

  @Override
  public void close() {
    binding.terminate(Duration.ofSeconds(1)).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
