package org.argonaut.device;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One subscription that the controller makes with every agent (TR-369 "Notifications and Subscription Mechanism").
 *
 * @param type a NotifType: ValueChange, ObjectCreation, ObjectDeletion, OperationComplete or Event
 * @param references paths of the parameters, objects, commands or events
 */
public record UspSubscription(String type, List<String> references) {
  /** What the ids of our subscriptions begin with; others are left alone. */
  static final String PREFIX = "argonaut-";

  private static final Set<String> TYPES =
      Set.of("ValueChange", "ObjectCreation", "ObjectDeletion", "OperationComplete", "Event");

  public UspSubscription {
    references = List.copyOf(references);
  }

  static UspSubscription from(Config config) {
    String type = config.getString("type");
    if (!TYPES.contains(type)) {
      throw new ConfigException.BadValue(
          config.origin(), "type", "\"" + type + "\" is none of " + TYPES.stream().sorted().toList());
    }
    List<String> references = config.getStringList("references");
    if (references.isEmpty()) {
      throw new ConfigException.BadValue(config.origin(), "references", "a subscription needs at least one path");
    }
    return new UspSubscription(type, references);
  }

  /** The subscription's ID at the agent: another one when anything of it changes. */
  String id() {
    return PREFIX + type.toLowerCase(Locale.ROOT) + "-" + Integer.toHexString(hashCode());
  }

  String referenceList() {
    return String.join(",", references);
  }
}
