package org.argonaut.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Fault;
import org.argonaut.cwmp.ParameterValue;
import org.argonaut.device.Command.Priority;
import org.argonaut.store.CommandRow;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;
import org.argonaut.store.Store;
import org.argonaut.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The device actor, sharded and on a real database, as the endpoint and callers see it. */
class DeviceActorTest {
  private static final AtomicInteger SERIAL = new AtomicInteger();
  private static final ConcurrentLinkedQueue<SessionOpener.Target> REQUESTS = new ConcurrentLinkedQueue<>();
  private static volatile SessionOpener.Answer connectionRequestEnds;

  private static Config config;
  private static ActorTestKit kit;
  private static Devices devices;
  private String sn;

  @BeforeAll
  static void start() {
    config = TestDatabase.config();
    startNode();
  }

  private static void startNode() {
    kit =
        ActorTestKit.create(
            "device-actor-test",
            ConfigFactory.parseString(
                    """
                    pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                    pekko.cluster.downing-provider-class = ""
                    argonaut.device { session-wait = 1s, linger = 200ms, max-queue = 5 }
                    """)
                .withFallback(config)
                .withFallback(ConfigFactory.load()));
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    SessionOpener opener =
        target -> {
          REQUESTS.add(target);
          return CompletableFuture.completedFuture(connectionRequestEnds);
        };
    get(Store.get(kit.system()).ready());
    devices = ShardedDevices.start(kit.system(), DeviceSettings.from(kit.system().settings().config()), opener);
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void newSerial() {
    sn = "SN" + SERIAL.incrementAndGet();
    connectionRequestEnds = new SessionOpener.Answer(SessionOpener.Result.ACCEPTED, "200");
    REQUESTS.clear();
  }

  // ---- Inform ----

  @Test
  void theFirstInformCreatesTheDeviceAndLogsWhatHappened() {
    SessionRef session = session("a");
    assertThat(inform(session, "0 BOOTSTRAP", "1 BOOT"))
        .isInstanceOfSatisfying(
            SessionReply.Answer.class, r -> assertThat(r.answer()).isInstanceOf(AcsAnswer.InformResponse.class));
    assertThat(get(devices.next(session))).isInstanceOf(SessionReply.End.class);

    Devices.DeviceView view = get(devices.get(sn));
    assertThat(view.status()).isEqualTo(2);
    assertThat(view.dataModel()).isEqualTo("TR-181");
    assertThat(view.version()).isEqualTo("1.0");
    assertThat(events()).containsExactly("device.new", "0 BOOTSTRAP", "1 BOOT");
    assertThat(get(store().devices().get(sn)).index().vendor()).isEqualTo("ACME");
  }

  @Test
  void aPeriodicInformThatBringsNothingNewWritesNothing() {
    wholeSession("0 BOOTSTRAP");
    wholeSession("2 PERIODIC");
    long before = store().stats().upserts().rows();

    wholeSession("2 PERIODIC");
    wholeSession("2 PERIODIC");

    assertThat(store().stats().upserts().rows()).isEqualTo(before);
    assertThat(events()).containsExactly("device.new", "0 BOOTSTRAP");
  }

  @Test
  void aSerialNumberOfTwoVendorsStaysUsableForBothAndTheClashIsVisible() {
    wholeSession("0 BOOTSTRAP");
    SessionReply reply = get(devices.inform(session("b"), Informs.start("FFEEDD", sn, "9", "0 BOOTSTRAP")));
    assertThat(reply).isEqualTo(new SessionReply.Clash("FFEEDD-" + sn));

    SessionRef other = new SessionRef("FFEEDD-" + sn, "b", CwmpVersion.V1_2);
    assertThat(get(devices.inform(other, Informs.start("FFEEDD", sn, "9", "0 BOOTSTRAP"))))
        .isInstanceOf(SessionReply.Answer.class);
    assertThat(get(devices.get(sn)).clashes()).containsExactly("FFEEDD");
    assertThat(get(devices.get("FFEEDD-" + sn)).version()).isEqualTo("9");
    assertThat(events()).contains("device.clash");
    wholeSession("2 PERIODIC");
  }

  @Test
  void aNewInformEndsTheOpenSession() {
    wholeSession("0 BOOTSTRAP");
    inform(session("old"), "2 PERIODIC");
    inform(session("new"), "2 PERIODIC");
    assertThat(get(devices.next(session("old")))).isInstanceOf(SessionReply.NoSession.class);
    assertThat(get(devices.next(session("new")))).isInstanceOf(SessionReply.End.class);
  }

  // ---- commands ----

  @Test
  void aCommandWakesTheCpeAndCompletesItsCallerWithTheTypedAnswer() {
    wholeSession("0 BOOTSTRAP");
    CompletionStage<Outcome> outcome = devices.execute(sn, command("c1", read(), 10));
    await().until(() -> !REQUESTS.isEmpty());
    assertThat(REQUESTS.peek().url()).isEqualTo(Informs.URL);

    SessionRef session = session("a");
    inform(session, "6 CONNECTION REQUEST");
    assertThat(get(devices.next(session)))
        .isInstanceOfSatisfying(SessionReply.Send.class, send -> assertThat(send.envelopeId()).isEqualTo("c1"));
    CompletionStage<SessionReply> after = devices.answered(session, "c1", values("v"));

    assertThat(get(outcome)).isEqualTo(new Outcome.Done(values("v")));
    assertThat(get(after)).as("held back, then ended").isInstanceOf(SessionReply.End.class);
    await().untilAsserted(
        () -> assertThat(get(store().parameters().list(sn, "Device.X", 10, null)).items())
            .anySatisfy(row -> assertThat(row.value()).isEqualTo("v")));
  }

  @Test
  void aCallersNextCommandFollowsInTheSameSession() {
    wholeSession("0 BOOTSTRAP");
    SessionRef session = session("a");
    inform(session, "2 PERIODIC");
    CompletionStage<Outcome> first = devices.execute(sn, command("c1", read(), 10));
    assertThat(get(devices.next(session))).isInstanceOf(SessionReply.Send.class);
    CompletionStage<SessionReply> held = devices.answered(session, "c1", values("1"));
    get(first);

    CompletionStage<Outcome> second = devices.execute(sn, command("c2", read(), 10));
    assertThat(get(held))
        .isInstanceOfSatisfying(SessionReply.Send.class, send -> assertThat(send.envelopeId()).isEqualTo("c2"));
    devices.answered(session, "c2", values("2"));
    assertThat(get(second)).isEqualTo(new Outcome.Done(values("2")));
    assertThat(REQUESTS).isEmpty();
  }

  @Test
  void aCpeThatCannotBeWokenIsHonestlyUnreachable() {
    wholeSession("0 BOOTSTRAP");
    connectionRequestEnds = new SessionOpener.Answer(SessionOpener.Result.UNREACHABLE, "refused");
    assertThat(get(devices.execute(sn, command("c1", read(), 10))))
        .isEqualTo(new Outcome.Unreachable(SessionOpener.Result.UNREACHABLE, "refused"));
  }

  @Test
  void aPromisedSessionThatDoesNotComeIsSaidSo() {
    wholeSession("0 BOOTSTRAP");
    assertThat(get(devices.execute(sn, command("c1", read(), 10))))
        .isInstanceOfSatisfying(
            Outcome.Unreachable.class, o -> assertThat(o.why()).isEqualTo(SessionOpener.Result.NO_SESSION));
  }

  @Test
  void aCpeThatWasBusyIsAskedAgain() {
    wholeSession("0 BOOTSTRAP");
    connectionRequestEnds = new SessionOpener.Answer(SessionOpener.Result.BUSY, "503");
    CompletionStage<Outcome> outcome = devices.execute(sn, command("c1", read(), 10));
    await().until(() -> REQUESTS.size() >= 2);
    wholeSessionAnswering("c1");
    assertThat(get(outcome)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void anEmptyPostInPlaceOfAnAnswerFailsTheCommandAndTheSessionGoesOn() {
    assertThat(answerWith(s -> devices.next(s))).isInstanceOf(Outcome.NoAnswer.class);
  }

  @Test
  void theAnswerToAnotherRpcFailsTheCommandAndTheSessionGoesOn() {
    assertThat(answerWith(s -> devices.answered(s, "c1", new CpeAnswer.RebootResponse())))
        .isInstanceOf(Outcome.NoAnswer.class);
  }

  @Test
  void anAnswerWithAnotherIdFailsTheCommandAndTheSessionGoesOn() {
    assertThat(answerWith(s -> devices.answered(s, "other", values("v")))).isInstanceOf(Outcome.NoAnswer.class);
  }

  @Test
  void anAnswerWithoutAnIdIsTaken() {
    assertThat(answerWith(s -> devices.answered(s, null, values("v")))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aFaultReachesTheCaller() {
    Fault fault = new Fault(9005, "Invalid parameter name");
    assertThat(answerWith(s -> devices.answered(s, "c1", fault))).isEqualTo(new Outcome.Faulted(fault));
  }

  @Test
  void anAnswerNobodyAskedForIsIgnored() {
    wholeSession("0 BOOTSTRAP");
    SessionRef session = session("a");
    inform(session, "2 PERIODIC");
    assertThat(get(devices.answered(session, "x", values("v")))).isInstanceOf(SessionReply.End.class);
  }

  @Test
  void aReadWhoseSessionBrokeOffIsRepeatedInTheNext() {
    wholeSession("0 BOOTSTRAP");
    CompletionStage<Outcome> outcome = devices.execute(sn, command("c1", read(), 10));
    inform(session("a"), "2 PERIODIC");
    assertThat(get(devices.next(session("a")))).isInstanceOf(SessionReply.Send.class);

    inform(session("b"), "2 PERIODIC");
    assertThat(get(devices.next(session("b")))).isInstanceOf(SessionReply.Send.class);
    devices.answered(session("b"), "c1", values("v"));
    assertThat(get(outcome)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aRebootWhoseSessionBrokeOffIsNotRepeated() {
    wholeSession("0 BOOTSTRAP");
    CompletionStage<Outcome> outcome = devices.execute(sn, command("c1", new CpeMethod.Reboot(""), 10));
    inform(session("a"), "2 PERIODIC");
    assertThat(get(devices.next(session("a")))).isInstanceOf(SessionReply.Send.class);

    inform(session("b"), "1 BOOT");
    assertThat(get(outcome)).isInstanceOf(Outcome.Unknown.class);
    assertThat(get(devices.next(session("b")))).isInstanceOf(SessionReply.End.class);
  }

  @Test
  void commandsExpireAndCanBeCancelledAndTheQueueIsBounded() {
    wholeSession("0 BOOTSTRAP");
    connectionRequestEnds = new SessionOpener.Answer(SessionOpener.Result.BUSY, "503");
    assertThat(get(devices.enqueue(sn, next("gone", new CpeMethod.Reboot(""), 0.2))).refused()).isNull();
    awaitState("gone", "expired");

    for (int i = 0; i < 5; i++) {
      assertThat(get(devices.enqueue(sn, next("c" + i, new CpeMethod.Reboot(""), 60))).refused()).isNull();
    }
    assertThat(get(devices.enqueue(sn, next("c5", new CpeMethod.Reboot(""), 60))).refused().reason())
        .isEqualTo(Outcome.Reason.QUEUE_FULL);
    assertThat(get(devices.cancel(sn, "c3"))).isEqualTo(Devices.CancelResult.CANCELLED);
    assertThat(get(devices.cancel(sn, "c9"))).isEqualTo(Devices.CancelResult.NOT_FOUND);
    await().untilAsserted(() -> assertThat(get(devices.commands(sn))).hasSize(4));
    awaitState("c3", "cancelled");
  }

  @Test
  void anUnknownDeviceRefusesCommandsAndIsNotCreatedByThem() {
    assertThat(get(devices.execute("nobody", command("c1", read(), 5))))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, r -> assertThat(r.reason()).isEqualTo(Outcome.Reason.UNKNOWN_DEVICE));
    assertThat(get(devices.get("nobody"))).isNull();
    assertThat(get(devices.requestConnection("nobody"))).isNull();
    assertThat(get(devices.delete("nobody"))).isFalse();
    assertThat(get(store().devices().get("nobody"))).isNull();
  }

  // ---- durable commands ----

  @Test
  void aDownloadQueuedBeforeARestartIsDeliveredOnceAndEndsWithItsTransferComplete() {
    wholeSession("0 BOOTSTRAP");
    CpeMethod download =
        new CpeMethod.Download("", "1 Firmware Upgrade Image", "http://x/fw", "", "", 1, "", 0, "", "");
    assertThat(get(devices.enqueue(sn, next("dl", download, 60))).refused()).isNull();

    kit.shutdownTestKit();
    startNode();

    SessionRef session = session("a");
    inform(session, "2 PERIODIC");
    assertThat(get(devices.next(session)))
        .isInstanceOfSatisfying(
            SessionReply.Send.class,
            send -> assertThat(((CpeMethod.Download) send.rpc()).commandKey()).isEqualTo("dl"));
    Instant none = org.argonaut.cwmp.Times.UNKNOWN;
    assertThat(get(devices.answered(session, "dl", new CpeAnswer.DownloadResponse(1, none, none))))
        .isInstanceOf(SessionReply.End.class);
    wholeSession("2 PERIODIC");

    SessionRef later = session("b");
    inform(later, "7 TRANSFER COMPLETE", "M Download");
    assertThat(
            get(devices.called(later, new AcsMethod.TransferComplete("dl", 0, "", Instant.now(), Instant.now()))))
        .isInstanceOfSatisfying(
            SessionReply.Answer.class,
            r -> assertThat(r.answer()).isInstanceOf(AcsAnswer.TransferCompleteResponse.class));
    assertThat(get(devices.next(later))).isInstanceOf(SessionReply.End.class);
    assertThat(row("dl").state()).isEqualTo("done");
    assertThat(get(devices.commands(sn))).isEmpty();
    assertThat(events()).contains("transfer.complete");
  }

  @Test
  void aSessionGoesOnWhenItsActorCameToLifeElsewhere() {
    wholeSession("0 BOOTSTRAP");
    inform(session("a"), "2 PERIODIC");
    kit.shutdownTestKit();
    startNode();
    get(devices.enqueue(sn, next("c1", read(), 60)));
    assertThat(get(devices.next(session("a")))).isInstanceOf(SessionReply.Send.class);
    assertThat(get(devices.answered(session("a"), "c1", values("v")))).isInstanceOf(SessionReply.End.class);
    awaitState("c1", "done");
  }

  @Test
  void aRestartKeepsWhenADeviceWasLastSeen() {
    wholeSession("0 BOOTSTRAP");
    kit.shutdownTestKit();
    startNode();
    assertThat(get(devices.get(sn)).status()).isEqualTo(2);
    assertThat(get(devices.get(sn)).lastContact()).isNotNull();
  }

  // ---- attributes ----

  @Test
  void aDeviceCreatedAheadOfItsFirstContactKeepsWhatWasSet() {
    Devices.DeviceChange change = new Devices.DeviceChange("Anna", "X1", Set.of("vip"), null, "cr", "s3cret", "reject");
    assertThat(get(devices.update(sn, change, false))).isNull();
    assertThat(get(devices.update(sn, change, true)).status()).isZero();

    wholeSession("0 BOOTSTRAP");
    Devices.DeviceView view = get(devices.get(sn));
    assertThat(view.alias()).isEqualTo("Anna");
    assertThat(view.tags()).containsExactly("vip");
    get(devices.requestConnection(sn));
    assertThat(REQUESTS.peek().password()).isEqualTo("s3cret");
  }

  @Test
  void aDeletedDeviceIsForgottenAndMayComeAgain() {
    wholeSession("0 BOOTSTRAP");
    assertThat(get(devices.delete(sn))).isTrue();
    assertThat(get(store().devices().get(sn))).isNull();
    assertThat(get(devices.get(sn))).isNull();
    assertThat(get(devices.delete(sn))).isFalse();
    wholeSession("1 BOOT");
    assertThat(get(devices.get(sn)).status()).isEqualTo(2);
  }

  // ---- given, when, then ----

  private interface Answering {
    CompletionStage<SessionReply> in(SessionRef session);
  }

  private Outcome answerWith(Answering answering) {
    wholeSession("0 BOOTSTRAP");
    CompletionStage<Outcome> outcome = devices.execute(sn, command("c1", read(), 10));
    SessionRef session = session("a");
    inform(session, "2 PERIODIC");
    assertThat(get(devices.next(session))).isInstanceOf(SessionReply.Send.class);
    assertThat(get(answering.in(session))).isInstanceOf(SessionReply.End.class);
    return get(outcome);
  }

  private void wholeSessionAnswering(String id) {
    SessionRef session = session("a");
    inform(session, "6 CONNECTION REQUEST");
    assertThat(get(devices.next(session))).isInstanceOf(SessionReply.Send.class);
    assertThat(get(devices.answered(session, id, values("v")))).isInstanceOf(SessionReply.End.class);
  }

  private void wholeSession(String... events) {
    SessionRef session = session("s" + System.nanoTime());
    assertThat(inform(session, events)).isInstanceOf(SessionReply.Answer.class);
    assertThat(get(devices.next(session))).isInstanceOf(SessionReply.End.class);
  }

  private SessionReply inform(SessionRef session, String... events) {
    return get(devices.inform(session, Informs.start("00AABB", sn, "1.0", events)));
  }

  private SessionRef session(String id) {
    return new SessionRef(sn, id, CwmpVersion.V1_2);
  }

  private static CpeMethod read() {
    return new CpeMethod.GetParameterValues(List.of("Device.X"));
  }

  private static CpeAnswer values(String value) {
    return new CpeAnswer.GetParameterValuesResponse(List.of(new ParameterValue("Device.X", value, "xsd:string")));
  }

  private static Command command(String id, CpeMethod rpc, double seconds) {
    return new Command(
        id, rpc, Priority.INTERACTIVE, Instant.now(), Instant.now().plusMillis((long) (seconds * 1000)), false, false,
        true, "test");
  }

  /** A durable command for the next session. */
  private static Command next(String id, CpeMethod rpc, double seconds) {
    return new Command(
        id, rpc, Priority.SERVICE, Instant.now(), Instant.now().plusMillis((long) (seconds * 1000)), true, false,
        false, "test");
  }

  private void awaitState(String id, String state) {
    await().untilAsserted(() -> assertThat(row(id)).extracting(CommandRow::state).isEqualTo(state));
  }

  private CommandRow row(String id) {
    return get(store().commands().get(sn, id));
  }

  private List<String> events() {
    return get(store().events().list(new EventFilter(null, null, sn), 100)).items().stream()
        .map(EventRow::type)
        .toList();
  }

  private static Store store() {
    return Store.get(kit.system());
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  static {
    org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(15));
  }
}
