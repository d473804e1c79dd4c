package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.usp.Records;
import org.argonaut.usp.proto.UspMsg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Everything that travels between nodes survives the journey. */
class WireTest {
  private static final ActorTestKit KIT =
      ActorTestKit.create(
          ConfigFactory.parseString("pekko.actor.provider = local, pekko.remote.artery.enabled = off")
              .withFallback(ConfigFactory.load()));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456Z");

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @Test
  void everyMessageOfTheDeviceActorSurvivesTheWire() {
    SessionRef session = new SessionRef("S1", "f00d", CwmpVersion.V1_3);
    Command command = command();
    List<DeviceMessage> messages = new ArrayList<>();
    messages.add(new DeviceMessage.BeginSession(session, Informs.start("00AABB", "S1", "1.0", "1 BOOT"), probe()));
    messages.add(new DeviceMessage.NextRequested(session, probe()));
    messages.add(new DeviceMessage.RpcAnswered(session, "id", answer(), probe()));
    messages.add(
        new DeviceMessage.CpeCalled(session, new AcsMethod.TransferComplete("key", 0, "", NOW, NOW), probe()));
    messages.add(new DeviceMessage.Execute(command, probe()));
    messages.add(new DeviceMessage.Enqueue(command, probe()));
    messages.add(new DeviceMessage.Cancel("id", probe()));
    messages.add(new DeviceMessage.ListCommands(probe()));
    messages.add(new DeviceMessage.RequestConnection(probe()));
    messages.add(new DeviceMessage.Get(probe()));
    messages.add(new DeviceMessage.Update(
        new Devices.DeviceChange("a", "m", Set.of("t"), "p", "u", "pw", "warn"), true, probe()));
    messages.add(new DeviceMessage.Delete(probe()));

    messages.add(new DeviceMessage.Execute(message(), probe()));
    AgentRoute connection = new AgentRoute.Connection(AgentRoute.Mtp.WEBSOCKET, "192.0.2.7", probe());
    AgentRoute broker = new AgentRoute.Broker(AgentRoute.Mtp.MQTT, "usp/agent/x");
    messages.add(
        new DeviceMessage.RecordArrived(
            broker, Records.plain("1.3", "proto::c", "proto::a", ByteString.copyFromUtf8("x")), probe()));
    messages.add(new DeviceMessage.AgentAttached(connection, probe()));
    messages.add(new DeviceMessage.AgentLeft(broker));
    messages.forEach(WireTest::assertSurvives);
    assertCovers(DeviceMessage.class, messages, DeviceMessage.Local.class);
  }

  @Test
  void everyReplyToACpeSurvivesTheWire() {
    List<SessionReply> replies =
        List.of(
            new SessionReply.Answer(new AcsAnswer.InformResponse(), CwmpVersion.V1_0, Dialect.STANDARD),
            new SessionReply.Send("id", command().rpc(), CwmpVersion.V1_4, Dialect.STANDARD),
            new SessionReply.End(),
            new SessionReply.NoSession(),
            new SessionReply.Clash("00AABB-S1"),
            new SessionReply.Unavailable("why"));
    replies.forEach(WireTest::assertSurvives);
    assertCovers(SessionReply.class, replies, null);
  }

  @Test
  void everyOutcomeSurvivesTheWire() {
    List<Outcome> outcomes =
        List.of(
            new Outcome.Done(answer()),
            new Outcome.Faulted(
                new Fault(9003, "Invalid arguments", List.of(new Fault.ParameterFault("Device.X", 9005, "no")), "<x/>")),
            new Outcome.Replied(
                UspMsg.Response.newBuilder().setGetResp(UspMsg.GetResp.getDefaultInstance()).build()),
            new Outcome.Rejected(UspMsg.Error.newBuilder().setErrCode(7004).setErrMsg("no").build()),
            new Outcome.Operated(UspMsg.Notify.OperationComplete.newBuilder().setCommandKey("k").build()),
            new Outcome.NoAnswer("why"),
            new Outcome.Unreachable(SessionOpener.Result.UNREACHABLE, "why"),
            new Outcome.Expired(true),
            new Outcome.Cancelled(),
            new Outcome.Unknown("why"),
            new Outcome.Refused(Outcome.Reason.QUEUE_FULL, "why"));
    outcomes.forEach(WireTest::assertSurvives);
    assertCovers(Outcome.class, outcomes, null);
  }

