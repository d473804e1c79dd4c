package org.argonaut.bulkdata;

import java.util.Set;

/**
 * Who sent a report, as far as its way tells.
 *
 * @param allowed ids ({@code sn}, {@code OUI-serial} or endpoint id) it may speak for; null: any
 * @param endpointId it names; null: none
 * @param oui it names; null: none
 * @param serialNumber it names; null: none
 */
public record Sender(Set<String> allowed, String endpointId, String oui, String serialNumber) {

  /** Known without a doubt. */
  public static Sender device(String id) {
    return new Sender(Set.of(id), null, null, null);
  }

  /** The one device it may speak for; null when there are several, or any. */
  String only() {
    return allowed != null && allowed.size() == 1 ? allowed.iterator().next() : null;
  }
}
