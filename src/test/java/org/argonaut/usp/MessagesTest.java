package org.argonaut.usp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import org.argonaut.usp.proto.UspMsg.Body;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.GetResp;
import org.argonaut.usp.proto.UspMsg.Header;
import org.argonaut.usp.proto.UspMsg.Header.MsgType;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Operate;
import org.argonaut.usp.proto.UspMsg.Request;
import org.argonaut.usp.proto.UspMsg.Response;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Get GET = Get.newBuilder().addParamPaths("Device.").build();

  @Test
  void everyMessageComesBackFromItsBytes() throws BadMessage {
    for (var message : Samples.all()) {
      assertThat(Messages.parse(message.toByteString())).isEqualTo(message);
    }
  }

  @Test
  void buildersSetTheHeadersType() {
    for (var message : Samples.all()) {
      assertThat(message.getHeader().getMsgType()).isEqualTo(Messages.type(message));
      assertThat(List.of(Messages.isRequest(message), Messages.isResponse(message), Messages.isError(message)))
          .containsOnlyOnce(true);
    }
    assertThat(Samples.all().stream().map(Messages::type).distinct()).hasSize(MsgType.values().length - 1);
  }

  @Test
  void R_MSG_10_theBodyTellsTheTypeNotTheHeader() {
    var lying = Messages.request("1", GET).toBuilder();
    lying.getHeaderBuilder().setMsgType(MsgType.SET_RESP);
    assertThat(Messages.type(lying.build())).isEqualTo(MsgType.GET);
    lying.getHeaderBuilder().setMsgTypeValue(99);
    assertThat(Messages.type(lying.build())).isEqualTo(MsgType.GET);
  }

  @Test
  void R_MSG_10_anErrorsTypeIsAbsentOnTheWire() throws BadMessage {
    var error = Messages.error("1", 7004, "bad", List.of(ParamError.newBuilder().setParamPath("Device.X").build()));
    assertThat(error.getHeader().toByteString()).isEqualTo(Header.newBuilder().setMsgId("1").build().toByteString());
    assertThat(Messages.isError(Messages.parse(error.toByteString()))).isTrue();
  }

  @Test
  void R_MSG_5_aMessageHasExactlyOneHeader() {
    assertBad(Msg.newBuilder().setBody(body()).build().toByteString(), 7004, false, "without msg_id");
    var header = Msg.newBuilder().setHeader(Header.newBuilder().setMsgId("2")).build().toByteString();
    assertBad(Messages.request("1", GET).toByteString().concat(header), 7004, false, "more than one header");
  }

  @Test
  void R_MSG_6_aMessageHasExactlyOneBody() {
    assertBad(header(), 7004, false, "neither request, response nor error");
    assertBad(header().concat(Msg.newBuilder().setBody(Body.getDefaultInstance()).build().toByteString()), 7004, false, "neither");
    var second = Msg.newBuilder().setBody(body()).build().toByteString();
    assertBad(Messages.request("1", GET).toByteString().concat(second), 7004, false, "more than one body");
  }

  @Test
  void R_MSG_8_msgIdIsAlwaysSet() {
    assertBad(Messages.request("", GET).toByteString(), 7004, false, "without msg_id");
  }

  @Test
  void R_ENC_4_5_aOneofWithTwoMembersIs7004AndAnswerableWhenItIsARequest() {
    var two = request(Request.newBuilder().setGet(GET).build(), Request.newBuilder().setOperate(Operate.getDefaultInstance()).build());
    assertBad(two, 7004, true, "more than one req_type in Request");
  }

  @Test
  void R_ENC_4_5_aBodyWithTwoMembersIsNotAnsweredBecauseNobodyKnowsWhatItIs() {
    var request = Body.newBuilder().setRequest(Request.newBuilder().setGet(GET)).build().toByteString();
    var response = Body.newBuilder().setResponse(Response.newBuilder().setGetResp(GetResp.getDefaultInstance())).build();
    var body = field(2, request.concat(response.toByteString()));
    assertBad(header().concat(body), 7004, false, "more than one msg_body in Body");
    assertBad(header().concat(field(2, response.toByteString().concat(request))), 7004, false, "more than one msg_body");
  }

  @Test
  void R_MSG_1_aRequestOfAKindNotKnownIs7001AndAnswerable() {
    var later = Request.newBuilder().setUnknownFields(unknown(77)).build();
    assertBad(request(later), 7001, true, "not known");
  }

  @Test
  void R_MTP_5_aResponseOfAKindNotKnownIsNotAnswered() {
    var later = Response.newBuilder().setUnknownFields(unknown(77)).build();
    var bytes = header().concat(field(2, Body.newBuilder().setResponse(later).build().toByteString()));
    assertBad(bytes, 7001, false, "not known");
  }

  @Test
  void R_MTP_5_anErrorGoesBackForRequestsOnly() {
    var bad = catchThrowableOfType(BadMessage.class, () -> Messages.parse(request(Request.getDefaultInstance())));
    var error = Answers.to(bad).orElseThrow();
    assertThat(error.getHeader().getMsgId()).isEqualTo("1");
    assertThat(error.getBody().getError().getErrCode()).isEqualTo(7001);
    var garbage = catchThrowableOfType(BadMessage.class, () -> Messages.parse(ByteString.copyFromUtf8("garbage")));
    assertThat(Answers.to(garbage)).isEmpty();
  }

  @Test
  void unknownFieldsAreTolerated() throws BadMessage {
    var message = Messages.request("1", GET.toBuilder().setUnknownFields(unknown(99)).build());
    assertThat(Messages.type(Messages.parse(message.toByteString()))).isEqualTo(MsgType.GET);
  }

  @Test
  void R_ENC_0_bytesThatAreNoMessageAreRefusedAndNotAnswered() {
    assertBad(ByteString.copyFromUtf8("garbage"), 7000, false, "not a USP message");
    assertBad(ByteString.EMPTY, 7004, false, "without msg_id");
  }

  @Test
  void sizeAndNumberOfFieldsHaveLimits() {
    var many = Get.newBuilder();
    for (int i = 0; i < 100; i++) {
      many.addParamPaths("");
    }
    var bytes = Messages.request("1", many.build()).toByteString();
    assertThatThrownBy(() -> Messages.parse(bytes, new MessageLimits(1000, 100)))
        .isInstanceOfSatisfying(BadMessage.class, e -> assertThat(e.code()).isEqualTo(7005))
        .hasMessageContaining("more than 100 fields");
    assertThatThrownBy(() -> Messages.parse(bytes, new MessageLimits(100, 1000)))
        .isInstanceOfSatisfying(BadMessage.class, e -> assertThat(e.code()).isEqualTo(7005))
        .hasMessageContaining("at most 100");
  }

  @Test
  void R_NOT_8_10_aNotifyRespHasTheIdAndTheSubscriptionOfItsNotify() {
    var response = Messages.notifyResp("n1", "sub");
    assertThat(response.getHeader().getMsgId()).isEqualTo("n1");
    assertThat(response.getBody().getResponse().getNotifyResp().getSubscriptionId()).isEqualTo("sub");
  }

  private static Body body() {
    return Body.newBuilder().setRequest(Request.newBuilder().setGet(GET)).build();
  }

  private static ByteString header() {
    return Msg.newBuilder().setHeader(Header.newBuilder().setMsgId("1")).build().toByteString();
  }

  /** A message whose request has the fields of all these. */
  private static ByteString request(Request... parts) {
    var all = ByteString.EMPTY;
    for (var part : parts) {
      all = all.concat(part.toByteString());
    }
    return header().concat(field(2, field(1, all)));
  }

  private static ByteString field(int number, ByteString content) {
    var field = UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build();
    return UnknownFieldSet.newBuilder().addField(number, field).build().toByteString();
  }

  private static UnknownFieldSet unknown(int number) {
    var field = UnknownFieldSet.Field.newBuilder().addVarint(1).addLengthDelimited(ByteString.copyFromUtf8("x")).build();
    return UnknownFieldSet.newBuilder().addField(number, field).build();
  }

  private static void assertBad(ByteString bytes, int code, boolean answerable, String problem) {
    assertThatThrownBy(() -> Messages.parse(bytes))
        .isInstanceOfSatisfying(
            BadMessage.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.answerable()).isEqualTo(answerable);
            })
        .hasMessageContaining(problem);
  }
}
