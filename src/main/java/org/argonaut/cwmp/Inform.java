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

  private static final List<String> STANDARD_EVENTS =
      List.of(
          "0 BOOTSTRAP",
          "1 BOOT",
          "2 PERIODIC",
          "3 SCHEDULED",
          "4 VALUE CHANGE",
          "5 KICKED",
          "6 CONNECTION REQUEST",
          "7 TRANSFER COMPLETE",
          "8 DIAGNOSTICS COMPLETE",
          "9 REQUEST DOWNLOAD",
          "10 AUTONOMOUS TRANSFER COMPLETE",
          "11 DU STATE CHANGE COMPLETE",
          "12 AUTONOMOUS DU STATE CHANGE COMPLETE",
          "13 WAKEUP",
          "14 HEARTBEAT");

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

    /** The code as the standard writes it when its number is one of the standard's (TR-069 3.7.1.5), else as sent. */
    public String standardCode() {
      String number = number();
      for (String standard : STANDARD_EVENTS) {
        if (standard.startsWith(number) && standard.charAt(number.length()) == ' ') {
          return standard;
        }
      }
      return code;
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
