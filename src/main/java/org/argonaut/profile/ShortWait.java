package org.argonaut.profile;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.argonaut.store.StoreUnavailable;

/** Waits for what answers soon, the database or a device's actor. Blocks: for virtual threads. */
public final class ShortWait {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private ShortWait() {}

  /**
   * What it answers.
   *
   * @throws StoreUnavailable when it does not answer
   */
  public static <T> T on(CompletionStage<T> stage) throws InterruptedException {
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
