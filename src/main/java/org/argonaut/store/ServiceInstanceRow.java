package org.argonaut.store;

import java.time.Instant;

/**
 * A service on one device.
 *
 * @param variables encrypted by its owner
 * @param status {@code pending}, {@code provisioning}, {@code provisioned} or {@code failed}
 * @param detail why it failed; null when it did not
 * @param log what its last run printed; null before the first
 * @param applied when its last run ended; null before the first
 */
public record ServiceInstanceRow(
    String id,
    String service,
    String sn,
    String variables,
    String status,
    String detail,
    String log,
    Instant created,
    Instant updated,
    Instant applied) {
  @Override
  public String toString() { // never variables in a log
    return "ServiceInstanceRow[" + id + ", " + service + " on " + sn + ", " + status + "]";
  }
}
