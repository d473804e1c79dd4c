package org.argonaut.device;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.argonaut.store.NewEvent;
import org.argonaut.usp.proto.UspMsg;

/**
 * What notifications mean in the event log. Types are TR-369's own words: the name of an Event ({@code Boot!}), else the
 * notification's type ({@code ValueChange}, {@code OperationComplete} ...).
 */
final class UspNotifications {
  private static final String BULK_PROFILES = "Device.BulkData.Profile.";

  private UspNotifications() {}

  /** The type of the event that a notification is; empty for one without content. */
  static String type(UspMsg.Notify notify) {
    return switch (notify.getNotificationCase()) {
      case EVENT -> notify.getEvent().getEventName();
      case VALUE_CHANGE -> "ValueChange";
      case OBJ_CREATION -> "ObjectCreation";
      case OBJ_DELETION -> "ObjectDeletion";
      case OPER_COMPLETE -> "OperationComplete";
      case ON_BOARD_REQ -> "OnBoardRequest";
      case NOTIFICATION_NOT_SET -> "";
    };
  }

  /**
   * The bulk data report that a notification is.
   *
   * @param event what it is else; null: nothing
   * @return null when it is none
   */
  static UspTurn.Push push(UspMsg.Notify notify, NewEvent event) {
    UspMsg.Notify.Event pushed = notify.getEvent();
    String path = pushed.getObjPath();
    boolean push = pushed.getEventName().equals("Push!") && path.startsWith(BULK_PROFILES) && pushed.containsParams("Data");
    return push
        ? new UspTurn.Push(
            path.substring(BULK_PROFILES.length()).replace(".", ""), pushed.getParamsOrThrow("Data"), event)
        : null;
  }

  static NewEvent event(String id, String type, UspMsg.Notify notify, Instant now) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (!notify.getSubscriptionId().isEmpty()) {
      data.put("subscription_id", notify.getSubscriptionId());
    }
    fill(data, notify);
    return new NewEvent(id, type, now, data.toString());
  }

  private static void fill(ObjectNode data, UspMsg.Notify notify) {
    switch (notify.getNotificationCase()) {
      case EVENT -> {
        data.put("path", notify.getEvent().getObjPath() + notify.getEvent().getEventName());
        put(data, "params", notify.getEvent().getParamsMap());
      }
      case VALUE_CHANGE ->
          data.putObject("parameters")
              .put(notify.getValueChange().getParamPath(), notify.getValueChange().getParamValue());
      case OBJ_CREATION -> {
        data.put("path", notify.getObjCreation().getObjPath());
        put(data, "unique_keys", notify.getObjCreation().getUniqueKeysMap());
      }
      case OBJ_DELETION -> data.put("path", notify.getObjDeletion().getObjPath());
      case OPER_COMPLETE -> completion(data, notify.getOperComplete());
      case ON_BOARD_REQ -> {
        UspMsg.Notify.OnBoardRequest request = notify.getOnBoardReq();
        data.put("oui", request.getOui())
            .put("product_class", request.getProductClass())
            .put("serial_number", request.getSerialNumber())
            .put("versions", request.getAgentSupportedProtocolVersions());
      }
      case NOTIFICATION_NOT_SET -> {
        // nothing to tell
      }
    }
  }

  private static void completion(ObjectNode data, UspMsg.Notify.OperationComplete complete) {
    data.put("path", complete.getObjPath() + complete.getCommandName());
    data.put("command_key", complete.getCommandKey());
    if (complete.hasCmdFailure()) {
      data.put("error_code", complete.getCmdFailure().getErrCode()).put("error_message", complete.getCmdFailure().getErrMsg());
    } else {
      put(data, "output", complete.getReqOutputArgs().getOutputArgsMap());
    }
  }

  private static void put(ObjectNode data, String field, Map<String, String> values) {
    ObjectNode node = data.putObject(field);
    values.forEach(node::put);
  }
}
