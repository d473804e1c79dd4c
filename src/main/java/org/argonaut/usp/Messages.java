package org.argonaut.usp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.argonaut.usp.proto.UspMsg.Add;
import org.argonaut.usp.proto.UspMsg.AddResp;
import org.argonaut.usp.proto.UspMsg.Body;
import org.argonaut.usp.proto.UspMsg.Delete;
import org.argonaut.usp.proto.UspMsg.DeleteResp;
import org.argonaut.usp.proto.UspMsg.Deregister;
import org.argonaut.usp.proto.UspMsg.DeregisterResp;
import org.argonaut.usp.proto.UspMsg.Error;
import org.argonaut.usp.proto.UspMsg.Error.ParamError;
import org.argonaut.usp.proto.UspMsg.Get;
import org.argonaut.usp.proto.UspMsg.GetInstances;
import org.argonaut.usp.proto.UspMsg.GetInstancesResp;
import org.argonaut.usp.proto.UspMsg.GetResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedDM;
import org.argonaut.usp.proto.UspMsg.GetSupportedDMResp;
import org.argonaut.usp.proto.UspMsg.GetSupportedProtocol;
import org.argonaut.usp.proto.UspMsg.GetSupportedProtocolResp;
import org.argonaut.usp.proto.UspMsg.Header;
import org.argonaut.usp.proto.UspMsg.Header.MsgType;
import org.argonaut.usp.proto.UspMsg.Msg;
import org.argonaut.usp.proto.UspMsg.Notify;
import org.argonaut.usp.proto.UspMsg.NotifyResp;
import org.argonaut.usp.proto.UspMsg.Operate;
import org.argonaut.usp.proto.UspMsg.OperateResp;
import org.argonaut.usp.proto.UspMsg.Register;
import org.argonaut.usp.proto.UspMsg.RegisterResp;
import org.argonaut.usp.proto.UspMsg.Request;
import org.argonaut.usp.proto.UspMsg.Response;
import org.argonaut.usp.proto.UspMsg.Set;
import org.argonaut.usp.proto.UspMsg.SetResp;

/** Building, reading and telling apart USP messages (TR-369 "Messages"). */
public final class Messages {
  private Messages() {}

  /** Reads one message within {@link MessageLimits#DEFAULT}. */
  public static Msg parse(ByteString bytes) throws BadMessage {
    return parse(bytes, MessageLimits.DEFAULT);
  }

  /**
   * Reads one message. Unknown fields are tolerated.
   *
   * @throws BadMessage when it is none, is too large, or breaks a rule (R-ENC.1 to 5, R-MSG.5 to 8)
   */
  public static Msg parse(ByteString bytes, MessageLimits limits) throws BadMessage {
    if (bytes.size() > limits.bytes()) {
      throw new BadMessage(
          UspErrors.RESOURCES_EXCEEDED,
          "a message of " + bytes.size() + " bytes, at most " + limits.bytes() + " are taken",
          "",
          false);
    }
    try {
      WireCheck.check(bytes, Msg.getDescriptor(), limits.fields());
      var msg = Msg.parseFrom(bytes);
      check(msg);
      return msg;
    } catch (WireCheck.Problem e) {
      throw bad(bytes, e);
    } catch (InvalidProtocolBufferException e) {
      throw new BadMessage(UspErrors.MESSAGE_FAILED, "not a USP message: " + e.getMessage(), "", false);
    }
  }

  /** Reads as much as is needed to tell who may be answered. With two bodies nobody knows whether it is a request. */
  private static BadMessage bad(ByteString bytes, WireCheck.Problem problem) {
    var text = "not a USP message: " + problem.getMessage();
    return switch (problem.kind()) {
      case MALFORMED -> new BadMessage(UspErrors.MESSAGE_FAILED, text, "", false);
      case TOO_MANY -> new BadMessage(UspErrors.RESOURCES_EXCEEDED, text, "", false);
      case NOT_ONE -> {
        try {
          var msg = Msg.parseFrom(bytes);
          var outer = problem.place() == Msg.getDescriptor() || problem.place() == Body.getDescriptor();
          var request = msg.getBody().hasRequest() && !outer;
          yield new BadMessage(UspErrors.INVALID_ARGUMENTS, text, msg.getHeader().getMsgId(), request);
        } catch (InvalidProtocolBufferException e) {
          yield new BadMessage(UspErrors.MESSAGE_FAILED, text, "", false);
        }
      }
    };
  }

