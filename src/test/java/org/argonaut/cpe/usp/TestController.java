package org.argonaut.cpe.usp;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.usp.Conversation;
import org.argonaut.usp.ConversationSettings;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Received;
import org.argonaut.usp.proto.UspMsg.Add;
import org.argonaut.usp.proto.UspMsg.Delete;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.GetResp;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.argonaut.usp.proto.UspMsg.Set;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.WebSocketConnectRecord;

/** One agent without any network, and a controller that talks to it by records; its clock moves when told. */
final class TestController implements AutoCloseable {
  static final String ID = "proto::controller";
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  final UspAgent agent;
  final Shared shared;
  final List<Record> records = new ArrayList<>();
  final List<byte[]> raw = new ArrayList<>();
  private final Conversation conversation;
  private final Deque<Msg> inbox = new ArrayDeque<>();
  private volatile Instant now = START;
  private Link link;
  private boolean linkClosed;
  private int ids;

  TestController(UspQuirk... quirks) {
    this(builder -> builder.quirks(java.util.Set.of(quirks)));
  }

  TestController(java.util.function.UnaryOperator<UspFleetSettings.Builder> more) {
    CpeSettings hurried = CpeSettings.from(ConfigFactory.load()).hurried(Duration.ofMillis(5));
    UspFleetSettings settings =
        more.apply(UspFleetSettings.to("ws://localhost/usp").controller(ID).intervalSeconds(86_400).settings(hurried)).build();
    InstantSource source = () -> now;
    try {
      shared = new Shared(settings, source.withZone(ZoneOffset.UTC));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    agent = new UspAgent(shared, "VCPE000001");
    conversation =
        new Conversation(ID, agent.endpointId(), ConversationSettings.CONTROLLER, () -> System.nanoTime() | 2);
    agent.powerOn();
  }

  static TestController connected(UspQuirk... quirks) {
    TestController controller = new TestController(quirks);
    controller.connect();
    return controller;
  }

  /** Connected, told of the boot, and nothing left to answer. */
  static TestController settled(UspQuirk... quirks) {
    TestController controller = connected(quirks);
    controller.answerNotifications();
    controller.inbox.clear();
    return controller;
  }

  Clock clock() {
    return shared.clock();
  }

  void connect() {
    linkClosed = false;
    link =
        new Link() {
          @Override
          public void send(byte[] record) throws IOException {
            if (linkClosed) {
              throw new IOException("closed");
            }
            take(record);
          }

          @Override
          public void close() {
            linkClosed = true;
          }
        };
    agent.up(link, Record.newBuilder().setWebsocketConnect(WebSocketConnectRecord.getDefaultInstance()));
  }

  void disconnect() {
    linkClosed = true;
    agent.down(link);
  }

  boolean linkClosed() {
    return linkClosed;
  }

  private synchronized void take(byte[] bytes) {
    raw.add(bytes);
    Record record;
    try {
      record = Record.parseFrom(bytes);
    } catch (IOException notARecord) {
      return;
    }
    records.add(record);
    Received received = conversation.receive(record, clock().millis());
    received.replies().forEach(this::give);
    for (Received.Incoming incoming : received.messages()) {
      try {
        inbox.add(Messages.parse(incoming.bytes()));
      } catch (org.argonaut.usp.BadMessage e) {
        throw new AssertionError("the agent sent a bad message", e);
      }
    }
    notifyAll();
  }

  private void give(Record record) {
    agent.received(link, record.toByteArray());
  }

  void send(Msg message) {
    for (Record record : conversation.send(message, conversation.usesSession(), clock().millis())) {
      give(record);
    }
  }

  /** Sends a request and gives the answer. */
  Msg ask(Msg request) {
    send(request);
    return next(message -> message.getHeader().getMsgId().equals(request.getHeader().getMsgId()));
  }

  String id() {
    return "q" + ++ids;
  }

  /** The next message that fits; those before it stay. */
  synchronized Msg next(Predicate<Msg> fits) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (true) {
      for (Msg message : inbox) {
        if (fits.test(message)) {
          inbox.remove(message);
          return message;
        }
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no such message came; there are " + inbox);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  Notify notification(Predicate<Notify> fits) {
    return next(m -> m.getBody().getRequest().hasNotify() && fits.test(m.getBody().getRequest().getNotify()))
        .getBody()
        .getRequest()
        .getNotify();
  }

  synchronized boolean silent() {
    return inbox.isEmpty();
  }

  synchronized void forget() {
    inbox.clear();
  }

  /** Answers all notifications there are that want an answer. */
  void answerNotifications() {
    for (Msg message : List.copyOf(inbox)) {
      Notify notify = message.getBody().getRequest().getNotify();
      if (notify.getSendResp()) {
        send(Messages.notifyResp(message.getHeader().getMsgId(), notify.getSubscriptionId()));
      }
    }
  }

  /** Time goes on, and the agent does what is due. */
  void pass(Duration time) {
    now = now.plus(time);
    agent.tick();
  }

  // ---- short words for common requests ----

  GetResp get(String... paths) {
    return get(0, paths);
  }

  GetResp get(int depth, String... paths) {
    Get get = Get.newBuilder().addAllParamPaths(List.of(paths)).setMaxDepth(depth).build();
    return ask(Messages.request(id(), get)).getBody().getResponse().getGetResp();
  }

  /** The one value at a path. */
  String value(String path) {
    return get(path).getReqPathResults(0).getResolvedPathResults(0).getResultParamsMap().values().iterator().next();
  }

  /** Sets what must be set: path of the object, then name and value by turns. */
  Msg set(boolean allowPartial, boolean required, String object, String... namesAndValues) {
    Set.UpdateObject.Builder update = Set.UpdateObject.newBuilder().setObjPath(object);
    for (int n = 0; n < namesAndValues.length; n += 2) {
      update.addParamSettings(
          Set.UpdateParamSetting.newBuilder()
              .setParam(namesAndValues[n])
              .setValue(namesAndValues[n + 1])
              .setRequired(required));
    }
    return ask(Messages.request(id(), Set.newBuilder().setAllowPartial(allowPartial).addUpdateObjs(update).build()));
  }

  Msg add(boolean allowPartial, boolean required, String table, String... namesAndValues) {
    Add.CreateObject.Builder create = Add.CreateObject.newBuilder().setObjPath(table);
    for (int n = 0; n < namesAndValues.length; n += 2) {
      create.addParamSettings(
          Add.CreateParamSetting.newBuilder()
              .setParam(namesAndValues[n])
              .setValue(namesAndValues[n + 1])
              .setRequired(required));
    }
    return ask(Messages.request(id(), Add.newBuilder().setAllowPartial(allowPartial).addCreateObjs(create).build()));
  }

  Msg delete(boolean allowPartial, String... paths) {
    return ask(
        Messages.request(id(), Delete.newBuilder().setAllowPartial(allowPartial).addAllObjPaths(List.of(paths)).build()));
  }

  void subscribe(String id, String type, String references, boolean retry) {
    Msg answer =
        add(
            false,
            true,
            "Device.LocalAgent.Subscription.",
            "ID", id,
            "NotifType", type,
            "ReferenceList", references,
            "NotifRetry", Boolean.toString(retry),
            "Enable", "true");
    if (!answer.getBody().getResponse().hasAddResp()) {
      throw new AssertionError("not subscribed: " + answer);
    }
  }

  @Override
  public void close() {
    agent.powerOff();
    shared.close();
  }
}
