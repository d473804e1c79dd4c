package org.argonaut.event;

import java.util.function.Predicate;
import org.argonaut.store.EventFilter;
import org.argonaut.store.EventRow;

/**
 * What a listener listens to, and how.
 *
 * @param owner who listens, for example {@code script wifi}; its listeners' places are kept under this name
 * @param name of the listener, unique and stable with its owner
 * @param filter which events; its {@code since} is not used: a listener goes on where it was, else begins with what comes
 * @param matches what the filter cannot say
 * @param parallel callbacks at the same time, at least 1; never two of one device
 * @param discardIfProcessing drop an event of a device whose callback is running, instead of having it wait
 */
public record ListenerSpec(
    String owner,
    String name,
    EventFilter filter,
    Predicate<EventRow> matches,
    int parallel,
    boolean discardIfProcessing) {
  public ListenerSpec {
    if (parallel < 1) {
      throw new IllegalArgumentException("parallel is " + parallel + ", at least 1 is needed");
    }
  }
}
