package org.argonaut.device;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.argonaut.device.UspTurn.NotifyAnswer;
import org.argonaut.store.NewEvent;
import org.argonaut.usp.Messages;
import org.argonaut.usp.UspErrors;
import org.argonaut.usp.proto.UspMsg;

/** What an agent asks of the controller: notifications mostly (R-NOT). Confined to its actor. */
final class UspNotified {
  private final String id;
  private final DeviceEnvironment env;
  private final UspAnswers answers;
  private final OwnWork own;
  private final SeenMessages seen = new SeenMessages();

  UspNotified(String id, DeviceEnvironment env, UspAnswers answers, OwnWork own) {
    this.id = id;
    this.env = env;
    this.answers = answers;
    this.own = own;
  }

  void request(UspTurn turn, UspMsg.Msg message, ByteString bytes, boolean inSession) {
    UspMsg.Request request = message.getBody().getRequest();
    if (request.hasNotify()) {
      notified(turn, message.getHeader().getMsgId(), request.getNotify(), bytes, inSession);
    } else {
      refuse(turn, message.getHeader().getMsgId(), request, inSession);
    }
  }

  private void notified(
      UspTurn turn, String messageId, UspMsg.Notify notify, ByteString bytes, boolean inSession) {
    String type = UspNotifications.type(notify);
    if (type.isEmpty()) {
      if (notify.getSendResp()) {
        turn.answer(
            Messages.error(messageId, UspErrors.INVALID_ARGUMENTS, "a Notify without a notification", List.of()),
            inSession);
      }
      return;
    }
    NotifyAnswer answer = new NotifyAnswer(messageId, notify.getSubscriptionId(), notify.getSendResp(), inSession);
    switch (seen.see(messageId, bytes.hashCode())) {
      case IN_PROGRESS -> {
        // its response follows when it is written
      }
      case DONE -> respond(turn, answer);
      case NEW -> {
        learn(turn, notify);
        NewEvent event =
            env.journal().wants(type) ? UspNotifications.event(id, type, notify, env.clock().instant()) : null;
        UspTurn.Push push = UspNotifications.push(notify, event);
        if (push != null) {
          turn.push(push);
        } else if (event != null) {
          turn.log(event);
        }
        turn.notified(answer);
      }
    }
  }

  private void learn(UspTurn turn, UspMsg.Notify notify) {
    switch (notify.getNotificationCase()) {
      case VALUE_CHANGE ->
          answers.cache(Map.of(notify.getValueChange().getParamPath(), notify.getValueChange().getParamValue()));
      case OPER_COMPLETE -> answers.completed(notify.getOperComplete());
      case OBJ_DELETION -> env.journal().forgetUnder(id, notify.getObjDeletion().getObjPath());
      case EVENT -> {
        if (notify.getEvent().getEventName().equals("Boot!")) {
          own.relearn(turn); // it may have another firmware now, and have lost its subscriptions
        }
      }
      case ON_BOARD_REQ -> own.relearn(turn);
      case OBJ_CREATION, NOTIFICATION_NOT_SET -> {
        // tells nothing that is kept
      }
    }
  }

  /** The events of notifications are in the log, or could not be written: then the agent repeats them. */
  void recorded(UspTurn turn, List<NotifyAnswer> notified, boolean written) {
    for (NotifyAnswer answer : notified) {
      seen.ended(answer.messageId(), written);
      if (written) {
        respond(turn, answer);
      }
    }
  }

  private static void respond(UspTurn turn, NotifyAnswer answer) {
    if (answer.respond()) {
      turn.answer(Messages.notifyResp(answer.messageId(), answer.subscriptionId()), answer.inSession());
    }
  }

  /** A controller is asked Notify, Register and Deregister only (R-MSG.0), and paths are registered with brokers. */
  private static void refuse(UspTurn turn, String messageId, UspMsg.Request request, boolean inSession) {
    int code =
        switch (request.getReqTypeCase()) {
          case REGISTER -> UspErrors.REGISTER_FAILURE;
          case DEREGISTER -> UspErrors.DEREGISTER_FAILURE;
          default -> UspErrors.NOT_SUPPORTED;
        };
    String text = "this controller does not serve " + new Request.Message(request, false).name();
    turn.answer(Messages.error(messageId, code, text, List.of()), inSession);
  }
}
