package org.argonaut.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * The event log. Ids ascend in the order in which events become visible, so a reader that remembers the last id it saw
 * misses nothing.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class EventRows {
  EventRows() {}

  /** Completes once the events are on disk; they stay together and in order. */
  public CompletionStage<Done> append(List<NewEvent> events) {
    throw new UnsupportedOperationException();
  }

  /**
   * Events by ascending id.
   *
   * @param limit 1 to 1000
   * @return {@link Page#next} is the id to go on {@code since}
   */
  public CompletionStage<Page<EventRow>> list(EventFilter filter, int limit) {
    throw new UnsupportedOperationException();
  }

  /** The id of the newest event; 0 when there was never one. */
  public CompletionStage<Long> latest() {
    throw new UnsupportedOperationException();
  }
}
