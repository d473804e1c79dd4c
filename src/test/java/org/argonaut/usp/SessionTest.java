package org.argonaut.usp;

import static org.argonaut.usp.Sides.AGENT;
import static org.argonaut.usp.Sides.CONTROLLER;
import static org.argonaut.usp.Sides.asking;
import static org.argonaut.usp.Sides.controller;
import static org.argonaut.usp.Sides.message;
import static org.argonaut.usp.Sides.session;
import static org.argonaut.usp.Sides.sessions;
import static org.argonaut.usp.Sides.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.Record.PayloadSecurity;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord;
import org.argonaut.usp.proto.UspRecord.SessionContextRecord.PayloadSARState;
import org.junit.jupiter.api.Test;

/** Session contexts (TR-369 "Exchange of USP Records Within an E2E Session Context"), one rule a test. */
class SessionTest {
  private static final ConversationSettings ALWAYS = ConversationSettings.CONTROLLER.using(SessionUse.ALWAYS);
  private static final long RETRY = ALWAYS.retryMillis();

  private final Conversation controller = controller(ALWAYS);

  @Test
  void R_E2E_3_sessionIdsAreAboveOneWhateverTheGeneratorSays() {
    for (var bad : List.of(0L, 1L)) {
      var conversation = new Conversation(CONTROLLER, AGENT, ALWAYS, () -> bad);
      assertThat(sessions(conversation.send(message("x"), true, 0)).getFirst().getSessionId()).isEqualTo(2);
    }
  }

  @Test
  void R_E2E_4_aPeersFirstRecordBeginsItsSession() {
    var received = controller.receive(session(77, 1, 1, "hi"), 0);
    assertThat(texts(received)).containsExactly("hi");
    assertThat(received.messages().getFirst().inSession()).isTrue();
    assertThat(received.notice()).isEqualTo(new Notice.None());
    assertThat(sessions(controller.send(message("answer"), true, 0)))
        .containsExactly(own(77, 1, 2, "answer"));
  }

  @Test
  void R_E2E_6_anotherSessionIdRestartsTheSessionAtOne() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.receive(session(77, 2, 1, "b"), 0);
    controller.send(message("lost"), true, 0);

    var received = controller.receive(session(78, 1, 1, "c"), 1);

