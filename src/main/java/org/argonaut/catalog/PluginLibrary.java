package org.argonaut.catalog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.argonaut.store.PluginRow;
import org.argonaut.store.PluginRows;
import org.argonaut.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins of the cluster as this node knows them: what others change shows after a poll. Thread-safe. */
final class PluginLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(PluginLibrary.class);
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(30);

  private final Store store;
  private final Duration pollInterval;
  private final Thread thread = Thread.ofVirtual().name("datamodel-plugins").unstarted(this::run);
  private final AtomicReference<Snapshot> known = new AtomicReference<>(new Snapshot(-1, List.of()));
  private final CompletableFuture<Void> loaded = new CompletableFuture<>();

  /**
   * Plugins as they were at once.
   *
   * @param revision -1: not read yet
   */
  private record Snapshot(long revision, List<PluginRow> plugins) {}

  PluginLibrary(Store store, Duration pollInterval) {
    this.store = store;
    this.pollInterval = pollInterval;
  }

  void start() {
    thread.start();
  }

  void stop() {
    thread.interrupt();
  }

  /** By name; waits only while the database was never there since the start. */
  CompletionStage<List<PluginRow>> all() {
    return loaded.thenApply(_ -> known.get().plugins());
  }

  /** Reads what is there now, if anything changed. */
  CompletionStage<List<PluginRow>> refreshed() {
    PluginRows rows = store.plugins();
    // The number first: plugins that change in between are read again by the next poll.
    return rows.revision()
        .thenCompose(
            revision -> {
              if (known.get().revision() == revision) {
                return CompletableFuture.completedFuture(known.get().plugins());
              }
              return rows.all().thenApply(plugins -> take(new Snapshot(revision, plugins)));
            });
  }

  private List<PluginRow> take(Snapshot read) {
    Snapshot newest = known.accumulateAndGet(read, (old, other) -> other.revision() > old.revision() ? other : old);
    loaded.complete(null);
    return newest.plugins();
  }

  private void run() {
    try {
      store.ready().toCompletableFuture().get();
      boolean failing = false;
      while (true) {
        try {
          refreshed().toCompletableFuture().get(QUERY_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
          failing = false;
        } catch (ExecutionException | TimeoutException e) {
          if (!failing) {
            LOG.warn("plugins of the data model cannot be read, those known stay in use: {}", String.valueOf(e.getCause()));
          }
          failing = true;
        }
        Thread.sleep(pollInterval);
      }
    } catch (InterruptedException | ExecutionException stopped) {
      LOG.debug("plugins are not followed any more");
    }
  }
}