  /**
   * Checks what every message must have: a header with an id, and a body that is one known request, response or error.
   *
   * @throws BadMessage naming what is missing
   */
  public static void check(Msg msg) throws BadMessage {
    var msgId = msg.getHeader().getMsgId();
    if (msgId.isEmpty()) {
      throw new BadMessage(UspErrors.INVALID_ARGUMENTS, "a message without msg_id", "", false);
    }
    var request = msg.getBody().hasRequest();
    if (msg.getBody().getMsgBodyCase() == Body.MsgBodyCase.MSGBODY_NOT_SET) {
      throw new BadMessage(
          UspErrors.INVALID_ARGUMENTS, "message " + msgId + " is neither request, response nor error", msgId, false);
    }
    if (type(msg) == MsgType.UNRECOGNIZED) {
      throw new BadMessage(
          UspErrors.NOT_SUPPORTED, "message " + msgId + " is of a kind that is not known here", msgId, request);
    }
  }

  /**
   * What a message is, by its body; the header's msg_type is only for information (R-MSG.10).
   *
   * @return {@link MsgType#UNRECOGNIZED} when the body is empty or of a later version
   */
  public static MsgType type(Msg msg) {
    return switch (msg.getBody().getMsgBodyCase()) {
      case REQUEST -> requestType(msg.getBody().getRequest());
      case RESPONSE -> responseType(msg.getBody().getResponse());
      case ERROR -> MsgType.ERROR;
      case MSGBODY_NOT_SET -> MsgType.UNRECOGNIZED;
    };
  }

  private static MsgType requestType(Request request) {
    return switch (request.getReqTypeCase()) {
      case GET -> MsgType.GET;
      case GET_SUPPORTED_DM -> MsgType.GET_SUPPORTED_DM;
      case GET_INSTANCES -> MsgType.GET_INSTANCES;
      case SET -> MsgType.SET;
      case ADD -> MsgType.ADD;
      case DELETE -> MsgType.DELETE;
      case OPERATE -> MsgType.OPERATE;
      case NOTIFY -> MsgType.NOTIFY;
      case GET_SUPPORTED_PROTOCOL -> MsgType.GET_SUPPORTED_PROTO;
      case REGISTER -> MsgType.REGISTER;
      case DEREGISTER -> MsgType.DEREGISTER;
      case REQTYPE_NOT_SET -> MsgType.UNRECOGNIZED;
    };
  }

  private static MsgType responseType(Response response) {
    return switch (response.getRespTypeCase()) {
      case GET_RESP -> MsgType.GET_RESP;
      case GET_SUPPORTED_DM_RESP -> MsgType.GET_SUPPORTED_DM_RESP;
      case GET_INSTANCES_RESP -> MsgType.GET_INSTANCES_RESP;
      case SET_RESP -> MsgType.SET_RESP;
      case ADD_RESP -> MsgType.ADD_RESP;
      case DELETE_RESP -> MsgType.DELETE_RESP;
      case OPERATE_RESP -> MsgType.OPERATE_RESP;
      case NOTIFY_RESP -> MsgType.NOTIFY_RESP;
      case GET_SUPPORTED_PROTOCOL_RESP -> MsgType.GET_SUPPORTED_PROTO_RESP;
      case REGISTER_RESP -> MsgType.REGISTER_RESP;
      case DEREGISTER_RESP -> MsgType.DEREGISTER_RESP;
      case RESPTYPE_NOT_SET -> MsgType.UNRECOGNIZED;
    };
  }

  /** Whether it asks for something. */
  public static boolean isRequest(Msg msg) {
    return msg.getBody().hasRequest();
  }

  /** Whether it is the good answer to a request; an {@link #isError Error} is none. */
  public static boolean isResponse(Msg msg) {
    return msg.getBody().hasResponse();
  }

  /** Whether it is an Error, the answer to a request that failed as a whole. */
  public static boolean isError(Msg msg) {
    return msg.getBody().hasError();
  }

  /** A request; the header's type follows from it. */
  public static Msg request(String msgId, Request request) {
    return message(msgId, requestType(request), Body.newBuilder().setRequest(request));
  }

  /** A response; the header's type follows from it. */
  public static Msg response(String msgId, Response response) {
    return message(msgId, responseType(response), Body.newBuilder().setResponse(response));
  }

  /** The answer to a request that failed as a whole. */
  public static Msg error(String msgId, int code, String text, Iterable<ParamError> paramErrors) {
    var error = Error.newBuilder().setErrCode(code).setErrMsg(text).addAllParamErrs(paramErrors);
    return message(msgId, MsgType.ERROR, Body.newBuilder().setError(error));
  }

