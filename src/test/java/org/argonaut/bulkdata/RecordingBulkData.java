package org.argonaut.bulkdata;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was handed over, and gives the verdict a test wants. */
public final class RecordingBulkData implements BulkIntake {
  public final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  public volatile CompletionStage<Verdict> verdict =
      CompletableFuture.completedStage(new Verdict.Stored("the device", List.of(1L)));

  @Override
  public CompletionStage<Verdict> take(Delivery delivery) {
    deliveries.add(delivery);
    return verdict;
  }
}
