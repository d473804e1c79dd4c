package org.argonaut.device;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has a device carry out a command and waits for its end. Blocks: for virtual threads. */
public final class CommandWait {
  /** Past a command's own deadline, for its outcome to arrive. */
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private CommandWait() {}

  /**
   * How a command ended. An interrupt takes back what was not sent yet.
   *
   * @throws Devices.DeviceUnavailable when the device's actor cannot be asked
   */
  public static Outcome execute(Devices devices, String sn, Command command) throws InterruptedException {
    return execute(devices, sn, command, new CompletableFuture<>());
  }

  /**
   * How a command ended, or what is known before its end.
   *
   * @param unless once this completes the command is not waited for any more
   */
  public static Outcome execute(Devices devices, String sn, Command command, CompletableFuture<Outcome> unless)
      throws InterruptedException {
    Duration left = Duration.between(Instant.now(), command.deadline()).plus(MARGIN);
    try {
      return devices
          .execute(sn, command)
          .toCompletableFuture()
          .applyToEither(unless, outcome -> outcome)
          .get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      devices.cancel(sn, command.id());
      throw e;
    } catch (TimeoutException e) {
      return new Outcome.Expired(true);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException inner ? inner.getCause() : e.getCause();
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      throw new CompletionException(cause);
    }
  }
}
