package org.argonaut.device;

import java.time.Duration;
import java.util.Map;
import org.argonaut.device.DurableCommand.Status;
import org.argonaut.usp.proto.UspMsg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an agent's responses, errors and completions mean for the commands that asked. Confined to its actor. */
final class UspAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(UspAnswers.class);

  private final String id;
  private final CommandQueue queue;
  private final CommandRunner commands;
  private final DeviceEnvironment env;
  private final Duration operationTimeout;

  UspAnswers(
      String id, CommandQueue queue, CommandRunner commands, DeviceEnvironment env, Duration operationTimeout) {
    this.id = id;
    this.queue = queue;
    this.commands = commands;
    this.env = env;
    this.operationTimeout = operationTimeout;
  }

  /** A response or error; one that nobody waits for is ignored (R-MSG.9). */
  void answered(String messageId, UspMsg.Body answer) {
    QueuedCommand asked = queue.find(messageId);
    if (asked == null || !asked.message() || asked.ended() || asked.status() != Status.SENT) {
      LOG.debug("{}: {} answers nothing that is waited for; ignored", id, messageId);
      return;
    }
    Request.Message request = (Request.Message) asked.request();
    if (answer.hasError()) {
      commands.finish(asked, new Outcome.Rejected(answer.getError()));
    } else if (!answers(request.body(), answer.getResponse())) {
      String detail = "the agent answered " + request.name() + " with " + answer.getResponse().getRespTypeCase();
      LOG.warn("{}: {}", id, detail);
      commands.finish(asked, new Outcome.NoAnswer(detail));
    } else if (request.endsLater() && runsOn(answer.getResponse().getOperateResp())) {
      asked.transferring(latest(asked));
      queue.markDirty();
    } else {
      learn(answer.getResponse());
      commands.finish(asked, new Outcome.Replied(answer.getResponse()));
    }
  }

  /** A caller waits no longer than it said; a durable command as long as operations may take. */
  private java.time.Instant latest(QueuedCommand asked) {
    return asked.command().durable()
        ? env.clock().instant().plus(operationTimeout)
        : asked.command().deadline();
  }

  private static boolean answers(UspMsg.Request request, UspMsg.Response response) {
    return switch (request.getReqTypeCase()) {
      case GET -> response.hasGetResp();
      case GET_SUPPORTED_DM -> response.hasGetSupportedDmResp();
      case GET_INSTANCES -> response.hasGetInstancesResp();
      case SET -> response.hasSetResp();
      case ADD -> response.hasAddResp();
      case DELETE -> response.hasDeleteResp();
      case OPERATE -> response.hasOperateResp();
      case NOTIFY -> response.hasNotifyResp();
      case GET_SUPPORTED_PROTOCOL -> response.hasGetSupportedProtocolResp();
      case REGISTER -> response.hasRegisterResp();
      case DEREGISTER -> response.hasDeregisterResp();
      case REQTYPE_NOT_SET -> false;
    };
  }

  private static boolean runsOn(UspMsg.OperateResp response) {
    return response.getOperationResultsList().stream().anyMatch(UspMsg.OperateResp.OperationResult::hasReqObjPath);
  }

  /** An operation ended: the command with its key, if one waits, ends with it. */
  void completed(UspMsg.Notify.OperationComplete complete) {
    if (complete.getCommandKey().isEmpty()) {
      return;
    }
    for (QueuedCommand entry : queue.all()) {
      boolean waits = !entry.ended() && entry.status() != Status.QUEUED;
      if (waits
          && entry.request() instanceof Request.Message message
          && message.endsLater()
          && message.body().getOperate().getCommandKey().equals(complete.getCommandKey())) {
        commands.finish(entry, new Outcome.Operated(complete));
        return;
      }
    }
  }

  /** Keeps in the parameter cache what an answer says of values. */
  private void learn(UspMsg.Response response) {
    switch (response.getRespTypeCase()) {
      case GET_RESP -> cache(UspOnboarding.values(response.getGetResp()));
      case SET_RESP ->
          response.getSetResp().getUpdatedObjResultsList().stream()
              .filter(result -> result.getOperStatus().hasOperSuccess())
              .flatMap(result -> result.getOperStatus().getOperSuccess().getUpdatedInstResultsList().stream())
              .forEach(updated -> cacheUnder(updated.getAffectedPath(), updated.getUpdatedParamsMap()));
      case DELETE_RESP ->
          response.getDeleteResp().getDeletedObjResultsList().stream()
              .filter(result -> result.getOperStatus().hasOperSuccess())
              .flatMap(result -> result.getOperStatus().getOperSuccess().getAffectedPathsList().stream())
              .forEach(path -> env.journal().forgetUnder(id, path));
      default -> {
        // says nothing of values
      }
    }
  }

  private void cacheUnder(String path, Map<String, String> values) {
    Map<String, String> full = new java.util.HashMap<>();
    values.forEach((name, value) -> full.put(path + name, value));
    cache(full);
  }

  void cache(Map<String, String> values) {
    env.journal().cacheValues(id, values, env.clock().instant());
  }
}
