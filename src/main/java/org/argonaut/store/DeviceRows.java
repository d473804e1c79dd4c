package org.argonaut.store;

import java.util.concurrent.CompletionStage;

/** Lists and searches devices. They are written through the durable-state plugin and {@link ContactWriter} only. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class DeviceRows {
  DeviceRows() {}

  /**
   * Devices by serial number.
   *
   * @param limit 1 to 1000
   * @param cursor {@link Page#next} of the page before; null for the first
   */
  public CompletionStage<Page<DeviceRow>> list(DeviceFilter filter, int limit, String cursor) {
    throw new UnsupportedOperationException();
  }

  /** How many devices match. */
  public CompletionStage<Long> count(DeviceFilter filter) {
    throw new UnsupportedOperationException();
  }

  /** One device; null when unknown. */
  public CompletionStage<DeviceRow> get(String sn) {
    throw new UnsupportedOperationException();
  }
}
