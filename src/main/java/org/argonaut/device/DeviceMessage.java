package org.argonaut.device;

import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.NoSerializationVerificationNeeded;
import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.CpeAnswer;

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

  /** The shard moves to another node, or memory is needed: stop. */
  record Stop() implements Local {}
}
