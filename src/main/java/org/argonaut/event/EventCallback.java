package org.argonaut.event;

import java.util.concurrent.CompletionStage;
import org.argonaut.store.EventRow;

/** What a listener does with an event; runs wherever its author likes, never on the listener's thread. */
@FunctionalInterface
public interface EventCallback {
  /** Begins; the stage completes with the end and has a deadline of its own. A failed stage counts as {@link Failed}. */
  CompletionStage<End> handle(EventRow event);

  /** How a callback ended. */
  sealed interface End permits Done, Failed, Abandoned {}

  /** Handled; the event does not come again. */
  record Done() implements End {}

  /** Did not work; tried again, then parked. */
  record Failed(String error) implements End {}

  /** Broken off because the listener ends; the event comes again when it begins again. */
  record Abandoned() implements End {}
}
