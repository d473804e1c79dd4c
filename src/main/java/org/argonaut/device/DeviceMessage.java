package org.argonaut.device;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.usp.proto.UspRecord;

/** What a {@link DeviceActor} is told. Everything but {@link Local} travels between nodes. */
sealed interface DeviceMessage {

  // ---- from the CWMP endpoint ----

  record BeginSession(SessionRef session, Devices.SessionStart start, ActorRef<SessionReply> replyTo)
      implements DeviceMessage, Wire {}

  record NextRequested(SessionRef session, ActorRef<SessionReply> replyTo) implements DeviceMessage, Wire {}

  record RpcAnswered(SessionRef session, String envelopeId, CpeAnswer answer, ActorRef<SessionReply> replyTo)
      implements DeviceMessage, Wire {}

  record CpeCalled(SessionRef session, AcsMethod method, ActorRef<SessionReply> replyTo)
      implements DeviceMessage, Wire {}

  // ---- from the transports of USP ----

  record RecordArrived(
      AgentRoute route,
      @JsonSerialize(using = ProtoJson.Writer.class) @JsonDeserialize(using = ProtoJson.RecordReader.class)
          UspRecord.Record record,
      ActorRef<Arrived> replyTo)
      implements DeviceMessage, Wire {}

  record AgentAttached(AgentRoute route, ActorRef<Arrived> replyTo) implements DeviceMessage, Wire {}

  record AgentLeft(AgentRoute route) implements DeviceMessage, Wire {}

  /**
   * A record has done its work.
   *
   * @param failure why it could not; null when it did
   */
  record Arrived(String failure) implements Wire {}

  // ---- from callers ----

  record Execute(Command command, ActorRef<Outcome> replyTo) implements DeviceMessage, Wire {}

  record Enqueue(Command command, ActorRef<Devices.Accepted> replyTo) implements DeviceMessage, Wire {}

  record Cancel(String commandId, ActorRef<Devices.CancelResult> replyTo) implements DeviceMessage, Wire {}

  record ListCommands(ActorRef<CommandList> replyTo) implements DeviceMessage, Wire {}

  record CommandList(List<Devices.CommandView> commands) implements Wire {}

  record RequestConnection(ActorRef<SessionOpener.Answer> replyTo) implements DeviceMessage, Wire {}

  record Get(ActorRef<Found> replyTo) implements DeviceMessage, Wire {}

  record Update(Devices.DeviceChange change, boolean createIfMissing, ActorRef<Found> replyTo)
      implements DeviceMessage, Wire {}

  record Delete(ActorRef<Deleted> replyTo) implements DeviceMessage, Wire {}

  /**
   * @param device null when unknown
   */
  record Found(Devices.DeviceView device) implements Wire {}

  record Deleted(boolean existed) implements Wire {}

  // ---- the actor's own ----

  /** Stays on its node. */
  sealed interface Local extends DeviceMessage, NoSerializationVerificationNeeded {}

  /** A deadline may have passed: look at all of them. */
  record Tick() implements Local {}

  record ConnectionRequestEnded(SessionOpener.Answer answer) implements Local {}

  /** The end of a durable command is in the database (or could not be written): it can leave the queue. */
  record OutcomeRecorded(String commandId, boolean written, Consumer<Boolean> then) implements Local {}

  /** The connection of the agent ended. */
  record RouteEnded(AgentRoute.Connection route) implements Local {}

  /** A broker did not take a record. */
  record SendFailed(String why) implements Local {}

  /** The events of notifications are in the log, or could not be written. */
  record NotifyRecorded(List<UspTurn.NotifyAnswer> answers, ActorRef<Arrived> replyTo, boolean written)
      implements Local {}

  /** The event log has this agent as a new device. */
  record Announced(boolean written) implements Local {}

  /** The shard moves to another node, or memory is needed: stop. */
  record Stop() implements Local {}
}
