package org.argonaut.mtp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.argonaut.cpe.CpeSettings;
import org.argonaut.cpe.usp.UspFleet;
import org.argonaut.cpe.usp.UspFleetSettings;
import org.argonaut.node.Node;
import org.argonaut.store.TestDatabase;
import org.argonaut.usp.Messages;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspMsg;
import org.argonaut.usp.proto.UspRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that do wrong, at a real node: neither they themselves nor a good one beside them are served worse for it. */
class BadAgentsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MAX_RECORD = 64 << 10;
  private static final int STAYS = 0;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Node node;
  private static UspFleet good;

  @BeforeAll
  static void start() throws Exception {
    String settings =
        """
        argonaut {
          node.admin-token = secret-for-tests
          api.port = 0
          acs { bind = "127.0.0.1", port = 0, auth = none }
          usp { auth = none, max-record-size = %d }
        }
        """
            .formatted(MAX_RECORD);
    node =
        Node.start(
            ConfigFactory.parseString(settings)
                .withFallback(TestDatabase.config())
                .withFallback(ConfigFactory.defaultOverrides())
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve());
    good = UspFleet.start(UspFleetSettings.to(server().toString()).settings(CpeSettings.from(ConfigFactory.load())).build());
    assertThat(good.awaitOnBoarded(LIMIT)).as("%s", good.stats().failures()).isTrue();
  }

  @AfterAll
  static void stop() {
    if (good != null) {
      good.close();
    }
    if (node != null) {
      node.stop();
    }
    CLIENT.shutdownNow();
  }

  @AfterEach
  void theGoodAgentIsServed() {
    var agent = good.all().iterator().next();
    HttpResponse<String> answer = ask(agent.endpointId(), "Device.DeviceInfo.SerialNumber", 10).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(agent.serial());
  }

  /**
   * @param closeCode what the connection is closed with, or {@link #STAYS}
   */
  private record Fault(String name, int closeCode, Consumer<TestAgent> act) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("bytes that are no record", 1003, agent -> agent.send("garbage".getBytes(UTF_8))),
        new Fault("text", 1003, agent -> agent.socket().sendText("{}", true).join()),
        new Fault("too many bytes", 1009, agent -> agent.send(new byte[MAX_RECORD + 1])),
        new Fault("a second connection", 1000, agent -> connect(agent.endpointId)),
        new Fault("a record without a byte", STAYS, agent -> agent.send(new byte[0])),
        new Fault("a record for somebody else", STAYS, agent -> agent.send(record(agent).setToId("proto::other").build())),
        new Fault("a record of somebody else", STAYS, agent -> agent.send(record(agent).setFromId(goodId()).build())),
        new Fault("a record of the controller", STAYS, agent -> agent.send(record(agent).setFromId(TestAgent.CONTROLLER).build())),
        new Fault("an id of 300 characters", STAYS, agent -> agent.send(record(agent).setFromId("x".repeat(300)).build())),
        new Fault("an empty payload", STAYS, agent -> agent.send(agent.record(""))),
        new Fault("a payload that is no message", STAYS, agent -> agent.send(agent.record("garbage"))),
        new Fault("a record of a type to come", STAYS, agent -> agent.send(ofUnknownType(agent))),
        new Fault("a message of a kind to come", STAYS, agent -> agent.send(plain(agent, ofUnknownKind()))),
        new Fault("a signed record", STAYS, agent -> agent.send(record(agent).setMacSignature(ByteString.copyFromUtf8("x")).build())),
        new Fault("a version that is none", STAYS, agent -> agent.send(record(agent).setVersion("x".repeat(1000)).build())),
        new Fault("a response nobody asked for", STAYS, agent -> agent.send(plain(agent, Messages.notifyResp("nobody", "")))),
        new Fault("an error nobody asked for", STAYS, agent -> agent.send(plain(agent, Messages.error("no", 9, "", List.of())))),
        new Fault("gaps in a session", STAYS, agent -> Stream.of(1, 5, 9_000_000, 0).forEach(i -> agent.send(inSession(agent, i)))),
        new Fault("one msg_id for two messages", STAYS, BadAgentsTest::saysTwoThingsByOneId),
        new Fault("a msg_type that is not its body's", STAYS, BadAgentsTest::saysTheWrongType));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isServedAfter(Fault fault) {
    TestAgent agent = connect("proto::bad-" + NUMBER.incrementAndGet());
    fault.act.accept(agent);
    if (fault.closeCode != STAYS) {
      assertThat(agent.awaitClosed().code()).isEqualTo(fault.closeCode);
      agent = connect(agent.endpointId);
    }
    notifies(agent, "afterwards", "1");
    isAnswered(agent, "afterwards");
    assertThat(agent.closed).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proto::100%", "proto::%2F%252F", "proto::a/../b?c#d", "proto::two  words ", "no scheme", "os::ä€😀", "'\";--"})
  void anIdOfAnyCharactersIsReachedByThatId(String id) {
    TestAgent agent = connect(id);
    notifies(agent, "first", "1");
    isAnswered(agent, "first");
    var answer = ask(id, "Device.Nowhere.", 10);
    UspMsg.Msg asked = next(agent, message -> asksFor(message, "Device.Nowhere."));
    agent.send(plain(agent, Messages.error(asked.getHeader().getMsgId(), 7026, "only here", List.of())));
    assertThat(answer.join().body()).contains("only here");
  }

  @Test
  void aFloodOfNotificationsIsAnsweredInFullWhileOthersAreServed() {
    TestAgent agent = connect("proto::flood");
    Set<String> unanswered = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      notifies(agent, "flood-" + i, Integer.toString(i));
      unanswered.add("flood-" + i);
      if (i == 500) {
        theGoodAgentIsServed();
      }
    }
    while (!unanswered.isEmpty()) {
      unanswered.remove(next(agent, message -> message.getBody().getResponse().hasNotifyResp()).getHeader().getMsgId());
    }
  }

  @Test
  void anAgentThatAnswersTooLateKeepsNobodyWaitingAndIsHeardAgain() {
    TestAgent agent = connect("proto::late");
    notifies(agent, "first", "1");
    isAnswered(agent, "first");
    var waiting = IntStream.range(0, 40).mapToObj(_ -> ask(agent.endpointId, "Device.Late.", 1)).toList();
    String late = next(agent, message -> asksFor(message, "Device.Late.")).getHeader().getMsgId();
    theGoodAgentIsServed();
    waiting.forEach(answer -> assertThat(answer.join().statusCode()).as(answer.join().body()).isEqualTo(504));
    agent.send(plain(agent, Messages.response(late, UspMsg.GetResp.getDefaultInstance())));
    notifies(agent, "last", "2");
    isAnswered(agent, "last");
  }

  // ---- what they say ----

  private static UspRecord.Record.Builder record(TestAgent agent) {
    return plain(agent, notification("forged", "x")).toBuilder();
  }

  private static UspRecord.Record plain(TestAgent agent, UspMsg.Msg message) {
    return Records.plain("1.4", TestAgent.CONTROLLER, agent.endpointId, message.toByteString());
  }

  private static UspRecord.Record inSession(TestAgent agent, long sequenceId) {
    var session =
        UspRecord.SessionContextRecord.newBuilder()
            .setSessionId(7)
            .setSequenceId(sequenceId)
            .setExpectedId(1)
            .addPayload(notification("session-" + sequenceId, "x").toByteString());
    return Records.envelope("1.4", TestAgent.CONTROLLER, agent.endpointId).setSessionContext(session).build();
  }

  private static UspRecord.Record ofUnknownType(TestAgent agent) {
    return Records.envelope("1.9", TestAgent.CONTROLLER, agent.endpointId).setUnknownFields(unknown()).build();
  }

  private static UspMsg.Msg ofUnknownKind() {
    UspMsg.Request later = UspMsg.Request.newBuilder().setUnknownFields(unknown()).build();
    return UspMsg.Msg.newBuilder()
        .setHeader(UspMsg.Header.newBuilder().setMsgId("later").setMsgTypeValue(77))
        .setBody(UspMsg.Body.newBuilder().setRequest(later))
        .build();
  }

  private static UnknownFieldSet unknown() {
    var field = UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.copyFromUtf8("new")).build();
    return UnknownFieldSet.newBuilder().addField(77, field).build();
  }

  private static void saysTwoThingsByOneId(TestAgent agent) {
    notifies(agent, "same", "1");
    notifies(agent, "same", "2");
    isAnswered(agent, "same");
    isAnswered(agent, "same");
  }

  private static void saysTheWrongType(TestAgent agent) {
    UspMsg.Msg.Builder message = notification("lie", "1").toBuilder();
    message.getHeaderBuilder().setMsgTypeValue(99);
    agent.send(plain(agent, message.build()));
    isAnswered(agent, "lie");
  }

  private static UspMsg.Msg notification(String messageId, String value) {
    var change = UspMsg.Notify.ValueChange.newBuilder().setParamPath("Device.X.Y").setParamValue(value);
    return Messages.request(
        messageId, UspMsg.Notify.newBuilder().setSubscriptionId("s").setSendResp(true).setValueChange(change).build());
  }

  private static void notifies(TestAgent agent, String messageId, String value) {
    agent.send(plain(agent, notification(messageId, value)));
  }

  // ---- what they get ----

  private static void isAnswered(TestAgent agent, String messageId) {
    UspMsg.Msg answer = next(agent, message -> message.getHeader().getMsgId().equals(messageId));
    assertThat(answer.getBody().getResponse().hasNotifyResp()).as("%s", answer).isTrue();
  }

  /** The next message of that kind outside a session; what the node asks on its own account is passed over. */
  private static UspMsg.Msg next(TestAgent agent, Predicate<UspMsg.Msg> kind) {
    try {
      while (true) {
        ByteString payload = Records.parse(agent.next()).getNoSessionContext().getPayload();
        if (!payload.isEmpty() && kind.test(Messages.parse(payload))) {
          return Messages.parse(payload);
        }
      }
    } catch (Exception e) {
      throw new AssertionError(agent.endpointId + " got something else", e);
    }
  }

  private static boolean asksFor(UspMsg.Msg message, String path) {
    return message.getBody().getRequest().getGet().getParamPathsList().contains(path);
  }

  private static TestAgent connect(String endpointId) {
    return TestAgent.connect(CLIENT, server(), endpointId);
  }

  private static URI server() {
    return URI.create("ws://127.0.0.1:" + node.deviceUrl().getPort() + "/usp");
  }

  private static String goodId() {
    return good.all().iterator().next().endpointId();
  }

  /** A Get through the API. */
  private static CompletableFuture<HttpResponse<String>> ask(String endpointId, String path, int seconds) {
    String device = URLEncoder.encode(endpointId, UTF_8).replace("+", "%20");
    HttpRequest request =
        HttpRequest.newBuilder(node.apiUrl().resolve("/api/v1/devices/" + device + "/usp?timeout=" + seconds))
            .header("Authorization", "Bearer " + node.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"get\":{\"param_paths\":[\"" + path + "\"]}}"))
            .build();
    return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString()).orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }
}
