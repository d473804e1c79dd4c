package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.ParameterRow;
import org.argonaut.store.Store;
import org.argonaut.store.TestDatabase;
import org.argonaut.usp.Messages;
import org.argonaut.usp.proto.UspMsg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The actor of a USP device, sharded and on a real database, as transports and callers see it. */
class UspDeviceTest {
  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final String INFO = "Device.DeviceInfo.";

  private static ActorTestKit kit;
  private static ShardedDevices devices;
  private String id;
  private TestAgent agent;

  @BeforeAll
  static void start() {
    kit =
        ActorTestKit.create(
            "usp-device-test",
            ConfigFactory.parseString(
                    """
                    pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                    pekko.cluster.downing-provider-class = ""
                    argonaut.usp { in-flight = 4, request-timeout = 2s, search-time = 300ms }
                    """)
                .withFallback(TestDatabase.config())
                .withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    get(Store.get(kit.system()).ready());
    SessionOpener nobody =
        target -> CompletableFuture.completedFuture(new SessionOpener.Answer(SessionOpener.Result.NO_ADDRESS, ""));
    devices = ShardedDevices.start(kit.system(), DeviceSettings.from(kit.system().settings().config()), nobody);
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void newAgent() {
    id = "proto::agent-" + SERIAL.incrementAndGet();
    agent = new TestAgent(id, devices, kit, UspDeviceTest::ordinary).connect();
  }

  // ---- first contact ----

  @Test
  void theFirstRecordMakesTheAgentADeviceThatIsKnownByItsDeviceInfo() {
    boot();

    Devices.DeviceView view = get(devices.get(id));
    assertThat(view.usp()).isTrue();
    assertThat(view.cwmp()).isFalse();
    assertThat(view.status()).isEqualTo(2);
    assertThat(view.vendor()).isEqualTo("ACME");
    assertThat(view.model()).isEqualTo("Router 9");
    assertThat(view.version()).isEqualTo("3.1");
    assertThat(view.ip()).isEqualTo("192.0.2.9");
    assertThat(view.facts()).containsEntry("SerialNumber", "S-77").containsEntry("UspVersions", "1.0,1.3");
    assertThat(events()).contains("Boot!", "device.new");
    assertThat(get(Store.get(kit.system()).devices().get(id)).index().usp()).isTrue();
  }

  @Test
  void theSubscriptionsThatAnAgentLacksAreMadeOnce() {
    boot();
    await()
        .untilAsserted(
            () -> assertThat(adds()).singleElement().satisfies(add -> assertThat(add.getCreateObjsCount()).isEqualTo(2)));
    List<String> ids =
        adds().getFirst().getCreateObjsList().stream()
            .map(object -> object.getParamSettingsList().stream().filter(p -> p.getParam().equals("ID")).findFirst())
            .map(setting -> setting.orElseThrow().getValue())
            .toList();

    agent.answering(
        request -> request.hasGet() ? withSubscriptions(ids) : ordinary(request));
    get(agent.say(event("Boot!", "second")));
    await().untilAsserted(() -> assertThat(identityReads()).isEqualTo(2));
    assertThat(adds()).hasSize(1);
  }

  @Test
  void anAgentThatAnswersNothingIsADeviceAllTheSame() {
    agent.answering(_ -> TestAgent.SILENCE);
    get(agent.say(event("Boot!", "m1")));
    assertThat(get(devices.get(id)).usp()).isTrue();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(events()).contains("device.new"));
  }

  @Test
  void aBootWhileAnAgentIsAskedWhoItIsDoesNotMakeItAskedAgainAtOnce() throws Exception {
    agent.answering(_ -> TestAgent.SILENCE);
    get(agent.say(event("Boot!", "m1")));
    get(agent.say(event("Boot!", "m2")));
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(events()).contains("device.new"));
    get(agent.say(notify("m3", "boot", true, change(INFO + "UpTime", "1"))));
    assertThat(agent.response().getBody().getResponse().hasNotifyResp()).isTrue();
    assertThat(agent.all().stream().filter(m -> m.getBody().getRequest().hasGetSupportedProtocol())).hasSize(1);
    assertThat(events()).containsOnlyOnce("device.new");
  }

