package org.argonaut.store;

import java.time.Instant;

/**
 * A device as it is listed.
 *
 * @param lastContact null before the first
 * @param onlineUntil until when it counts as online unless it comes again; null until it finished its first session
 */
public record DeviceRow(String sn, DeviceIndex index, Instant lastContact, Instant onlineUntil) {
  /** Never finished a contact, or its next one is overdue. */
  public static final int OFFLINE = 0;

  /** Known from its first contact on, but no session was finished yet. */
  public static final int ASSOCIATING = 1;

  /** Its next contact is not overdue. */
  public static final int ONLINE = 2;

  /** {@link #OFFLINE}, {@link #ASSOCIATING} or {@link #ONLINE}. */
  public int status(Instant now) {
    if (onlineUntil != null) {
      return onlineUntil.isAfter(now) ? ONLINE : OFFLINE;
    }
    return index.firstContact() != null ? ASSOCIATING : OFFLINE;
  }
}
