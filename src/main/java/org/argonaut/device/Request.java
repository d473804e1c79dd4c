package org.argonaut.device;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Objects;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.usp.proto.UspMsg;

/** What a device is asked: an RPC over CWMP, or a message over USP. */
@JsonSerialize(using = RequestJson.Writer.class)
@JsonDeserialize(using = RequestJson.Reader.class)
public sealed interface Request {

  /** The method's or message's name, as its standard writes it: {@code GetParameterValues}, {@code Operate}. */
  String name();

  /** Whether a repetition does no harm, so that it may be sent again when its fate is open. */
  boolean idempotent();

  /** Whether it only reads: such commands leave no trace in the command log. */
  boolean reads();

  /** One RPC of TR-069. */
  record Rpc(CpeMethod method) implements Request {
    public Rpc {
      Objects.requireNonNull(method);
    }

    @Override
    public String name() {
      return method.rpcName();
    }

    @Override
    public boolean idempotent() {
      return method.idempotent();
    }

    @Override
    public boolean reads() {
      return switch (method) {
        case CpeMethod.GetRPCMethods _, CpeMethod.GetParameterValues _, CpeMethod.GetParameterNames _ -> true;
        case CpeMethod.GetParameterAttributes _, CpeMethod.GetQueuedTransfers _ -> true;
        case CpeMethod.GetAllQueuedTransfers _, CpeMethod.GetOptions _ -> true;
        default -> false;
      };
    }
  }

  /**
   * One request message of TR-369; its message id is the command's id.
   *
   * @param complete of an Operate that runs on after its response: whether the command ends with the OperationComplete only
   */
  record Message(UspMsg.Request body, boolean complete) implements Request {
    public Message {
      Objects.requireNonNull(body);
    }

    @Override
    public String name() {
      return switch (body.getReqTypeCase()) {
        case GET -> "Get";
        case GET_SUPPORTED_DM -> "GetSupportedDM";
        case GET_INSTANCES -> "GetInstances";
        case SET -> "Set";
        case ADD -> "Add";
        case DELETE -> "Delete";
        case OPERATE -> "Operate";
        case NOTIFY -> "Notify";
        case GET_SUPPORTED_PROTOCOL -> "GetSupportedProtocol";
        case REGISTER -> "Register";
        case DEREGISTER -> "Deregister";
        case REQTYPE_NOT_SET -> "Nothing";
      };
    }

    @Override
    public boolean idempotent() {
      return reads() || body.hasSet();
    }

    @Override
    public boolean reads() {
      return switch (body.getReqTypeCase()) {
        case GET, GET_SUPPORTED_DM, GET_INSTANCES, GET_SUPPORTED_PROTOCOL -> true;
        default -> false;
      };
    }

    /** Whether the command's end comes after the response, as an OperationComplete. */
    boolean endsLater() {
      return complete && body.hasOperate();
    }
  }
}
