package org.argonaut.usp;

import static org.argonaut.usp.Sides.AGENT;
import static org.argonaut.usp.Sides.CONTROLLER;
import static org.argonaut.usp.Sides.controller;
import static org.argonaut.usp.Sides.fromAgent;
import static org.argonaut.usp.Sides.message;
import static org.argonaut.usp.Sides.session;
import static org.argonaut.usp.Sides.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspRecord.DisconnectRecord;
import org.argonaut.usp.proto.UspRecord.MQTTConnectRecord.MQTTVersion;
import org.argonaut.usp.proto.UspRecord.NoSessionContextRecord;
import org.argonaut.usp.proto.UspRecord.Record;
import org.argonaut.usp.proto.UspRecord.Record.PayloadSecurity;
import org.junit.jupiter.api.Test;

/** What is the same in sessions and without; see {@link SessionTest} for sessions. */
class ConversationTest {
  private final Conversation controller = controller(ConversationSettings.CONTROLLER);

  @Test
  void R_E2E_26_normalTrafficIsPlainRecords() {
    var sent = controller.send(message("hello"), false, 0);
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getNoSessionContext().getPayload()).isEqualTo(message("hello"));
    assertThat(controller.usesSession()).isFalse();

    var received = controller.receive(Records.plain("1.3", CONTROLLER, AGENT, message("hi")), 0);
    assertThat(texts(received)).containsExactly("hi");
    assertThat(received.messages().getFirst().inSession()).isFalse();
    assertThat(received.replies()).isEmpty();
    assertThat(received.notice()).isEqualTo(new Notice.None());
  }

  @Test
  void R_E2E_26_aPlainRecordWithoutPayloadIsDropped() {
    var record = fromAgent().setNoSessionContext(NoSessionContextRecord.getDefaultInstance()).build();
    assertDropped(controller.receive(record, 0), "no payload");
  }

  @Test
  void R_E2E_1_recordsToOthersAreDropped() {
    assertDropped(controller.receive(Records.plain("1.3", "proto::other", AGENT, message("hi")), 0), "not for " + CONTROLLER);
  }

  @Test
  void recordsFromOthersAreDropped() {
    assertDropped(controller.receive(Records.plain("1.3", CONTROLLER, "os::1-X", message("hi")), 0), "not from " + AGENT);
  }

  @Test
  void R_ARC_0_twoOfTheSameIdDoNotTalk() {
    var mirror = new Conversation("self::1", "self::1", ConversationSettings.CONTROLLER, () -> 5);
    assertDropped(mirror.receive(Records.plain("1.3", "self::1", "self::1", message("hi")), 0), "both sides");
  }

  @Test
  void R_MTP_4b_everyRecordHasVersionIdsAndType() {
    var always = controller(ConversationSettings.CONTROLLER.using(SessionUse.ALWAYS));
    assertThat(always.send(message("x"), true, 0)).allSatisfy(this::assertComplete);
    assertThat(always.send(message("x"), false, 0)).allSatisfy(this::assertComplete);
    assertComplete(always.disconnect(7105, "bye"));
    assertThat(always.receive(session(9, 3, 1, "x"), 0).replies()).isNotEmpty().allSatisfy(this::assertComplete);
  }

  private void assertComplete(Record record) {
    assertThat(record.getVersion()).isNotEmpty();
    assertThat(record.getToId()).isEqualTo(AGENT);
    assertThat(record.getFromId()).isEqualTo(CONTROLLER);
    assertThat(record.getRecordTypeCase()).isNotEqualTo(Record.RecordTypeCase.RECORDTYPE_NOT_SET);
  }

  @Test
  void recordsHaveTheVersionThePeerShowsAndNoneAboveOurs() {
    assertThat(controller.send(message("x"), false, 0).getFirst().getVersion()).isEqualTo("1.0");
    controller.receive(Records.plain("1.2", CONTROLLER, AGENT, message("x")), 0);
    assertThat(controller.version()).isEqualTo("1.2");
    controller.receive(Records.plain("1.9", CONTROLLER, AGENT, message("x")), 0);
    assertThat(controller.version()).isEqualTo("1.4");
    controller.receive(Records.plain("", CONTROLLER, AGENT, message("x")), 0);
    assertThat(controller.version()).isEqualTo("1.4");
  }

  @Test
  void R_MTP_6_connectRecordsTellTheWay() {
    assertConnected(Records.webSocketConnect("1.2", CONTROLLER, AGENT), new Notice.How.WebSocket());
    assertConnected(
        Records.mqttConnect("1.2", CONTROLLER, AGENT, MQTTVersion.V5, "usp/a"),
        new Notice.How.Mqtt(MQTTVersion.V5, "usp/a"));
    assertConnected(Records.stompConnect("1.2", CONTROLLER, AGENT, "/q/a"), new Notice.How.Stomp("/q/a"));
    assertConnected(Records.udsConnect("1.3", CONTROLLER, AGENT), new Notice.How.Uds());
  }

  private void assertConnected(Record record, Notice.How how) {
    assertThat(controller.receive(record, 0))
        .isEqualTo(Received.notice(new Notice.Connected(how)));
  }

  @Test
  void R_MTP_7_aDisconnectIsToldAndDropsTheSession() {
    controller.receive(session(77, 1, 1, "hi"), 0);
    assertThat(controller.usesSession()).isTrue();
    controller.send(message("unanswered"), true, 0);

    var notice = controller.receive(Records.disconnect("1.3", CONTROLLER, AGENT, 7105, "reboot"), 0).notice();

    assertThat(notice).isEqualTo(new Notice.Disconnected(7105, "reboot", List.of(message("unanswered"))));
    assertThat(controller.usesSession()).isFalse();
    assertThat(controller.nextTick()).isEmpty();
    // The same session id begins again at 1.
    assertThat(texts(controller.receive(session(77, 1, 1, "again"), 0))).containsExactly("again");
  }

  @Test
  void R_E2E_39_tlsPayloadsAreRefusedWith7102() {
    var plain = Records.plain("1.3", CONTROLLER, AGENT, message("x")).toBuilder().setPayloadSecurity(PayloadSecurity.TLS12);
    assertDisconnect(controller.receive(plain.build(), 0), 7102);
    var inSession = session(5, 1, 1, "x").toBuilder().setPayloadSecurity(PayloadSecurity.TLS12);
    assertDisconnect(controller.receive(inSession.build(), 0), 7102);
  }

  @Test
  void R_ENC_2_payloadSecurityThatIsNotKnownIsRefused() {
    var plain = Records.plain("1.3", CONTROLLER, AGENT, message("x")).toBuilder().setPayloadSecurityValue(9);
    assertDisconnect(controller.receive(plain.build(), 0), 7102);
  }

  @Test
  void R_E2E_30_signedRecordsAreNotUsedUnverified() {
    var request = Messages.request("m1", Get.getDefaultInstance());
    var signed = ByteString.copyFromUtf8("signature");
    var plain = Records.plain("1.3", CONTROLLER, AGENT, request.toByteString()).toBuilder().setMacSignature(signed);
    var received = controller.receive(plain.build(), 0);
    assertThat(received.messages()).isEmpty();
    assertThat(errorIn(received.replies().getFirst()).getBody().getError().getErrCode()).isEqualTo(7104);

    var response = Messages.notifyResp("m2", "s").toByteString();
    var answer = Records.plain("1.3", CONTROLLER, AGENT, response).toBuilder().setMacSignature(signed).build();
    assertDropped(controller.receive(answer, 0), "signed");

    assertDisconnect(controller.receive(session(5, 1, 1, "x").toBuilder().setMacSignature(signed).build(), 0), 7104);
  }

  private static Msg errorIn(Record record) {
    try {
      return Messages.parse(record.getNoSessionContext().getPayload());
    } catch (BadMessage e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void R_MTP_5_onlyReadableRequestsAreAnswered() {
    var request = Messages.request("m1", Get.getDefaultInstance()).toByteString();
    var good = Records.plain("1.3", CONTROLLER, AGENT, request);
    var answer = Answers.to(good, 7104, "bad", CONTROLLER).orElseThrow();
    assertThat(answer.getToId()).isEqualTo(AGENT);
    assertThat(answer.getVersion()).isEqualTo("1.3");
    assertThat(errorIn(answer).getHeader().getMsgId()).isEqualTo("m1");

    assertThat(Answers.to(good, 7104, "bad", "proto::other")).isEmpty();
    assertThat(Answers.to(good.toBuilder().setFromId("a\nb").build(), 7104, "bad", CONTROLLER)).isEmpty();
    assertThat(Answers.to(good.toBuilder().setFromId("").build(), 7104, "bad", CONTROLLER)).isEmpty();
    assertThat(Answers.to(good.toBuilder().setFromId(CONTROLLER).build(), 7104, "bad", CONTROLLER)).isEmpty();
    for (var message : Samples.answers()) {
      assertThat(Answers.to(Records.plain("1.3", CONTROLLER, AGENT, message.toByteString()), 7104, "bad", CONTROLLER))
          .isEmpty();
    }
    assertThat(Answers.to(Records.plain("1.3", CONTROLLER, AGENT, message("garbage")), 7104, "bad", CONTROLLER)).isEmpty();
    assertThat(Answers.to(session(5, 1, 1, "x"), 7104, "bad", CONTROLLER)).isEmpty();
  }

  @Test
  void R_E2E_6a_withoutSessionsAPeersSessionIsRefusedWith7106() {
    var never = controller(ConversationSettings.CONTROLLER.using(SessionUse.NEVER));
    assertDisconnect(never.receive(session(5, 1, 1, "x"), 0), 7106);
    assertThat(never.usesSession()).isFalse();
    assertThat(never.send(message("x"), true, 0).getFirst().hasNoSessionContext()).isTrue();
  }

  @Test
  void R_E2E_6a_aPeerThatRefusesSessionsGetsPlainRecordsFromThenOn() {
    var always = controller(ConversationSettings.CONTROLLER.using(SessionUse.ALWAYS));
    assertThat(always.usesSession()).isTrue();
    assertThat(always.send(message("first"), true, 0).getFirst().hasSessionContext()).isTrue();
    always.send(message("second"), true, 0);

    var received =
        always.receive(
            fromAgent().setDisconnect(DisconnectRecord.newBuilder().setReasonCode(7106).setReason("no")).build(), 1);

    assertThat(received.replies())
        .extracting(r -> r.getNoSessionContext().getPayload().toStringUtf8())
        .containsExactly("first", "second");
    assertThat(received.notice()).isEqualTo(new Notice.Disconnected(7106, "no", List.of()));
    assertThat(always.peerRefusesSessions()).isTrue();
    assertThat(always.usesSession()).isFalse();
    assertThat(always.send(message("third"), true, 2).getFirst().hasNoSessionContext()).isTrue();

    always.receive(session(5, 1, 1, "now I can"), 3);
    assertThat(always.peerRefusesSessions()).isFalse();
    assertThat(always.usesSession()).isTrue();
  }

  private static void assertDisconnect(Received received, int code) {
    assertThat(received.messages()).isEmpty();
    assertThat(received.replies()).hasSize(1);
    assertThat(received.replies().getFirst().getDisconnect().getReasonCode()).isEqualTo(code);
    assertThat(received.notice()).isInstanceOf(Notice.Dropped.class);
  }

  private static void assertDropped(Received received, String why) {
    assertThat(received.messages()).isEmpty();
    assertThat(received.replies()).isEmpty();
    assertThat(received.notice())
        .isInstanceOfSatisfying(Notice.Dropped.class, n -> assertThat(n.reason()).contains(why));
  }
}
