package org.argonaut.device;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.argonaut.usp.BadMessage;
import org.argonaut.usp.BadRecord;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspMsg;

/** An agent at the far end of a connection: answers what it is told to answer, and says what it is told to say. */
final class TestAgent {
  static final String CONTROLLER = "proto::argonaut";
  static final UspMsg.Response SILENCE = UspMsg.Response.getDefaultInstance();

  private final String id;
  private final Agents agents;
  private final ActorTestKit kit;
  private final BlockingQueue<UspMsg.Msg> received = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<UspMsg.Msg> all = new ConcurrentLinkedQueue<>();
  private volatile ActorRef<ToAgent> connection;
  private volatile String closed;
  private volatile Function<UspMsg.Request, UspMsg.Response> answers;

  TestAgent(String id, Agents agents, ActorTestKit kit, Function<UspMsg.Request, UspMsg.Response> answers) {
    this.id = id;
    this.agents = agents;
    this.kit = kit;
    this.answers = answers;
  }

  void answering(Function<UspMsg.Request, UspMsg.Response> newAnswers) {
    answers = newAnswers;
  }

  TestAgent connect() {
    connection = kit.spawn(listening());
    return this;
  }

  private Behavior<ToAgent> listening() {
    return Behaviors.receiveMessage(
        message -> {
          switch (message) {
            case ToAgent.Deliver deliver -> take(deliver.record());
            case ToAgent.Close close -> {
              closed = close.reason();
              return Behaviors.stopped();
            }
          }
          return Behaviors.same();
        });
  }

  private void take(byte[] bytes) {
    UspMsg.Msg message;
    try {
      message = Messages.parse(Records.parse(bytes).getNoSessionContext().getPayload());
    } catch (BadRecord | BadMessage e) {
      throw new AssertionError(e);
    }
    all.add(message);
    if (!message.getBody().hasRequest()) {
      received.add(message);
      return;
    }
    UspMsg.Response answer = answers.apply(message.getBody().getRequest());
    if (answer != null && !answer.equals(SILENCE)) {
      say(Messages.response(message.getHeader().getMsgId(), answer));
    } else if (answer == null) {
      say(Messages.error(message.getHeader().getMsgId(), 7004, "not today", List.of()));
    }
  }

  AgentRoute route() {
    return new AgentRoute.Connection(AgentRoute.Mtp.WEBSOCKET, "192.0.2.9", connection);
  }

  CompletionStage<Done> say(UspMsg.Msg message) {
    return say(message, id);
  }

  CompletionStage<Done> say(UspMsg.Msg message, String from) {
    return agents.arrived(route(), Records.plain("1.3", CONTROLLER, from, message.toByteString()));
  }

  CompletionStage<Done> say(ByteString payload) {
    return agents.arrived(route(), Records.plain("1.3", CONTROLLER, id, payload));
  }

  /** The next response or error that came; fails after some seconds. */
  UspMsg.Msg response() throws InterruptedException {
    UspMsg.Msg next = received.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no response came");
    }
    return next;
  }

  boolean hasResponse() {
    return !received.isEmpty();
  }

  /** Everything that came, in order. */
  List<UspMsg.Msg> all() {
    return List.copyOf(all);
  }

  /** Why the controller closed the connection; null while it did not. */
  String closed() {
    return closed;
  }

  void disconnect() {
    kit.stop(connection);
  }
}
