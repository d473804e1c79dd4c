package org.argonaut.script.functions;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.argonaut.device.Command;
import org.argonaut.device.CommandWait;
import org.argonaut.device.Devices;
import org.argonaut.device.Outcome;
import org.argonaut.store.StoreUnavailable;

/** Waiting for what others do, on the virtual thread of a callback. */
final class Waits {
  /** For what does not wait for a device. */
  static final Duration USUAL = Duration.ofSeconds(30);

  private Waits() {}

  /**
   * Waits within a time.
   *
   * @throws FunctionFailure when the time is over, or the database or the device's actor is away
   */
  static <T> T await(CompletionStage<T> stage, Duration atMost) throws FunctionFailure, InterruptedException {
    try {
      return stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new FunctionFailure(FunctionFailure.TIMED_OUT, "no answer within " + atMost.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      throw failure(e.getCause() instanceof CompletionException inner && inner.getCause() != null ? inner.getCause() : e.getCause());
    }
  }

  static <T> T await(CompletionStage<T> stage) throws FunctionFailure, InterruptedException {
    return await(stage, USUAL);
  }

  /**
   * How a command ended, within its own deadline; an interrupt takes back what was not sent yet.
   *
   * @throws FunctionFailure when the database or the device's actor is away
   */
  static Outcome outcome(Devices devices, String sn, Command command) throws FunctionFailure, InterruptedException {
    try {
      return CommandWait.execute(devices, sn, command);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /** The failure a script sees for one below; what is none of those is a fault of ours and thrown as it is. */
  static FunctionFailure failure(Throwable cause) {
    return switch (cause) {
      case FunctionFailure failure -> failure;
      case StoreUnavailable e -> new FunctionFailure(FunctionFailure.UNAVAILABLE, "the database is away: " + e.getMessage());
      case Devices.DeviceUnavailable e -> new FunctionFailure(FunctionFailure.UNAVAILABLE, e.getMessage());
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new CompletionException(cause);
    };
  }
}
