package org.argonaut.device;

import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.argonaut.cwmp.CpeMethod;
import org.argonaut.device.DurableCommand.Status;

/** A command in the queue of one actor: mutable, confined to it. */
final class QueuedCommand {
  private Command command;
  private ActorRef<Outcome> caller;
  private Status status;
  private Instant sentAt;
  private int attempts;
  private CommandEnd ending;

  QueuedCommand(Command command, ActorRef<Outcome> caller) {
    this.command = command;
    this.caller = caller;
    this.status = Status.QUEUED;
  }

  QueuedCommand(DurableCommand kept) {
    this(kept.command(), null);
    this.status = kept.status();
    this.sentAt = kept.sentAt();
  }

  Command command() {
    return command;
  }

  String id() {
    return command.id();
  }

  Request request() {
    return command.request();
  }

  /** Only in a CWMP session: what is given to a CPE is an RPC. */
  CpeMethod rpc() {
    return command.rpc();
  }

  /** Whether it goes over USP. */
  boolean message() {
    return command.request() instanceof Request.Message;
  }

  Status status() {
    return status;
  }

  /** Whether it has its outcome and only waits for that to be written. */
  boolean ended() {
    return ending != null;
  }

  int attempts() {
    return attempts;
  }

  DurableCommand kept() {
    return new DurableCommand(command, status, sentAt);
  }

  void sent(Instant now) {
    status = Status.SENT;
    sentAt = now;
    attempts++;
  }

  /** The CPE took the transfer; its end is awaited until {@code deadline}. */
  void transferring(Instant deadline) {
    status = Status.TRANSFERRING;
    Command c = command;
    command =
        new Command(
            c.id(), c.request(), c.priority(), c.queuedAt(), deadline, c.durable(), c.blockQueue(), c.wake(), c.origin());
  }

  void requeued() {
    status = Status.QUEUED;
  }

  void end(CommandEnd how) {
    ending = how;
  }

  CommandEnd ending() {
    return ending;
  }

  boolean hasCaller() {
    return caller != null;
  }

  /** Whether only a connection request can bring it on its way, and nobody keeps it for later. */
  boolean waitsForWake() {
    return ending == null && command.wake() && !command.durable() && status == Status.QUEUED;
  }

  /** Tells the caller, once. */
  void complete(Outcome outcome) {
    if (caller != null) {
      caller.tell(outcome);
      caller = null;
    }
  }

  /** Whether its end comes after its answer: TransferComplete, DUStateChangeComplete or OperationComplete. */
  boolean endsLater() {
    return CommandKeys.endsLater(command.request());
  }
}
