package org.argonaut.device;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.usp.proto.UspMsg;

/** How a command ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Outcome.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Outcome.Faulted.class, name = "faulted"),
  @JsonSubTypes.Type(value = Outcome.Replied.class, name = "replied"),
  @JsonSubTypes.Type(value = Outcome.Operated.class, name = "operated"),
  @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected"),
  @JsonSubTypes.Type(value = Outcome.NoAnswer.class, name = "no-answer"),
  @JsonSubTypes.Type(value = Outcome.Unreachable.class, name = "unreachable"),
  @JsonSubTypes.Type(value = Outcome.Expired.class, name = "expired"),
  @JsonSubTypes.Type(value = Outcome.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = Outcome.Unknown.class, name = "unknown"),
  @JsonSubTypes.Type(value = Outcome.Refused.class, name = "refused")
})
public sealed interface Outcome extends Wire {

  /** The CPE answered. For Download and Upload with status 1 the transfer itself still runs. */
  record Done(CpeAnswer answer) implements Outcome {}

  /** The CPE answered with a fault, or its transfer ended with one. */
  record Faulted(org.argonaut.cwmp.Fault fault) implements Outcome {}

  /** The USP agent answered. An Operate that runs on ends with its OperationComplete only if the command asked for that. */
  record Replied(
      @JsonSerialize(using = ProtoJson.Writer.class) @JsonDeserialize(using = ProtoJson.ResponseReader.class)
          UspMsg.Response response)
      implements Outcome {}

  /** An operation of a USP agent has come to its end, which may be a failure. */
  record Operated(
      @JsonSerialize(using = ProtoJson.Writer.class) @JsonDeserialize(using = ProtoJson.CompletionReader.class)
          UspMsg.Notify.OperationComplete completion)
      implements Outcome {}

  /** The USP agent answered with an Error message: nothing of the request was done. */
  record Rejected(
      @JsonSerialize(using = ProtoJson.Writer.class) @JsonDeserialize(using = ProtoJson.ErrorReader.class)
          UspMsg.Error error)
      implements Outcome {}

  /** The CPE went on (an empty POST), ended the session or answered something else instead of answering. */
  record NoAnswer(String detail) implements Outcome {}

  /** The CPE could not be asked for a session, or did not come; nothing was sent. */
  record Unreachable(SessionOpener.Result why, String detail) implements Outcome {}

  /**
   * The deadline passed.
   *
   * @param sent whether the CPE had been given the RPC
   */
  record Expired(boolean sent) implements Outcome {}

  record Cancelled() implements Outcome {}

  /** Sent, and a crash or a lost session left its fate open; not repeated because repeating could do harm. */
  record Unknown(String detail) implements Outcome {}

  /** Not accepted: the device is unknown, or its queue is full. */
  record Refused(Reason reason, String detail) implements Outcome {}

  /** Why a command was not accepted. */
  enum Reason {
    UNKNOWN_DEVICE,
    QUEUE_FULL,
    /** An RPC for a USP agent, or a USP message for a CPE that speaks CWMP. */
    WRONG_PROTOCOL,
    STORE_UNAVAILABLE,
    /** The device's actor moves to another node and nothing was sent; the facade repeats such a command by itself. */
    MOVED
  }
}
