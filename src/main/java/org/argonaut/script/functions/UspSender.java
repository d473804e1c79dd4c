package org.argonaut.script.functions;

import java.time.Instant;
import org.argonaut.catalog.RpcGuard;
import org.argonaut.device.Command;
import org.argonaut.device.CommandId;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.device.Request;
import org.argonaut.usp.UspJson;
import org.argonaut.usp.UspJsonException;

/** Sends USP messages of scripts and waits for what comes back. Only for threads that may block. */
final class UspSender {
  private final Devices devices;
  private final FunctionSettings settings;
  private final RpcGuard guard;

  UspSender(Surroundings around) {
    this.devices = around.devices();
    this.settings = around.settings();
    this.guard = new RpcGuard(around.store(), devices, around.catalog());
  }

  /**
   * Reads a message; its own msg_id is of no account, because scripts use one again and again.
   *
   * @param complete whether an Operate that runs on is waited for to its end
   * @throws FunctionFailure naming the place and the fix
   */
  static Request.Message read(String json, boolean complete) throws FunctionFailure {
    UspJson.Parsed parsed;
    try {
      parsed = UspJson.read(json, "script");
    } catch (UspJsonException e) {
      throw new FunctionFailure(FunctionFailure.BAD_REQUEST, "the message cannot be sent: " + e.getMessage());
    }
    if (!parsed.msg().getBody().hasRequest()) {
      throw new FunctionFailure(FunctionFailure.BAD_REQUEST, "the message cannot be sent: body.request is missing");
    }
    return new Request.Message(parsed.msg().getBody().getRequest(), complete);
  }

  /**
   * Sends and waits.
   *
   * @throws FunctionFailure when there is no answer, it is an Error, or nothing of the request was done
   */
  UspTables.Result send(String id, Request.Message message, Delivery delivery, Asker asker)
      throws FunctionFailure, InterruptedException {
    check(id, message, asker);
    Instant deadline = Instant.now().plus(delivery.timeout());
    Command command = command(message, delivery, deadline, false, asker.origin());
    Outcome outcome = Waits.outcome(devices, id, command);
    UspTables.Result result =
        switch (outcome) {
          case Outcome.Replied replied -> UspTables.of(replied.response());
          case Outcome.Operated operated when !operated.completion().hasCmdFailure() -> UspTables.of(operated.completion());
          default -> throw AnswerTables.failure(id, outcome);
        };
    if (result.values().isEmpty() && !result.failures().isEmpty()) {
      var first = result.failures().values().iterator().next();
      throw new FunctionFailure((String) first.get("error_code"), (String) first.get("error_message"));
    }
    return result;
  }

  private void check(String id, Request.Message message, Asker asker) throws FunctionFailure, InterruptedException {
    asker.hear(Waits.await(guard.judge(id, message.body())), id, message.body().getReqTypeCase().name());
  }

  /** Keeps a message for the agent, durably, and does not wait for it. */
  void enqueue(String id, Request.Message message, Delivery delivery, Asker asker)
      throws FunctionFailure, InterruptedException {
    check(id, message, asker);
    Command command = command(message, delivery, Instant.now().plus(settings.queuedLifetime()), true, asker.origin());
    Devices.Accepted accepted = Waits.await(devices.enqueue(id, command));
    if (accepted.refused() != null) {
      throw AnswerTables.refused(id, accepted.refused().reason(), accepted.refused().detail());
    }
  }

  private static Command command(
      Request.Message message, Delivery delivery, Instant deadline, boolean durable, String origin) {
    return new Command(
        CommandId.next(), message, Command.Priority.SCRIPT, Instant.now(), deadline, durable, delivery.blockQueue(),
        delivery.wake(), origin);
  }
}
