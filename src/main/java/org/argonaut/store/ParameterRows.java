package org.argonaut.store;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * The parameter cache: everything ever read from each device, patched by changes.
 *
 * <p>A cache, not a record: patches wait in a bounded queue and the oldest are dropped, and counted, when it is full.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class ParameterRows {
  ParameterRows() {}

  /**
   * Writes what differs. Patches of one device are applied in order.
   *
   * @return completes once written, or with {@link StoreUnavailable} when it was dropped
   */
  public CompletionStage<Done> patch(String sn, List<ParameterRow> changed) {
    throw new UnsupportedOperationException();
  }

  /**
   * Cached parameters by name.
   *
   * @param prefix names must begin with it; null or empty for all
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<ParameterRow>> list(String sn, String prefix, int limit, String cursor) {
    throw new UnsupportedOperationException();
  }

  /** Forgets all parameters of a device; patches given before do not come back. */
  public CompletionStage<Done> deleteAll(String sn) {
    throw new UnsupportedOperationException();
  }

  /** Forgets the parameters whose names begin with {@code prefix}, as after DeleteObject. */
  public CompletionStage<Done> deleteUnder(String sn, String prefix) {
    throw new UnsupportedOperationException();
  }
}
