package org.argonaut.event;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.argonaut.store.EventRow;

/** Events that wait for their turn: those of one device one after the other, different devices in order of arrival. */
final class Backlog {
  private final Map<String, ArrayDeque<EventRow>> waiting = new HashMap<>();
  private final LinkedHashSet<String> ready = new LinkedHashSet<>();
  private final Set<String> busy = new HashSet<>();
  private int size;

  void add(EventRow event) {
    waiting.computeIfAbsent(event.sn(), sn -> new ArrayDeque<>(2)).addLast(event);
    arrived(event.sn());
  }

  /** An event of a busy device that is to be tried again before the device's others; still busy until {@link #free}. */
  void putBack(EventRow event) {
    waiting.computeIfAbsent(event.sn(), sn -> new ArrayDeque<>(2)).addFirst(event);
    arrived(event.sn());
  }

  private void arrived(String sn) {
    size++;
    if (!busy.contains(sn)) {
      ready.add(sn);
    }
  }

  /** The next event of a device that is not busy, which now is; null when there is none. */
  EventRow next() {
    if (ready.isEmpty()) {
      return null;
    }
    String sn = ready.removeFirst();
    busy.add(sn);
    ArrayDeque<EventRow> events = waiting.get(sn);
    EventRow event = events.removeFirst();
    if (events.isEmpty()) {
      waiting.remove(sn);
    }
    size--;
    return event;
  }

  boolean busy(String sn) {
    return busy.contains(sn);
  }

  /** The device's event is done with. */
  void free(String sn) {
    busy.remove(sn);
    if (waiting.containsKey(sn)) {
      ready.add(sn);
    }
  }

  int size() {
    return size;
  }
}