  // ---- requests ----

  @Test
  void aGetIsAnsweredAndItsValuesAreKept() {
    boot();
    Outcome outcome = execute(get(INFO + "UpTime"), true);
    assertThat(outcome).isInstanceOfSatisfying(
        Outcome.Replied.class,
        replied -> assertThat(UspOnboarding.values(replied.response().getGetResp())).containsEntry(INFO + "UpTime", "42"));
    await().untilAsserted(() -> assertThat(cached()).containsEntry(INFO + "UpTime", "42"));
  }

  @Test
  void anErrorOfTheAgentIsTheEndOfTheRequest() {
    boot();
    agent.answering(_ -> null);
    assertThat(execute(get("Device.Nothing."), true))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, rejected -> assertThat(rejected.error().getErrCode()).isEqualTo(7004));
  }

  @Test
  void manyRequestsAreUnderWayAtOnceButNoMoreThanTheLimit() {
    boot();
    agent.answering(_ -> TestAgent.SILENCE);
    int before = agent.all().size();
    List<CompletionStage<Outcome>> waiting =
        java.util.stream.IntStream.range(0, 6)
            .mapToObj(i -> devices.execute(id, command("q" + i, get(INFO + "P" + i), Duration.ofSeconds(30), true)))
            .toList();
    await().untilAsserted(() -> assertThat(agent.all()).hasSize(before + 4));

    agent.answering(UspDeviceTest::ordinary);
    List<UspMsg.Msg> sent = agent.all().subList(before, before + 4);
    sent.reversed()
        .forEach(
            asked ->
                get(
                    agent.say(
                        Messages.response(asked.getHeader().getMsgId(), ordinary(asked.getBody().getRequest())))));
    waiting.forEach(outcome -> assertThat(get(outcome)).isInstanceOf(Outcome.Replied.class));
  }

  @Test
  void anAnswerAfterTheDeadlineAndOneThatNobodyAskedForAreIgnored() {
    boot();
    agent.answering(_ -> TestAgent.SILENCE);
    assertThat(get(devices.execute(id, command("late", get(INFO + "X"), Duration.ofMillis(200), true))))
        .isEqualTo(new Outcome.Expired(true));
    get(agent.say(Messages.response("late", ordinary(get(INFO + "X").body()))));
    get(agent.say(Messages.response("nobody", ordinary(get(INFO + "X").body()))));
    assertThat(get(devices.commands(id))).isEmpty();
  }

  @Test
  void anAnswerOfTheWrongKindEndsTheRequestAsNotAnswered() {
    boot();
    agent.answering(_ -> UspMsg.Response.newBuilder().setSetResp(UspMsg.SetResp.getDefaultInstance()).build());
    assertThat(execute(get(INFO + "X"), true)).isInstanceOf(Outcome.NoAnswer.class);
  }

  @Test
  void anOperationThatRunsOnEndsWithItsCompletion() {
    boot();
    Request.Message operate = operate("Device.DeviceInfo.FirmwareImage.1.Download()");
    CompletionStage<Outcome> outcome = devices.execute(id, command("dl", operate, Duration.ofSeconds(30), true));
    await().untilAsserted(() -> assertThat(get(devices.commands(id))).anyMatch(view -> view.awaitingTransfer()));
    assertThat(adds())
        .anySatisfy(
            add ->
                assertThat(add.getCreateObjs(0).getParamSettingsList())
                    .anyMatch(p -> p.getValue().equals("Device.DeviceInfo.FirmwareImage.*.Download()")));

    get(agent.say(completion("Device.DeviceInfo.FirmwareImage.1.", "Download()", "dl")));
    assertThat(get(outcome)).isInstanceOf(Outcome.Operated.class);
    assertThat(events()).contains("OperationComplete");
  }

  @Test
  void aRequestToAnAgentThatIsNotConnectedFailsAtOnceOrWaitsAsAsked() {
    boot();
    agent.disconnect();
    await().untilAsserted(() -> assertThat(get(devices.get(id)).status()).isEqualTo(0));
    assertThat(execute(get(INFO + "X"), true))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class,
            unreachable -> assertThat(unreachable.why()).isEqualTo(SessionOpener.Result.NOT_CONNECTED));

    CompletionStage<Outcome> waits =
        devices.execute(id, command("later", get(INFO + "X"), Duration.ofSeconds(30), false));
    agent.connect();
    get(devices.attached(id, agent.route()));
    assertThat(get(waits)).isInstanceOf(Outcome.Replied.class);
  }

  @Test
  void aCpeIsNotAskedOverUspNorAnAgentOverCwmp() {
    boot();
    Command rpc =
        new Command(
            "r", new CpeMethod.GetRPCMethods(), Command.Priority.BULK, Instant.now(), Instant.now().plusSeconds(9),
            false, false, true, "test");
    assertThat(get(devices.execute(id, rpc)))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Outcome.Reason.WRONG_PROTOCOL));
  }

  // ---- connections ----

  @Test
  void aSecondConnectionOfAnAgentTakesTheFirstOnesPlace() {
    boot();
    TestAgent second = new TestAgent(id, devices, kit, UspDeviceTest::ordinary).connect();
    get(second.say(event("Periodic!", "x")));
    await().untilAsserted(() -> assertThat(agent.closed()).contains("took over"));
    assertThat(execute(get(INFO + "UpTime"), true)).isInstanceOf(Outcome.Replied.class);
    assertThat(second.all()).anyMatch(m -> m.getBody().getRequest().hasGet());
    assertThat(get(devices.get(id)).status()).isEqualTo(2);
  }

  @Test
  void whatWasUnderWayWhenTheConnectionBrokeIsRepeatedIfThatDoesNoHarm() {
    boot();
    agent.answering(_ -> TestAgent.SILENCE);
    CompletionStage<Outcome> read = devices.execute(id, command("r1", get(INFO + "X"), Duration.ofSeconds(30), false));
    CompletionStage<Outcome> reboot =
        devices.execute(id, command("r2", operate("Device.Reboot()"), Duration.ofSeconds(30), false));
    await().until(() -> agent.all().stream().anyMatch(m -> m.getHeader().getMsgId().equals("r2")));

    agent.disconnect();
    assertThat(get(reboot)).isInstanceOf(Outcome.Unknown.class);
    agent.answering(UspDeviceTest::ordinary);
    agent.connect();
    get(devices.attached(id, agent.route()));
    assertThat(get(read)).isInstanceOf(Outcome.Replied.class);
  }

  @Test
  void deletingTheDeviceEndsItsConnection() {
    boot();
    assertThat(get(devices.delete(id))).isTrue();
    await().untilAsserted(() -> assertThat(agent.closed()).contains("deleted"));
    assertThat(get(devices.get(id))).isNull();
  }

  // ---- notifications ----

  @Test
  void aNotificationIsAnsweredOnceItsEventIsWritten() throws Exception {
    boot();
    get(agent.say(notify("n1", "sub", true, change("Device.X.Y", "7"))));
    UspMsg.Msg response = agent.response();
    assertThat(response.getHeader().getMsgId()).isEqualTo("n1");
    assertThat(response.getBody().getResponse().getNotifyResp().getSubscriptionId()).isEqualTo("sub");
    assertThat(events()).contains("ValueChange");
    await().untilAsserted(() -> assertThat(cached()).containsEntry("Device.X.Y", "7"));
  }

  @Test
  void aRepeatedNotificationIsOneEventAndAnsweredAgain() throws Exception {
    boot();
    for (int i = 0; i < 3; i++) {
      get(agent.say(notify("n1", "sub", true, change("Device.X.Y", "7"))));
      assertThat(agent.response().getBody().getResponse().hasNotifyResp()).isTrue();
    }
    get(agent.say(notify("n1", "sub", true, change("Device.X.Y", "8"))));
    assertThat(agent.response().getBody().getResponse().hasNotifyResp()).isTrue();
    assertThat(events().stream().filter("ValueChange"::equals)).hasSize(2);
  }

  @Test
  void aPushedReportIsStoredBeforeItIsAnsweredAndWhatIsNoReportStaysAnEvent() throws Exception {
    boot();
    get(agent.say(push("p1", "{\"Report\":[{\"Device.X.Y\":\"9\"}]}")));
    assertThat(agent.response().getBody().getResponse().hasNotifyResp()).isTrue();
    var reports = Store.get(kit.system()).bulkReports();
    assertThat(get(reports.list(id, "3", null, 10, null)).items())
        .singleElement()
        .satisfies(report -> assertThat(report.transport()).isEqualTo("usp"));
    assertThat(events()).doesNotContain("Push!");

    get(agent.say(push("p2", "no report")));
    assertThat(agent.response().getBody().getResponse().hasNotifyResp()).isTrue();
    assertThat(events()).contains("Push!");

    assertThat(get(devices.delete(id))).isTrue();
    assertThat(get(reports.list(id, null, null, 10, null)).items()).isEmpty();
  }

  private static UspMsg.Msg push(String messageId, String data) {
    UspMsg.Notify.Event event =
        UspMsg.Notify.Event.newBuilder()
            .setObjPath("Device.BulkData.Profile.3.")
            .setEventName("Push!")
            .putParams("Data", data)
            .build();
    return notify(messageId, "bulk", true, UspMsg.Notify.newBuilder().setEvent(event));
  }

  @Test
  void aNotificationThatWantsNoResponseGetsNone() throws Exception {
    boot();
    get(agent.say(notify("quiet", "sub", false, change("Device.X.Y", "7"))));
    get(agent.say(notify("loud", "sub", true, change("Device.X.Y", "8"))));
    assertThat(agent.response().getHeader().getMsgId()).isEqualTo("loud");
    assertThat(agent.hasResponse()).isFalse();
  }

  @Test
  void anOnBoardRequestIsAnsweredWithAnEmptySubscriptionId() throws Exception {
    UspMsg.Notify.OnBoardRequest request =
        UspMsg.Notify.OnBoardRequest.newBuilder().setOui("00AABB").setSerialNumber("S-77").build();
    get(agent.say(notify("ob", "", true, UspMsg.Notify.newBuilder().setOnBoardReq(request))));
    assertThat(agent.response().getBody().getResponse().getNotifyResp().getSubscriptionId()).isEmpty();
    assertThat(events()).contains("OnBoardRequest");
  }

  @Test
  void otherRequestsOfAnAgentAreRefusedAndGarbageIsNotAnswered() throws Exception {
    boot();
    get(agent.say(Messages.request("r", UspMsg.Register.newBuilder().build())));
    assertThat(agent.response().getBody().getError().getErrCode()).isEqualTo(7028);
    get(agent.say(Messages.request("g", UspMsg.Get.newBuilder().addParamPaths("Device.").build())));
    assertThat(agent.response().getBody().getError().getErrCode()).isEqualTo(7001);
    get(agent.say(ByteString.copyFrom(new byte[] {1, 2, 3, (byte) 0xff})));
    get(agent.say(notify("after", "s", true, change("Device.X.Y", "7"))));
    assertThat(agent.response().getHeader().getMsgId()).isEqualTo("after");
  }

  // ---- helpers ----

  private void boot() {
    get(agent.say(event("Boot!", "boot")));
    await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(events()).contains("device.new"));
  }

  private static UspMsg.Msg event(String name, String messageId) {
    UspMsg.Notify.Event event =
        UspMsg.Notify.Event.newBuilder().setObjPath("Device.").setEventName(name).putParams("Cause", "LocalReboot").build();
    return notify(messageId, "boot", false, UspMsg.Notify.newBuilder().setEvent(event));
  }

  private static UspMsg.Notify.Builder change(String path, String value) {
    return UspMsg.Notify.newBuilder()
        .setValueChange(UspMsg.Notify.ValueChange.newBuilder().setParamPath(path).setParamValue(value));
  }

  private static UspMsg.Msg completion(String object, String command, String key) {
    UspMsg.Notify.OperationComplete complete =
        UspMsg.Notify.OperationComplete.newBuilder()
            .setObjPath(object)
            .setCommandName(command)
            .setCommandKey(key)
            .setReqOutputArgs(UspMsg.Notify.OperationComplete.OutputArgs.getDefaultInstance())
            .build();
    return notify("oc", "s", false, UspMsg.Notify.newBuilder().setOperComplete(complete));
  }

  private static UspMsg.Msg notify(String messageId, String subscription, boolean respond, UspMsg.Notify.Builder what) {
    return Messages.request(messageId, what.setSubscriptionId(subscription).setSendResp(respond).build());
  }

  private static Request.Message get(String path) {
    return new Request.Message(
        UspMsg.Request.newBuilder().setGet(UspMsg.Get.newBuilder().addParamPaths(path)).build(), false);
  }

  private static Request.Message operate(String command) {
    return new Request.Message(
        UspMsg.Request.newBuilder().setOperate(UspMsg.Operate.newBuilder().setCommand(command).setSendResp(true)).build(),
        true);
  }

  private Outcome execute(Request request, boolean wake) {
    return get(devices.execute(id, command(CommandId.next(), request, Duration.ofSeconds(20), wake)));
  }

  private static Command command(String commandId, Request request, Duration within, boolean wake) {
    Instant now = Instant.now();
    return new Command(
        commandId, request, Command.Priority.INTERACTIVE, now, now.plus(within), false, false, wake, "test");
  }

  private static UspMsg.Response ordinary(UspMsg.Request request) {
    UspMsg.Response.Builder response = UspMsg.Response.newBuilder();
    return switch (request.getReqTypeCase()) {
      case GET_SUPPORTED_PROTOCOL ->
          response
              .setGetSupportedProtocolResp(
                  UspMsg.GetSupportedProtocolResp.newBuilder().setAgentSupportedProtocolVersions("1.0,1.3"))
              .build();
      case GET -> withSubscriptions(List.of());
      case ADD -> response.setAddResp(UspMsg.AddResp.getDefaultInstance()).build();
      case OPERATE ->
          response
              .setOperateResp(
                  UspMsg.OperateResp.newBuilder()
                      .addOperationResults(
                          UspMsg.OperateResp.OperationResult.newBuilder()
                              .setExecutedCommand(request.getOperate().getCommand())
                              .setReqObjPath("Device.LocalAgent.Request.1.")))
              .build();
      default -> throw new AssertionError("asked for " + request.getReqTypeCase());
    };
  }

  private static UspMsg.Response withSubscriptions(List<String> ids) {
    UspMsg.GetResp.Builder get = UspMsg.GetResp.newBuilder();
    get.addReqPathResults(
        UspMsg.GetResp.RequestedPathResult.newBuilder()
            .setRequestedPath(INFO)
            .addResolvedPathResults(
                UspMsg.GetResp.ResolvedPathResult.newBuilder()
                    .setResolvedPath(INFO)
                    .putAllResultParams(
                        Map.of(
                            "Manufacturer", "ACME", "ManufacturerOUI", "00AABB", "ModelName", "Router 9", "ProductClass",
                            "R9", "SerialNumber", "S-77", "SoftwareVersion", "3.1", "UpTime", "42"))));
    int i = 0;
    for (String subscription : ids) {
      i++;
      get.addReqPathResults(
          UspMsg.GetResp.RequestedPathResult.newBuilder()
              .addResolvedPathResults(
                  UspMsg.GetResp.ResolvedPathResult.newBuilder()
                      .setResolvedPath("Device.LocalAgent.Subscription." + i + ".")
                      .putResultParams("ID", subscription)));
    }
    return UspMsg.Response.newBuilder().setGetResp(get).build();
  }

  private List<UspMsg.Add> adds() {
    return agent.all().stream()
        .filter(m -> m.getBody().getRequest().hasAdd())
        .map(m -> m.getBody().getRequest().getAdd())
        .toList();
  }

  private long identityReads() {
    return agent.all().stream()
        .filter(m -> m.getBody().getRequest().getGet().getParamPathsList().contains(INFO + "Manufacturer"))
        .count();
  }

  private List<String> events() {
    return get(Store.get(kit.system()).events().list(new EventFilter(null, null, id), 100)).items().stream()
        .map(EventRow::type)
        .toList();
  }

  private Map<String, String> cached() {
    return get(Store.get(kit.system()).parameters().list(id, "", 100, null)).items().stream()
        .collect(java.util.stream.Collectors.toMap(ParameterRow::name, ParameterRow::value));
  }

  private static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
