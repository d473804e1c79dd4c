package org.argonaut.store;

import java.time.Instant;
import java.util.Set;

/**
 * What of a device is searched and listed: the columns beside its serialized state, written with it in one statement.
 *
 * @param serial of a USP agent's box, which is not its id; null: as the id says
 * @param firstContact null for a device created ahead of its first contact
 */
public record DeviceIndex(
    String oui,
    String vendor,
    String model,
    String productClass,
    String version,
    String alias,
    Set<String> tags,
    String profile,
    boolean cwmp,
    boolean usp,
    String dataModel,
    String ip,
    String serial,
    Instant firstContact) {

  /** A durable state that says what its row is searched by. */
  public interface Indexed {
    DeviceIndex index();
  }
}
