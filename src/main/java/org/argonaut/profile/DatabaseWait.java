package org.argonaut.profile;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.argonaut.store.StoreUnavailable;

/** Waits for the database, and no longer than is good. Blocks: for virtual threads. */
final class DatabaseWait {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private DatabaseWait() {}

  /**
   * @throws StoreUnavailable when it does not answer
   */
  static <T> T on(CompletionStage<T> stage) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreUnavailable("no answer within " + LIMIT.toSeconds() + " seconds", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(e.getCause());
    }
  }
}
