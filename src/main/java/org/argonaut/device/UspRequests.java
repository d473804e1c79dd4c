package org.argonaut.device;

import java.util.List;
import java.util.Map;
import org.argonaut.usp.Versions;
import org.argonaut.usp.proto.UspMsg;

/** Requests that the controller makes on its own account. */
final class UspRequests {
  static final String DEVICE_INFO = "Device.DeviceInfo.";
  static final String SUBSCRIPTIONS = "Device.LocalAgent.Subscription.";
  private static final List<String> IDENTITY =
      List.of(
          DEVICE_INFO + "Manufacturer", DEVICE_INFO + "ManufacturerOUI", DEVICE_INFO + "ModelName",
          DEVICE_INFO + "ProductClass", DEVICE_INFO + "SerialNumber", DEVICE_INFO + "SoftwareVersion",
          DEVICE_INFO + "HardwareVersion", DEVICE_INFO + "ProvisioningCode");

  private UspRequests() {}

  static UspMsg.Request versions() {
    return UspMsg.Request.newBuilder()
        .setGetSupportedProtocol(
            UspMsg.GetSupportedProtocol.newBuilder().setControllerSupportedProtocolVersions(Versions.announcement()))
        .build();
  }

  /** Who the agent is, and which subscriptions it has. */
  static UspMsg.Request identity() {
    return UspMsg.Request.newBuilder()
        .setGet(UspMsg.Get.newBuilder().addAllParamPaths(IDENTITY).addParamPaths(SUBSCRIPTIONS + "*.ID"))
        .build();
  }

  /** A sign of life. */
  static UspMsg.Request probe() {
    return UspMsg.Request.newBuilder()
        .setGet(UspMsg.Get.newBuilder().addParamPaths(DEVICE_INFO + "UpTime"))
        .build();
  }

  static UspMsg.Request subscribe(List<UspSubscription> subscriptions) {
    UspMsg.Add.Builder add = UspMsg.Add.newBuilder().setAllowPartial(true);
    subscriptions.forEach(subscription -> add.addCreateObjs(create(subscription.id(), subscription)));
    return UspMsg.Request.newBuilder().setAdd(add).build();
  }

  static UspMsg.Request subscribe(String id, UspSubscription subscription) {
    return UspMsg.Request.newBuilder()
        .setAdd(UspMsg.Add.newBuilder().setAllowPartial(true).addCreateObjs(create(id, subscription)))
        .build();
  }

  private static UspMsg.Add.CreateObject create(String id, UspSubscription subscription) {
    UspMsg.Add.CreateObject.Builder object = UspMsg.Add.CreateObject.newBuilder().setObjPath(SUBSCRIPTIONS);
    Map<String, String> required =
        Map.of(
            "ID", id,
            "NotifType", subscription.type(),
            "ReferenceList", subscription.referenceList(),
            "Enable", "true");
    required.forEach((name, value) -> object.addParamSettings(setting(name, value, true)));
    // Agents that cannot keep a subscription or repeat a notification are taken as they are.
    object.addParamSettings(setting("Persistent", "true", false));
    object.addParamSettings(setting("NotifRetry", "true", false));
    return object.build();
  }

  private static UspMsg.Add.CreateParamSetting setting(String name, String value, boolean required) {
    return UspMsg.Add.CreateParamSetting.newBuilder().setParam(name).setValue(value).setRequired(required).build();
  }

  static UspMsg.Request delete(List<String> objects) {
    return UspMsg.Request.newBuilder()
        .setDelete(UspMsg.Delete.newBuilder().setAllowPartial(true).addAllObjPaths(objects))
        .build();
  }
}