  @Test
  void everyAnswerToACallerSurvivesTheWire() {
    DeviceState state =
        DeviceState.UNKNOWN.met(DeviceFacts.NONE.with(Informs.start("00AABB", "S1", "1.0", "1 BOOT")), NOW);
    assertSurvives(state.withCommands(List.of(new DurableCommand(command(), DurableCommand.Status.SENT, NOW))));
    assertSurvives(
        state.withUsp(UspFacts.NEW.over(new AgentRoute.Broker(AgentRoute.Mtp.STOMP, "/queue/a")).subscribed(7), NOW));
    assertSurvives(state.withCommands(List.of(new DurableCommand(message(), DurableCommand.Status.TRANSFERRING, NOW))));
    assertSurvives(new DeviceMessage.Arrived("why"));
    assertSurvives(new AgentSearch.Find("proto::a"));
    assertSurvives(new Devices.Accepted("id", new Outcome.Refused(Outcome.Reason.UNKNOWN_DEVICE, "why")));
    assertSurvives(Devices.CancelResult.ALREADY_SENT);
    assertSurvives(new DeviceMessage.CommandList(List.of(new Devices.CommandView(command(), true, false))));
    assertSurvives(new SessionOpener.Answer(SessionOpener.Result.BUSY, "why"));
    assertSurvives(new DeviceMessage.Deleted(true));
    assertSurvives(new DeviceMessage.Found(null));
    assertSurvives(
        new DeviceMessage.Found(
            new Devices.DeviceView(
                "S1", "00AABB", "ACME", "X", "Box", "1.0", "", 2, true, false, "TR-181", Set.of("a"), "", "reject", NOW, NOW,
                "192.0.2.7", Informs.URL, "", "1.2", 300, List.of("00CCDD"), false, 1, Map.of("HardwareVersion", "A"))));
  }

  @Test
  void whatConnectionsAreToldSurvivesTheWire() {
    assertSurvives(new ToAgent.Close("why"));
    ToAgent.Deliver deliver = new ToAgent.Deliver(new byte[] {1, 2, 3});
    Serialization serialization = SerializationExtension.get(KIT.system());
    byte[] bytes = serialization.serialize(deliver).get();
    assertThat(serialization.deserialize(bytes, ToAgent.Deliver.class).get().record()).containsExactly(1, 2, 3);
  }

  @Test
  void passwordsDoNotShowInWhatIsLogged() {
    assertThat(new Devices.DeviceChange("a", "m", Set.of(), "p", "u", "s3cret", null).toString()).doesNotContain("s3cret");
    assertThat(new SessionOpener.Target("S1", Informs.URL, "u", "s3cret").toString()).doesNotContain("s3cret");
  }

  private static Command command() {
    CpeMethod rpc =
        new CpeMethod.SetParameterValues(List.of(new ParameterValue("Device.X", "1", "xsd:int")), "key");
    return new Command("id", rpc, Command.Priority.SERVICE, NOW, NOW, true, true, false, "test");
  }

  private static Command message() {
    UspMsg.Request body =
        UspMsg.Request.newBuilder().setOperate(UspMsg.Operate.newBuilder().setCommand("Device.Reboot()")).build();
    return new Command(
        "id", new Request.Message(body, true), Command.Priority.BULK, NOW, NOW, false, false, true, "test");
  }

  private static CpeAnswer answer() {
    return new CpeAnswer.GetParameterValuesResponse(List.of(new ParameterValue("Device.X", "1", null)));
  }

  private static <T> ActorRef<T> probe() {
    return KIT.<T>createTestProbe().getRef();
  }

  @Test
  void attributesWrittenBeforeThereWasAValidationAreRead() throws Exception {
    var mapper = new com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper();
    DeviceAttributes attributes = new DeviceAttributes("m", "a", Set.of("t"), "p", "u", "secret", "warn");
    com.fasterxml.jackson.databind.node.ObjectNode written = mapper.valueToTree(attributes);
    written.remove("validation");
    assertThat(mapper.treeToValue(written, DeviceAttributes.class))
        .isEqualTo(new DeviceAttributes("m", "a", Set.of("t"), "p", "u", "secret", ""));
  }

  private static void assertSurvives(Object message) {
    Serialization serialization = SerializationExtension.get(KIT.system());
    assertThat(serialization.findSerializerFor(message)).isInstanceOf(JacksonCborSerializer.class);
    byte[] bytes = serialization.serialize(message).get();
    assertThat(serialization.deserialize(bytes, message.getClass()).get()).isEqualTo(message);
  }

  private static void assertCovers(Class<?> sealed, List<?> samples, Class<?> except) {
    Set<Class<?>> missing = new HashSet<>(List.of(sealed.getPermittedSubclasses()));
    missing.remove(except);
    samples.forEach(sample -> missing.remove(sample.getClass()));
    assertThat(missing).as("message types without a sample").isEmpty();
  }
}
