package org.argonaut.acs;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;

/** The connections open now, only so that they can be ended in order when the node stops. */
final class LiveConnections {
  private final Set<ConnectionStage.Stoppable> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Done> gone = new CompletableFuture<>();
  private volatile boolean stopping;

  void add(ConnectionStage.Stoppable connection) {
    open.add(connection);
    if (stopping) {
      connection.stop();
    }
  }

  void remove(ConnectionStage.Stoppable connection) {
    open.remove(connection);
    if (stopping && open.isEmpty()) {
      gone.complete(Done.getInstance());
    }
  }

  /** Completes when, after {@link #stop}, the last connection is gone. */
  CompletableFuture<Done> gone() {
    return gone.copy();
  }

  /** Ends every connection after the answer it is working on; new ones end at once. */
  void stop() {
    stopping = true;
    open.forEach(ConnectionStage.Stoppable::stop);
    if (open.isEmpty()) {
      gone.complete(Done.getInstance());
    }
  }
}
