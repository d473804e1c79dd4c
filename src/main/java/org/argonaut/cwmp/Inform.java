package org.argonaut.cwmp;

import java.time.Instant;
import java.util.List;

/**
 * The call that opens every session (TR-069 A.3.3.1).
 *
 * @param events in the CPE's order; may be empty
 * @param currentTime the CPE's clock; {@link Times#UNKNOWN} when it has none
 * @param retryCount sessions that failed before this one
 * @param parameters in the CPE's order
 */
public record Inform(
    DeviceId deviceId,
    List<Event> events,
    int maxEnvelopes,
    Instant currentTime,
    int retryCount,
    List<ParameterValue> parameters)
    implements AcsMethod {

  public Inform {
    events = List.copyOf(events);
    parameters = List.copyOf(parameters);
  }

  /** DeviceIdStruct: who the CPE says it is. Strings are trimmed and never null. */
  public record DeviceId(String manufacturer, String oui, String productClass, String serialNumber) {}

  /**
   * EventStruct.
   *
   * @param code as sent: {@code 2 PERIODIC}, a bare {@code 2}, {@code M Download}, {@code X OUI name}
   */
  public record Event(String code, String commandKey) {

    /** The code's first word: {@code 2} of {@code 2 PERIODIC}, {@code M} of {@code M Download}. */
    public String number() {
      int blank = code.indexOf(' ');
      return blank < 0 ? code : code.substring(0, blank);
    }
  }

  /** Whether the event with this number ({@code "0"} to {@code "14"}) is among the events. */
  public boolean has(String eventNumber) {
    for (Event event : events) {
      if (event.number().equals(eventNumber)) {
        return true;
      }
    }
    return false;
  }
}
