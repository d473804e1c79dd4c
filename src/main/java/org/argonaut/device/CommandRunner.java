package org.argonaut.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.cwmp.CpeAnswer;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.cwmp.Fault;
import org.argonaut.device.DurableCommand.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the commands of one device from acceptance to their one outcome. Confined to its actor. */
final class CommandRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);
  private static final Duration RECORD_RETRY = Duration.ofSeconds(5);
  private static final Consumer<Boolean> NOTHING = _ -> {};

  private final String sn;
  private final CommandQueue queue;
  private final DeviceEnvironment env;
  private final ActorRef<DeviceMessage> self;

  /** When outcomes that could not be written are tried again; 0: none. */
  private long retryRecordsAt;

  CommandRunner(String sn, CommandQueue queue, DeviceEnvironment env, ActorRef<DeviceMessage> self) {
    this.sn = sn;
    this.queue = queue;
    this.env = env;
    this.self = self;
  }

  /** Transfers end in a later session, so they carry a CommandKey and are durable whatever the caller said. */
  static Command prepared(Command c) {
    if (c.request() instanceof Request.Message message) {
      return c.with(UspOperations.keyed(message, c.id()));
    }
    if (!CommandKeys.endsLater(c.request())) {
      return c;
    }
    return new Command(
        c.id(), CommandKeys.fill(c.rpc(), c.id()), c.priority(), c.queuedAt(), c.deadline(), true, c.blockQueue(),
        c.wake(), c.origin());
  }

  /** Why a command can't be taken now; null when it can. */
  Outcome.Refused refuse(DeviceState state) {
    if (!state.known()) {
      return new Outcome.Refused(Outcome.Reason.UNKNOWN_DEVICE, "no device " + sn + " is known");
    }
    int limit = env.settings().maxQueue();
    if (queue.size() >= limit) {
      return new Outcome.Refused(Outcome.Reason.QUEUE_FULL, limit + " commands are waiting for " + sn + " already");
    }
    return null;
  }

  /** Why a device cannot be asked this; null when it can. One that was never met may speak either protocol. */
  Outcome.Refused refuse(DeviceState state, Request request) {
    boolean message = request instanceof Request.Message;
    if (message && state.facts().cwmpVersion() != null) {
      return new Outcome.Refused(Outcome.Reason.WRONG_PROTOCOL, sn + " speaks CWMP, not USP");
    }
    if (!message && state.usp() != null) {
      return new Outcome.Refused(Outcome.Reason.WRONG_PROTOCOL, sn + " speaks USP, not CWMP");
    }
    return refuse(state);
  }

  /** Marks the command as given to the CPE; what must not repeat is written before it leaves. */
  void send(QueuedCommand command) {
    command.sent(env.clock().instant());
    if (command.command().durable() && !command.request().idempotent()) {
      queue.markDirty();
    }
    LOG.debug("{}: {} goes out as {}", sn, command.request().name(), command.id());
  }

  /** The command that was given to the CPE before this actor came to life; null when there is none. */
  QueuedCommand sent() {
    for (QueuedCommand entry : queue.all()) {
      if (!entry.ended() && entry.status() == Status.SENT) {
        return entry;
      }
    }
    return null;
  }

  /**
   * The CPE's answer to the command it has.
   *
   * @return whether it is an answer to this command; if not, the command has failed
   */
  boolean answered(QueuedCommand asked, String envelopeId, CpeAnswer answer) {
    if (envelopeId != null && !envelopeId.equals(asked.id())) {
      return mismatch(asked, answer.rpcName() + " with the ID of another request (" + envelopeId + ")");
    }
    if (!(answer instanceof Fault) && !answer.rpcName().equals(asked.rpc().rpcName() + "Response")) {
      return mismatch(asked, answer.rpcName());
    }
    if (asked.ended()) {
      LOG.info("{}: {} is answered after its deadline", sn, asked.rpc().rpcName());
      return true;
    }
    switch (answer) {
      case Fault fault -> finish(asked, new Outcome.Faulted(fault));
      case CpeAnswer.AddObjectResponse added when added.status() >= Fault.CPE_METHOD_NOT_SUPPORTED ->
          finish(asked, new Outcome.Faulted(new Fault(added.status(), "the CPE reported the fault as a Status")));
      case CpeAnswer.DownloadResponse response when response.status() == 1 -> startTransfer(asked, response);
      case CpeAnswer.UploadResponse response when response.status() == 1 -> startTransfer(asked, response);
      case CpeAnswer.ScheduleDownloadResponse response -> startTransfer(asked, response);
      case CpeAnswer.ChangeDUStateResponse response -> startTransfer(asked, response);
      default -> finish(asked, new Outcome.Done(answer));
    }
    return true;
  }

  private boolean mismatch(QueuedCommand asked, String got) {
    String detail = "the CPE answered " + asked.rpc().rpcName() + " with " + got;
    LOG.warn("{}: {}", sn, detail);
    finish(asked, new Outcome.NoAnswer(detail));
    return false;
  }

  private void startTransfer(QueuedCommand asked, CpeAnswer answer) {
    asked.transferring(env.clock().instant().plus(env.settings().transferTimeout()));
    queue.markDirty();
    asked.complete(new Outcome.Done(answer));
  }

  /** The end of a transfer, told in a later session. {@code then} hears whether the end is in the database. */
  void transferEnded(QueuedCommand transfer, CommandEnd end, Consumer<Boolean> then) {
    record(transfer, end, then);
  }

  /** Ends a command. A durable one leaves the queue once its outcome is in the database. */
  void finish(QueuedCommand command, Outcome outcome) {
    if (command.ended()) {
      return;
    }
    command.complete(outcome);
    if (command.command().durable()) {
      record(command, CommandEnd.of(outcome), NOTHING);
      return;
    }
    queue.remove(command);
    if (!command.request().reads()) {
      env.journal().record(sn, command.command(), CommandEnd.of(outcome), env.clock().instant());
    }
  }

  private void record(QueuedCommand command, CommandEnd end, Consumer<Boolean> then) {
    command.end(end);
    LOG.info("{}: {} {} ended: {}", sn, command.request().name(), command.id(), end.state());
    CompletionStage<?> written = env.journal().record(sn, command.command(), end, env.clock().instant());
    written.whenComplete(
        (_, failure) -> self.tell(new DeviceMessage.OutcomeRecorded(command.id(), failure == null, then)));
  }

  /** Outcomes that could not be written wait for the next try. */
  void recordFailed() {
    retryRecordsAt = env.clock().millis() + RECORD_RETRY.toMillis();
  }

  void retryRecords() {
    if (retryRecordsAt == 0 || retryRecordsAt > env.clock().millis()) {
      return;
    }
    retryRecordsAt = 0;
    for (QueuedCommand entry : queue.all()) {
      if (entry.ended()) {
        record(entry, entry.ending(), NOTHING);
      }
    }
  }

  /** What becomes of commands that were given to the CPE in sessions that are over. */
  void settleSent() {
    for (QueuedCommand entry : queue.all()) {
      if (!entry.ended() && entry.status() == Status.SENT) {
        settle(entry);
      }
    }
  }

  /** The session broke off while the CPE had this command: repeat what may be repeated, be honest about the rest. */
  void settle(QueuedCommand command) {
    if (command.ended() || command.status() != Status.SENT) {
      return;
    }
    String lost =
        (command.message() ? "the connection was lost before the agent answered " : "the session broke off before the CPE answered ")
            + command.request().name();
    if (command.request().idempotent()) {
      if (command.attempts() < env.settings().maxAttempts()) {
        command.requeued();
      } else {
        finish(command, new Outcome.NoAnswer(lost + ", " + command.attempts() + " times"));
      }
    } else if (command.endsLater()) {
      command.transferring(env.clock().instant().plus(env.settings().transferTimeout()));
      command.complete(new Outcome.Unknown(lost + "; its completion is awaited"));
      queue.markDirty();
    } else {
      finish(command, new Outcome.Unknown(lost));
    }
  }

  Devices.CancelResult cancel(String id) {
    QueuedCommand command = queue.find(id);
    if (command == null || command.ended()) {
      return Devices.CancelResult.NOT_FOUND;
    }
    if (command.status() != Status.QUEUED) {
      return Devices.CancelResult.ALREADY_SENT;
    }
    finish(command, new Outcome.Cancelled());
    return Devices.CancelResult.CANCELLED;
  }

  List<Devices.CommandView> views() {
    return queue.all().stream()
        .filter(entry -> !entry.ended())
        .map(
            entry ->
                new Devices.CommandView(
                    entry.command(), entry.status() != Status.QUEUED, entry.status() == Status.TRANSFERRING))
        .toList();
  }

  /** Nobody can wait for a CPE that will not come; durable commands stay for the session it opens itself. */
  void unreachable(SessionOpener.Answer answer) {
    for (QueuedCommand entry : queue.all()) {
      if (entry.waitsForWake()) {
        finish(entry, new Outcome.Unreachable(answer.result(), answer.detail()));
      }
    }
  }

  void expire() {
    Instant now = env.clock().instant();
    for (QueuedCommand entry : queue.overdue(now)) {
      finish(entry, new Outcome.Expired(entry.status() != Status.QUEUED));
    }
  }

  /** When the next deadline of a command or of a retry is, in epoch milliseconds; MAX_VALUE: never. */
  long nextDeadline() {
    Instant deadline = queue.nextDeadline();
    long earliest = deadline == null ? Long.MAX_VALUE : deadline.toEpochMilli();
    return retryRecordsAt == 0 ? earliest : Math.min(earliest, retryRecordsAt);
  }

  /** The actor stops to live on elsewhere: callers repeat what was not sent, durable commands are in the database. */
  void moveAway() {
    for (QueuedCommand entry : queue.all()) {
      boolean untouched = entry.status() == Status.QUEUED || entry.request().idempotent();
      if (entry.command().durable()) {
        entry.complete(new Outcome.Unknown(sn + " moved to another node; command " + entry.id() + " goes on there"));
      } else if (untouched) {
        entry.complete(new Outcome.Refused(Outcome.Reason.MOVED, sn + " moves to another node"));
      } else {
        entry.complete(new Outcome.Unknown(sn + " moved to another node before the device answered"));
      }
    }
  }
}
