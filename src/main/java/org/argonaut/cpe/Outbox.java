package org.argonaut.cpe;

import java.util.ArrayList;
import java.util.List;
import org.argonaut.cwmp.AcsMethod;
import org.argonaut.cwmp.Inform.Event;

/**
 * What one CPE still has to tell the ACS: events, kept until an InformResponse acknowledges them, and calls with the events
 * they stand for, kept until answered (TR-069 3.7.1.5).
 */
final class Outbox {
  private static final int MOST_EVENTS = 64;
  static final String BOOTSTRAP = "0 BOOTSTRAP";
  static final String BOOT = "1 BOOT";
  static final String PERIODIC = "2 PERIODIC";
  static final String SCHEDULED = "3 SCHEDULED";
  static final String VALUE_CHANGE = "4 VALUE CHANGE";
  static final String CONNECTION_REQUEST = "6 CONNECTION REQUEST";
  static final String TRANSFER_COMPLETE = "7 TRANSFER COMPLETE";
  static final String DIAGNOSTICS_COMPLETE = "8 DIAGNOSTICS COMPLETE";
  static final String DU_STATE_CHANGE_COMPLETE = "11 DU STATE CHANGE COMPLETE";

  private List<Event> events = List.of();
  private List<Call> calls = List.of();

  /**
   * A call on the ACS that waits for its session.
   *
   * @param event raised while the call is unanswered; null: none
   * @param method the event {@code M ...} that goes with it, which carries the command key; null: none
   */
  record Call(AcsMethod call, String event, String method, String commandKey) {}

  /** Raises an event. The numbered ones are single: raised again they stay one; the {@code M ...} are not. */
  void raise(String code, String commandKey) {
    boolean single = !code.startsWith("M ");
    if (single && events.stream().anyMatch(event -> event.code().equals(code))) {
      return;
    }
    if (code.equals(BOOTSTRAP)) {
      events = List.of(); // what was before it is of no interest any more
    }
    if (events.isEmpty()) {
      events = new ArrayList<>(4);
    }
    if (events.size() < MOST_EVENTS) {
      events.add(new Event(code, commandKey));
    }
  }

  void add(Call call) {
    if (calls.isEmpty()) {
      calls = new ArrayList<>(2);
    }
    calls.add(call);
  }

  /** The events of the next Inform. */
  List<Event> events() {
    List<Event> told = new ArrayList<>(events);
    for (Call call : calls) {
      if (call.event != null && told.stream().noneMatch(event -> event.code().equals(call.event))) {
        told.add(new Event(call.event, ""));
      }
    }
    for (Call call : calls) {
      if (call.method != null) {
        told.add(new Event(call.method, call.commandKey));
      }
    }
    return told.size() > MOST_EVENTS ? told.subList(0, MOST_EVENTS) : told;
  }

  /** An InformResponse came for these. */
  void informed(List<Event> told) {
    List<Event> left = new ArrayList<>(events);
    told.forEach(left::remove);
    events = left.isEmpty() ? List.of() : left;
  }

  /** 6 CONNECTION REQUEST is not told later. */
  void connectionRequestFailed() {
    informed(List.of(new Event(CONNECTION_REQUEST, "")));
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  void answered(Call call) {
    List<Call> left = new ArrayList<>(calls);
    left.remove(call);
    calls = left.isEmpty() ? List.of() : left;
  }

  boolean empty() {
    return events.isEmpty() && calls.isEmpty();
  }

  /** A boot forgets the events that were about the time before it. */
  void boot() {
    informed(
        List.of(
            new Event(BOOT, ""),
            new Event(VALUE_CHANGE, ""),
            new Event(CONNECTION_REQUEST, ""),
            new Event(DIAGNOSTICS_COMPLETE, "")));
  }

  void reset() {
    events = List.of();
    calls = List.of();
  }
}
