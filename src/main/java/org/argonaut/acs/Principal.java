package org.argonaut.acs;

import java.util.Set;

/**
 * Whom a request comes from, as proved by credentials or a certificate.
 *
 * @param username null without authentication
 * @param allowed serial numbers or {@code OUI-serial}s it may speak for; null: any
 */
record Principal(String username, Set<String> allowed) {
  /** Nobody in particular: authentication is off. */
  static final Principal ANYBODY = new Principal(null, null);

  /** Whether it may speak for the device. */
  boolean mayBe(String oui, String serialNumber) {
    return allowed == null || allowed.contains(serialNumber) || allowed.contains(oui + '-' + serialNumber);
  }
}
