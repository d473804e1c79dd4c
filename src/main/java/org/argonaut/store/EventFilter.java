package org.argonaut.store;

/**
 * Which events to read; null fields match every event.
 *
 * @param since only ids above this one
 */
public record EventFilter(Long since, String type, String sn) {
  public static final EventFilter ALL = new EventFilter(null, null, null);

  /** Whether it would find the event. */
  public boolean matches(EventRow event) {
    return (since == null || event.id() > since)
        && (type == null || type.equals(event.type()))
        && (sn == null || sn.equals(event.sn()));
  }

  /** The same filter from another place on. */
  public EventFilter after(long id) {
    return new EventFilter(id, type, sn);
  }
}
