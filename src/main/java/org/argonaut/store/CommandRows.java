package org.argonaut.store;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Outcomes of commands, one row a command. The first terminal state wins; later records change nothing. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class CommandRows {
  CommandRows() {}

  /** Inserts or advances a command; completes once written. */
  public CompletionStage<Done> record(CommandRow row) {
    throw new UnsupportedOperationException();
  }

  /** One command; null when unknown. */
  public CompletionStage<CommandRow> get(String sn, String id) {
    throw new UnsupportedOperationException();
  }

  /**
   * A device's commands, newest first.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<CommandRow>> list(String sn, int limit, String cursor) {
    throw new UnsupportedOperationException();
  }
}
