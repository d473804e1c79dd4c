package org.argonaut.device;

import java.util.Objects;

/**
 * What is known of a device as a USP agent.
 *
 * @param versions the protocol versions it announced, as a comma list; empty before it did
 * @param version the one that is spoken with it: the highest both know
 * @param mtp the transfer protocol it was last heard over
 * @param broker where it listens behind a broker; null with a connection of its own
 * @param serialNumber as its DeviceInfo says
 * @param modelName as its DeviceInfo says
 * @param learned whether its identity was read since it last booted
 * @param announced whether the event log has it as a new device
 * @param subscriptions fingerprint of the subscriptions that were made with it; 0: none yet
 */
record UspFacts(
    String versions,
    String version,
    AgentRoute.Mtp mtp,
    AgentRoute.Broker broker,
    String serialNumber,
    String modelName,
    boolean learned,
    boolean announced,
    int subscriptions) {

  /** Before anything is known: the version every agent speaks. */
  static final UspFacts NEW = new UspFacts("", "1.0", null, null, "", "", false, false, 0);

  UspFacts {
    versions = DeviceFacts.shared(versions);
    version = DeviceFacts.shared(version);
    modelName = DeviceFacts.shared(modelName);
  }

  UspFacts over(AgentRoute route) {
    AgentRoute.Broker behind = route instanceof AgentRoute.Broker it ? it : null;
    return route.mtp() == mtp && Objects.equals(behind, broker)
        ? this
        : new UspFacts(versions, version, route.mtp(), behind, serialNumber, modelName, learned, announced, subscriptions);
  }

  UspFacts speaking(String told, String common) {
    return new UspFacts(told, common, mtp, broker, serialNumber, modelName, learned, announced, subscriptions);
  }

  UspFacts identified(String serial, String model) {
    return new UspFacts(versions, version, mtp, broker, serial, model, true, announced, subscriptions);
  }

  UspFacts toldOf() {
    return new UspFacts(versions, version, mtp, broker, serialNumber, modelName, learned, true, subscriptions);
  }

  UspFacts unlearned() {
    return new UspFacts(versions, version, mtp, broker, serialNumber, modelName, false, announced, subscriptions);
  }

  UspFacts subscribed(int fingerprint) {
    return new UspFacts(versions, version, mtp, broker, serialNumber, modelName, learned, announced, fingerprint);
  }
}
