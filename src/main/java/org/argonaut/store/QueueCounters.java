package org.argonaut.store;

import java.util.concurrent.atomic.LongAdder;

/** What one queue did. */
final class QueueCounters {
  final LongAdder batches = new LongAdder();
  final LongAdder rows = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder busyNanos = new LongAdder();

  StoreStats.Queue snapshot(long waiting) {
    return new StoreStats.Queue(batches.sum(), rows.sum(), failed.sum(), refused.sum(), waiting, busyNanos.sum());
  }
}
