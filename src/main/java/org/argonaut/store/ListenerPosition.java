package org.argonaut.store;

import java.util.List;

/**
 * How far a listener is in the event log.
 *
 * @param cursor every event of the listener up to this id is done
 * @param done ids above the cursor that are done, too: with parallel callbacks a later event may end before an earlier one
 */
public record ListenerPosition(long cursor, List<Long> done) {
  public ListenerPosition {
    done = List.copyOf(done);
  }

  /** Nothing after this id is done. */
  public static ListenerPosition at(long cursor) {
    return new ListenerPosition(cursor, List.of());
  }
}
