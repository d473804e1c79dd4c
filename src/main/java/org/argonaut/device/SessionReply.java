package org.argonaut.device;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.argonaut.cwmp.AcsAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.CwmpVersion;
import org.argonaut.cwmp.Dialect;

/** What the HTTP layer is to send back to the CPE. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
  @JsonSubTypes.Type(value = SessionReply.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = SessionReply.Send.class, name = "send"),
  @JsonSubTypes.Type(value = SessionReply.End.class, name = "end"),
  @JsonSubTypes.Type(value = SessionReply.NoSession.class, name = "no-session"),
  @JsonSubTypes.Type(value = SessionReply.Clash.class, name = "clash"),
  @JsonSubTypes.Type(value = SessionReply.Unavailable.class, name = "unavailable")
})
public sealed interface SessionReply extends Wire {

  /** Answers the CPE's own call (Inform, TransferComplete ...); the envelope id is the one the CPE sent. */
  record Answer(AcsAnswer answer, CwmpVersion version, Dialect dialect) implements SessionReply {}

  /** Calls the CPE. */
  record Send(String envelopeId, CpeMethod rpc, CwmpVersion version, Dialect dialect) implements SessionReply {}

  /** Nothing more: 204 without a body ends the session. */
  record End() implements SessionReply {}

  /** The session is not open here any more: 400. */
  record NoSession() implements SessionReply {}

  /**
   * The serial number belongs to a device with another OUI: repeat the Inform under this id.
   *
   * @param deviceId {@code OUI-serial}
   */
  record Clash(String deviceId) implements SessionReply {}

  /** The database is away: 503 with Retry-After. */
  record Unavailable(String detail) implements SessionReply {}
}