    assertThat(texts(received)).containsExactly("c");
    assertThat(received.notice())
        .isEqualTo(new Notice.SessionRestarted("the peer began a new session", List.of(message("lost"))));
    assertThat(sessions(controller.send(message("d"), true, 1))).containsExactly(own(78, 1, 2, "d"));
  }

  @Test
  void R_E2E_5_ofTwoSessionsBegunAtOnceTheControllersStands() {
    var agent = Sides.agent(ConversationSettings.AGENT.using(SessionUse.ALWAYS));
    var fromController = controller.send(message("request"), true, 0);
    var fromAgent = agent.send(message("notify"), true, 0);

    assertThat(controller.receive(fromAgent.getFirst(), 1).messages()).isEmpty();
    var atAgent = agent.receive(fromController.getFirst(), 1);
    assertThat(texts(atAgent)).containsExactly("request");
    assertThat(atAgent.notice())
        .isInstanceOfSatisfying(
            Notice.SessionRestarted.class, n -> assertThat(n.unacknowledged()).containsExactly(message("notify")));

    var again = agent.send(message("notify"), atAgent.messages().getFirst().inSession(), 2);
    assertThat(texts(controller.receive(again.getFirst(), 3))).containsExactly("notify");
  }

  @Test
  void aSessionOfOursThatThePeerDoesNotTakeUpGivesWayToIts() {
    controller.send(message("request"), true, 0);
    assertThat(texts(controller.receive(session(77, 1, 1, "hi"), RETRY))).containsExactly("hi");
  }

  @Test
  void R_E2E_14_15_sequenceIdsBeginAtOneAndGrowByOne() {
    var ids =
        List.of("a", "b", "c").stream()
            .flatMap(t -> sessions(controller.send(message(t), true, 0)).stream())
            .map(SessionContextRecord::getSequenceId);
    assertThat(ids).containsExactly(1L, 2L, 3L);
  }

  @Test
  void R_E2E_16_aRecordIsSentAgainWhileNotAcknowledged() {
    var first = controller.send(message("a"), true, 0).getFirst();
    controller.send(message("b"), true, 0);
    var id = first.getSessionContext().getSessionId();

    var again = controller.receive(asking(id, 1, 1, 1), 1).replies();
    assertThat(sessions(again)).containsExactly(own(id, 1, 2, "a"));

    // Acknowledged, so a request that comes late is none any more.
    assertThat(controller.receive(asking(id, 2, 3, 1), 2).replies()).isEmpty();
  }

  @Test
  void R_E2E_17_everyRecordTellsWhatWeExpect() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.receive(session(77, 2, 1, "b"), 0);
    assertThat(sessions(controller.send(message("x"), true, 0)).getFirst().getExpectedId()).isEqualTo(3);
  }

  @Test
  void anAcknowledgementGoesAloneWhenThereIsNothingToGoWith() {
    controller.receive(session(77, 1, 1, "a"), 0);
    var at = controller.nextTick().orElseThrow();
    assertThat(at).isEqualTo(ALWAYS.ackMillis());
    assertThat(controller.tick(at - 1).replies()).isEmpty();
    assertThat(sessions(controller.tick(at).replies())).containsExactly(own(77, 1, 2, ""));
    assertThat(controller.nextTick()).isEmpty();
  }

  @Test
  void recordsWithoutPayloadAreNotAcknowledgedOrTheTwoWouldNeverEnd() {
    controller.receive(session(77, 1, 1, ""), 0);
    controller.receive(session(77, 2, 1), 0);
    assertThat(controller.nextTick()).isEmpty();
  }

  @Test
  void R_E2E_18_19_payloadSecurityIsConstantInASession() {
    controller.receive(session(77, 1, 1, "a"), 0);
    var other = session(77, 2, 1, "b").toBuilder().setPayloadSecurity(PayloadSecurity.TLS12).build();
    assertBeginsAgain(controller.receive(other, 0), 77, "payload_security");
  }

  @Test
  void R_E2E_20_recordsOutOfOrderAreKeptAndUsedInOrder() {
    controller.receive(session(77, 1, 1, "a"), 0);
    assertThat(controller.receive(session(77, 4, 1, "d"), 0).messages()).isEmpty();
    assertThat(controller.receive(session(77, 3, 1, "c"), 0).messages()).isEmpty();
    assertThat(texts(controller.receive(session(77, 2, 1, "b"), 0))).containsExactly("b", "c", "d");
  }

  @Test
  void R_E2E_20_aMissingRecordIsAskedForAtOnceAndAgain() {
    controller.receive(session(77, 1, 1, "a"), 0);
    var asked = sessions(controller.receive(session(77, 3, 1, "c"), 0).replies());
    assertThat(asked).extracting(SessionContextRecord::getRetransmitId).containsExactly(2L);
    assertThat(controller.receive(session(77, 4, 1, "d"), 0).replies()).isEmpty();
    assertThat(sessions(controller.tick(RETRY).replies()))
        .extracting(SessionContextRecord::getRetransmitId)
        .containsExactly(2L);
  }

  @Test
  void R_E2E_2_everyRecordHasAPayloadEvenIfEmpty() {
    controller.receive(session(77, 1, 1, "a"), 0);
    var asked = sessions(controller.receive(session(77, 3, 1, "c"), 0).replies());
    assertThat(asked.getFirst().getPayloadList()).containsExactly(ByteString.EMPTY);
  }

  @Test
  void R_E2E_25_repeatedRecordsAreIgnoredAndAcknowledgedAgain() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.send(message("x"), true, 0);
    var again = controller.receive(session(77, 1, 1, "a"), 0);
    assertThat(again.messages()).isEmpty();
    assertThat(sessions(again.replies())).containsExactly(own(77, 2, 2, ""));
    assertThat(controller.receive(session(77, 5, 1, "e"), 0).messages()).isEmpty();
    assertThat(controller.receive(session(77, 5, 1, "e"), 0).messages()).isEmpty();
  }

  @Test
  void R_E2E_21_whatCannotBeSentAgainBeginsANewSession() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.send(message("unsure"), true, 0);
    var notice = assertBeginsAgain(controller.receive(asking(77, 2, 1, 9), 0), 77, "asked for and is not there");
    assertThat(notice.unacknowledged()).containsExactly(message("unsure"));
  }

  @Test
  void R_E2E_21_aRecordAskedForTooOftenBeginsANewSession() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.send(message("x"), true, 0);
    for (int i = 0; i < ALWAYS.maxRetries(); i++) {
      assertThat(controller.receive(asking(77, 2 + i, 1, 1), 0).replies()).hasSize(1);
    }
    assertBeginsAgain(controller.receive(asking(77, 2 + ALWAYS.maxRetries(), 1, 1), 0), 77, "too often");
  }

  @Test
  void aRequestForTheNextRecordIsOnlyEarly() {
    controller.receive(session(77, 1, 1, "a"), 0);
    assertThat(controller.receive(asking(77, 2, 1, 1), 0).notice()).isEqualTo(new Notice.None());
  }

  @Test
  void R_E2E_21_aRecordThatNeverComesBeginsANewSession() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.receive(session(77, 3, 1, "c"), 0);
    var asked = 1;
    while (true) {
      var received = controller.tick(controller.nextTick().orElseThrow());
      if (received.notice() instanceof Notice.SessionRestarted) {
        assertBeginsAgain(received, 77, "record 2 is missing");
        break;
      }
      asked += (int) sessions(received.replies()).stream().filter(r -> r.getRetransmitId() == 2).count();
    }
    assertThat(asked).isEqualTo(ALWAYS.maxRetries());
  }

  @Test
  void R_E2E_21_aMessageThatIsNeverCompleteBeginsANewSession() {
    controller.receive(session(77, 1, 1, PayloadSARState.BEGIN, "a"), 0);
    var last = Received.NOTHING;
    while (!(last.notice() instanceof Notice.SessionRestarted)) {
      last = controller.tick(controller.nextTick().orElseThrow());
    }
    assertBeginsAgain(last, 77, "record 2 is missing");
  }

  @Test
  void R_E2E_24_recordsOfEndedSessionsAreIgnored() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.receive(session(78, 1, 1, "b"), 0);
    var late = controller.receive(session(77, 2, 1, "late"), 0);
    assertThat(late.messages()).isEmpty();
    assertThat(late.notice()).isInstanceOf(Notice.Dropped.class);
    assertThat(texts(controller.receive(session(78, 2, 1, "c"), 0))).containsExactly("c");
  }

  @Test
  void R_E2E_24_anInvalidSessionIdIsIgnoredAndTheSessionRestarted() {
    assertThat(controller.receive(session(1, 1, 1, "a"), 0).notice()).isInstanceOf(Notice.Dropped.class);
    controller.receive(session(77, 1, 1, "a"), 0);
    assertBeginsAgain(controller.receive(session(0, 1, 1, "x"), 0), 77, "session_id is 0");
  }

  @Test
  void aSequenceIdOfZeroIsAFailure() {
    assertBeginsAgain(controller.receive(session(77, 0, 1, "x"), 0), 77, "sequence_id is 0");
  }

  @Test
  void aPeerThatMissedTheNewSessionGetsItsFirstRecordAgain() {
    controller.receive(session(77, 1, 1, "a"), 0);
    var begun = controller.receive(asking(77, 2, 1, 9), 0).replies();
    assertThat(controller.receive(session(77, 3, 1, "old"), 1).replies()).isEmpty();
    assertThat(controller.receive(session(77, 4, 1, "old"), RETRY).replies()).isEqualTo(begun);
    assertThat(controller.receive(session(77, 5, 1, "old"), RETRY).replies()).isEmpty();
  }

  @Test
  void aPeerThatGoesOnWithASessionWeForgotIsToldToBeginAnew() {
    assertBeginsAgain(controller.receive(session(77, 57, 40, "x"), 0), 77, "not known here any more");
  }

  @Test
  void aPeerThatRestartedWithTheSameSessionIdIsUnderstoodAfterItsConnectRecord() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.receive(session(77, 2, 1, "b"), 0);
    controller.receive(Records.webSocketConnect("1.3", CONTROLLER, AGENT), 1);
    assertThat(texts(controller.receive(session(77, 1, 1, "again"), 1))).containsExactly("again");
    assertThat(controller.receive(session(77, 1, 1, "again"), 1).messages()).isEmpty();
  }

  @Test
  void R_E2E_21_aPeerThatFailsAgainAndAgainIsNotAnsweredAgainAndAgain() {
    var restarts = 0;
    for (int i = 0; i < 1000; i++) {
      restarts += controller.receive(session(100 + i, 0, 1, "x"), i).replies().size();
    }
    assertThat(restarts).isEqualTo(1);
    assertThat(controller.receive(session(5000, 0, 1, "x"), 5_000).replies()).hasSize(1);
    assertThat(controller.receive(session(5001, 0, 1, "x"), 14_999).replies()).isEmpty();
    assertThat(controller.receive(session(5002, 0, 1, "x"), 15_000).replies()).hasSize(1);
  }

  @Test
  void R_E2E_9_aSessionIsReplacedBeforeItsSequenceIdsAreUsedUp() {
    var conversation = new Conversation(CONTROLLER, AGENT, ALWAYS, new AtomicLong(1000)::incrementAndGet, 4);
    conversation.receive(session(77, 1, 1, "a"), 0);
    for (int i = 1; i <= 3; i++) {
      assertThat(sessions(conversation.send(message("m" + i), true, 0)).getFirst().getSessionId()).isEqualTo(77);
    }
    // Something is under way, so it waits; then everything is acknowledged.
    assertThat(sessions(conversation.send(message("m4"), true, 0)).getFirst().getSessionId()).isEqualTo(77);
    conversation.receive(session(77, 2, 5, ""), 0);
    assertThat(sessions(conversation.send(message("m5"), true, 0))).containsExactly(own(1001, 1, 1, "m5"));
  }

  @Test
  void R_E2E_8_aPeerThatUsesUpItsSequenceIdsGetsANewSession() {
    // The grace is 5,000 records.
    var conversation = new Conversation(CONTROLLER, AGENT, ALWAYS, new AtomicLong(1000)::incrementAndGet, -5_000 + 3);
    conversation.receive(session(77, 1, 1, "a"), 0);
    conversation.receive(session(77, 2, 1, "b"), 0);
    var received = conversation.receive(session(77, 3, 1, "c"), 0);
    assertThat(texts(received)).containsExactly("c");
    assertThat(sessions(received.replies())).containsExactly(own(1001, 1, 1, ""));
    assertThat(received.notice()).isInstanceOf(Notice.SessionRestarted.class);
  }

  @Test
  void asThePeerDoesMeansASessionUntilThePeerComesWithout() {
    var conversation = controller(ConversationSettings.CONTROLLER);
    assertThat(conversation.usesSession()).isFalse();
    conversation.receive(session(77, 1, 1, "a"), 0);
    assertThat(conversation.usesSession()).isTrue();
    conversation.receive(Records.plain("1.3", CONTROLLER, AGENT, message("b")), 0);
    assertThat(conversation.usesSession()).isFalse();
    conversation.receive(session(77, 2, 1, "c"), 0);
    assertThat(conversation.usesSession()).isTrue();
  }

  @Test
  void aRefusalThatEndsTheSessionNamesWhatWasUnderWay() {
    controller.receive(session(77, 1, 1, "a"), 0);
    controller.send(message("unsure"), true, 0);
    assertThat(controller.unacknowledged()).containsExactly(message("unsure"));
    var tls = Records.plain("1.3", CONTROLLER, AGENT, message("x")).toBuilder().setPayloadSecurity(PayloadSecurity.TLS12);
    var received = controller.receive(tls.build(), 1);
    assertThat(received.replies().getFirst().getDisconnect().getReasonCode()).isEqualTo(7102);
    assertThat(received.notice())
        .isInstanceOfSatisfying(
            Notice.SessionRestarted.class, n -> assertThat(n.unacknowledged()).containsExactly(message("unsure")));
    assertThat(controller.unacknowledged()).isEmpty();
  }

  @Test
  void SAR_aLongMessageIsCutAndEveryRecordFits() {
    var settings = ALWAYS.cuttingAt(512);
    var long1 = random(5_000);
    var records = controller(settings).send(long1, true, 0);
    assertThat(records).hasSizeGreaterThan(10).allSatisfy(r -> assertThat(r.getSerializedSize()).isLessThanOrEqualTo(512));
    var states = sessions(records).stream().map(SessionContextRecord::getPayloadSarState).toList();
    assertThat(states.getFirst()).isEqualTo(PayloadSARState.BEGIN);
    assertThat(states.getLast()).isEqualTo(PayloadSARState.COMPLETE);
    assertThat(states.subList(1, states.size() - 1)).containsOnly(PayloadSARState.INPROCESS);
    assertThat(sessions(records)).allSatisfy(r -> assertThat(r.getPayloadrecSarState()).isEqualTo(r.getPayloadSarState()));

    var agent = Sides.agent(ConversationSettings.AGENT);
    Received last = null;
    for (var record : records) {
      last = agent.receive(record, 0);
    }
    assertThat(last.messages()).containsExactly(new Received.Incoming(long1, true));
  }

  @Test
  void SAR_segmentationNeedsASession() {
    assertThat(controller(ALWAYS.cuttingAt(512)).send(random(5_000), false, 0)).hasSize(1);
  }

  @Test
  void SAR_piecesArePutTogetherAlsoWhenOneRecordHasSeveral() {
    assertThat(texts(controller.receive(session(77, 1, 1, "a", "b"), 0))).containsExactly("ab");
    controller.receive(session(77, 2, 1, PayloadSARState.BEGIN, "1", "2"), 0);
    controller.receive(session(77, 3, 1, PayloadSARState.INPROCESS), 0);
    assertThat(texts(controller.receive(session(77, 4, 1, PayloadSARState.COMPLETE, "3"), 0))).containsExactly("123");
  }

  @Test
  void SAR_piecesThatDoNotFitBeginANewSession() {
    assertBeginsAgain(controller.receive(session(77, 1, 1, PayloadSARState.COMPLETE, "x"), 0), 77, "without the beginning");
    var second = controller(ALWAYS);
    second.receive(session(77, 1, 1, PayloadSARState.BEGIN, "x"), 0);
    assertBeginsAgain(second.receive(session(77, 2, 1, "y"), 0), 77, "before the end");
    var third = controller(ALWAYS);
    var unknown = session(77, 1, 1, "x").toBuilder();
    unknown.getSessionContextBuilder().setPayloadSarStateValue(9);
    assertBeginsAgain(third.receive(unknown.build(), 0), 77, "payload_sar_state 9");
  }

  @Test
  void SAR_aMessageThatGrowsTooLargeBeginsANewSession() {
    var small = new ConversationSettings(SessionUse.ALWAYS, true, 512, 10, 10, 1000, 5_000, 5, 1_000);
    var conversation = controller(small);
    conversation.receive(session(77, 1, 1, PayloadSARState.BEGIN, "12345678"), 0);
    assertBeginsAgain(conversation.receive(session(77, 2, 1, PayloadSARState.INPROCESS, "9ab"), 0), 77, "more than 10 bytes");
  }

  @Test
  void buffersAreBounded() {
    var small = new ConversationSettings(SessionUse.ALWAYS, true, 512, 100, 4, 1000, 5_000, 50, 1_000);
    var conversation = controller(small);
    conversation.receive(session(77, 1, 1, "1"), 0);
    for (int i = 3; i < 20; i++) {
      conversation.receive(session(77, i, 1, "m" + i), 0);
    }
    assertThat(texts(conversation.receive(session(77, 2, 1, "2"), 0))).containsExactly("2", "m3", "m4", "m5", "m6");

    for (int i = 0; i < 20; i++) {
      conversation.send(message("out" + i), true, 0);
    }
    var notice = conversation.receive(Records.disconnect("1.3", CONTROLLER, AGENT, 0, ""), 0).notice();
    assertThat(((Notice.Disconnected) notice).unacknowledged())
        .containsExactly(message("out16"), message("out17"), message("out18"), message("out19"));
  }

  @Test
  void whatIsNotAcknowledgedIsAskedAboutButNeverSentAgainUnasked() {
    controller.send(message("reboot"), true, 0);
    var probes = 0;
    while (controller.nextTick().isPresent()) {
      var replies = sessions(controller.tick(controller.nextTick().getAsLong()).replies());
      assertThat(replies).allSatisfy(r -> assertThat(r.getPayloadList()).containsExactly(ByteString.EMPTY));
      probes += replies.size();
    }
    assertThat(probes).isEqualTo(ALWAYS.maxRetries());
  }

  private static ByteString random(int size) {
    var bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static SessionContextRecord own(long id, long sequence, long expected, String payload) {
    return SessionContextRecord.newBuilder()
        .setSessionId(id)
        .setSequenceId(sequence)
        .setExpectedId(expected)
        .addPayload(message(payload))
        .build();
  }

  /** The session that is over is followed by a new one of ours, from record 1, without a payload. */
  private static Notice.SessionRestarted assertBeginsAgain(Received received, long old, String why) {
    assertThat(received.messages()).isEmpty();
    var begun = received.replies().stream().filter(Record::hasSessionContext).map(Record::getSessionContext).toList();
    assertThat(begun.getLast().getSessionId()).isNotEqualTo(old).isGreaterThan(1);
    assertThat(begun.getLast()).isEqualTo(own(begun.getLast().getSessionId(), 1, 1, ""));
    assertThat(received.notice()).isInstanceOf(Notice.SessionRestarted.class);
    var notice = (Notice.SessionRestarted) received.notice();
    assertThat(notice.reason()).contains(why);
    return notice;
  }
}