  private static Msg message(String msgId, MsgType type, Body.Builder body) {
    return Msg.newBuilder()
        .setHeader(Header.newBuilder().setMsgId(msgId).setMsgType(type))
        .setBody(body)
        .build();
  }

  /** A Get request. */
  public static Msg request(String msgId, Get get) {
    return request(msgId, Request.newBuilder().setGet(get).build());
  }

  /** A GetSupportedDM request. */
  public static Msg request(String msgId, GetSupportedDM getSupportedDM) {
    return request(msgId, Request.newBuilder().setGetSupportedDm(getSupportedDM).build());
  }

  /** A GetInstances request. */
  public static Msg request(String msgId, GetInstances getInstances) {
    return request(msgId, Request.newBuilder().setGetInstances(getInstances).build());
  }

  /** A Set request. */
  public static Msg request(String msgId, Set set) {
    return request(msgId, Request.newBuilder().setSet(set).build());
  }

  /** An Add request. */
  public static Msg request(String msgId, Add add) {
    return request(msgId, Request.newBuilder().setAdd(add).build());
  }

  /** A Delete request. */
  public static Msg request(String msgId, Delete delete) {
    return request(msgId, Request.newBuilder().setDelete(delete).build());
  }

  /** An Operate request. */
  public static Msg request(String msgId, Operate operate) {
    return request(msgId, Request.newBuilder().setOperate(operate).build());
  }

  /** A Notify request. */
  public static Msg request(String msgId, Notify notify) {
    return request(msgId, Request.newBuilder().setNotify(notify).build());
  }

  /** A GetSupportedProtocol request. */
  public static Msg request(String msgId, GetSupportedProtocol getSupportedProtocol) {
    return request(msgId, Request.newBuilder().setGetSupportedProtocol(getSupportedProtocol).build());
  }

  /** A Register request. */
  public static Msg request(String msgId, Register register) {
    return request(msgId, Request.newBuilder().setRegister(register).build());
  }

  /** A Deregister request. */
  public static Msg request(String msgId, Deregister deregister) {
    return request(msgId, Request.newBuilder().setDeregister(deregister).build());
  }

  /** The response to a Get. */
  public static Msg response(String msgId, GetResp response) {
    return response(msgId, Response.newBuilder().setGetResp(response).build());
  }

  /** The response to a GetSupportedDM. */
  public static Msg response(String msgId, GetSupportedDMResp response) {
    return response(msgId, Response.newBuilder().setGetSupportedDmResp(response).build());
  }

  /** The response to a GetInstances. */
  public static Msg response(String msgId, GetInstancesResp response) {
    return response(msgId, Response.newBuilder().setGetInstancesResp(response).build());
  }

  /** The response to a Set. */
  public static Msg response(String msgId, SetResp response) {
    return response(msgId, Response.newBuilder().setSetResp(response).build());
  }

  /** The response to an Add. */
  public static Msg response(String msgId, AddResp response) {
    return response(msgId, Response.newBuilder().setAddResp(response).build());
  }

  /** The response to a Delete. */
  public static Msg response(String msgId, DeleteResp response) {
    return response(msgId, Response.newBuilder().setDeleteResp(response).build());
  }

  /** The response to an Operate. */
  public static Msg response(String msgId, OperateResp response) {
    return response(msgId, Response.newBuilder().setOperateResp(response).build());
  }

  /** The response to a GetSupportedProtocol. */
  public static Msg response(String msgId, GetSupportedProtocolResp response) {
    return response(msgId, Response.newBuilder().setGetSupportedProtocolResp(response).build());
  }

  /** The response to a Register. */
  public static Msg response(String msgId, RegisterResp response) {
    return response(msgId, Response.newBuilder().setRegisterResp(response).build());
  }

  /** The response to a Deregister. */
  public static Msg response(String msgId, DeregisterResp response) {
    return response(msgId, Response.newBuilder().setDeregisterResp(response).build());
  }

  /** The response to a Notify: the same id, and the same subscription (empty for an OnBoardRequest; R-NOT.8, R-NOT.10). */
  public static Msg notifyResp(String msgId, String subscriptionId) {
    var response = NotifyResp.newBuilder().setSubscriptionId(subscriptionId);
    return response(msgId, Response.newBuilder().setNotifyResp(response).build());
  }
}
